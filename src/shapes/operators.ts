/** The shape rules of sums, products and quotients. */

import type { BinaryNode, Expression, Span } from '../syntax/tree.ts';
import { type Context, make, operandAt, resolveShape, textAt } from './context.ts';
import { type Fix, messages } from './messages.ts';
import { bracketed, replaceIn, replaceWhole, transposedText, withoutBrackets } from './rewrite.ts';
import { isScalar, sameShape, scalarShape, shapeOfSides, transposed } from './shape.ts';
import type { Shape, Typed } from './typed.ts';

/** Two operands and where they stand. */
export interface Operands {
  readonly left: Typed;
  readonly right: Typed;
  readonly leftTree: Expression;
  readonly rightTree: Expression;
  readonly span: Span;
}

export const operandsOf = (tree: BinaryNode, left: Typed, right: Typed): Operands => ({
  left,
  right,
  leftTree: tree.left,
  rightTree: tree.right,
  span: { start: tree.left.span.start, end: tree.right.span.end },
});

/** Sum, difference, and the products and quotients entry by entry: both sides have one shape, after broadcasting. */
export function entryByEntry(context: Context, op: 'add' | 'subtract' | 'hadamard' | 'hadamardDivide', operands: Operands): Typed | null {
  const { left, right, span } = operands;
  const shape = commonShape(context, left.shape, right.shape);
  if (shape) return make(context, { op, args: [left, right], shape, span });
  if (isScalar(left.shape) || isScalar(right.shape)) return entryByEntryWithScalar(context, op, operands);
  const pair = broadcastPair(context, left, right);
  if (pair === 'ambiguous') {
    const [vector, matrix, tree] = left.shape.kind === 'matrix' ? [right, left, operands.rightTree] : [left, right, operands.leftTree];
    const text = bracketed(context, tree);
    const fixes = [replaceIn(context, span, tree.span, `${text} 1ᵀ`), replaceIn(context, span, tree.span, `1 ${transposedText(context, tree)}`)];
    context.problems.push(
      messages.ambiguousBroadcast(span, operandAt(context, vector.span, vector.shape), operandAt(context, matrix.span, matrix.shape), fixes),
    );
    return null;
  }
  if (pair) return make(context, { op, args: pair, shape: pair[0].shape, span });
  const fixes: Fix[] = [];
  if (commonShape(context, transposed(left.shape), right.shape)) {
    fixes.push(replaceIn(context, span, operands.leftTree.span, transposedText(context, operands.leftTree)));
    fixes.push(replaceIn(context, span, operands.rightTree.span, transposedText(context, operands.rightTree)));
  }
  context.problems.push(
    messages.sumMismatch(span, textAt(context, span), operandAt(context, left.span, left.shape), operandAt(context, right.span, right.shape), fixes),
  );
  return null;
}

function entryByEntryWithScalar(context: Context, op: 'add' | 'subtract' | 'hadamard' | 'hadamardDivide', { left, right, span }: Operands): Typed {
  if (op === 'hadamard') return make(context, { op: 'multiply', args: [left, right], shape: isScalar(left.shape) ? right.shape : left.shape, span });
  if (op === 'hadamardDivide' && isScalar(right.shape)) return make(context, { op: 'divide', args: [left, right], shape: left.shape, span });
  if (op !== 'hadamardDivide') context.unusual++;
  const shape = isScalar(left.shape) ? right.shape : left.shape;
  return make(context, { op, args: [broadcastTo(context, left, shape), broadcastTo(context, right, shape)], shape, span });
}

/** Repeats a scalar over a shape. 0 becomes the zeros of that shape. */
export function broadcastTo(context: Context, operand: Typed, shape: Shape): Typed {
  if (!isScalar(operand.shape) || isScalar(shape)) return operand;
  if (isZero(operand)) return make(context, { op: 'zeros', args: [], shape, span: operand.span });
  return make(context, { op: 'broadcast', args: [operand], shape, span: operand.span });
}

export const isZero = (node: Typed): boolean =>
  (node.op === 'number' && node.value === 0) || ((node.op === 'negate' || node.op === 'transpose') && isZero(node.args[0]));

/** The shape that both have, with the finer cut of flattened axes; null where they differ. */
export function commonShape(context: Context, a: Shape, b: Shape): Shape | null {
  if (a === b) return a;
  if ((a.kind === 'tensor') !== (b.kind === 'tensor')) return null;
  if (a.kind === 'tensor' && a.rows.length !== b.rows.length) return null;
  if (!context.sizes.attempt(() => context.sizes.unifySides(a.rows, b.rows) && context.sizes.unifySides(a.columns, b.columns))) return null;
  const [left, right] = [resolveShape(context, a), resolveShape(context, b)];
  if (a.kind === 'tensor') return left;
  return shapeOfSides(
    left.rows.length >= right.rows.length ? left.rows : right.rows,
    left.columns.length >= right.columns.length ? left.columns : right.columns,
  );
}

/** A vector beside a matrix is repeated as a column or as a row where exactly one fits; a row is repeated down the rows. */
function broadcastPair(context: Context, left: Typed, right: Typed): readonly [Typed, Typed] | 'ambiguous' | null {
  if (left.shape.kind === 'matrix' && (right.shape.kind === 'vector' || right.shape.kind === 'row')) {
    const repeated = repeatOver(context, right, left.shape);
    return repeated === 'ambiguous' || repeated === null ? repeated : [left, repeated];
  }
  if (right.shape.kind === 'matrix' && (left.shape.kind === 'vector' || left.shape.kind === 'row')) {
    const repeated = repeatOver(context, left, right.shape);
    return repeated === 'ambiguous' || repeated === null ? repeated : [repeated, right];
  }
  return null;
}

function repeatOver(context: Context, vector: Typed, matrix: Shape): Typed | 'ambiguous' | null {
  const { sizes } = context;
  const asRow = vector.shape.kind === 'row';
  const size = asRow ? vector.shape.columns : vector.shape.rows;
  const fits = (side: typeof size): boolean => {
    const restore = sizes.checkpoint();
    const conforms = sizes.unifySides(side, size);
    restore();
    return conforms;
  };
  const columnFits = !asRow && fits(matrix.rows);
  const rowFits = fits(matrix.columns);
  if (columnFits && rowFits) return 'ambiguous';
  if (!columnFits && !rowFits) return null;
  sizes.unifySides(columnFits ? matrix.rows : matrix.columns, size);
  context.unusual++;
  const turned = columnFits || asRow ? vector : make(context, { op: 'transpose', args: [vector], shape: transposed(vector.shape), span: vector.span });
  return make(context, { op: 'broadcast', args: [turned], shape: matrix, span: vector.span });
}

/** The shape of a (matrix) product, or null where the sizes do not conform. */
export function productShape(context: Context, left: Shape, right: Shape): Shape | null {
  if (isScalar(left)) return right;
  if (isScalar(right)) return left;
  if (left.kind === 'tensor' || right.kind === 'tensor') return null;
  if ((left.columns.length === 0) !== (right.rows.length === 0)) return null;
  return context.sizes.unifySides(left.columns, right.rows) ? shapeOfSides(left.rows, right.columns) : null;
}

/** The matrix product; a scalar scales. */
export function product(context: Context, operands: Operands): Typed | null {
  const { left, right, span } = operands;
  const shape = productShape(context, left.shape, right.shape);
  if (!shape) {
    context.problems.push(productProblem(context, operands));
    return null;
  }
  if (isScalar(right.shape) && !isScalar(left.shape)) context.unusual++;
  return make(context, { op: 'multiply', args: [left, right], shape, span });
}

/** `*`: the product; where it may be entry by entry too, that reading where it alone conforms or is asked for first. */
export function starProduct(context: Context, operands: Operands): Typed | null {
  const { left, right } = operands;
  if (!context.options.starAmbiguous || isScalar(left.shape) || isScalar(right.shape)) return product(context, operands);
  const restore = context.sizes.checkpoint();
  const conforms = productShape(context, left.shape, right.shape) !== null;
  restore();
  const same = sameShape(resolveShape(context, left.shape), resolveShape(context, right.shape));
  if (same && conforms) context.starDiffers = true;
  if (same && (!conforms || context.star === 'elementwise')) return entryByEntry(context, 'hadamard', operands);
  return product(context, operands);
}

function productProblem(context: Context, operands: Operands) {
  const { right, rightTree, span } = operands;
  // the fault of a chain lies between its last factor and the next one
  const [left, leftTree] = lastFactor(context, operands.left, operands.leftTree);
  const pair: Span = { start: leftTree.span.start, end: rightTree.span.end };
  for (const operand of [left, right])
    if (operand.shape.kind === 'tensor') return messages.tensorOperation(span, 'a product', operandAt(context, operand.span, operand.shape));
  const fixes: Fix[] = [];
  const fits = (a: Shape, b: Shape): boolean => {
    const restore = context.sizes.checkpoint();
    const shape = productShape(context, a, b);
    restore();
    return shape !== null;
  };
  const before = left === operands.left ? null : factorBefore(operands.left);
  if (fits(transposed(left.shape), right.shape) && (!before || fits(before.shape, transposed(left.shape))))
    fixes.push(replaceIn(context, pair, leftTree.span, transposedText(context, leftTree)));
  if (fits(left.shape, transposed(right.shape))) fixes.push(replaceIn(context, pair, rightTree.span, transposedText(context, rightTree)));
  if (left.shape.kind === right.shape.kind && left.shape.kind !== 'matrix' && sameShape(resolveShape(context, left.shape), resolveShape(context, right.shape)))
    fixes.push(replaceWhole(pair, `${bracketed(context, leftTree)} ⊙ ${bracketed(context, rightTree)}`));
  return messages.productMismatch(
    pair,
    textAt(context, pair),
    operandAt(context, leftTree.span, left.shape),
    operandAt(context, rightTree.span, right.shape),
    fixes,
  );
}

function lastFactor(context: Context, typed: Typed, tree: Expression): readonly [Typed, Expression] {
  const isProduct = tree.kind === 'binary' && (tree.operator === 'juxtapose' || tree.operator === 'star' || tree.operator === 'multiply');
  if (!isProduct || typed.op !== 'multiply') return [typed, tree];
  const last = context.types.get(tree.right);
  return last && !isScalar(last.shape) ? [typed.args[1], tree.right] : [typed, tree];
}

const factorBefore = (chain: Typed): Typed | null => (chain.op === 'multiply' && !isScalar(chain.args[0].shape) ? chain.args[0] : null);

/** `a / b`: by a scalar; two of one shape entry by entry where `*` may be so too. */
export function quotient(context: Context, operands: Operands): Typed | null {
  const { left, right, leftTree, rightTree, span } = operands;
  if (isScalar(right.shape)) return make(context, { op: 'divide', args: [left, right], shape: left.shape, span });
  if (context.options.starAmbiguous && sameShape(resolveShape(context, left.shape), resolveShape(context, right.shape)))
    return entryByEntry(context, 'hadamardDivide', operands);
  const [a, b] = [bracketed(context, leftTree), bracketed(context, rightTree)];
  const divisor = operandAt(context, rightTree.span, right.shape);
  const elementwise = isScalar(left.shape) || commonShape(context, left.shape, right.shape) ? [replaceWhole(span, `${a} ./ ${b}`)] : [];
  if (right.shape.kind === 'matrix') {
    const inverse = replaceWhole(span, `${a} inv(${withoutBrackets(context, rightTree)})`);
    context.problems.push(messages.matrixDivision(span, divisor, [inverse, ...elementwise]));
  } else context.problems.push(messages.needsElementwiseDivision(span, divisor, elementwise));
  return null;
}

/** `A \ b`: A⁻¹ b. */
export function solve(context: Context, operands: Operands): Typed | null {
  const { left, right, leftTree, span } = operands;
  if (isScalar(left.shape)) return make(context, { op: 'divide', args: [right, left], shape: right.shape, span });
  const inverse = inverseOf(context, left, leftTree.span, 'a solution A \\ b');
  return inverse && product(context, { ...operands, left: inverse });
}

export function transposeOf(context: Context, operand: Typed, span: Span): Typed | null {
  if (operand.shape.kind === 'tensor') {
    context.problems.push(messages.tensorOperation(span, 'a transpose', operandAt(context, operand.span, operand.shape)));
    return null;
  }
  if (isScalar(operand.shape)) context.unusual++;
  return make(context, { op: 'transpose', args: [operand], shape: transposed(operand.shape), span });
}

const noFixes = (): readonly Fix[] => [];

/** A⁻¹ of a square matrix, 1/a of a scalar. */
export function inverseOf(context: Context, operand: Typed, span: Span, what = 'an inverse', fixes: () => readonly Fix[] = noFixes): Typed | null {
  if (isScalar(operand.shape)) {
    const one = make(context, { op: 'number', text: '1', value: 1, shape: scalarShape, span });
    return make(context, { op: 'divide', args: [one, operand], shape: scalarShape, span });
  }
  if (!isSquare(context, operand.shape)) {
    context.problems.push(messages.notSquare(span, what, operandAt(context, operand.span, operand.shape), fixes()));
    return null;
  }
  return make(context, { op: 'inverse', args: [operand], shape: operand.shape, span });
}

export function isSquare(context: Context, shape: Shape): boolean {
  return shape.kind === 'matrix' && context.sizes.unifySides(shape.rows, shape.columns);
}

/** Rows beside rows, columns beside columns: the sides of both, one flattened axis each. */
export function kronecker(context: Context, { left, right, span }: Operands): Typed | null {
  for (const operand of [left, right])
    if (operand.shape.kind === 'tensor') {
      context.problems.push(messages.tensorOperation(span, 'a Kronecker product', operandAt(context, operand.span, operand.shape)));
      return null;
    }
  const shape = shapeOfSides([...left.shape.rows, ...right.shape.rows], [...left.shape.columns, ...right.shape.columns]);
  return make(context, { op: 'kronecker', args: [left, right], shape, span });
}
