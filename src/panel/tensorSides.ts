/** What the two sides of a tensor are axes of, entry by entry: the selected entry's own cells, and those that its value is made of. */

import { append, element } from './elements.ts';
import { formula } from './formula.ts';
import { tensor as words } from './messages.ts';
import { exactNumber } from './numberGrid.ts';
import type { PanelSideGrid } from './protocol.ts';
import { barAxes } from './tensorBlocks.ts';
import { isLong, type LinkedEntries, positionsFor, type Side } from './tensorEntry.ts';

export function sideFigures(links: LinkedEntries, select: (number: number) => void): HTMLElement | null {
  const [first, second] = links.entries.grids ?? [null, null];
  const figures = [second && sideFigure(links, second, links.sides.second, 1, select), first && sideFigure(links, first, links.sides.first, 0, select)].filter(
    figure => figure !== null,
  );
  if (figures.length === 0) return null;
  return element('div', { class: 'side-grids' }, ...figures);
}

function sideFigure(links: LinkedEntries, grid: PanelSideGrid, side: Side, which: 0 | 1, select: (number: number) => void): HTMLElement {
  const { entries, numbers, sides } = links;
  const role = words.side[grid.role];
  const picture = element('div', { class: 'side-grid', role: 'img', 'aria-label': words.sideGrid(grid.name.unicode, role) });
  picture.style.gridTemplateColumns = `max-content repeat(${side.columns}, minmax(30px, max-content))`;
  const [above, across] = barAxes(side);
  const number = (text: number, axis: number | null, direction: 'across' | 'down', at: number): HTMLElement => {
    const label = element('span', { class: `label ${direction} ${grid.role}` }, String(text));
    links.marks.push(current => label.classList.toggle('selected', axis !== null && sides.positionsAt(current)[axis] === at));
    return label;
  };
  append(picture, [element('span')]);
  for (let column = 0; column < side.columns; column += 1) append(picture, [number(column + entries.base, across, 'across', column)]);
  for (let row = 0; row < side.rows; row += 1) {
    append(picture, [above === null ? element('span') : number(row + entries.base, above, 'down', row)]);
    for (let column = 0; column < side.columns; column += 1) {
      const position = row * side.columns + column;
      const cell = grid.cells[position];
      if (cell === undefined) continue;
      const text = numbers !== null && cell.value !== null ? { tex: exactNumber(cell.value), unicode: exactNumber(cell.value) } : cell.formula;
      const made = element('span', { class: 'cell', 'aria-hidden': 'true' }, !isLong(text) && formula(text));
      const at = positionsFor([{ side, row, column }]);
      links.marks.push(current => {
        const positions = sides.positionsAt(current);
        made.classList.toggle(
          'selected',
          side.axes.every(axis => positions[axis] === at[axis]),
        );
        const value = entries.entries[current]?.value ?? null;
        made.classList.toggle('source', which === 1 && value !== null && (entries.uses?.[value]?.includes(position) ?? false));
      });
      const choose = (): void => {
        const wanted = sides.numberAt(sides.positionsAt(links.current).map((own, axis) => at[axis] ?? own));
        if (wanted !== null) select(wanted);
      };
      made.addEventListener('mousemove', event => {
        if (event.movementX !== 0 || event.movementY !== 0) choose();
      });
      made.addEventListener('click', choose);
      append(picture, [made]);
    }
  }
  const definition =
    grid.definition === null ? grid.name : { tex: `${grid.name.tex} = ${grid.definition.tex}`, unicode: `${grid.name.unicode} = ${grid.definition.unicode}` };
  return element(
    'figure',
    {},
    element('figcaption', {}, formula(isLong(definition) ? grid.name : definition), `, ${role}`),
    element('div', { class: 'scroll' }, picture),
  );
}
