/** The chain rule written as a reminder, `dL/dw = dL/do * do/dz * dz/dw`. */

import type { Expression } from './tree.ts';

const PRODUCTS: ReadonlySet<string> = new Set(['juxtapose', 'star', 'multiply', 'hadamard']);

/** Are all members products of derivatives alone, and one of them of two or more? */
export function isMnemonic(members: readonly Expression[]): boolean {
  const counts = members.map(derivativeFactors);
  return members.length > 1 && counts.every(count => count > 0) && counts.some(count => count > 1);
}

/** How many derivatives are multiplied; 0 where there is any other factor. Iterative. */
function derivativeFactors(root: Expression): number {
  let count = 0;
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'derivative' || node.kind === 'adjoint') count++;
    else if (node.kind === 'group') waiting.push(node.body);
    else if (node.kind === 'binary' && PRODUCTS.has(node.operator)) waiting.push(node.left, node.right);
    else return 0;
  }
  return count;
}
