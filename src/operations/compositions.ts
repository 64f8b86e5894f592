/**
 * Functions that are short for an expression of others, one row each: their shapes, values, derivatives and printing are those
 * of what they stand for, and so is what is said where the arguments do not conform.
 */

import type { ShapeKind } from './matrixOperation.ts';
import type { Spelled } from './spelling.ts';

/** Expressions of the surface language. Where a step does not conform it is reported, and nothing comes of the rest. */
export interface Expressions<T> {
  readonly kindOf: (x: T) => ShapeKind | null;
  /** The number that it is written as. */
  readonly numberOf: (x: T) => number | null;
  readonly transpose: (x: T) => T;
  readonly inverse: (a: T) => T;
  /** The matrix product; a scalar scales. */
  readonly product: (a: T, b: T) => T;
  /** Entry by entry; a scalar is repeated. */
  readonly add: (a: T, b: T) => T;
  readonly subtract: (a: T, b: T) => T;
  readonly times: (a: T, b: T) => T;
  readonly divide: (a: T, b: T) => T;
  /** Another function of the language, by its name. */
  readonly call: (name: string, ...args: readonly T[]) => T;
}

export interface CompositionRow extends Spelled {
  /** How many arguments it takes. */
  readonly arity: number;
  /** The only kinds of arguments that it takes, and how a message says so. */
  readonly takes?: { readonly kinds: readonly ShapeKind[]; readonly words: string };
  readonly meaning: <T>(e: Expressions<T>, ...args: T[]) => T;
}

const rows = {
  /** The product, of two vectors the inner one, as in NumPy. */
  dot: {
    spellings: 'matmul mul inner',
    methods: 'dot matmul mm mv',
    arity: 2,
    meaning: (e, a, b) => (e.kindOf(a!) === 'vector' && e.kindOf(b!) === 'vector' ? e.product(e.transpose(a!), b!) : e.product(a!, b!)),
  },
  outer: {
    arity: 2,
    takes: { kinds: ['vector'], words: 'two vectors' },
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
  /** Of a matrix along an axis it would need the rows repeated, which softmax says better. */
  logsoftmax: {
    spellings: 'log_softmax LogSoftmax',
    arity: 1,
    takes: { kinds: ['vector', 'row'], words: 'a vector' },
    meaning: (e, x) => e.subtract(x!, e.call('logsumexp', x!)),
  },
} as const satisfies Readonly<Record<string, CompositionRow>>;

export type Composition = keyof typeof rows;
export const compositions = Object.keys(rows) as readonly Composition[];
export const compositionRow = (name: Composition): CompositionRow => rows[name];
