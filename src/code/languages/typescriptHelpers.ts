/**
 * What a generated TypeScript module brings: mathjs's functions with the types of arrays of numbers, and what mathjs lacks.
 *
 * logm: inverse scaling and squaring with the Padé approximant as Gauss–Legendre quadrature, Higham, Functions of Matrices (2008), 11.4.
 * The derivative of f at A in the direction E is the upper right block of f([A E; 0 A]), ibid., (3.16).
 * erf: the series for |x| < 2.5, else the continued fraction of the complement, Abramowitz and Stegun 7.1.6 and 7.1.14.
 */

import type { Helpers } from '../helpers.ts';
import { TENSOR_OPERATION_HELPERS } from './typescriptOperations.ts';

const helper = (source: string, ...needs: readonly string[]) => ({ needs, imports: [], source });
const ofMathjs = (name: string, type: string) => helper(`const ${name} = math.${name} as unknown as ${type};`);

const BINARY = '(a: Tensor, b: Tensor) => Tensor';
const UNARY = '(a: Tensor) => Tensor';
const NUMBER = '(a: Tensor) => number';

export const TYPESCRIPT_HELPERS: Helpers = {
  add: ofMathjs('add', BINARY),
  subtract: ofMathjs('subtract', BINARY),
  multiply: ofMathjs('multiply', BINARY),
  divide: ofMathjs('divide', BINARY),
  dotMultiply: ofMathjs('dotMultiply', BINARY),
  dotDivide: ofMathjs('dotDivide', BINARY),
  dot: ofMathjs('dot', '(a: Tensor, b: Tensor) => number'),
  unaryMinus: ofMathjs('unaryMinus', UNARY),
  transpose: ofMathjs('transpose', UNARY),
  inv: ofMathjs('inv', UNARY),
  pinv: ofMathjs('pinv', UNARY),
  det: ofMathjs('det', NUMBER),
  trace: ofMathjs('trace', NUMBER),
  diag: ofMathjs('diag', UNARY),
  ...TENSOR_OPERATION_HELPERS,
  sign_: helper('const sign_ = Math.sign;'),
  sigmoid_: helper('const sigmoid_ = (x: number): number => 1 / (1 + Math.exp(-x));'),
  softplus_: helper('const softplus_ = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));'),
  relu_: helper('const relu_ = (x: number): number => Math.max(x, 0);'),
  step_: helper('const step_ = (x: number): number => (x > 0 ? 1 : 0);'),
  erf_: helper(`function erf_(x: number): number {
  if (Math.abs(x) < 2.5) {
    let term = x;
    let sum = x;
    for (let k = 1; k < 80; k++) {
      term *= (-x * x) / k;
      sum += term / (2 * k + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  const z = Math.abs(x);
  let fraction = 0;
  for (let k = 80; k > 0; k--) fraction = k / 2 / (z + fraction);
  return Math.sign(x) * (1 - Math.exp(-z * z) / Math.sqrt(Math.PI) / (z + fraction));
}`),
  each: helper(`function each(a: Tensor, f: (x: number) => number): Tensor {
  return typeof a === 'number' ? f(a) : a.map(part => each(part, f));
}`),
  entriesOf: helper(`function entriesOf(a: Tensor): number[] {
  return typeof a === 'number' ? [a] : a.flatMap(entriesOf);
}`),
  lengthOf: helper(`function lengthOf(a: Tensor, axis: number): number {
  if (typeof a === 'number') return 0;
  return axis === 0 ? a.length : a.length === 0 ? 0 : lengthOf(a[0] as Tensor, axis - 1);
}`),
  shapeOf: helper(`function shapeOf(a: Tensor): number[] {
  return typeof a === 'number' ? [] : [a.length, ...(a.length === 0 ? [] : shapeOf(a[0] as Tensor))];
}`),
  checkShape: helper(
    `function checkShape(caller: string, name: string, a: Tensor, expected: readonly (number | null)[]): void {
  const given = shapeOf(a);
  if (given.length === expected.length && expected.every((length, axis) => length === null || length === given[axis])) return;
  throw new TypeError(\`\${caller}: \${name} has the shape [\${given.join(', ')}], but [\${expected.map(length => length ?? '?').join(', ')}] is needed\`);
}`,
    'shapeOf',
  ),
  entryAt: helper(`function entryAt(a: Tensor, index: readonly number[]): number {
  let part = a;
  for (const position of index) part = (part as Tensor[])[position] as Tensor;
  return part as number;
}`),
  filledBy: helper(`function filledBy(shape: readonly number[], entry: (index: readonly number[]) => number, before: readonly number[] = []): Tensor {
  const [length, ...rest] = shape;
  return length === undefined ? entry(before) : Array.from({ length }, (_, k) => filledBy(rest, entry, [...before, k]));
}`),
  constant: helper('const constant = (value: number, shape: readonly number[]): Tensor => filledBy(shape, () => value);', 'filledBy'),
  eye: helper('const eye = (n: number): Tensor => filledBy([n, n], ([i, j]) => (i === j ? 1 : 0));', 'filledBy'),
  total: helper(`function total(a: Tensor): number {
  return typeof a === 'number' ? a : a.reduce<number>((sum, part) => sum + total(part), 0);
}`),
  inner: helper('const inner = (a: Tensor, b: Tensor): number => total(dotMultiply(a, b));', 'total', 'dotMultiply'),
  outer: helper('const outer = (a: Tensor, b: Tensor): Tensor => (a as number[]).map(x => (b as number[]).map(y => x * y));'),
  permute: helper(
    `function permute(a: Tensor, order: readonly number[]): Tensor {
  const shape = shapeOf(a);
  return filledBy(order.map(axis => shape[axis] as number), index => entryAt(a, shape.map((_, axis) => index[order.indexOf(axis)] as number)));
}`,
    'filledBy',
    'shapeOf',
    'entryAt',
  ),
  expand: helper(
    `function expand(a: Tensor, present: readonly boolean[]): Tensor {
  const shape = shapeOf(a);
  let axis = 0;
  return filledBy(present.map(there => (there ? (shape[axis++] as number) : 1)), index => entryAt(a, index.filter((_, k) => present[k])));
}`,
    'filledBy',
    'shapeOf',
    'entryAt',
  ),
  sumOver: helper(
    `function sumOver(a: Tensor, axes: readonly number[]): Tensor {
  const shape = shapeOf(a);
  const letters = shape.map((_, axis) => String.fromCharCode(97 + axis));
  return einsum(\`\${letters.join('')}->\${letters.filter((_, axis) => !axes.includes(axis)).join('')}\`, a);
}`,
    'einsum',
  ),
  einsum: helper(
    `/** Sums of products over the letters that do not stand behind the arrow. */
function einsum(formula: string, ...arrays: readonly Tensor[]): Tensor {
  const [left = '', out = ''] = formula.split('->');
  const inputs = left.split(',');
  const lengths = new Map(inputs.flatMap((input, k) => shapeOf(arrays[k] as Tensor).map((length, axis) => [input[axis] as string, length] as const)));
  const summed = [...lengths.keys()].filter(letter => !out.includes(letter));
  const letters = [...out, ...summed];
  const places = inputs.map(input => [...input].map(letter => letters.indexOf(letter)));
  const sum = (index: readonly number[]): number => {
    if (index.length === letters.length)
      return arrays.reduce<number>((product, array, k) => product * entryAt(array, (places[k] as number[]).map(place => index[place] as number)), 1);
    let result = 0;
    for (let k = 0; k < (lengths.get(letters[index.length] as string) as number); k++) result += sum([...index, k]);
    return result;
  };
  return filledBy([...out].map(letter => lengths.get(letter) as number), sum);
}`,
    'filledBy',
    'shapeOf',
    'entryAt',
  ),
  diagonal: helper('const diagonal = (a: Tensor): Tensor => (a as number[][]).map((row, k) => row[k] as number);'),
  solve: helper(
    `function solve(a: Tensor, b: Tensor): Tensor {
  const factors = math.lup(a as number[][]);
  const column = (right: number[]): number[] => (math.lusolve(factors, right).valueOf() as number[][]).flat();
  return Array.isArray((b as Tensor[])[0]) ? transpose((transpose(b) as number[][]).map(column)) : column(b as number[]);
}`,
    'transpose',
  ),
  logabsdet: helper(`const logabsdet = (a: Tensor): number =>
  (math.lup(a as number[][]).U as unknown as number[][]).reduce((sum, row, k) => sum + Math.log(Math.abs(row[k] as number)), 0);`),
  softmax: helper(`function softmax(z: Tensor): Tensor {
  if (Array.isArray((z as Tensor[])[0])) return (z as Tensor[]).map(softmax);
  const top = Math.max(...(z as number[]));
  const e = (z as number[]).map(x => Math.exp(x - top));
  const sum = e.reduce((before, x) => before + x, 0);
  return e.map(x => x / sum);
}`),
  logsumexp: helper(`function logsumexp(z: Tensor): Tensor {
  if (Array.isArray((z as Tensor[])[0])) return (z as Tensor[]).map(logsumexp);
  const top = Math.max(...(z as number[]));
  return top + Math.log((z as number[]).reduce((sum, x) => sum + Math.exp(x - top), 0));
}`),
  select: helper(
    `function select(a: Tensor, positions: readonly (number | null)[]): Tensor {
  const shape = shapeOf(a).filter((_, axis) => positions[axis] === null);
  return filledBy(shape, index => {
    let next = 0;
    return entryAt(a, positions.map(position => position ?? (index[next++] as number)));
  });
}`,
    'filledBy',
    'shapeOf',
    'entryAt',
  ),
  place: helper(
    `function place(part: Tensor, shape: readonly number[], positions: readonly (number | null)[]): Tensor {
  return filledBy(shape, index =>
    index.every((k, axis) => positions[axis] === null || positions[axis] === k) ? entryAt(part, index.filter((_, axis) => positions[axis] === null)) : 0,
  );
}`,
    'filledBy',
    'entryAt',
  ),
  spread: helper(
    `/** Zeros, and the entries of the part where the positions of equal letters agree. */
function spread(part: Tensor, shape: readonly number[], own: string, out: string): Tensor {
  const sources = [...own].map(letter => out.indexOf(letter));
  return filledBy(shape, index =>
    index.every((position, axis) => position === index[out.indexOf(out[axis] as string)]) ? entryAt(part, sources.map(axis => index[axis] as number)) : 0,
  );
}`,
    'filledBy',
    'entryAt',
  ),
  slice: helper(
    `function slice(a: Tensor, axis: number, offset: number, length: number): Tensor {
  const shape = shapeOf(a).map((own, k) => (k === axis ? length : own));
  return filledBy(shape, index => entryAt(a, index.map((position, k) => (k === axis ? offset + position : position))));
}`,
    'filledBy',
    'shapeOf',
    'entryAt',
  ),
  concatenate: helper(
    'const concatenate = (parts: readonly Tensor[], axis: number): Tensor => (math.concat as unknown as (...all: unknown[]) => Tensor)(...parts, axis);',
  ),
  reshape: helper(
    `function reshape(a: Tensor, shape: readonly number[]): Tensor {
  const flat = entriesOf(a);
  let next = 0;
  return filledBy(shape, () => flat[next++] as number);
}`,
    'filledBy',
    'entriesOf',
  ),
  expm: helper('const expm = (a: Tensor): Tensor => (math.expm as unknown as (a: Tensor) => { valueOf(): Tensor })(a).valueOf();'),
  sqrtm: helper('const sqrtm = (a: Tensor): Tensor => (math.sqrtm as unknown as (a: Tensor) => { valueOf(): Tensor })(a).valueOf();'),
  logm: helper(
    `function logm(a: Tensor): Tensor {
  const one = eye((a as Tensor[]).length);
  let roots = 0;
  let root = a;
  while (Math.max(...(subtract(root, one) as number[][]).flat().map(Math.abs)) > 0.05 && roots < 60) {
    root = sqrtm(root);
    roots++;
  }
  const nodes = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
  const weights = [0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];
  const x = subtract(root, one);
  const terms = nodes.flatMap((t, k) => [-1, 1].map(s => multiply((weights[k] as number) / 2, solve(add(one, multiply((1 + s * t) / 2, x)), x))));
  return multiply(2 ** roots, terms.reduce(add));
}`,
    'eye',
    'subtract',
    'sqrtm',
    'multiply',
    'solve',
    'add',
  ),
  cosm: helper(
    `function cosm(a: Tensor): Tensor {
  return rotation(a).slice(0, (a as Tensor[]).length).map(row => row.slice(0, row.length / 2));
}`,
    'rotation',
  ),
  sinm: helper(
    `function sinm(a: Tensor): Tensor {
  return rotation(a).slice((a as Tensor[]).length).map(row => row.slice(0, row.length / 2));
}`,
    'rotation',
  ),
  rotation: helper(
    `/** exp([0 -A; A 0]) = [cos A, -sin A; sin A, cos A] */
function rotation(a: Tensor): number[][] {
  const zero = multiply(0, a) as number[][];
  const upper = zero.map((row, i) => [...row, ...(unaryMinus(a) as number[][])[i] as number[]]);
  return expm([...upper, ...(a as number[][]).map((row, i) => [...row, ...(zero[i] as number[])])]) as number[][];
}`,
    'multiply',
    'unaryMinus',
    'expm',
  ),
  matrixPower: helper(
    `function matrixPower(a: Tensor, k: number): Tensor {
  if (!Number.isInteger(k)) return expm(multiply(k, logm(a)));
  return (math.pow as unknown as (a: Tensor, k: number) => Tensor)(k < 0 ? inv(a) : a, Math.abs(k));
}`,
    'expm',
    'multiply',
    'logm',
    'inv',
  ),
  frechet: helper(`function frechet(f: (a: Tensor) => Tensor, a: Tensor, e: Tensor): Tensor {
  const n = (a as Tensor[]).length;
  const upper = (a as number[][]).map((row, i) => [...row, ...((e as number[][])[i] as number[])]);
  const lower = (a as number[][]).map(row => [...row.map(() => 0), ...row]);
  return (f([...upper, ...lower]) as number[][]).slice(0, n).map(row => row.slice(n));
}`),
  matrixFunctionDerivative: helper(
    `function matrixFunctionDerivative(f: (a: Tensor) => Tensor, order: number, a: Tensor): Tensor {
  const n = (a as Tensor[]).length;
  const shape = Array.from({ length: 2 * order + 2 }, () => n);
  const known = new Map<string, number[][]>();
  return filledBy(shape, ([i, j, ...units]) => {
    const key = units.join();
    let part = known.get(key);
    if (!part) {
      let block = a as number[][];
      for (let k = 0; k < order; k++) {
        const size = block.length;
        const isUnit = (row: number, column: number): boolean =>
          Math.floor(row / n) === Math.floor(column / n) && row % n === units[2 * k] && column % n === units[2 * k + 1];
        const upper = block.map((row, r) => [...row, ...row.map((_, c) => (isUnit(r, c) ? 1 : 0))]);
        block = [...upper, ...block.map(row => [...Array.from({ length: size }, () => 0), ...row])];
      }
      part = (f(block) as number[][]).slice(0, n).map(row => row.slice(-n));
      known.set(key, part);
    }
    return (part[i as number] as number[])[j as number] as number;
  });
}`,
    'filledBy',
  ),
  difference: helper(
    `/** Central differences of f by the arguments at these places: axes of f, then those of each argument. */
function difference(f: (...args: never[]) => Tensor, args: readonly unknown[], places: readonly number[], given?: number): Tensor {
  if (places.length === 0) return f(...(args as never[]));
  const step = given ?? Number.EPSILON ** (1 / (places.length + 2));
  const before = places.slice(0, -1);
  const place = places[places.length - 1] as number;
  const x = args[place] as Tensor;
  const shape = shapeOf(x);
  const valueAt = (at: readonly number[], by: number): Tensor => {
    const moved = filledBy(shape, index => entryAt(x, index) + (index.every((position, axis) => position === at[axis]) ? by : 0));
    return difference(f, args.map((each, k) => (k === place ? moved : each)), before, step);
  };
  const quotients = new Map<string, Tensor>();
  filledBy(shape, at => {
    const h = step * Math.max(1, Math.abs(entryAt(x, at)));
    const [up, down] = [valueAt(at, h), valueAt(at, -h)];
    quotients.set(at.join(), filledBy(shapeOf(up), index => (entryAt(up, index) - entryAt(down, index)) / (2 * h)));
    return 0;
  });
  const inner = shapeOf(quotients.values().next().value as Tensor);
  return filledBy([...inner, ...shape], index => entryAt(quotients.get(index.slice(inner.length).join()) as Tensor, index.slice(0, inner.length)));
}`,
    'filledBy',
    'shapeOf',
    'entryAt',
  ),
};
