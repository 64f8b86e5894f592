/** Matrices of blocks: `[A B; C D]`. */

import { addDimensions, constantDimension, type Dimension, one } from '../dimensions/dimension.ts';
import { type Side, sideProduct } from '../dimensions/unify.ts';
import type { Expression, MatrixNode, Span } from '../syntax/tree.ts';
import { type Context, checkpoint, make, operandAt, resolveShape, textAt } from './context.ts';
import { messages } from './messages.ts';
import { isZero } from './operators.ts';
import { blockSize, isScalar, matrixShape, rowShape, scalarShape, shapeOfSides, vectorShape } from './shape.ts';
import type { Typed } from './typed.ts';

export interface Entry {
  readonly tree: Expression;
  readonly typed: Typed;
}

/**
 * Spaces separate columns only where the reading as products does not conform; where both conform the comma is asked
 * for.
 */
export function typeMatrix(context: Context, tree: MatrixNode): Typed | null {
  const { products } = tree;
  if (!tree.spaced || !products) return typeRows(context, tree, tree.rows);
  const width = tree.rows[0]?.length ?? 0;
  const asColumns = width >= 2 && tree.rows.every(row => row.length === width) && conforms(context, tree, tree.rows);
  const asProducts = !products.some(row => row.some(endsInNumber)) && conforms(context, tree, products);
  if (asColumns && asProducts) {
    const text = `[${tree.rows.map(row => row.map(entry => textAt(context, entry.span)).join(', ')).join('; ')}]`;
    context.problems.push(messages.ambiguousSpaces(tree.span, [{ title: text, span: tree.span, text }]));
    return null;
  }
  return typeRows(context, tree, asProducts || (!asColumns && tree.rows.some(row => row.length !== width)) ? products : tree.rows);
}

function conforms(context: Context, tree: MatrixNode, rows: readonly (readonly Expression[])[]): boolean {
  const restore = checkpoint(context);
  const before = context.problems.length;
  const typed = typeRows(context, tree, rows);
  const clean = context.problems.slice(before).every(problem => problem.severity !== 'error');
  restore();
  return typed !== null && clean;
}

/** `2 3` and `x 2`: nobody writes a product so. */
function endsInNumber(tree: Expression): boolean {
  for (let node = tree; node.kind === 'binary' && node.operator === 'juxtapose'; node = node.left) if (node.right.kind === 'number') return true;
  return false;
}

function typeRows(context: Context, tree: MatrixNode, rows: readonly (readonly Expression[])[]): Typed | null {
  const typed = rows.map(row => row.map(entry => ({ tree: entry, typed: context.typeOf(context, entry) })));
  if (!typed.every(row => row.every(entry => entry.typed !== null))) return null;
  return stackOf(context, tree.span, typed as readonly (readonly Entry[])[]);
}

/**
 * Blocks laid out in rows. The blocks of a row have one height, those of a column one width; a literal 0 is the zero
 * block that fits. One column of scalars is a vector, one row of scalars a row.
 */
export function stackOf(context: Context, span: Span, rows: readonly (readonly Entry[])[]): Typed | null {
  const width = rows[0]?.length ?? 0;
  if (width === 0) return null;
  if (rows.some(row => row.length !== width)) {
    const stacked = rows.map(row => ({
      tree: row[0]!.tree,
      typed: stackOf(context, { start: row[0]!.tree.span.start, end: row.at(-1)!.tree.span.end }, [row]),
    }));
    return stacked.every(row => row.typed !== null)
      ? stackOf(
          context,
          span,
          stacked.map(row => [row as Entry]),
        )
      : null;
  }
  const tensor = rows.flat().find(entry => entry.typed.shape.kind === 'tensor');
  if (tensor) {
    context.problems.push(messages.tensorOperation(span, 'a block matrix', operandAt(context, tensor.tree.span, tensor.typed.shape)));
    return null;
  }
  const heights = rows.map(row => commonSide(context, span, row, 'height'));
  const widths = rows[0]!.map((_, column) =>
    commonSide(
      context,
      span,
      rows.map(row => row[column]!),
      'width',
    ),
  );
  if (heights.includes(null) || widths.includes(null)) return null;
  if (rows.length === 1 && width === 1) return rows[0]![0]!.typed;
  const args = rows.flatMap((row, r) => row.map((entry, c) => (isFlexibleZero(entry) ? zeroBlock(context, entry, heights[r]!, widths[c]!) : entry.typed)));
  const total = (sides: readonly (Side | null)[]): Dimension =>
    sides.reduce((sum, side) => addDimensions(sum, sideProduct(context.sizes.resolveSide(side!))), constantDimension(0));
  const [height, breadth] = [total(heights), total(widths)];
  const shape = breadth === one ? vectorShape(height) : height === one ? rowShape(breadth) : matrixShape(height, breadth);
  return make(context, { op: 'stack', args, rows: rows.length, columns: width, shape, span });
}

const isFlexibleZero = (entry: Entry): boolean => isZero(entry.typed);

/** The height of a row of blocks, or the width of a column; 1 where only zeros stand there. */
function commonSide(context: Context, span: Span, entries: readonly Entry[], direction: 'height' | 'width'): Side | null {
  const sideOf = (entry: Entry): Side => {
    const size = blockSize(resolveShape(context, entry.typed.shape))!;
    return direction === 'height' ? size.rows : size.columns;
  };
  const [first, ...others] = entries.filter(entry => !isFlexibleZero(entry));
  if (!first) return [one];
  for (const other of others) {
    if (context.sizes.unifySides(sideOf(first), sideOf(other))) continue;
    context.problems.push(
      messages.blockMismatch(span, direction, operandAt(context, first.tree.span, first.typed.shape), operandAt(context, other.tree.span, other.typed.shape)),
    );
    return null;
  }
  return sideOf(first);
}

function zeroBlock(context: Context, entry: Entry, height: Side, width: Side): Typed {
  const isUnit = (side: Side): boolean => side.length === 1 && side[0] === one;
  const shape = shapeOfSides(isUnit(height) ? [] : height, isUnit(width) ? [] : width);
  return isScalar(shape) ? entry.typed : make(context, { op: 'zeros', args: [], shape: shape ?? scalarShape, span: entry.tree.span });
}
