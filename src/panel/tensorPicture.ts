/** The Tensor view at larger sizes: where the zeros are, one entry read out, the table of cases with counts. */

import { append, type Child, element } from './elements.ts';
import { formula } from './formula.ts';
import { tensor as words } from './messages.ts';
import { caseAt, isZeroAt, withPositions } from './pictureZeros.ts';
import type { PanelFormula, PanelLayout, PanelPicture, PanelPreferences } from './protocol.ts';
import { tensorCanvas } from './tensorCanvas.ts';
import { type Sides, sidesOf } from './tensorEntry.ts';

export interface PictureOptions {
  readonly picture: PanelPicture;
  readonly layout: PanelLayout;
  readonly blocks: PanelPreferences['blocks'];
  readonly selected: readonly number[] | null;
  readonly onSelect: (positions: readonly number[]) => void;
}

export function tensorPicture({ picture, layout, blocks, selected, onSelect }: PictureOptions): readonly Child[] {
  const sides = sidesOf(picture);
  const readout = element('div', { class: 'readout', 'aria-live': 'polite' });
  const table = casesTable(layout, picture);
  let current = startingPositions(picture, sides, selected);
  const show = (): void => {
    readout.replaceChildren(element('span', { class: 'scroll' }, formula(written(picture, current))));
    table.mark(caseAt(picture, current));
    canvas.show(current);
  };
  const canvas = tensorCanvas({
    picture,
    sides,
    by: blocks,
    select: positions => {
      if (positions.every((position, k) => position === current[k])) return;
      current = positions;
      show();
      onSelect(positions);
    },
  });
  show();
  return [readout, element('div', { class: 'figures' }, canvas.element, element('div', { class: 'stack' }, counted(picture), table.element))];
}

/** The one selected before where it still exists, else the first entry of a box. */
function startingPositions({ boxes, axes }: PanelPicture, sides: Sides, selected: readonly number[] | null): readonly number[] {
  if (selected !== null && sides.numberAt(selected) !== null) return selected;
  const [box] = boxes;
  return axes.map((_, k) => (box ? box.axes[k]!.least - 1 : 0));
}

/** `∂K_12/∂R_21 = δ_11 R_22 + δ_21 R_21`, and that it is 0 where it is for all values. */
function written(picture: PanelPicture, positions: readonly number[]): PanelFormula {
  const put = (text: string): string => withPositions(text, picture.placeholders, positions);
  const isZero = isZeroAt(picture, positions);
  const parts = (spelling: keyof PanelFormula): string =>
    [put(picture.left[spelling]), ...(picture.instantiated ? [put(picture.instantiated[spelling])] : []), ...(isZero ? ['0'] : [])].join(' = ');
  const [tex, unicode] = [parts('tex'), parts('unicode')];
  return { tex, unicode };
}

function counted({ total, nonzero }: PanelPicture): HTMLElement {
  const text = nonzero === null ? words.entries(grouped(total)) : words.filled(grouped(nonzero), grouped(total), percent(nonzero / total));
  return element('p', { class: 'note' }, text);
}

const grouped = (count: number): string => count.toLocaleString('en');
const percent = (share: number): string => `${(100 * share).toPrecision(3).replace(/\.?0+$/, '')} %`;

interface CasesTable {
  readonly element: Child;
  mark(row: number | null): void;
}

function casesTable({ cases }: PanelLayout, picture: PanelPicture): CasesTable {
  if (cases === null || picture.cases === null) return { element: null, mark: () => {} };
  const counts = picture.cases;
  const rows = cases.map((entry, k) =>
    element(
      'tr',
      {},
      element('td', {}, formula(entry.value)),
      element('td', {}, formula(entry.condition)),
      element('td', { class: 'count' }, grouped(counts[k]?.count ?? 0)),
    ),
  );
  const heads = [words.entry, words.when, words.of(grouped(picture.total))].map(name => element('th', { scope: 'col' }, name));
  const body = element('tbody');
  append(body, rows);
  return {
    element: element(
      'div',
      { class: 'scroll' },
      element('table', { class: 'cases', 'aria-label': words.cases }, element('thead', {}, element('tr', {}, ...heads)), body),
    ),
    mark(row) {
      rows.forEach((line, k) => {
        line.classList.toggle('selected', k === row);
        if (k === row) line.setAttribute('aria-current', 'true');
        else line.removeAttribute('aria-current');
      });
    },
  };
}
