/** One side of a line as parts in an inline grid: mathematics on one baseline, shapes below, each part a column. */

import type { Part } from '../derivations/derivation.ts';
import { contractions } from './brackets.ts';
import { element } from './elements.ts';
import { formula } from './formula.ts';
import { type AxisOrder, shapeElement } from './shapes.ts';

/** What linking needs to know of the parts of one derivation. */
export interface LinkedParts {
  /** The part that bears a name. */
  readonly named: Map<string, HTMLElement[]>;
  /** The names that a changed part came from. */
  readonly origins: Map<HTMLElement, readonly string[]>;
}

export function equation(parts: readonly Part[], order: AxisOrder, links: LinkedParts): HTMLElement {
  const result = element('span', { class: 'equation' });
  const joins = contractions(parts, order);
  if (joins.size > 0) result.classList.add('joined');
  parts.forEach((part, index) => {
    const column = String(index + 1);
    const mathematics = formula(part, 'math part');
    mathematics.style.gridColumn = column;
    if (part.operator === true) mathematics.classList.add('operator');
    if (part.name !== undefined) links.named.set(part.name, [...(links.named.get(part.name) ?? []), mathematics]);
    if (part.from !== undefined && part.from.length > 0) {
      mathematics.classList.add('changed');
      links.origins.set(mathematics, part.from);
    }
    result.appendChild(mathematics);
    if (part.shape === undefined || part.operator === true) return;
    const shape = shapeElement(part.shape, order);
    shape.style.gridColumn = column;
    if (joins.has(index)) shape.dataset.joins = 'true';
    result.appendChild(shape);
    result.classList.add('shaped');
  });
  return result;
}
