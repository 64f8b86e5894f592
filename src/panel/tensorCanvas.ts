/** The blocks of a tensor that is too large for a page of cells, on a canvas that shows the part that is scrolled to. */

import { append, element } from './elements.ts';
import { formula } from './formula.ts';
import { tensor as words } from './messages.ts';
import { filledRanges } from './pictureZeros.ts';
import type { PanelPicture, PanelPreferences } from './protocol.ts';
import { barAxes } from './tensorBlocks.ts';
import { positionsFor, type Side, type Sides } from './tensorEntry.ts';

export interface CanvasOptions {
  readonly picture: PanelPicture;
  readonly sides: Sides;
  readonly by: PanelPreferences['blocks'];
  readonly select: (positions: readonly number[]) => void;
}
export interface TensorCanvas {
  readonly element: HTMLElement;
  /** Draws an entry as the selected one, and scrolls to it where the keyboard chose it. */
  show(positions: readonly number[]): void;
}

/** So that the outline of an entry at the edge is seen. */
const margin = 4;
const greatestCell = 14;
const greatestHeight = 560;
/** Room for the bar of the axis that runs down. */
const beside = 34;
/** Cells of fewer pixels have no lines between them. */
const ruledCell = 4;

export function tensorCanvas(options: CanvasOptions): TensorCanvas {
  const { picture, sides, by } = options;
  const [outer, inner] = by === 'first' ? [sides.first, sides.second] : [sides.second, sides.first];
  const name = picture.names[by === 'first' ? 0 : 1];
  const canvas = element('canvas');
  const extent = element('div', { class: 'canvas-extent' }, canvas);
  const scroller = element(
    'div',
    { class: 'canvas-scroller', tabindex: 0, role: 'application', 'aria-label': words.canvas(name), 'data-key': 'tensor canvas' },
    extent,
  );
  let selected = sides.positionsAt(0);
  let layout = layoutFor(outer, inner, 0);
  let isWaiting = false;
  const bars = barAxes(outer).map((axis, k) => (axis === null ? null : axisBar(picture, axis, k === 0 ? 'down' : 'across')));
  const redraw = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      const shown = visibleBlocks(scroller, outer, inner, layout);
      draw(canvas, scroller, { picture, outer, inner, layout, selected, shown });
      bars[0]?.show(shown.rows);
      bars[1]?.show(shown.columns);
    });
  };
  const fit = (): void => {
    const width = Math.max(1, Math.floor(figure.clientWidth - beside));
    layout = layoutFor(outer, inner, width);
    extent.style.width = `${layout.width}px`;
    extent.style.height = `${layout.height}px`;
    scroller.style.width = `${Math.min(layout.width, width)}px`;
    scroller.style.height = `${Math.min(layout.height, greatestHeight)}px`;
    redraw();
  };
  const figure = element('figure', { class: 'canvas-figure' });
  append(figure, [
    element('figcaption', {}, words.blocks(inner.rows, inner.columns, name)),
    element('div', { class: 'canvas-frame' }, ...bars.map(bar => bar?.element), scroller),
    insideNote(picture, inner),
  ]);
  new ResizeObserver(fit).observe(figure);
  new MutationObserver(redraw).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  scroller.addEventListener('scroll', redraw, { passive: true });
  canvas.addEventListener('mousemove', event => {
    if (event.movementX !== 0 || event.movementY !== 0) selectUnder(event);
  });
  canvas.addEventListener('click', selectUnder);
  scroller.addEventListener('keydown', event => {
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const [above, across] = barAxes(event.shiftKey ? outer : inner);
    const moved = step[0] === 'down' ? above : across;
    event.preventDefault();
    const positions = selected.map((position, k) => (k === moved ? position + step[1] : position));
    if (moved === null || sides.numberAt(positions) === null) return;
    options.select(positions);
    scrollTo(scroller, cellPlace(outer, inner, layout, positions), layout.cell);
  });
  function selectUnder(event: MouseEvent): void {
    const box = canvas.getBoundingClientRect();
    const positions = positionsUnder(outer, inner, layout, scroller.scrollLeft + event.clientX - box.left, scroller.scrollTop + event.clientY - box.top);
    if (positions !== null && sides.numberAt(positions) !== null) options.select(positions);
  }
  return {
    element: figure,
    show(positions) {
      selected = positions;
      redraw();
    },
  };
}

const steps: Readonly<Record<string, readonly ['down' | 'across', 1 | -1]>> = {
  ArrowDown: ['down', 1],
  ArrowUp: ['down', -1],
  ArrowRight: ['across', 1],
  ArrowLeft: ['across', -1],
};

/** In pixels. */
interface Layout {
  readonly cell: number;
  readonly gap: number;
  readonly width: number;
  readonly height: number;
}

/** The largest cells with which the blocks fit beside each other; of one pixel where none fit. */
function layoutFor(outer: Side, inner: Side, width: number): Layout {
  const gapOf = (cell: number): number => (cell >= 6 ? 8 : cell >= 2 ? 4 : 2);
  const widthOf = (cell: number): number => outer.columns * inner.columns * cell + (outer.columns - 1) * gapOf(cell) + 2 * margin;
  let cell = greatestCell;
  while (cell > 1 && widthOf(cell) > width) cell -= 1;
  return { cell, gap: gapOf(cell), width: widthOf(cell), height: outer.rows * inner.rows * cell + (outer.rows - 1) * gapOf(cell) + 2 * margin };
}

const pitch = (count: number, { cell, gap }: Layout): number => count * cell + gap;

function placeOf(side: Side, positions: readonly number[]): readonly [row: number, column: number] {
  const [above, across] = barAxes(side);
  return [above === null ? 0 : positions[above]!, across === null ? 0 : positions[across]!];
}

function cellPlace(outer: Side, inner: Side, layout: Layout, positions: readonly number[]): readonly [x: number, y: number] {
  const [[blockRow, blockColumn], [row, column]] = [placeOf(outer, positions), placeOf(inner, positions)];
  return [margin + blockColumn * pitch(inner.columns, layout) + column * layout.cell, margin + blockRow * pitch(inner.rows, layout) + row * layout.cell];
}

/** null in the gap between two blocks. */
function positionsUnder(outer: Side, inner: Side, layout: Layout, x: number, y: number): readonly number[] | null {
  const [across, down] = [pitch(inner.columns, layout), pitch(inner.rows, layout)];
  const [fromLeft, fromTop] = [x - margin, y - margin];
  const [blockColumn, blockRow] = [Math.floor(fromLeft / across), Math.floor(fromTop / down)];
  const [column, row] = [Math.floor((fromLeft - blockColumn * across) / layout.cell), Math.floor((fromTop - blockRow * down) / layout.cell)];
  if (column >= inner.columns || row >= inner.rows) return null;
  return positionsFor([
    { side: outer, row: blockRow, column: blockColumn },
    { side: inner, row, column },
  ]);
}

function scrollTo(scroller: HTMLElement, [x, y]: readonly [number, number], cell: number): void {
  const room = 24;
  const into = (at: number, from: number, length: number): number => Math.min(Math.max(from, at + cell + room - length), Math.max(0, at - room));
  scroller.scrollTo({ left: into(x, scroller.scrollLeft, scroller.clientWidth), top: into(y, scroller.scrollTop, scroller.clientHeight) });
}

/** The first and the last block of which something is seen. */
interface VisibleBlocks {
  readonly rows: readonly [first: number, last: number];
  readonly columns: readonly [first: number, last: number];
}

function visibleBlocks(scroller: HTMLElement, outer: Side, inner: Side, layout: Layout): VisibleBlocks {
  const between = (start: number, length: number, step: number, count: number): readonly [number, number] => [
    Math.min(count - 1, Math.max(0, Math.floor((start - margin) / step))),
    Math.min(count - 1, Math.max(0, Math.floor((start + length - margin - 1) / step))),
  ];
  return {
    rows: between(scroller.scrollTop, scroller.clientHeight, pitch(inner.rows, layout), outer.rows),
    columns: between(scroller.scrollLeft, scroller.clientWidth, pitch(inner.columns, layout), outer.columns),
  };
}

interface Drawn {
  readonly picture: PanelPicture;
  readonly outer: Side;
  readonly inner: Side;
  readonly layout: Layout;
  readonly selected: readonly number[];
  readonly shown: VisibleBlocks;
}

function draw(canvas: HTMLCanvasElement, scroller: HTMLElement, { picture, outer, inner, layout, selected, shown }: Drawn): void {
  const context = canvas.getContext('2d');
  const [width, height] = [Math.min(scroller.clientWidth, layout.width), Math.min(scroller.clientHeight, layout.height)];
  if (context === null || width <= 0 || height <= 0) return;
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  // the style sheet says the colours: what is filled, the ground and the lines on it, and the selected entry
  const { color: filled, textDecorationColor: ground, borderTopColor: line, outlineColor: ink } = getComputedStyle(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.translate(-scroller.scrollLeft, -scroller.scrollTop);
  const [across, down] = [pitch(inner.columns, layout), pitch(inner.rows, layout)];
  const { cell } = layout;
  for (let row = shown.rows[0]; row <= shown.rows[1]; row += 1)
    for (let column = shown.columns[0]; column <= shown.columns[1]; column += 1) {
      const [left, top] = [margin + column * across, margin + row * down];
      context.fillStyle = ground;
      context.fillRect(left, top, inner.columns * cell, inner.rows * cell);
      context.fillStyle = filled;
      for (const range of filledRanges(picture, outer, inner, row, column))
        context.fillRect(left + range.column * cell, top + range.row * cell, range.columns * cell, range.rows * cell);
      if (cell >= ruledCell) rule(context, left, top, inner, cell, line);
    }
  const [x, y] = cellPlace(outer, inner, layout, selected);
  const around = Math.max(2, 4 - cell / 4);
  context.strokeStyle = ink;
  context.lineWidth = 2;
  context.strokeRect(x - around + 1, y - around + 1, cell + 2 * around - 2, cell + 2 * around - 2);
}

function rule(context: CanvasRenderingContext2D, left: number, top: number, { rows, columns }: Side, cell: number, line: string): void {
  context.fillStyle = line;
  for (let row = 0; row <= rows; row += 1) context.fillRect(left, top + row * cell, columns * cell, 1);
  for (let column = 0; column <= columns; column += 1) context.fillRect(left + column * cell, top, 1, rows * cell);
}

interface AxisBar {
  readonly element: HTMLElement;
  /** @param blocks the first and the last that can be seen, from 0 */
  show(blocks: readonly [first: number, last: number]): void;
}

/** An axis of the blocks beside the picture: its letter, and which of its positions are seen. */
function axisBar({ axes, base }: PanelPicture, axis: number, direction: 'down' | 'across'): AxisBar {
  const { letter, axis: side, length } = axes[axis]!;
  const [from, to] = [element('span'), element('span')];
  return {
    element: element('span', { class: `bar ${direction} ${side}`, 'aria-hidden': 'true' }, from, formula(letter), to),
    show([first, last]) {
      from.textContent = String(first + base);
      to.textContent =
        last + 1 === length
          ? String(last + base)
          : direction === 'across'
            ? words.visibleOf(last + base, length - 1 + base)
            : `${last + base}/${length - 1 + base}`;
    },
  };
}

/** `i ↓ 1 … 64, j → 1 … 64 inside each block` */
function insideNote({ axes, base }: PanelPicture, inner: Side): HTMLElement {
  const [above, across] = barAxes(inner);
  const note = element('p', { class: 'note inside' });
  for (const [axis, arrow] of [
    [above, '↓'],
    [across, '→'],
  ] as const) {
    if (axis === null) continue;
    const { letter, axis: side, length } = axes[axis]!;
    append(note, [element('span', { class: `axis-name ${side}` }, formula(letter), ` ${arrow} ${base} … ${length - 1 + base}`)]);
  }
  append(note, [words.insideBlocks]);
  return note;
}
