/** The tensor that a printed matrix form means, read from the form alone: a line is checked as it stands on the page. */

import type { Dimension } from '../dimensions/dimension.ts';
import { one } from '../dimensions/dimension.ts';
import { NORM_TENSORS } from '../lowering/norms.ts';
import { foldTree, formChildren } from '../notation/fold.ts';
import type { MatrixForm, Orientation } from '../notation/form.ts';
import { byMatrixOperation, type MatrixOperation, matrixOperationRow, sideRuleOf } from '../operations/matrixOperations.ts';
import { byPrintedNorm } from '../operations/norms.ts';
import type { Sides } from '../operations/sides.ts';
import { elementwise } from '../tensors/elementwise.ts';
import { dimensionNumber, identity, number, ones, zero } from '../tensors/leaves.ts';
import { frechet, inverse, matrixFunction, matrixPower, transpose } from '../tensors/matrix.ts';
import { MATRIX_TENSORS } from '../tensors/matrixTensors.ts';
import type { TensorNode } from '../tensors/node.ts';
import { operation } from '../tensors/operation.ts';
import { concatenate, select } from '../tensors/pieces.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';

/** What a name stands for, or null. */
export type Lookup = (name: string) => TensorNode | null;

/** A form whose parts do not conform: it says nothing, and may not be printed. */
export class MalformedForm extends Error {
  constructor() {
    super('the parts of a formula do not conform');
    this.name = 'MalformedForm';
  }
}

/**
 * Axes (rows, columns) where the form is a matrix; a row and a column both have one axis. null where the form holds a
 * part that has no reading here.
 * @throws MalformedForm
 */
export function tensorOfForm(form: MatrixForm, lookup: Lookup): TensorNode | null {
  return foldTree<MatrixForm, TensorNode | null>(form, formChildren, (node, children) => {
    if (children.some(child => child === null)) return null;
    if (node.kind !== 'entry' && children.some(isTensor)) throw new MalformedForm();
    const value = read(node, children as readonly TensorNode[], lookup);
    if (value && value.shape.length !== ORDER[node.orientation] && !(node.kind === 'name' && isTensor(value))) throw new MalformedForm();
    return value;
  });
}

/** Of more than two axes: it stands in a form only by its name, and for a slice to be taken of it. */
const isTensor = (node: TensorNode | null): boolean => node !== null && node.shape.length > 2;

const ORDER: Readonly<Record<Orientation, number>> = { scalar: 0, column: 1, row: 1, matrix: 2 };

function read(form: MatrixForm, children: readonly TensorNode[], lookup: Lookup): TensorNode | null {
  const first = children[0]!;
  switch (form.kind) {
    case 'number':
      return number(form.value);
    case 'name':
      return lookup(form.name);
    case 'dimension':
      return dimensionNumber(form.dimension);
    case 'identity':
      return identity([form.size]);
    case 'ones':
      return ones(sizes(form));
    case 'zeros':
      return zero(sizes(form));
    case 'product':
      return chain(form.factors, children);
    case 'hadamard':
      return entrywise(children);
    case 'sum':
      return sum(form, children);
    case 'quotient':
      return entrywise([first, power(children[1]!, Q.MINUS_ONE)]);
    case 'transpose':
      return first.shape.length === 2 ? transpose(first) : first;
    case 'inverse':
      return first.shape.length === 2 ? inverse(first) : null;
    case 'power':
      return first.shape.length === 0 ? power(first, form.exponent) : wholePower(first, form.exponent);
    case 'elementwisePower':
      return power(first, form.exponent);
    case 'elementwise':
      return form.function === 'sqrt' ? power(first, Q.rational(1, 2)) : elementwise(form.function, first);
    case 'call':
      return CALLS[form.function](first);
    case 'matrixFunction':
      return matrixFunction(form.function, first);
    case 'matrixPower':
      return matrixPower(first, children[1]!);
    case 'frechet':
      return frechet(form.function, first, children[1]!);
    case 'operation':
      return operation(form.name, children);
    case 'entry':
      return select(
        first,
        form.positions.map(position => (position === null ? null : position - 1)),
      );
    case 'stack':
      return stacked(form, children);
    case 'kronecker':
    case 'commutation':
    case 'apply':
      return null;
  }
}

const sizes = (form: { readonly rows: Dimension | null; readonly columns: Dimension | null }): Dimension[] =>
  [form.rows, form.columns].filter(size => size !== null);

const axesOf = (node: TensorNode): number[] => node.shape.map((_, axis) => axis);

type Call = Extract<MatrixForm, { readonly kind: 'call' }>['function'];
const CALLS: Readonly<Record<Call, (argument: TensorNode) => TensorNode | null>> = {
  ...byMatrixOperation(
    (_, operation) =>
      (argument: TensorNode): TensorNode | null =>
        matrixOperation(operation, argument),
  ),
  ...byPrintedNorm(
    row =>
      (argument: TensorNode): TensorNode =>
        row.meaning(NORM_TENSORS, { node: argument, indices: [] }).node,
  ),
};

/** As its row says, of a tensor with one axis a side; null where the value would have flattened sides. */
function matrixOperation(operation: MatrixOperation, argument: TensorNode): TensorNode | null {
  const { meaning } = matrixOperationRow(operation);
  if (meaning) return meaning(MATRIX_TENSORS, argument);
  const { operands, value } = sideRuleOf(operation);
  const [{ rows, columns }] = operands as readonly [Sides];
  if (value.rows.length > 1 || value.columns.length > 1) return null;
  // a vector has one axis, whichever side it stands on
  const own = [...rows, ...columns].slice(0, argument.shape.length);
  return product([argument], [own], [...value.rows, ...value.columns]);
}

/** Left to right; a row times a column closes a scalar, and a new chain may follow it. */
function chain(forms: readonly MatrixForm[], factors: readonly TensorNode[]): TensorNode {
  const labels: number[][] = [];
  let next = 0;
  let left: number | null = null;
  let right: number | null = null;
  let open = false;
  for (let k = 0; k < factors.length; k++) {
    const { orientation } = forms[k]!;
    if (orientation === 'scalar') {
      labels.push([]);
      continue;
    }
    const hasRows = orientation !== 'row';
    const hasColumns = orientation !== 'column';
    const misplaced = right !== null ? !hasRows : left !== null && hasRows;
    if (open && misplaced) throw new MalformedForm();
    const row: number | null = hasRows ? (open && right !== null ? right : next++) : null;
    const column: number | null = hasColumns ? next++ : null;
    if (!open || (left === null && right === null)) left = row;
    right = column;
    open = true;
    labels.push([row, column].filter(label => label !== null));
  }
  const out = [left, right].filter(label => label !== null);
  return product(factors, labels, out);
}

/** Scalars scale; the others have one shape. */
function entrywise(factors: readonly TensorNode[]): TensorNode {
  const shape = factors.find(factor => factor.shape.length > 0)?.shape ?? [];
  if (factors.some(factor => factor.shape.length > 0 && factor.shape.length !== shape.length)) throw new MalformedForm();
  return product(factors, factors.map(axesOf), axesOf({ shape } as TensorNode), shape);
}

/** A scalar that is added to a vector or a matrix is added to each entry. */
function sum(form: MatrixForm & { kind: 'sum' }, terms: readonly TensorNode[]): TensorNode {
  const shaped = form.terms.findIndex(term => term.form.orientation !== 'scalar');
  const shape = shaped < 0 ? [] : terms[shaped]!.shape;
  const { orientation } = form.terms[Math.max(shaped, 0)]!.form;
  if (form.terms.some(term => term.form.orientation !== 'scalar' && term.form.orientation !== orientation)) throw new MalformedForm();
  const spread = (node: TensorNode): TensorNode => (node.shape.length === shape.length ? node : product([node], [[]], axesOf({ shape } as TensorNode), shape));
  return linear(
    terms.map((term, k) => [form.terms[k]!.coefficient, spread(term)] as const),
    shape,
  );
}

function wholePower(matrix: TensorNode, exponent: Q.Rational): TensorNode | null {
  const count = exponent.numerator;
  if (!Q.isInteger(exponent) || count < 1 || count > 32) return null;
  return product(
    Array.from({ length: count }, () => matrix),
    Array.from({ length: count }, (_, k) => [k, k + 1]),
    [0, count],
  );
}

/** Scalars, vectors and blocks, row by row. */
function stacked({ entries, orientation }: MatrixForm & { kind: 'stack' }, cells: readonly TensorNode[]): TensorNode {
  const forms = entries.flat();
  if (orientation !== 'matrix')
    return laid(
      0,
      cells.map(cell => (cell.shape.length === 0 ? product([cell], [[]], [0], [one]) : cell)),
    );
  const blocks = cells.map((cell, k) => asBlock(cell, forms[k]!.orientation));
  const columns = entries[0]!.length;
  return laid(
    0,
    entries.map((_, row) => laid(1, blocks.slice(row * columns, (row + 1) * columns))),
  );
}

function asBlock(cell: TensorNode, orientation: Orientation): TensorNode {
  switch (orientation) {
    case 'scalar':
      return product([cell], [[]], [0, 1], [one, one]);
    case 'column':
      return product([cell], [[0]], [0, 1], [cell.shape[0]!, one]);
    case 'row':
      return product([cell], [[1]], [0, 1], [one, cell.shape[0]!]);
    case 'matrix':
      return cell;
  }
}

/** Side by side along an axis; along the others they have one size. */
function laid(axis: number, parts: readonly TensorNode[]): TensorNode {
  const first = parts[0]!;
  if (parts.some(part => part.shape.length !== first.shape.length || part.shape.some((size, k) => k !== axis && size !== first.shape[k])))
    throw new MalformedForm();
  return concatenate(axis, parts);
}
