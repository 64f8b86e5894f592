/** Entries as blocks: bars of one side around the blocks, of the other side at each block. A grid for the keyboard. */

import { append, element, hiddenText } from './elements.ts';
import { formula, plainTex } from './formula.ts';
import { tensor as words } from './messages.ts';
import { exactNumber } from './numberGrid.ts';
import type { PanelPreferences } from './protocol.ts';
import { isLong, type LinkedEntries, positionsFor, type Side } from './tensorEntry.ts';

export function blocksFigure(links: LinkedEntries, by: PanelPreferences['blocks'], select: (number: number) => void): HTMLElement {
  const { sides, entries } = links;
  const [outer, inner] = by === 'first' ? [sides.first, sides.second] : [sides.second, sides.first];
  const titles = entries.titles[by === 'first' ? 0 : 1];
  const name = entries.names[by === 'first' ? 0 : 1];
  const grid = element('div', { class: 'blocks', role: 'grid', 'aria-label': words.grid(name) });
  const [above, across] = barAxes(outer);
  if (above !== null) append(grid, [bar(links, above, 'down')]);
  if (across !== null) append(grid, [bar(links, across, 'across')]);
  const body = element('div', { class: 'block-rows' });
  body.style.gridTemplateColumns = `repeat(${outer.columns}, max-content)`;
  const cells = new Map<number, HTMLElement>();
  for (let row = 0; row < outer.rows; row += 1)
    for (let column = 0; column < outer.columns; column += 1)
      append(body, [block(links, { outer, row, column, inner, title: titles[row * outer.columns + column] ?? { tex: '', unicode: '' } }, cells)]);
  append(grid, [body]);
  grid.addEventListener('keydown', event => {
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const [axis, along] = barAxes(event.shiftKey ? outer : inner);
    const moved = step[0] === 'down' ? axis : along;
    if (moved === null) return;
    event.preventDefault();
    const number = sides.numberAt(sides.positionsAt(links.current).map((position, k) => (k === moved ? position + step[1] : position)));
    if (number === null) return;
    select(number);
    cells.get(number)?.focus();
  });
  grid.addEventListener('click', () => cells.get(links.current)?.focus());
  const caption = element('figcaption', {}, words.blocks(inner.rows, inner.columns, name));
  return element('figure', {}, caption, element('div', { class: 'scroll' }, grid));
}

const steps: Readonly<Record<string, readonly ['down' | 'across', 1 | -1]>> = {
  ArrowDown: ['down', 1],
  ArrowUp: ['down', -1],
  ArrowRight: ['across', 1],
  ArrowLeft: ['across', -1],
};

/** Which axes run down and across; a side of one axis runs across. */
export const barAxes = ({ axes }: Side): readonly [number | null, number | null] =>
  axes.length > 1 ? [axes[0] ?? null, axes[1] ?? null] : [null, axes[0] ?? null];

/** A bar in the hue of its axis, solid or dashed, with the letter. */
function bar({ entries }: LinkedEntries, axis: number, direction: 'down' | 'across'): HTMLElement {
  const known = entries.axes[axis];
  return element('span', { class: `bar ${direction} ${known?.axis ?? ''}`, 'aria-hidden': 'true' }, known !== undefined && formula(known.letter));
}

interface Block {
  readonly outer: Side;
  readonly row: number;
  readonly column: number;
  readonly inner: Side;
  readonly title: { readonly tex: string; readonly unicode: string };
}

function block(links: LinkedEntries, { outer, row, column, inner, title }: Block, cells: Map<number, HTMLElement>): HTMLElement {
  const rows = element('div', { class: 'cells', role: 'rowgroup', 'aria-label': title.unicode });
  rows.style.gridTemplateColumns = `repeat(${inner.columns}, minmax(34px, max-content))`;
  const own = new Set<number>();
  for (let down = 0; down < inner.rows; down += 1) {
    const line = element('div', { class: 'cell-row', role: 'row' });
    for (let across = 0; across < inner.columns; across += 1) {
      const positions = positionsFor([
        { side: outer, row, column },
        { side: inner, row: down, column: across },
      ]);
      const number = links.sides.numberAt(positions);
      if (number === null) continue;
      const made = cell(links, number);
      cells.set(number, made);
      own.add(number);
      append(line, [made]);
    }
    append(rows, [line]);
  }
  const heading = element('span', { class: 'block-title', 'aria-hidden': 'true' }, formula(title));
  links.marks.push(current => heading.classList.toggle('selected', own.has(current)));
  const [above, across] = barAxes(inner);
  return element('div', { class: 'block' }, heading, across !== null && bar(links, across, 'across'), above !== null && bar(links, above, 'down'), rows);
}

function cell(links: LinkedEntries, entry: number): HTMLElement {
  const { entries, formulas } = links.entries;
  const { left, value } = entries[entry]!;
  const number = links.numbers?.[entry];
  const written = value === null ? { tex: '0', unicode: '0' } : (formulas[value] ?? { tex: '', unicode: '' });
  const known = number === undefined || value === null ? written : { tex: exactNumber(number), unicode: exactNumber(number) };
  const result = element('div', {
    class: value === null ? 'cell zero' : 'cell',
    role: 'gridcell',
    tabindex: -1,
    'data-entry': entry,
    'data-key': `entry ${entry}`,
  });
  append(result, [hiddenText(`${left.unicode} = ${known.unicode}`)]);
  result.dataset.tex = plainTex(`${left.tex} = ${known.tex}`);
  if (value === null) append(result, [element('span', { 'aria-hidden': 'true' }, '·')]);
  else if (!isLong(known)) append(result, [element('span', { 'aria-hidden': 'true' }, formula(known))]);
  links.marks.push(current => {
    result.classList.toggle('selected', current === entry);
    result.setAttribute('aria-selected', String(current === entry));
    result.tabIndex = current === entry ? 0 : -1;
  });
  return result;
}
