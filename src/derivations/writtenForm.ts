/** A typed expression as a matrix form that keeps what the user wrote: the order of terms and factors, norms, names. */

import { scaled } from '../notation/construct.ts';
import type { MatrixForm, Orientation } from '../notation/form.ts';
import { isPrinted } from '../operations/elementwise.ts';
import type { WrittenOperand } from '../operations/matrixOperation.ts';
import { isPrintedOperation, matrixOperationRow } from '../operations/matrixOperations.ts';
import { normRow, type PrintedNorm, type WrittenNorms } from '../operations/norms.ts';
import type { OperationName } from '../operations/tensorOperations.ts';
import type { Shape, Typed } from '../shapes/typed.ts';
import * as Q from '../tensors/rational.ts';
import { productOf, splitCoefficient, withCoefficient } from './rewriteForm.ts';

/** Deeper expressions are printed from their tensor. */
const DEPTH = 120;

/** null where the expression has no matrix form of its own: index names, tensors, flattened axes. */
export function writtenForm(expression: Typed, depth = 0): MatrixForm | null {
  const orientation = orientationOf(expression.shape);
  if (!orientation || depth > DEPTH) return null;
  const of = (operand: Typed): MatrixForm | null => writtenForm(operand, depth + 1);
  switch (expression.op) {
    case 'number': {
      const value = Q.parseDecimal(expression.text);
      return value ? { kind: 'number', orientation, value } : { kind: 'name', orientation, name: expression.text, variable: false };
    }
    case 'constant':
      return { kind: 'name', orientation, name: expression.name === 'pi' ? 'π' : 'e', variable: false };
    case 'dimension':
      return { kind: 'dimension', orientation, dimension: expression.dimension };
    case 'variable':
    case 'reference':
      return { kind: 'name', orientation, name: expression.symbol.name, variable: true };
    case 'zeros':
    case 'ones':
      return { kind: expression.op, orientation, rows: expression.shape.rows[0] ?? null, columns: expression.shape.columns[0] ?? null };
    case 'identity':
      return { kind: 'identity', orientation, size: expression.shape.rows[0]! };
    case 'add':
    case 'subtract': {
      const [left, right] = [of(expression.args[0]), of(expression.args[1])];
      return left && right && addition(left, right, expression.op === 'add' ? Q.ONE : Q.MINUS_ONE, orientation);
    }
    case 'negate': {
      const form = of(expression.args[0]);
      return form && scaled(Q.MINUS_ONE, form);
    }
    case 'broadcast':
      return broadcast(expression, of);
    case 'multiply': {
      const [left, right] = [of(expression.args[0]), of(expression.args[1])];
      return left && right && multiplication(left, right, orientation);
    }
    case 'divide':
    case 'hadamardDivide': {
      const [numerator, denominator] = [of(expression.args[0]), of(expression.args[1])];
      if (!numerator || !denominator) return null;
      if (numerator.kind === 'number' && denominator.kind === 'number' && !Q.isZero(denominator.value))
        return { kind: 'number', orientation, value: Q.multiply(numerator.value, Q.reciprocal(denominator.value)) };
      return { kind: 'quotient', orientation, numerator, denominator };
    }
    case 'hadamard': {
      const [left, right] = [of(expression.args[0]), of(expression.args[1])];
      if (!left || !right) return null;
      const factors = [left, right].flatMap(form => (form.kind === 'hadamard' ? form.factors : [form]));
      return { kind: 'hadamard', orientation, factors };
    }
    case 'elementwisePower': {
      const [base, exponent] = [of(expression.args[0]), of(expression.args[1])];
      const value = exponent && numberOf(exponent);
      return base && value && { kind: orientation === 'scalar' ? 'power' : 'elementwisePower', orientation, base, exponent: value };
    }
    case 'matrixPower': {
      const base = of(expression.args[0]);
      if (!base) return null;
      const { exponent } = expression;
      if (exponent === 0) return { kind: 'identity', orientation, size: expression.shape.rows[0]! };
      const inverted: MatrixForm = exponent < 0 ? { kind: 'inverse', orientation, argument: base } : base;
      const count = Math.abs(exponent);
      return count === 1 ? inverted : { kind: 'power', orientation, base: inverted, exponent: Q.rational(count) };
    }
    case 'symbolicMatrixPower': {
      const [base, exponent] = [of(expression.args[0]), of(expression.args[1])];
      return base && exponent && { kind: 'matrixPower', orientation, base, exponent };
    }
    case 'transpose': {
      const argument = of(expression.args[0]);
      if (argument?.kind === 'transpose') return argument.argument;
      return argument && (orientation === 'scalar' ? argument : { kind: 'transpose', orientation, argument });
    }
    case 'norm': {
      const argument = of(expression.args[0]);
      return argument && (normRow(expression.norm).written?.(writtenNorms, argument) ?? null);
    }
    case 'elementwise': {
      const argument = of(expression.args[0]);
      return argument && isPrinted(expression.function) ? { kind: 'elementwise', orientation, function: expression.function, argument } : null;
    }
    case 'matrixFunction': {
      const argument = of(expression.args[0]);
      return argument && { kind: 'matrixFunction', orientation, function: expression.function, argument };
    }
    case 'operation': {
      const operands = expression.args.map(of);
      if (operands.some(operand => operand === null)) return null;
      return { kind: 'operation', orientation, name: expression.name, arguments: operands as MatrixForm[], size: expression.shape.rows[0] ?? null };
    }
    case 'entry': {
      const argument = of(expression.args[0]);
      const positions = expression.indices.map(index => (typeof index === 'object' && index !== null ? undefined : index));
      return argument && !positions.includes(undefined) ? { kind: 'entry', orientation, argument, positions: positions as (number | null)[] } : null;
    }
    case 'stack':
      return stack(expression, of, orientation);
    case 'apply': {
      const argument = expression.args.length === 1 ? of(expression.args[0]!) : null;
      return argument && { kind: 'apply', orientation, name: expression.function.name, order: 0, argument };
    }
    case 'commutation':
    case 'sumOver':
    case 'fromEntries':
    case 'derivative':
      return null;
    default: {
      const argument = of(expression.args[0]!);
      if (!argument) return null;
      if (isPrintedOperation(expression.op)) return { kind: 'call', orientation, function: expression.op, argument };
      return matrixOperationRow(expression.op).written?.(writtenOperand(expression.args[0]!.shape, orientation), argument) ?? null;
    }
  }
}

function orientationOf(shape: Shape): Orientation | null {
  if (shape.rows.length > 1 || shape.columns.length > 1) return null;
  switch (shape.kind) {
    case 'scalar':
      return 'scalar';
    case 'vector':
      return 'column';
    case 'row':
      return 'row';
    case 'matrix':
      return 'matrix';
    case 'tensor':
      return null;
  }
}

/** A left sum is opened; a right one keeps its brackets. */
function addition(left: MatrixForm, right: MatrixForm, sign: Q.Rational, orientation: Orientation): MatrixForm {
  const terms = left.kind === 'sum' ? [...left.terms] : [{ coefficient: Q.ONE, form: left }];
  if (right.kind === 'sum' && right.terms.length === 1) terms.push({ coefficient: Q.multiply(sign, right.terms[0]!.coefficient), form: right.terms[0]!.form });
  else terms.push({ coefficient: sign, form: right });
  return { kind: 'sum', orientation, terms };
}

/** A chain of factors is one product; a number is a coefficient before it. */
function multiplication(left: MatrixForm, right: MatrixForm, orientation: Orientation): MatrixForm {
  if (left.kind === 'number') return withCoefficient(left.value, right);
  if (right.kind === 'number') return withCoefficient(right.value, left);
  return productOf([left, right], orientation);
}

function numberOf(form: MatrixForm): Q.Rational | null {
  if (form.kind === 'number') return form.value;
  const { coefficient, form: inner } = splitCoefficient(form);
  return inner.kind === 'number' ? Q.multiply(coefficient, inner.value) : null;
}

/** A scalar stays as it is; a vector repeated over columns is `x 1ᵀ`, a row repeated over rows `1 b`. */
function broadcast(node: Typed & { op: 'broadcast' }, of: (operand: Typed) => MatrixForm | null): MatrixForm | null {
  const [argument] = node.args;
  const form = of(argument);
  if (!form || argument.shape.kind === 'scalar' || argument.shape.kind === node.shape.kind) return form;
  const rows = node.shape.rows[0] ?? null;
  const columns = node.shape.columns[0] ?? null;
  const factors: MatrixForm[] =
    form.orientation === 'column'
      ? [form, { kind: 'ones', orientation: 'row', rows: null, columns }]
      : [{ kind: 'ones', orientation: 'column', rows, columns: null }, form];
  return { kind: 'product', orientation: 'matrix', factors };
}

const writtenOperand = ({ rows, columns }: Shape, orientation: Orientation): WrittenOperand<MatrixForm> => ({
  product: (...factors) => ({ kind: 'product', orientation, factors }),
  transpose: argument => ({ kind: 'transpose', orientation: 'matrix', argument }),
  inverse: argument => ({ kind: 'inverse', orientation, argument }),
  onesOfRows: () => ({ kind: 'ones', orientation: 'column', rows: rows[0] ?? null, columns: null }),
  onesOfColumns: () => ({ kind: 'ones', orientation: 'column', rows: columns[0] ?? null, columns: null }),
});

const writtenNorms: WrittenNorms<MatrixForm> = {
  bars: (name, argument) => ({ kind: 'call', orientation: 'scalar', function: name as PrintedNorm, argument }),
  operation: (name, argument) => ({ kind: 'operation', orientation: 'scalar', name: name as OperationName, arguments: [argument], size: null }),
  absolute: argument => ({ kind: 'elementwise', orientation: argument.orientation, function: 'abs', argument }),
  sum: argument => ({ kind: 'call', orientation: 'scalar', function: 'sum', argument }),
};

function stack(node: Typed & { op: 'stack' }, of: (operand: Typed) => MatrixForm | null, orientation: Orientation): MatrixForm | null {
  const entries: MatrixForm[][] = [];
  for (let row = 0; row < node.rows; row++) {
    const line: MatrixForm[] = [];
    for (let column = 0; column < node.columns; column++) {
      const form = of(node.args[row * node.columns + column]!);
      if (!form) return null;
      line.push(form);
    }
    entries.push(line);
  }
  return { kind: 'stack', orientation, entries };
}
