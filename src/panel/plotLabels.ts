/** Labels beside the curves they name, where they meet the fewest points of any curve and no other label. */

import { svgElement } from './svg.ts';

export type PlotPoint = readonly [number, number];

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export interface LabelPlaces {
  readonly text: string;
  /** Points of the curve that is named; `preferred` is the position of the best among them. */
  readonly beside: readonly PlotPoint[];
  readonly preferred: number;
  readonly quiet?: boolean;
}

const characterWidth = 5.9;
const lineHeight = 13;
const apart = 8;
/** A label as far as this from its best place is as bad as one that meets a point. */
const farAway = 12;

export function labelElements(labels: readonly LabelPlaces[], points: readonly PlotPoint[], bounds: Bounds): SVGElement[] {
  const placed: Box[] = [];
  return labels.flatMap(({ text, beside, preferred, quiet }) => {
    const width = text.length * characterWidth;
    let best: { readonly cost: number; readonly box: Box } | null = null;
    for (const [x, y] of beside)
      for (const [left, top] of [
        [x + apart, y - lineHeight - 3],
        [x - width - apart, y - lineHeight - 3],
        [x + apart, y + 4],
        [x - width - apart, y + 4],
        [x - width / 2, y - lineHeight - 6],
        [x - width / 2, y + 6],
      ] as const) {
        const box = { left, top, right: left + width, bottom: top + lineHeight };
        const [bestX, bestY] = beside[preferred] ?? [x, y];
        const cost = costOf(box, points, placed, bounds) + Math.hypot(x - bestX, y - bestY) / farAway;
        if (best === null || cost < best.cost) best = { cost, box };
      }
    if (best === null) return [];
    placed.push(best.box);
    return [svgElement('text', { x: best.box.left.toFixed(1), y: (best.box.top + lineHeight - 3).toFixed(1), class: quiet ? 'quiet' : null }, text)];
  });
}

type Box = Bounds;

function costOf(box: Box, points: readonly PlotPoint[], placed: readonly Box[], bounds: Bounds): number {
  const isOutside = box.left < bounds.left || box.right > bounds.right || box.top < bounds.top || box.bottom > bounds.bottom;
  const met = points.filter(([x, y]) => x > box.left - 3 && x < box.right + 3 && y > box.top - 2 && y < box.bottom + 2).length;
  const covered = placed.filter(
    other => box.left < other.right + 6 && other.left < box.right + 6 && box.top < other.bottom + 2 && other.top < box.bottom + 2,
  ).length;
  return (isOutside ? 1_000 : 0) + covered * 500 + met;
}
