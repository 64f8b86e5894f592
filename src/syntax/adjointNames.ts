/** Which names of an adjoint claim, `dW = Xᵀ dY`, are adjoints. */

import type { Names } from './knownNames.ts';
import { adjointOf } from './names.ts';

/**
 * The quantity whose adjoint the name is; null where it is none. A name of its own is none, unless only its shape was
 * written down, as code comments do (`dY = …  # (n, k)`): then it is one on the left, and on the right that of what is defined.
 */
export function adjointNamed(name: string, names: Names, isOnLeft: boolean): string | null {
  if (!names.isKnown(name)) return adjointOf(name, quantity => names.isKnown(quantity));
  return names.isFree(name) ? adjointOf(name, quantity => (isOnLeft ? names.isVariable(quantity) : names.isDefined(quantity))) : null;
}
