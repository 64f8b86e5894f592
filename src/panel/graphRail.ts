/** The rail beside the rows of a graph, in the manner of a commit graph: squares are inputs, circles operations. */

import { lanesOf } from './graphLanes.ts';
import type { PanelGraphNode } from './protocol.ts';

export interface Rail {
  readonly svg: SVGSVGElement;
  /** Of the whole rail, in pixels. */
  readonly width: number;
  /** @param heights of the middles of the rows below the top of the rail */
  draw(heights: readonly number[], height: number): void;
  /** Fills the nodes whose adjoint is known. */
  fill(isKnown: (node: number) => boolean): void;
  /** Draws the lines of a node in full ink; null for none. */
  link(node: number | null): void;
}

const namespace = 'http://www.w3.org/2000/svg';
const margin = 10;
const laneWidth = 14;
const bend = 12;
const squareSize = 9;
const radius = 5;

export function railOf(nodes: readonly PanelGraphNode[]): Rail {
  const lanes = lanesOf(nodes);
  const left = (node: number): number => margin + lanes[node]! * laneWidth;
  const width = 2 * margin + Math.max(0, ...lanes) * laneWidth;
  const svg = make('svg', { class: 'rail', 'aria-hidden': 'true', width: String(width) });
  const lines = nodes.flatMap(({ uses }, to) => uses.map(from => ({ from, to, path: make('path', {}) })));
  const marks = nodes.map(({ kind }) =>
    kind === 'input' ? make('rect', { width: String(squareSize), height: String(squareSize) }) : make('circle', { r: String(radius) }),
  );
  svg.append(...lines.map(({ path }) => path), ...marks);
  return {
    svg,
    width,
    draw(heights, height) {
      svg.setAttribute('height', String(height));
      for (const { from, to, path } of lines) path.setAttribute('d', lineBetween(left(from), heights[from]!, left(to), heights[to]!));
      marks.forEach((mark, node) => {
        if (nodes[node]!.kind === 'input') {
          mark.setAttribute('x', String(left(node) - squareSize / 2));
          mark.setAttribute('y', String(heights[node]! - squareSize / 2));
        } else {
          mark.setAttribute('cx', String(left(node)));
          mark.setAttribute('cy', String(heights[node]!));
        }
      });
    },
    fill(isKnown) {
      marks.forEach((mark, node) => {
        mark.classList.toggle('found', isKnown(node));
      });
    },
    link(node) {
      for (const { from, to, path } of lines) path.classList.toggle('linked', node !== null && (from === node || to === node));
    },
  };
}

/** Down the lane of what is used, and round the corner into the one that uses it. */
function lineBetween(fromX: number, fromY: number, toX: number, toY: number): string {
  if (fromX === toX) return `M${fromX} ${fromY}V${toY}`;
  const side = Math.sign(toX - fromX);
  const round = Math.min(bend, Math.abs(toX - fromX), toY - fromY);
  return `M${fromX} ${fromY}V${toY - round}Q${fromX} ${toY} ${fromX + side * round} ${toY}H${toX}`;
}

function make<Name extends 'svg' | 'path' | 'rect' | 'circle'>(name: Name, attributes: Readonly<Record<string, string>>): SVGElementTagNameMap[Name] {
  const result = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) result.setAttribute(key, value);
  return result;
}
