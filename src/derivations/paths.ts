/** The ways from the root to the variable through the user's names. */

import { isVariable, type NamedQuantity, type Operand, type Quantity, type Question } from './question.ts';

/** A use of one quantity in another: the factor ∂of/∂by of the chain rule. */
export interface Edge {
  readonly of: Quantity;
  readonly by: Operand;
}
export type Path = readonly Edge[];

/** All paths, those through more names first; null where there are more than `limit`. */
export function pathsOf({ root }: Question, limit: number): readonly Path[] | null {
  const found: Path[] = [];
  const visit = (quantity: Quantity, before: Path): boolean => {
    for (const by of quantity.uses) {
      const path = [...before, { of: quantity, by }];
      if (isVariable(by)) found.push(path);
      else if (!visit(by, path)) return false;
      if (found.length > limit) return false;
    }
    return true;
  };
  return visit(root, []) ? found.sort((a, b) => b.length - a.length) : null;
}

/** How many paths there are, without walking them. */
export function countPaths({ root }: Question): number {
  const counts = new Map<Quantity, number>();
  const count = (quantity: Quantity): number => {
    const known = counts.get(quantity);
    if (known !== undefined) return known;
    const total = quantity.uses.reduce((sum, use) => sum + (isVariable(use) ? 1 : count(use)), 0);
    counts.set(quantity, total);
    return total;
  };
  return count(root);
}

/** The edges of all paths, each once, in the order in which a reader meets them. */
export function edgesOf(paths: readonly Path[]): readonly Edge[] {
  const found: Edge[] = [];
  for (const path of paths) for (const edge of path) if (!found.some(other => isSameEdge(other, edge))) found.push(edge);
  return found;
}

export const isSameEdge = (a: Edge, b: Edge): boolean => a.of === b.of && a.by === b.by;

/** The names between the ends of a path. */
export const namesOnPath = (path: Path): readonly string[] => path.slice(0, -1).map(edge => (edge.by as NamedQuantity).name);
