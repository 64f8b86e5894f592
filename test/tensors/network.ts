/** The one-line notation of products for tests: `A[i,j] x[j] -> i`. Letters m n p q are sizes by name. */

import { constantDimension, type Dimension, namedDimension } from '../../src/dimensions/dimension.ts';
import { variable } from '../../src/tensors/leaves.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { product } from '../../src/tensors/product.ts';

export const size = (text: string): Dimension => (/^\d+$/.test(text) ? constantDimension(Number(text)) : namedDimension(text));

/** `A:m,n` or `S:n,n symmetric`. */
export function declare(...texts: readonly string[]): Record<string, TensorNode> {
  return Object.fromEntries(
    texts.map(text => {
      const [, name, sizes, facts] = /^(\w+):([\w,]*)(?: (.*))?$/.exec(text)!;
      return [name!, variable(name!, sizes === '' ? [] : sizes!.split(',').map(size), new Set(facts ? facts.split(', ') : []))];
    }),
  );
}

/** `A[i,j] x[j] -> i` over declared tensors. Sizes of labels that no factor has come after a colon: `-> i:m`. */
export function network(text: string, tensors: Readonly<Record<string, TensorNode>>): TensorNode {
  const [left, right] = text.split('->').map(part => part.trim()) as [string, string];
  const letters = new Map<string, number>();
  const label = (letter: string): number => {
    if (!letters.has(letter)) letters.set(letter, letters.size);
    return letters.get(letter)!;
  };
  const factors: TensorNode[] = [];
  const labels: number[][] = [];
  const sizes = new Map<number, Dimension>();
  for (const [, name, own] of left.matchAll(/(\w+)(?:\[([\w,]*)\])?/g)) {
    const tensor = tensors[name!]!;
    const mine = own ? own.split(',').map(label) : [];
    mine.forEach((at, axis) => {
      sizes.set(at, tensor.shape[axis]!);
    });
    factors.push(tensor);
    labels.push(mine);
  }
  const out = right === '' ? [] : right.split(',').map(part => part.split(':'));
  for (const [letter, own] of out) if (own) sizes.set(label(letter!), size(own));
  const outLabels = out.map(([letter]) => label(letter!));
  return product(
    factors,
    labels,
    outLabels,
    outLabels.map(at => sizes.get(at)!),
  );
}
