/** Forms are as deep as the expressions they stand for, so nothing here recurses. */

import type { IndexForm, MatrixForm } from './form.ts';

/** Trees of at most so many nodes, and no deeper, are walked on the call stack. */
const FEW_NODES = 500;
const SHALLOW = 100;

type Combine<Node, Result> = (node: Node, children: readonly Result[]) => Result;
type ChildrenOf<Node> = (node: Node) => readonly Node[];

/** Combines a tree from its leaves up; a node that stands in two places of a large tree is combined once. */
export function foldTree<Node extends object, Result>(root: Node, childrenOf: ChildrenOf<Node>, combine: Combine<Node, Result>): Result {
  const folded = foldSmall(root, childrenOf, combine, { visited: 0 }, 0);
  return folded === TOO_LARGE ? foldLarge(root, childrenOf, combine) : folded;
}

function foldSmall<Node extends object, Result>(
  node: Node,
  childrenOf: ChildrenOf<Node>,
  combine: Combine<Node, Result>,
  walk: { visited: number },
  depth: number,
): Result | typeof TOO_LARGE {
  if (++walk.visited > FEW_NODES || depth > SHALLOW) return TOO_LARGE;
  const children = childrenOf(node);
  if (children.length === 0) return combine(node, NONE);
  const results = new Array<Result>(children.length);
  for (let k = 0; k < children.length; k++) {
    const result = foldSmall(children[k]!, childrenOf, combine, walk, depth + 1);
    if (result === TOO_LARGE) return TOO_LARGE;
    results[k] = result as Result;
  }
  return combine(node, results);
}

const NONE: readonly never[] = [];
const TOO_LARGE = Symbol('too large');

function foldLarge<Node extends object, Result>(root: Node, childrenOf: ChildrenOf<Node>, combine: Combine<Node, Result>): Result {
  const known = new Map<Node, Result>();
  const stack: { readonly node: Node; readonly children: readonly Node[]; readonly results: Result[] }[] = [];
  let [node, children, results]: [Node, readonly Node[], Result[]] = [root, childrenOf(root), []];
  for (;;) {
    while (results.length < children.length) {
      const child = children[results.length]!;
      const below = childrenOf(child);
      // a leaf is combined wherever it stands: to remember it would cost more
      if (below.length === 0) results.push(combine(child, NONE));
      else if (known.has(child)) results.push(known.get(child) as Result);
      else {
        stack.push({ node, children, results });
        [node, children, results] = [child, below, []];
      }
    }
    const result = combine(node, results);
    known.set(node, result);
    const above = stack.pop();
    if (!above) return result;
    above.results.push(result);
    ({ node, children, results } = above);
  }
}

/** The forms directly inside a form, in the order in which they are read. */
export function formChildren(form: MatrixForm): readonly MatrixForm[] {
  switch (form.kind) {
    case 'number':
    case 'name':
    case 'dimension':
    case 'identity':
    case 'ones':
    case 'zeros':
    case 'commutation':
      return NONE;
    case 'product':
    case 'hadamard':
    case 'kronecker':
      return form.factors;
    case 'sum':
      return formsOf(form.terms);
    case 'quotient':
      return [form.numerator, form.denominator];
    case 'power':
    case 'elementwisePower':
      return [form.base];
    case 'matrixPower':
      return [form.base, form.exponent];
    case 'frechet':
      return [form.argument, form.direction];
    case 'operation':
      return form.arguments;
    case 'stack':
      return form.entries.flat();
    default:
      return [form.argument];
  }
}

function formsOf(terms: readonly { readonly form: MatrixForm }[]): readonly MatrixForm[] {
  const forms = new Array<MatrixForm>(terms.length);
  for (let k = 0; k < terms.length; k++) forms[k] = terms[k]!.form;
  return forms;
}

/** The index forms directly inside an index form: the arguments of its function factors. */
export function indexFormChildren(form: IndexForm): readonly IndexForm[] {
  let children: IndexForm[] | null = null;
  for (const term of form.terms)
    for (const factor of term.factors) {
      if (factor.kind !== 'function') continue;
      children ??= [];
      children.push(factor.argument);
    }
  return children ?? NONE;
}
