/**
 * Contraction brackets: in a product of two factors the last axis of the first and the first axis of the second are the
 * same axis and cancel; a bracket under their shapes joins them.
 */

import type { Part } from '../derivations/derivation.ts';
import { element } from './elements.ts';
import { type AxisOrder, outerAxes } from './shapes.ts';

/**
 * The positions of the parts whose shape is joined to the next part's: neighbours with shapes, with nothing but a
 * product sign between them, whose touching axes are printed alike.
 */
export function contractions(parts: readonly Part[], order: AxisOrder): ReadonlySet<number> {
  const result = new Set<number>();
  let left: { readonly index: number; readonly last: string } | null = null;
  parts.forEach((part, index) => {
    if (part.operator === true && isProductSign(part)) return;
    const axes = part.shape === undefined || part.operator === true ? null : outerAxes(part.shape, order);
    if (left !== null && axes !== null && left.last === axes.first) result.add(left.index);
    left = axes === null ? null : { index, last: axes.last };
  });
  return result;
}

/**
 * Measures every equation below `root` and draws its brackets anew; shapes that begin one carry `data-joins`. Everything is measured
 * before anything is drawn, so that the page is laid out once.
 */
export function drawBrackets(root: ParentNode): void {
  for (const old of root.querySelectorAll('.equation.joined > .bracket')) old.remove();
  const drawn: (readonly [equation: HTMLElement, bracket: HTMLElement])[] = [];
  for (const equation of root.querySelectorAll<HTMLElement>('.equation.joined')) {
    if (equation.offsetParent === null) continue;
    const box = equation.getBoundingClientRect();
    const shapes = [...equation.querySelectorAll<HTMLElement>(':scope > .shape')];
    shapes.forEach((shape, index) => {
      const from = shape.querySelector('.last');
      const to = shapes[index + 1]?.querySelector('.first');
      if (shape.dataset.joins !== 'true' || !from || !to) return;
      drawn.push([equation, bracket(box, from.getBoundingClientRect(), to.getBoundingClientRect())]);
    });
  }
  for (const [equation, made] of drawn) equation.appendChild(made);
}

function bracket(box: DOMRect, from: DOMRect, to: DOMRect): HTMLElement {
  const start = from.left + from.width / 2 - box.left;
  const end = to.left + to.width / 2 - box.left;
  const result = element('span', { class: 'bracket', 'aria-hidden': 'true' });
  result.style.left = `${start}px`;
  result.style.width = `${end - start}px`;
  result.style.top = `${Math.max(from.bottom, to.bottom) - box.top - 1}px`;
  return result;
}

function isProductSign(part: Part): boolean {
  return /^(\\cdot|\\times|\\,|\\;|\\ |·|×|\s)*$/.test(part.tex.trim());
}
