/** Walking over syntax trees without recursion. */

import type { Expression, SumNode } from '../syntax/tree.ts';

/** The parts of an expression, left to right; an index position that holds a colon is left out. */
export function childrenOf(tree: Expression): readonly Expression[] {
  switch (tree.kind) {
    case 'number':
    case 'name':
    case 'adjoint':
      return [];
    case 'unary':
    case 'postfix':
    case 'norm':
    case 'bars':
      return [tree.operand];
    case 'binary':
      return [tree.left, tree.right];
    case 'call':
      return tree.arguments;
    case 'index':
      return [tree.operand, ...tree.indices.filter(index => index.kind !== 'colon')];
    case 'matrix':
      return tree.rows.flat();
    case 'derivative':
      return [tree.of, ...tree.wrt];
    case 'sum':
      return [tree.lower, tree.upper, tree.body].filter(part => part !== null);
    case 'group':
      return [tree.body];
    case 'error':
      return tree.parts;
  }
}

/** Every expression below and including `root`, parents first. */
export function* everyExpression(root: Expression): Generator<Expression> {
  const stack = [root];
  for (let tree = stack.pop(); tree; tree = stack.pop()) {
    yield tree;
    const children = childrenOf(tree);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
  }
}

/** The expression without the brackets around it. */
export function ungrouped(tree: Expression): Expression {
  let inner = tree;
  while (inner.kind === 'group') inner = inner.body;
  return inner;
}

/** A letter in an index position. */
export interface LetterUse {
  readonly letter: string;
  readonly tree: Expression;
  /** The outermost function, power, norm or divisor around it, within which a sum is not the sum of the whole. */
  readonly inside: Expression | null;
}

/** The letters that stand as indices in `root` and that no sum binds, in the order in which they are written. */
export function letterUses(root: Expression): readonly LetterUse[] {
  if (!hasIndices(root)) return [];
  const uses: LetterUse[] = [];
  const stack: Visit[] = [{ tree: root, inside: null, bound: null }];
  for (let visit = stack.pop(); visit; visit = stack.pop()) {
    if (visit.tree.kind === 'index') {
      for (const index of visit.tree.indices) {
        const inner = index.kind === 'colon' ? index : ungrouped(index);
        if (inner.kind === 'name' && !binds(visit.bound, inner.name)) uses.push({ letter: inner.name, tree: inner, inside: visit.inside });
      }
    }
    stack.push(...partsOf(visit).reverse());
  }
  return uses;
}

interface Visit {
  readonly tree: Expression;
  readonly inside: Expression | null;
  readonly bound: SumChain | null;
}

function partsOf({ tree, inside, bound }: Visit): Visit[] {
  const part = (child: Expression, around = inside): Visit => ({ tree: child, inside: around, bound });
  switch (tree.kind) {
    case 'index':
      return [part(tree.operand)];
    case 'sum':
      return [{ tree: tree.body, inside, bound: { index: tree.index, above: bound } }];
    case 'call':
    case 'norm':
    case 'bars':
      return childrenOf(tree).map(child => part(child, inside ?? tree));
    case 'binary': {
      if (tree.operator === 'power' || tree.operator === 'hadamardPower') return [part(tree.left, inside ?? tree), part(tree.right, inside ?? tree)];
      const divides = tree.operator === 'divide' || tree.operator === 'hadamardDivide';
      return [part(tree.left), part(tree.right, divides ? (inside ?? tree.right) : inside)];
    }
    default:
      return childrenOf(tree).map(child => part(child));
  }
}

/** Most expressions have none; this is asked of every definition and claim. */
function hasIndices(root: Expression): boolean {
  const stack = [root];
  for (let tree = stack.pop(); tree; tree = stack.pop()) {
    if (tree.kind === 'index') return true;
    if (tree.kind === 'binary') stack.push(tree.left, tree.right);
    else if (tree.kind !== 'name' && tree.kind !== 'number') stack.push(...childrenOf(tree));
  }
  return false;
}

interface SumChain {
  readonly index: SumNode['index'];
  readonly above: SumChain | null;
}

function binds(chain: SumChain | null, letter: string): boolean {
  for (let sum = chain; sum; sum = sum.above) if (sum.index === letter) return true;
  return false;
}
