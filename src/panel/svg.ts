/** Elements of SVG, from a tag, attributes and children. */

import type { Attributes } from './elements.ts';

const namespace = 'http://www.w3.org/2000/svg';

export function svgElement(tag: string, attributes: Attributes = {}, ...children: readonly (Node | string)[]): SVGElement {
  const result = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false && value !== null && value !== undefined) result.setAttribute(name, String(value));
  result.append(...children);
  return result;
}

/** Joined with lines; interrupted where a point is null. */
export function polyline(points: readonly (readonly [number, number] | null)[]): string {
  let path = '';
  let isOpen = false;
  for (const point of points) {
    if (point === null) {
      isOpen = false;
      continue;
    }
    path += `${isOpen ? 'L' : 'M'}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    isOpen = true;
  }
  return path;
}
