/**
 * Functions that are short for an expression of others, one row each: their shapes, values, derivatives and printing are those
 * of what they stand for, and so is what is said where the arguments do not conform.
 */

import type { Meaning } from './expressions.ts';
import { smallerOf } from './largestEntry.ts';
import type { ShapeKind } from './matrixOperation.ts';
import type { Spelled } from './spelling.ts';

export interface CompositionRow extends Spelled {
  /** How many arguments it takes beside an axis; without it one or more. */
  readonly arity?: number;
  /** By argument the only kinds that it takes, and how a message says so; the last row is that of all others. */
  readonly takes?: readonly { readonly kinds: readonly ShapeKind[]; readonly words: string }[];
  readonly meaning: Meaning;
  /** What it is of two values, where it is something else. */
  readonly ofTwo?: Meaning;
}

const rows = {
  inv: {
    spellings: 'inverse matrix_inverse cholesky_inverse',
    prefix: true,
    methods: 'inverse inv I',
    arity: 1,
    meaning: (e, a) => e.inverse(a!, ['pinv(#)', '(#) .^ (-1)']),
  },
  transpose: {
    spellings: 'permutedims matrix_transpose',
    beforeBracket: 't',
    methods: 'transpose t adjoint',
    arity: 1,
    meaning: (e, x) => e.transpose(x!),
  },
  solve: {
    spellings: 'linsolve',
    arity: 2,
    meaning: (e, a, b) => e.solve(a!, b!),
  },
  hcat: {
    spellings: 'hstack horzcat cbind column_stack',
    takesList: true,
    meaning: (e, ...blocks) => e.blocks([blocks]),
  },
  vcat: {
    spellings: 'vstack vertcat rbind row_stack',
    takesList: true,
    meaning: (e, ...blocks) => e.blocks(blocks.map(block => [block])),
  },
  /** The sum divided by the number of entries that it sums. */
  mean: {
    spellings: 'average reduce_mean',
    methods: 'mean',
    alongAxis: true,
    arity: 1,
    meaning: (e, x) => {
      const sum = e.along('sum', x!);
      return e.kindOf(x!) === 'scalar' ? sum : e.divide(sum, e.countAlong(x!));
    },
  },
  min: {
    spellings: 'minimum',
    alongAxis: true,
    hasIndexBelow: true,
    arity: 1,
    meaning: (e, x) => e.negative(e.along('max', e.negative(x!))),
    ofTwo: smallerOf,
  },
  /** The product, of two vectors the inner one, as in NumPy. */
  dot: {
    spellings: 'matmul mul inner',
    methods: 'dot matmul mm mv',
    arity: 2,
    meaning: (e, a, b) => (e.kindOf(a!) === 'vector' && e.kindOf(b!) === 'vector' ? e.product(e.transpose(a!), b!) : e.product(a!, b!)),
  },
  outer: {
    arity: 2,
    takes: [{ kinds: ['vector'], words: 'two vectors' }],
    meaning: (e, x, y) => e.product(x!, e.transpose(y!)),
  },
  hadamard: {
    arity: 2,
    meaning: (e, a, b) => e.times(a!, b!),
  },
  /** min(max(x, a), b); of two numbers in order max(x, a) − relu(x − b), which names the kinks x = a and x = b. */
  clip: {
    spellings: 'clamp',
    arity: 3,
    meaning: (e, x, a, b) => {
      const raised = e.call('max', x!, a!);
      const [least, most] = [e.numberOf(a!), e.numberOf(b!)];
      const isInOrder = least !== null && most !== null && least <= most;
      return isInOrder ? e.subtract(raised, e.call('relu', e.subtract(x!, b!))) : e.call('min', raised, b!);
    },
  },
  /** ‖x‖_A = √(xᵀ A x) */
  weightednorm: {
    arity: 2,
    takes: [
      { kinds: ['vector', 'row'], words: 'a vector' },
      { kinds: ['matrix'], words: 'a square matrix as the weight' },
    ],
    meaning: (e, x, a) => {
      const column = e.kindOf(x!) === 'row' ? e.transpose(x!) : x!;
      return e.call('sqrt', e.product(e.transpose(column), e.product(a!, column)));
    },
  },
  /** max(x, 0) + a min(x, 0) */
  leakyrelu: {
    spellings: 'leaky_relu LeakyReLU lrelu',
    arity: 2,
    meaning: (e, x, a) => e.subtract(e.call('relu', x!), e.times(a!, e.call('relu', e.negative(x!)))),
  },
  /** x − 1 + eˣ, each on its side of 0 */
  elu: {
    spellings: 'ELU',
    arity: 1,
    meaning: (e, x) => e.add(e.call('relu', x!), e.call('expm1', e.negative(e.call('relu', e.negative(x!))))),
  },
  /** x tanh(log(1 + eˣ)) */
  mish: {
    spellings: 'Mish',
    arity: 1,
    meaning: (e, x) => e.times(x!, e.call('tanh', e.call('softplus', x!))),
  },
  /** Of a matrix along an axis it would need the rows repeated, which softmax says better. */
  logsoftmax: {
    spellings: 'log_softmax LogSoftmax',
    arity: 1,
    takes: [{ kinds: ['vector', 'row'], words: 'a vector' }],
    meaning: (e, x) => e.subtract(x!, e.call('logsumexp', x!)),
  },
} as const satisfies Readonly<Record<string, CompositionRow>>;

export type Composition = keyof typeof rows;
export const compositions = Object.keys(rows) as readonly Composition[];
export const compositionRow = (name: Composition): CompositionRow => rows[name];
