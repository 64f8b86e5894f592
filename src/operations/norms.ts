/** Norms, one row each, and the kinds of norm that ‖·‖ can be written with. What a kind means is said by the rows, by what stands inside. */

import type { Fraction } from './algebras.ts';
import type { MatrixNumbers } from './matrixOperation.ts';
import type { Spelled } from './spelling.ts';

interface NormKindRow extends Spelled {
  /** Behind the bars or as an argument, `‖A‖_F`, `norm(A, 'fro')`; the first is that of messages. */
  readonly names?: string;
  /** The function of this kind. */
  readonly function?: string;
}

const kinds = {
  /** `‖x‖` */
  default: { function: 'norm', methods: 'norm' },
  '1': { names: '1', function: 'norm1' },
  '2': { names: '2', function: 'norm2' },
  F: { names: 'F fro Fro frob frobenius', function: 'normF', spellings: 'norm_F normfro frobenius' },
  inf: { names: '∞ inf infty Inf' },
  nuclear: { names: 'nuclear nuc * ⋆' },
  spectral: { names: 'spectral op spec' },
} as const satisfies Readonly<Record<string, NormKindRow>>;

export type NormKind = keyof typeof kinds;
export const normKinds = Object.keys(kinds) as readonly NormKind[];
export const normKindRow = (kind: NormKind): NormKindRow => kinds[kind];

/** Tensors of a vector or matrix, in which the meaning is written. Of an array with free indices it is that for each. */
export interface NormTensors<T> {
  /** Entry by entry. */
  readonly power: (u: T, exponent: Fraction) => T;
  readonly absolute: (u: T) => T;
  /** Of all entries. */
  readonly sum: (u: T) => T;
  /** Along all axes but this one. */
  readonly sums: (u: T, kept: number) => T;
  /** The operation on whole tensors of the row of this name. */
  readonly operation: (name: string, u: T) => T;
  /** XᵀX, or XXᵀ where X is known to be wide, because XᵀX is then singular. */
  readonly smallerGram: (matrix: T) => T;
  readonly matrixFunction: (name: string, matrix: T) => T;
  readonly trace: (matrix: T) => T;
}

/** Complex matrices, in which the certificate evaluates. A vector is a column or a row. */
export interface NormNumbers<M> extends MatrixNumbers<M> {
  /** √ of the sum of the squares of these entries. */
  readonly rootOfSquares: (sum: M, squared: M) => M;
  /** The operation on whole tensors of the row of this name: of all entries as a vector, or of the matrix, by its axes. */
  readonly operation: (name: string, a: M) => M;
  /** √A of a positive definite matrix; where it is singular there is no derivative. */
  readonly definiteRoot: (a: M) => M;
}

/** A norm as it is written down. */
export interface WrittenNorms<T> {
  /** ‖·‖ as the row of this name prints it. */
  readonly bars: (name: string, x: T) => T;
  readonly operation: (name: string, x: T) => T;
  readonly absolute: (x: T) => T;
  readonly sum: (x: T) => T;
}

export interface NormRow {
  /** What it is, in a hover. */
  readonly words: string;
  /** By what stands inside, the kinds that mean it. A row is a vector. */
  readonly of: Partial<Readonly<Record<'vector' | 'matrix' | 'tensor', readonly NormKind[]>>>;
  /** It is read from a whole vector or matrix: none with free indices or flattened sides. */
  readonly whole?: true;
  /** It is said that it is not the norm of the entries. */
  readonly induced?: '1' | 'inf';
  readonly meaning: <T>(t: NormTensors<T>, x: T) => T;
  /** The value that the certificate trusts: it may not be made from `meaning`. */
  readonly value: <M>(m: NormNumbers<M>, x: M) => M;
  /** Where an entry is 0 it has a kink; without it only where all are. */
  readonly kinks?: true;
  /** Its values on one side of a point say nothing about the other side. */
  readonly branches?: true;
  /** How a derivation writes it; without it by its tensor. */
  readonly written?: <T>(w: WrittenNorms<T>, x: T) => T;
  /** What stands behind ‖·‖, and the function where bars would stand in bars. */
  readonly printing?: { readonly mark: '' | '_F'; readonly function: string };
  /** The rules that derivations name for it and for its square (src/derivations/rules.ts). */
  readonly rules?: { readonly itself: string; readonly square: string };
}

const columnsSummed = <M>(m: MatrixNumbers<M>, a: M): M => m.moved(a, m.columnsOf(a), 1, (_, j) => j);
const rowsSummed = <M>(m: MatrixNumbers<M>, a: M): M => m.moved(a, m.rowsOf(a), 1, i => i);
const total = <M>(m: MatrixNumbers<M>, a: M): M => m.moved(a, 1, 1, () => 0);
const absolute = <M>(m: MatrixNumbers<M>, a: M): M => m.apply('abs', a);
const rootOfSquares = <M>(m: NormNumbers<M>, a: M): M => m.rootOfSquares(total(m, m.times(a, a)), a);

const rows = {
  norm2: {
    words: 'Euclidean norm',
    of: { vector: ['default', '2', 'F', 'nuclear', 'spectral'] },
    meaning: (t, x) => t.power(t.sum(t.power(x, 2)), [1, 2]),
    value: rootOfSquares,
    written: (w, x) => w.bars('norm2', x),
    printing: { mark: '', function: 'norm' },
    rules: { itself: 'norm', square: 'norm-squared' },
  },
  normF: {
    words: 'Frobenius norm',
    of: { matrix: ['default', 'F'], tensor: ['default', 'F'] },
    meaning: (t, x) => t.power(t.sum(t.power(x, 2)), [1, 2]),
    value: rootOfSquares,
    written: (w, x) => w.bars('normF', x),
    printing: { mark: '_F', function: 'normF' },
    rules: { itself: 'frobenius-norm', square: 'frobenius-squared' },
  },
  norm1: {
    words: '1-norm',
    of: { vector: ['1'] },
    meaning: (t, x) => t.sum(t.absolute(x)),
    value: (m, x) => total(m, absolute(m, x)),
    kinks: true,
    branches: true,
    written: (w, x) => w.sum(w.absolute(x)),
  },
  normInf: {
    words: '∞-norm',
    of: { vector: ['inf'] },
    whole: true,
    meaning: (t, x) => t.operation('max', t.absolute(x)),
    value: (m, x) => m.operation('max', absolute(m, x)),
    branches: true,
  },
  /** The largest sum of a column. */
  inducedNorm1: {
    words: '1-norm',
    of: { matrix: ['1'] },
    whole: true,
    induced: '1',
    meaning: (t, x) => t.operation('max', t.sums(t.absolute(x), 1)),
    value: (m, x) => m.operation('max', columnsSummed(m, absolute(m, x))),
    kinks: true,
    branches: true,
  },
  /** The largest sum of a row. */
  inducedNormInf: {
    words: '∞-norm',
    of: { matrix: ['inf'] },
    whole: true,
    induced: 'inf',
    meaning: (t, x) => t.operation('max', t.sums(t.absolute(x), 0)),
    value: (m, x) => m.operation('max', rowsSummed(m, absolute(m, x))),
    kinks: true,
    branches: true,
  },
  /**
   * Σ σᵢ = tr √(XᵀX), of full column rank. Its gradient X (XᵀX)^(−½) is U Vᵀ of the thin singular value decomposition
   * (Watson 1992, Linear Algebra Appl. 170).
   */
  nuclearNorm: {
    words: 'nuclear norm',
    of: { matrix: ['nuclear'] },
    whole: true,
    meaning: (t, x) => t.trace(t.matrixFunction('sqrtm', t.smallerGram(x))),
    value: (m, x) => {
      const rows = m.rowsOf(x);
      const turned = m.moved(x, m.columnsOf(x), rows, (i, j) => j * rows + i);
      const root = m.definiteRoot(rows < m.columnsOf(x) ? m.multiply(x, turned) : m.multiply(turned, x));
      return m.moved(root, 1, 1, (i, j) => (i === j ? 0 : null));
    },
  },
  spectralNorm: {
    words: 'spectral norm',
    of: { matrix: ['2', 'spectral'] },
    whole: true,
    meaning: (t, x) => t.operation('spectralNorm', x),
    value: (m, x) => m.operation('spectralNorm', x),
    written: (w, x) => w.operation('spectralNorm', x),
  },
} as const satisfies Readonly<Record<string, NormRow>>;

type Rows = typeof rows;
export type NormName = keyof Rows;
/** Those that have bars of their own in a printed form. */
export type PrintedNorm = { [Name in NormName]: Rows[Name] extends { readonly printing: unknown } ? Name : never }[NormName];

export const normNames = Object.keys(rows) as readonly NormName[];
export const normRow = (name: NormName): NormRow => rows[name];
export const isPrintedNorm = (name: string): name is PrintedNorm => name in rows && 'printing' in rows[name as NormName];

/** One entry for each norm that is printed, made from its row. */
export function byPrintedNorm<Entry>(
  make: (row: NormRow & Required<Pick<NormRow, 'printing' | 'rules'>>, name: PrintedNorm) => Entry,
): Readonly<Record<PrintedNorm, Entry>> {
  const printed = normNames.filter(isPrintedNorm);
  return Object.fromEntries(printed.map(name => [name, make(rows[name], name)])) as Record<PrintedNorm, Entry>;
}
