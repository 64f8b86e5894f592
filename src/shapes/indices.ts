/** Entries, sums over named indices and definitions by indices. */

import { addDimensions, constantDimension, type Dimension, printDimension, scaleDimension } from '../dimensions/dimension.ts';
import { hasOpenSize, type Side, sideProduct } from '../dimensions/unify.ts';
import type { Expression, Index, IndexNode, Span, SumNode } from '../syntax/tree.ts';
import { type Context, type IndexFrame, make, operandAt, resolveShape, textAt } from './context.ts';
import { messages } from './messages.ts';
import { entryByEntry, operandsOf } from './operators.ts';
import { axesOf, isScalar, matrixShape, scalarShape, shapeOfAxes, shapeOfSides } from './shape.ts';
import { polynomialOf } from './sizes.ts';
import type { IndexSymbol, Shape, Typed } from './typed.ts';
import { letterUses, ungrouped } from './walk.ts';

/** A new index letter; its size is open until an axis gives it one. */
export function newIndex(context: Context, name: string): IndexSymbol {
  const index: IndexSymbol = { name, size: context.sizes.fresh() };
  context.indexSymbols.push(index);
  return index;
}

export function findLetter(context: Context, name: string): IndexSymbol | undefined {
  for (let i = context.frames.length - 1; i >= 0; i--) {
    const index = context.frames[i]!.letters?.get(name);
    if (index) return index;
  }
  return undefined;
}

/** Runs `action` with a frame of letters around it. */
export function withFrame<T>(context: Context, frame: IndexFrame, action: () => T): T {
  context.frames.push(frame);
  const result = action();
  context.frames.pop();
  return result;
}

/** `x_1`, `A[i,:]`, `A(1,2)`. */
export function typeIndex(context: Context, tree: IndexNode): Typed | null {
  const { operand } = tree;
  const special = operand.kind === 'name' && !context.locals.has(operand.name) && !context.scope.lookup(operand.name);
  if (special && operand.name === 'I' && tree.indices.length === 1) return identityOfSize(context, tree);
  if (special && operand.name === 'δ' && tree.indices.length === 2) return kroneckerDelta(context, tree.indices, tree.span);
  const typed = context.typeOf(context, operand);
  if (!typed) return null;
  const indices = readIndices(context, tree, operandAt(context, operand.span, typed.shape), axesOf(resolveShape(context, typed.shape)));
  return indices && make(context, { op: 'entry', args: [typed], indices, shape: shapeOfEntry(typed.shape, indices), span: tree.span });
}

/** The indices of a tensor with these axes: positions from 1, letters, or null for a whole axis. */
export function readIndices(
  context: Context,
  tree: IndexNode,
  operand: { readonly text: string; readonly shape: Shape },
  axes: readonly Dimension[],
): (number | IndexSymbol | null)[] | null {
  if (tree.indices.length !== axes.length) {
    context.problems.push(messages.indexCount(tree.span, operand, tree.indices.length, axes.length));
    return null;
  }
  const indices: (number | IndexSymbol | null)[] = [];
  for (const [axis, index] of tree.indices.entries()) {
    const read = readIndex(context, index, axes[axis]!);
    if (read === 'problem') return null;
    indices.push(read);
  }
  return indices;
}

function readIndex(context: Context, written: Index, axis: Dimension): number | IndexSymbol | null | 'problem' {
  if (written.kind === 'colon') return null;
  const tree = ungrouped(written);
  const { base } = context.options;
  if (tree.kind === 'number' && Number.isInteger(tree.value)) {
    const position = tree.value - base + 1;
    if (position >= 1 && (axis.constant === null || position <= axis.constant)) return position;
    context.problems.push(messages.indexRange(tree.span, tree.value, printDimension(axis), base));
    return 'problem';
  }
  if (tree.kind !== 'name' || (axis.name === tree.name && findLetter(context, tree.name) === undefined)) {
    context.problems.push(messages.indexNotLiteral(tree.span, textAt(context, tree.span)));
    return 'problem';
  }
  const index = letterFor(context, tree.name, tree.span);
  if (!index) return 'problem';
  if (context.sizes.unify(index.size, axis)) return index;
  context.problems.push(messages.indexSizes(tree.span, tree.name, printDimension(context.sizes.resolve(index.size)), printDimension(axis)));
  return 'problem';
}

function letterFor(context: Context, name: string, span: Span): IndexSymbol | null {
  const known = findLetter(context, name);
  if (known) return known;
  const frame = context.frames.findLast(candidate => candidate.open);
  if (!frame) {
    context.problems.push(messages.freeIndex(span, name, null));
    return null;
  }
  const index = newIndex(context, name);
  frame.letters ??= new Map();
  frame.letters.set(name, index);
  return index;
}

function shapeOfEntry(shape: Shape, indices: readonly (number | IndexSymbol | null)[]): Shape {
  const keep = (axis: number, side: Side): Side => (indices[axis] === null ? side : []);
  if (shape.kind === 'tensor') return shapeOfAxes(shape.rows.filter((_, axis) => indices[axis] === null));
  if (shape.kind === 'row') return shapeOfSides([], keep(0, shape.columns));
  return shapeOfSides(keep(0, shape.rows), keep(1, shape.columns));
}

/** `I_n`. */
function identityOfSize(context: Context, tree: IndexNode): Typed | null {
  const [index] = tree.indices;
  const size = index!.kind === 'colon' ? null : polynomialOf(index!, 0);
  if (!size || (size.constant !== null && size.constant < 1)) {
    context.problems.push(messages.badSize(index!.span, textAt(context, index!.span)));
    return null;
  }
  return make(context, { op: 'identity', args: [], shape: matrixShape(size, size), span: tree.span });
}

/** `δ_ij`: an entry of the identity. */
export function kroneckerDelta(context: Context, written: readonly Index[], span: Span): Typed | null {
  const size = context.sizes.fresh();
  const indices = written.map(index => readIndex(context, index, size));
  if (indices.includes('problem')) return null;
  const identity = make(context, { op: 'identity', args: [], shape: matrixShape(size, size), span });
  return make(context, { op: 'entry', args: [identity], indices: indices as (number | IndexSymbol | null)[], shape: scalarShape, span });
}

/** `sum_i …`, `Σ_{i=1}^n …`. The range is the axis that the index runs over; written bounds must say the same. */
export function typeSum(context: Context, tree: SumNode): Typed | null {
  const index = newIndex(context, tree.index);
  const body = withFrame(context, { letters: new Map([[tree.index, index]]), open: false }, () => context.typeOf(context, tree.body));
  const lower = tree.lower ? polynomialOf(tree.lower, 0) : constantDimension(1);
  const upper = tree.upper ? polynomialOf(tree.upper, 0) : null;
  if ((tree.lower && !lower) || (tree.upper && !upper)) {
    context.problems.push(messages.sumRange(tree.span, tree.index));
    return null;
  }
  if (!body) return null;
  if (lower && upper) {
    const length = addDimensions(addDimensions(upper, scaleDimension(lower, -1)), constantDimension(1));
    if (!context.sizes.unify(index.size, length)) {
      context.problems.push(messages.indexSizes(tree.span, tree.index, printDimension(context.sizes.resolve(index.size)), printDimension(length)));
      return null;
    }
  }
  if (hasOpenSize(context.sizes.resolve(index.size))) {
    context.problems.push(messages.sumRange(tree.span, tree.index));
    return null;
  }
  return make(context, { op: 'sumOver', args: [body], index, shape: body.shape, span: tree.span });
}

/**
 * A right side in index notation: in every term the letters that are not in the frame of the left side are summed over
 * that term.
 * @param left How the left side is written, for the message where a letter stands once and nothing says that it is summed; null where single letters are summed too.
 */
export function typeTerms(context: Context, tree: Expression, left: string | null): Typed | null {
  const spine: Extract<Expression, { kind: 'binary' }>[] = [];
  let leaf = tree;
  while (leaf.kind === 'binary' && (leaf.operator === 'add' || leaf.operator === 'subtract')) {
    spine.push(leaf);
    leaf = leaf.left;
  }
  let sum = typeTermOrSum(context, leaf, left);
  for (let node = spine.pop(); node; node = spine.pop()) {
    const right = typeTermOrSum(context, node.right, left);
    sum = sum && right && entryByEntry(context, node.operator === 'add' ? 'add' : 'subtract', operandsOf(node, sum, right));
    if (sum) context.types.set(node, sum);
  }
  return sum;
}

function typeTermOrSum(context: Context, tree: Expression, left: string | null): Typed | null {
  if (tree.kind !== 'unary' && tree.kind !== 'group') return typeTerm(context, tree, left);
  // brackets within brackets and signs before signs: no recursion deeper than what was typed
  if (context.depth > 200) {
    context.problems.push(messages.tooDeep(tree.span));
    return null;
  }
  context.depth++;
  const inner = typeTerms(context, tree.kind === 'group' ? tree.body : tree.operand, left);
  context.depth--;
  const typed =
    inner && tree.kind === 'unary' && tree.operator === 'negate' ? make(context, { op: 'negate', args: [inner], shape: inner.shape, span: tree.span }) : inner;
  if (typed) context.types.set(tree, typed);
  return typed;
}

function typeTerm(context: Context, tree: Expression, left: string | null): Typed | null {
  const frame: IndexFrame = { letters: null, open: true };
  const body = withFrame(context, frame, () => context.typeOf(context, tree));
  if (!body || frame.letters === null) return body;
  if (!isScalar(body.shape)) return body;
  const uses = letterUses(tree);
  let sum = body;
  for (const [letter, index] of frame.letters) {
    const own = uses.filter(use => use.letter === letter);
    if (left !== null && own.length === 1) {
      context.problems.push(messages.freeIndex(own[0]!.tree.span, letter, left));
      return null;
    }
    // Σ f(a_i b_i) or f(Σ a_i b_i): both are written so
    if (own.length > 1 && own[0]!.inside && own.every(use => use.inside === own[0]!.inside)) {
      context.problems.push(messages.ambiguousSum(own[0]!.tree.span, letter));
      return null;
    }
    sum = make(context, { op: 'sumOver', args: [sum], index, shape: scalarShape, span: tree.span });
  }
  return sum;
}

/** The tensor whose entries a scalar body gives, `F[i,l] = …`; the letters are the axes in order. */
export function fromEntries(context: Context, body: Typed, indices: readonly IndexSymbol[], span: Span): Typed | null {
  for (const index of indices) {
    if (!hasOpenSize(context.sizes.resolve(index.size))) continue;
    context.problems.push(messages.sumRange(span, index.name));
    return null;
  }
  const axes = indices.map(index => sideProduct(context.sizes.resolveSide([index.size])));
  return make(context, { op: 'fromEntries', args: [body], indices, shape: shapeOfAxes(axes), span });
}
