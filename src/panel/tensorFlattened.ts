/** The same entries as a matrix: each side flattened column by column. */

import { append, element } from './elements.ts';
import { formula } from './formula.ts';
import { tensor as words } from './messages.ts';
import { exactNumber } from './numberGrid.ts';
import type { PanelEntries, PanelFormula, PanelLayout } from './protocol.ts';
import { isLong, type LinkedEntries, positionsFor, type Side } from './tensorEntry.ts';

export function flattenedFigure(links: LinkedEntries, layout: PanelLayout): HTMLElement {
  const { entries, sides } = links;
  const [rows, columns] = [stacked(sides.first), stacked(sides.second)];
  const picture = element('div', { class: 'flattened', role: 'img', 'aria-label': words.flattenedPicture(rows.length, columns.length) });
  picture.style.gridTemplateColumns = `max-content repeat(${columns.length}, 22px)`;
  append(picture, [
    element('span', { class: 'letters' }, formula(letters(entries, sides.first)), ' ', formula(letters(entries, sides.second))),
    ...columns.map(place => label(links, sides.second, place, 'across')),
  ]);
  for (const row of rows) {
    append(picture, [label(links, sides.first, row, 'down')]);
    for (const column of columns) {
      const number = sides.numberAt(positionsFor([row, column]));
      if (number !== null) append(picture, [dot(links, number)]);
    }
  }
  const notes = [
    entries.entries.some(({ value }) => value === null) && words.zeros,
    links.numbers === null && entries.formulas.some(isLong) && words.long,
  ].filter(note => note !== false);
  const caption = element('figcaption', {}, words.flattened, layout.vecLeft !== undefined && ' ', layout.vecLeft !== undefined && formula(layout.vecLeft));
  return element('figure', {}, caption, element('div', { class: 'scroll' }, picture), notes.length > 0 && element('p', { class: 'note' }, notes.join(' ')));
}

/** What has room in a cell of the flattened matrix. */
const longestText = 3;

interface Place {
  readonly side: Side;
  readonly row: number;
  readonly column: number;
}

/** The first axis runs fastest, as vec stacks columns. */
function stacked(side: Side): readonly Place[] {
  const places: Place[] = [];
  for (let column = 0; column < side.columns; column += 1) for (let row = 0; row < side.rows; row += 1) places.push({ side, row, column });
  return places;
}

function letters({ axes }: PanelEntries, side: Side): PanelFormula {
  const own = side.axes.flatMap(axis => axes[axis]?.letter ?? []);
  return { tex: own.map(({ tex }) => tex).join(''), unicode: own.map(({ unicode }) => unicode).join('') };
}

function label(links: LinkedEntries, side: Side, { row, column }: Place, direction: 'down' | 'across'): HTMLElement {
  const { base } = links.entries;
  const numbers = side.axes.length > 1 ? [row + base, column + base] : [column + base];
  const axis = links.entries.axes[side.axes[0] ?? 0]?.axis ?? '';
  const result = element('span', { class: `label ${direction} ${axis}` }, numbers.join(numbers.some(number => number > 9) ? ',' : ''));
  const at = positionsFor([{ side, row, column }]);
  links.marks.push(current => {
    const positions = links.sides.positionsAt(current);
    result.classList.toggle(
      'selected',
      side.axes.every(own => positions[own] === at[own]),
    );
  });
  return result;
}

function dot(links: LinkedEntries, number: number): HTMLElement {
  const isZero = links.entries.entries[number]?.value === null;
  const value = links.numbers?.[number];
  const text = isZero ? '·' : value === undefined ? '' : exactNumber(value);
  const result = element('span', { class: isZero ? 'cell zero' : 'cell', 'data-entry': number }, text.length <= longestText && text);
  links.marks.push(current => result.classList.toggle('selected', current === number));
  return result;
}
