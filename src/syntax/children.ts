/** The parts of an expression, for walks that do not recurse. */

import type { Expression } from './tree.ts';

/** Subexpressions in the order in which they were written. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'number':
    case 'name':
    case 'adjoint':
      return [];
    case 'unary':
    case 'postfix':
    case 'norm':
    case 'bars':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'call':
      return node.arguments;
    case 'index':
      return [node.operand, ...node.indices.filter(index => index.kind !== 'colon')];
    case 'matrix':
      return [...node.rows.flat(), ...(node.products ?? []).flat()];
    case 'derivative':
      return [node.of, ...node.wrt];
    case 'sum':
      return [node.lower, node.upper, node.body].filter(part => part !== null);
    case 'group':
      return [node.body];
    case 'error':
      return node.parts;
  }
}

/** Does the expression hold a node of which `test` is true? Iterative. */
export function someExpression(root: Expression, test: (node: Expression) => boolean): boolean {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (test(node)) return true;
    waiting.push(...childrenOf(node));
  }
  return false;
}

/** The expression inside the brackets around it. */
export function withoutGroups(node: Expression): Expression {
  let inner = node;
  while (inner.kind === 'group') inner = inner.body;
  return inner;
}
