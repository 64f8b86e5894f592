/** Shapes in the two hues of the axes: `1×N`, `(N×N)×(M×N)`, and the space a result lies in. */

import type { AxisShape } from '../derivations/derivation.ts';
import { append, element } from './elements.ts';
import type { PanelLayout } from './protocol.ts';

export type AxisOrder = 'numerator first' | 'denominator first';

export function axisOrder(layout: PanelLayout['layout']): AxisOrder {
  return layout === 'denominator' ? 'denominator first' : 'numerator first';
}

/** `1×N`; its first and last axis carry the classes `first` and `last`, where contraction brackets end. */
export function shapeElement(shape: AxisShape, order: AxisOrder): HTMLElement {
  const groups = printedGroups(shape, order);
  const result = element('span', { class: 'shape' });
  groups.forEach((group, index) => {
    if (index > 0) result.appendChild(element('span', { class: 'times' }, '×'));
    result.appendChild(groupElement(group, groups.length > 1));
  });
  const ends = groups.length > 1 ? result.querySelectorAll(':scope > .group') : result.querySelectorAll('.axis');
  ends[0]?.classList.add('first');
  ends[ends.length - 1]?.classList.add('last');
  return result;
}

/** `∈ ℝ^{1×D}` */
export function spaceElement(shape: AxisShape, order: AxisOrder): HTMLElement {
  const result = element('span', { class: 'space' }, '∈ ', element('span', { class: 'blackboard' }, 'ℝ'));
  if (shape.numerator.length + shape.denominator.length > 0) result.appendChild(element('sup', {}, shapeElement(shape, order)));
  return result;
}

/** `ℝ^{3×2}` of a value, whose axes are of neither side of a derivative. */
export function plainSpace(axes: readonly string[]): HTMLElement {
  const result = element('span', { class: 'space' }, element('span', { class: 'blackboard' }, 'ℝ'));
  if (axes.length > 0)
    append(result, [element('sup', {}, element('span', { class: 'shape' }, ...axes.flatMap((axis, k) => [k > 0 && '×', sizeElement(axis)])))]);
  return result;
}

/** The text of what stands first and last in a printed shape, to be compared with a neighbour's. */
export function outerAxes(shape: AxisShape, order: AxisOrder): { readonly first: string; readonly last: string } | null {
  const groups = printedGroups(shape, order);
  const first = groups[0];
  const last = groups.at(-1);
  if (first === undefined || last === undefined) return null;
  if (groups.length > 1) return { first: first.axes.join('×'), last: last.axes.join('×') };
  return { first: first.axes[0] ?? '', last: first.axes.at(-1) ?? '' };
}

interface Group {
  readonly side: 'numerator' | 'denominator';
  readonly axes: readonly string[];
}

function printedGroups(shape: AxisShape, order: AxisOrder): readonly Group[] {
  const groups: readonly Group[] = [
    { side: 'numerator', axes: shape.numerator },
    { side: 'denominator', axes: shape.denominator },
  ];
  const present = groups.filter(group => group.axes.length > 0);
  return order === 'numerator first' ? present : [...present].reverse();
}

function groupElement(group: Group, hasNeighbour: boolean): HTMLElement {
  const result = element('span', { class: `group ${group.side}` });
  const bracketed = hasNeighbour && group.axes.length > 1;
  if (bracketed) result.appendChild(document.createTextNode('('));
  group.axes.forEach((axis, index) => {
    if (index > 0) result.appendChild(document.createTextNode('×'));
    const sum = /[+\-−]/.test(axis.slice(1)) && (hasNeighbour || group.axes.length > 1);
    result.appendChild(sizeElement(sum ? `(${axis})` : axis));
  });
  if (bracketed) result.appendChild(document.createTextNode(')'));
  return result;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A size as mathematics: letters in italics, raised digits as exponents. */
function sizeElement(size: string): HTMLElement {
  const result = element('span', { class: 'axis' });
  for (const piece of size.split(/(\p{L}+|[⁰¹²³⁴-⁹]+)/u)) {
    if (/^\p{L}/u.test(piece)) result.appendChild(element('i', {}, piece));
    else if (/^[⁰¹²³⁴-⁹]/u.test(piece)) result.appendChild(element('sup', {}, [...piece].map(digit => String(superscripts.indexOf(digit))).join('')));
    else append(result, [piece]);
  }
  return result;
}
