/** Numbers, sums, products entry by entry, powers and functions entry by entry. */

import { normRow } from '../operations/norms.ts';
import { scaleMatrix } from './complexMatrices.ts';
import { mapEntries, scalarFunctions } from './elementwiseFunctions.ts';
import { NotEvaluable } from './failures.ts';
import { type Complex, mathematics } from './mathematics.ts';
import { messages } from './messages.ts';
import { normNumbers } from './norms.ts';
import { extent, filled, type OperationTable } from './operation.ts';
import { numberOf, sizeOf } from './sizes.ts';
import {
  addition,
  division,
  type EntrywiseOperation,
  entrywise,
  freeStrides,
  gather,
  multiplication,
  perMatrix,
  printValue,
  realScalar,
  subtraction,
  type Value,
} from './values.ts';

type ArithmeticOperation =
  | 'number'
  | 'constant'
  | 'dimension'
  | 'zeros'
  | 'ones'
  | 'identity'
  | 'commutation'
  | 'add'
  | 'subtract'
  | 'negate'
  | 'broadcast'
  | 'divide'
  | 'hadamard'
  | 'hadamardDivide'
  | 'elementwisePower'
  | 'elementwise'
  | 'norm';

export const arithmeticOperations: OperationTable<ArithmeticOperation> = {
  number: node => realScalar(node.value),
  constant: node => realScalar(node.name === 'pi' ? Math.PI : Math.E),
  dimension: (node, _, { sizes }) => realScalar(numberOf(node.dimension, sizes)),
  zeros: (node, _, { sizes }) => filled(node.shape, sizes, () => 0),
  ones: (node, _, { sizes }) => filled(node.shape, sizes, () => 1),
  identity: (node, _, { sizes }) => filled(node.shape, sizes, (i, j) => (i === j ? 1 : 0)),
  commutation: (node, _, { sizes }) => {
    const [m, n] = [sizeOf(node.m, sizes), sizeOf(node.n, sizes)];
    // row i n + j of vec(Xᵀ) is X_ij, which is row j m + i of vec(X)
    return filled(node.shape, sizes, (row, column) => (Math.floor(row / n) === column % m && row % n === Math.floor(column / m) ? 1 : 0));
  },
  add: (_, [a, b]) => entrywise(a!, b!, addition),
  subtract: (_, [a, b]) => entrywise(a!, b!, subtraction),
  negate: (_, [a]) => scaleMatrix(-1, a!),
  broadcast: (node, [a], { sizes }) => broadcast(a!, extent(node.shape, sizes)),
  divide: (_, [a, b]) => entrywise(a!, b!, division),
  hadamard: (_, [a, b]) => entrywise(a!, b!, multiplication),
  hadamardDivide: (_, [a, b]) => entrywise(a!, b!, division),
  elementwisePower: (_, [a, b]) => entrywise(a!, b!, elementwisePower),
  elementwise: (node, [a]) => mapEntries(a!, scalarFunctions[node.function].real, scalarFunctions[node.function].complex),
  norm: (node, [a], { isSmoothed }) => perMatrix([a!], matrix => normRow(node.norm).value(normNumbers(isSmoothed), matrix)),
};

function broadcast(a: Value, target: { readonly rows: number; readonly columns: number }): Value {
  const { rows, columns } = target;
  const conforms = (a.rows === rows || a.rows === 1) && (a.columns === columns || a.columns === 1);
  if (!conforms) throw new NotEvaluable(messages.sizesDisagree('a broadcast', printValue(a), `${rows}×${columns}`));
  const strides = freeStrides(a);
  const axes = [
    ...a.free.map(index => ({ size: index.size, stride: strides.get(index.name)! })),
    { size: rows, stride: a.rows === 1 ? 0 : a.columns },
    { size: columns, stride: a.columns === 1 ? 0 : 1 },
  ];
  return { free: a.free, rows, columns, ...gather(a, 0, axes) };
}

/** Integer exponents by products, so that negative bases keep their derivative; others by e^{b log a}, for positive bases. */
const elementwisePower: EntrywiseOperation = {
  name: '.^',
  apply: (a, b) => {
    const re = new Float64Array(a.re.length);
    const im = a.im || b.im ? new Float64Array(a.re.length) : null;
    for (let i = 0; i < re.length; i++) {
      if (!im || ((a.im?.[i] ?? 0) === 0 && (b.im?.[i] ?? 0) === 0)) {
        re[i] = a.re[i]! ** b.re[i]!;
        continue;
      }
      const z = complexPower(mathematics.complex(a.re[i]!, a.im?.[i] ?? 0), mathematics.complex(b.re[i]!, b.im?.[i] ?? 0));
      re[i] = z.re;
      im[i] = z.im;
    }
    return { re, im };
  },
};

const largestProduct = 64;

function complexPower(base: Complex, exponent: Complex): Complex {
  if (exponent.im === 0 && Number.isInteger(exponent.re) && Math.abs(exponent.re) <= largestProduct) {
    let product = mathematics.complex(1, 0);
    for (let k = 0; k < Math.abs(exponent.re); k++) product = mathematics.multiply(product, base);
    return exponent.re < 0 ? mathematics.divide(mathematics.complex(1, 0), product) : product;
  }
  if (base.re <= 0) return mathematics.complex(Number.NaN, Number.NaN);
  return mathematics.exp(mathematics.multiply(exponent, mathematics.log(base)));
}
