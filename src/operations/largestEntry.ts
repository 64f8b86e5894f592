/** The largest entry along the last axis, and where it stands. */

import type { Expressions } from './expressions.ts';
import type { Dense, NoValue, OperationPrinting, OperationRow, Parts } from './tensorOperation.ts';

/** Entries that are nearer than this, beside the largest in size, count as equal. */
const resolution = 1e-9;

const max: OperationRow = {
  called: [
    {
      name: 'max',
      spellings: 'maximum',
      of: 'vector',
      alongAxis: true,
      hasIndexBelow: true,
      ofTwo: largerOf,
      takes: 'a vector, two values, or a matrix and an axis',
    },
    { name: 'maxrows', of: 'matrix' },
  ],
  axes: '*n->*',
  // where one entry is the largest, the maximum moves with it
  derivatives: [(t, _value, x) => [t.term(1, '*i->*,*i', t.apply('hardmax', x))]],
  // the value exists where the derivative does not
  value: x => overRows(x, 1, (position, re) => [re[position]!], x.im === null),
  branches: true,
  printing: byRows('max', 'largest entry', '@.amax($1, %=-1)'),
  operations: [[1, '*n']],
  rule: { id: 'largest-entry', words: 'derivative of the largest entry', source: null },
};

/** 1 where the largest entry stands, 0 elsewhere. */
const hardmax: OperationRow = {
  called: [
    { name: 'hardmax', of: 'vector' },
    { name: 'hardmaxrows', of: 'matrix' },
  ],
  axes: '*n->*n',
  derivatives: [() => []],
  value: x => overRows(x, x.shape.at(-1)!, (position, re) => Array.from(re, (_, at) => (at === position ? 1 : 0))),
  branches: true,
  values: 'nonnegative',
  condition: 'single-maximum',
  printing: byRows('hardmax', '1 at the largest entry, 0 elsewhere', '_hardmax($1)'),
  operations: [[1, '*n']],
  rule: { id: 'largest-entry-place', words: 'the place of the largest entry does not move', source: null },
};

export const largestEntryRows = { max, hardmax } satisfies Readonly<Record<string, OperationRow>>;

/** max(a, b) = a + relu(b − a), entry by entry. */
function largerOf<T>(e: Expressions<T>, ...operands: T[]): T {
  const [pivot, other] = aroundConstant(e, operands);
  return e.add(pivot, e.call('relu', e.subtract(other, pivot)));
}

/** min(a, b) = a − relu(a − b), entry by entry. */
export function smallerOf<T>(e: Expressions<T>, ...operands: T[]): T {
  const [pivot, other] = aroundConstant(e, operands);
  return e.subtract(pivot, e.call('relu', e.subtract(pivot, other)));
}

/** The constant first: max(x, 0) is relu(x), not x + relu(−x). */
function aroundConstant<T>(e: Expressions<T>, [a, b]: readonly T[]): readonly [T, T] {
  const [left, right] = e.alike(a!, b!);
  return e.isConstant(left) ? [left, right] : [right, left];
}

/** Of a vector `max(x)`, of the rows of a matrix `maxrows(X)`. */
function byRows(name: string, words: string, python: string): OperationPrinting {
  const named = (ofMatrix: boolean): string => (ofMatrix ? `${name}rows` : name);
  return {
    words,
    unicode: ([x], { ofMatrix }) => `${named(ofMatrix)}(${x})`,
    latex: ([x], { ofMatrix }) => `\\operatorname{${named(ofMatrix)}}\\left(${x}\\right)`,
    python,
  };
}

function overRows(
  { re, im, shape }: Dense,
  length: number,
  entries: (position: number, row: Float64Array) => readonly number[],
  mayTie = false,
): Parts | NoValue {
  const size = shape.at(-1)!;
  const rows = re.length / size;
  const result = new Float64Array(rows * length);
  const imaginary = im && length === 1 ? new Float64Array(rows) : null;
  for (let row = 0; row < rows; row++) {
    const own = re.subarray(row * size, (row + 1) * size);
    let position = 0;
    for (let at = 1; at < size; at++) if (own[at]! > own[position]!) position = at;
    const scale = own.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
    if (!mayTie && own.some((x, at) => at !== position && !(own[position]! - x > resolution * scale))) return { reason: 'degenerate' };
    result.set(entries(position, own), row * length);
    if (imaginary) imaginary[row] = im![row * size + position]!;
  }
  return { re: result, im: imaginary };
}
