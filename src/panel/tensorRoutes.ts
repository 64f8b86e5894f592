/**
 * The two routes to the derivative of a matrix by a vector, as a diamond: stack the partial derivatives by each entry, or flatten the
 * matrix, take one Jacobian, and reshape it. The same entry is selected in every picture; what moves, moves on request.
 */

import { append, type Child, element, toolButton } from './elements.ts';
import { formula } from './formula.ts';
import { icon } from './icons.ts';
import { routes as words } from './messages.ts';
import type { PanelFormula } from './protocol.ts';
import { play, type Stage } from './routesMotion.ts';
import type { LinkedEntries } from './tensorEntry.ts';

/** More rows of a flattened matrix, or more slabs, are no picture of a route. */
const mostFlattened = 24;
const mostSlabs = 6;

/** null where the result is no matrix by a vector, or too large. */
export function routesSection(links: LinkedEntries, select: (number: number) => void): HTMLElement | null {
  const { axes, first, grids } = links.entries;
  const [of, by] = grids ?? [null, null];
  if (axes.length !== 3 || first !== 2 || !of || !by || by.role !== 'denominator') return null;
  const [rows, columns, slabs] = axes.map(({ length }) => length) as [number, number, number];
  if (rows * columns > mostFlattened || slabs > mostSlabs) return null;
  return new Routes(links, { rows, columns, slabs, of: of.name, by: by.name, select }).section();
}

interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly slabs: number;
  readonly of: PanelFormula;
  readonly by: PanelFormula;
  readonly select: (number: number) => void;
}
/** A cell stands for a row, a column and a slab; null is all of them. */
type Place = readonly [row: number | null, column: number | null, slab: number | null];

class Routes {
  private readonly links: LinkedEntries;
  private readonly size: Size;

  constructor(links: LinkedEntries, size: Size) {
    this.links = links;
    this.size = size;
  }

  section(): HTMLElement {
    const { rows, columns, slabs, of, by } = this.size;
    const letter = this.links.entries.axes[2]!.letter;
    const slabTitles = this.links.entries.titles[1];
    const stages: Record<'of' | 'slabs' | 'flat' | 'jacobian' | 'tensor', Stage> = { of: [], slabs: [], flat: [], jacobian: [], tensor: [] };
    const { picture } = words;
    const flattened = { tex: `\\tilde{${of.tex}}`, unicode: `${of.unicode}~` };
    const all = this.figure(of, picture.of(of.unicode, rows, columns), this.grid(stages.of, columns, this.places(null), 'of', 'sides'), 'above');
    const entries = this.figure(by, picture.by(by.unicode, slabs), this.grid([], 1, this.slabPlaces(), 'by', 'side'), 'above');
    const each = slabTitles.map((title, slab) =>
      this.figure(title, picture.slab(title.unicode), this.grid(stages.slabs, columns, this.places(slab), 'slab'), 'below'),
    );
    const flat = this.figure(flattened, picture.flat(of.unicode, rows * columns), this.grid(stages.flat, 1, this.flatPlaces(null), 'of', 'side'), 'below');
    const jacobianTitle = { tex: `\\frac{\\partial ${flattened.tex}}{\\partial ${by.tex}}`, unicode: `∂${flattened.unicode}/∂${by.unicode}` };
    const jacobian = this.figure(
      jacobianTitle,
      picture.jacobian(rows * columns, slabs),
      this.grid(stages.jacobian, slabs, this.flatPlaces('all'), 'slab', 'both'),
      'below',
    );
    const whole = { tex: `\\frac{\\partial ${of.tex}}{\\partial ${by.tex}}`, unicode: `∂${of.unicode}/∂${by.unicode}` };
    const tensor = this.figure(whole, picture.tensor(rows, columns, slabs), this.stacked(stages.tensor), 'above');
    const place = element('p', { class: 'route-place' });
    this.links.marks.push(current => place.replaceChildren(...this.whereText(current)));
    const view = element(
      'div',
      { class: 'routes' },
      element('div', { class: 'from' }, all, entries),
      this.route(1, words.first, [arrow(words.differentiateBy(`${by.unicode}_${letter.unicode}`)), ...each, arrow(words.stack(letter.unicode))], () =>
        play([[stages.slabs, stages.tensor]], view),
      ),
      this.route(2, words.second, [arrow(words.flatten), flat, arrow(words.jacobian), jacobian, arrow(words.reshape(rows * columns, rows, columns))], () =>
        play(
          [
            [stages.of, stages.flat],
            [stages.jacobian, stages.tensor],
          ],
          view,
        ),
      ),
      element('div', { class: 'to' }, tensor),
    );
    return element(
      'section',
      { class: 'routes-section', 'aria-labelledby': 'routes-title' },
      element('h2', { id: 'routes-title' }, words.title),
      place,
      view,
      element('p', { class: 'note' }, words.same(of.unicode, by.unicode)),
    );
  }

  private route(number: number, title: string, parts: readonly Child[], run: () => void): HTMLElement {
    const button = toolButton(icon('play'), words.play(number), `play route ${number}`);
    button.addEventListener('click', run);
    return element('section', { class: 'route' }, element('h3', {}, title, button), element('div', { class: 'route-parts' }, ...parts));
  }

  private figure(title: PanelFormula, label: string, picture: HTMLElement, where: 'above' | 'below'): HTMLElement {
    picture.setAttribute('role', 'img');
    picture.setAttribute('aria-label', label);
    const caption = element('figcaption', {}, formula(title));
    return where === 'above' ? element('figure', {}, caption, picture) : element('figure', {}, picture, caption);
  }

  /** Row by row. */
  private places(slab: number | null): readonly Place[] {
    const { rows, columns } = this.size;
    return Array.from({ length: rows * columns }, (_, k): Place => [Math.floor(k / columns), k % columns, slab]);
  }

  private slabPlaces(): readonly Place[] {
    return Array.from({ length: this.size.slabs }, (_, slab): Place => [null, null, slab]);
  }

  /** Columns of the matrix below each other; with all slabs beside each other. */
  private flatPlaces(slab: 'all' | null): readonly Place[] {
    const { rows, columns, slabs } = this.size;
    const flat = Array.from({ length: rows * columns }, (_, k): Place => [k % rows, Math.floor(k / rows), null]);
    return slab === null ? flat : flat.flatMap(([row, column]) => Array.from({ length: slabs }, (_, k): Place => [row, column, k]));
  }

  /** @param hue what tells the cells apart: their column in the matrix, or their slab */
  private grid(stage: Stage, columns: number, places: readonly Place[], hue: 'of' | 'by' | 'slab', bars?: 'sides' | 'side' | 'both'): HTMLElement {
    const { rows: height, columns: width, slabs } = this.size;
    const grid = element('span', { class: `route-grid ${hue === 'of' ? 'numerator' : 'denominator'}${bars === undefined ? '' : ` ${bars}`}` });
    grid.style.gridTemplateColumns = `repeat(${columns}, var(--route-cell))`;
    places.forEach(place => {
      const [row, column, slab] = place;
      const cell = element('span', { class: 'route-cell' });
      const share = hue === 'of' ? 14 + (24 * (column ?? 0)) / Math.max(1, width - 1) : 16 + (44 * (slab ?? 0)) / Math.max(1, slabs - 1);
      cell.style.setProperty('--tint', `${Math.round(share)}%`);
      // the segments of the flattened matrix are its columns
      if (columns !== width && row === height - 1 && column !== null && column < width - 1 && hue !== 'by' && bars !== undefined && bars !== 'sides')
        cell.classList.add('segment-end');
      this.link(cell, place);
      stage.push({ cell, key: place.map(part => part ?? '').join(' '), slab: slab ?? column ?? 0 });
      append(grid, [cell]);
    });
    return grid;
  }

  /** The slabs one behind the other, the first in front. */
  private stacked(stage: Stage): HTMLElement {
    const { rows, columns, slabs } = this.size;
    const stack = element('span', { class: 'route-stack' });
    stack.style.setProperty('--slabs', String(slabs));
    stack.style.setProperty('--rows', String(rows));
    stack.style.setProperty('--columns', String(columns));
    for (let slab = slabs - 1; slab >= 0; slab -= 1) {
      const grid = this.grid(stage, columns, this.places(slab), 'slab');
      grid.style.setProperty('--slab', String(slab));
      append(stack, [grid]);
    }
    return stack;
  }

  private link(cell: HTMLElement, place: Place): void {
    const { links, size } = this;
    const isHere = (current: number): boolean => links.sides.positionsAt(current).every((position, k) => place[k] === null || place[k] === position);
    links.marks.push(current => cell.classList.toggle('selected', isHere(current)));
    const choose = (): void => {
      const wanted = links.sides.numberAt(links.sides.positionsAt(links.current).map((own, k) => place[k] ?? own));
      if (wanted !== null) size.select(wanted);
    };
    cell.addEventListener('mousemove', event => {
      if (event.movementX !== 0 || event.movementY !== 0) choose();
    });
    cell.addEventListener('click', choose);
  }

  private whereText(current: number): readonly HTMLElement[] {
    const { base } = this.links.entries;
    const [row, column, slab] = this.links.sides.positionsAt(current) as [number, number, number];
    const { rows } = this.size;
    const flatRow = row + rows * column + base;
    const sum = base === 1 ? `${flatRow} = ${row + 1} + ${rows}·(${column + 1} − 1)` : `${flatRow} = ${row} + ${rows}·${column}`;
    return [element('span', {}, words.where1(slab + base, row + base, column + base)), element('span', {}, words.where2(sum, slab + base))];
  }
}

function arrow(lines: readonly string[]): HTMLElement {
  return element('span', { class: 'route-arrow' }, ...lines.map(line => element('span', {}, line)), element('span', { class: 'shaft', 'aria-hidden': 'true' }));
}
