/** The rules that show the sign of a quadratic form, in the order in which they are tried. */

import { byFunction } from '../operations/elementwise.ts';
import { isNonnegative, isPositive } from '../tensors/facts.ts';
import { isZero, numberOf } from '../tensors/leaves.ts';
import { isSymmetric } from '../tensors/matrix.ts';
import { isMatrixOperation, type TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { boundedRemainder } from './boundedFunctions.ts';
import { commonPower } from './commonPower.ts';
import { definiteSum } from './definiteSum.ts';
import { mirroredNetwork } from './mirroredNetwork.ts';
import { ALWAYS, type Decide, type DefinitenessRule, entrywise, type Found, matrixSplit, type Split } from './quadraticForm.ts';
import { unitEntryOf } from './unitEntry.ts';

const isEntrywise = ({ left }: Split): boolean => left.length === 0;
/** The first axis against the second, as a matrix stands on the page. */
const isMatrix = (node: TensorNode, { left, right }: Split): boolean => node.shape.length === 2 && left.length === 1 && right.length === 1;

const nonnegative: Found = { sign: 1, strictIf: null };
const positive: Found = { sign: 1, strictIf: ALWAYS };

/** Declared facts of a matrix, the strongest first. */
const DECLARED: readonly (readonly [fact: string, found: Found])[] = [
  ['positive definite', positive],
  ['negative definite', { sign: -1, strictIf: ALWAYS }],
  ['positive semidefinite', nonnegative],
  ['negative semidefinite', { sign: -1, strictIf: null }],
];

/** Of the sign of the argument. */
const KEEPS_SIGN = byFunction(row => row.keepsSign ?? false);
const NONNEGATIVE_SERIES = byFunction(row => row.nonnegativeSeries ?? false);

export const definitenessRules: readonly DefinitenessRule[] = [
  { name: 'zero', apply: node => (isZero(node) ? { sign: 0, strictIf: null } : null) },
  { name: 'number', apply: (node, split) => (isEntrywise(split) ? signOfNumber(node) : null) },
  {
    name: 'declared',
    apply: (node, split) => {
      if (node.kind !== 'variable') return null;
      if (isEntrywise(split)) return isPositive(node) ? positive : isNonnegative(node) ? nonnegative : null;
      if (!isMatrix(node, split)) return null;
      return DECLARED.find(([fact]) => node.facts.has(fact))?.[1] ?? (isProjector(node.facts) || isNonnegativeDiagonal(node.facts) ? nonnegative : null);
    },
  },
  {
    name: 'function of an entry',
    apply: (node, split, decide) => {
      if (!isEntrywise(split)) return null;
      if (node.kind !== 'elementwise' && node.kind !== 'operation') return null;
      if (isPositive(node)) return positive;
      if (isNonnegative(node)) return nonnegative;
      const argument = node.kind === 'elementwise' && KEEPS_SIGN[node.function] ? decide(node.argument, entrywise) : null;
      return argument && { sign: argument.sign, strictIf: argument.strictIf, parts: [argument.evidence] };
    },
  },
  { name: 'power of an entry', apply: (node, split, decide) => (node.kind === 'power' && isEntrywise(split) ? signOfPower(node, decide) : null) },
  {
    name: 'determinant',
    apply: (node, split, decide) => {
      if (!isMatrixOperation(node, 'determinant') || !isEntrywise(split)) return null;
      const argument = decide(node.argument, matrixSplit);
      return argument?.sign === 1 ? { sign: 1, strictIf: argument.strictIf, parts: [argument.evidence] } : null;
    },
  },
  {
    name: 'inverse',
    apply: (node, split, decide) => {
      if (!isMatrixOperation(node, 'inverse') || !isMatrix(node, split)) return null;
      // it has a value only where the argument is invertible, and a semidefinite matrix that is invertible is definite
      const argument = decide(node.argument, matrixSplit);
      return argument && { sign: argument.sign, strictIf: ALWAYS, parts: [argument.evidence] };
    },
  },
  {
    name: 'pseudo-inverse',
    apply: (node, split, decide) => {
      if (!isMatrixOperation(node, 'pseudoInverse') || !isMatrix(node, split)) return null;
      const argument = decide(node.argument, matrixSplit);
      return argument && { sign: argument.sign, strictIf: null, parts: [argument.evidence] };
    },
  },
  {
    name: 'matrix function',
    apply: (node, split, decide) => {
      if (node.kind !== 'matrixFunction' || !isMatrix(node, split)) return null;
      if (node.function === 'expm') return isSymmetric(node.argument) ? positive : null;
      const argument = node.function === 'sqrtm' ? decide(node.argument, matrixSplit) : null;
      return argument?.sign === 1 ? { sign: 1, strictIf: argument.strictIf, parts: [argument.evidence] } : null;
    },
  },
  {
    name: 'matrix power',
    apply: (node, split, decide) => {
      if (node.kind !== 'matrixPower' || !isMatrix(node, split)) return null;
      const argument = decide(node.argument, matrixSplit);
      return argument?.sign === 1 && argument.strictIf?.length === 0 ? { ...positive, parts: [argument.evidence] } : null;
    },
  },
  {
    name: 'entrywise power series',
    apply: (node, split, decide) => {
      if (isEntrywise(split)) return null;
      const argument = seriesArgument(node);
      const found = argument && decide(argument, split);
      return found?.sign === 1 ? { ...nonnegative, parts: [found.evidence] } : null;
    },
  },
  { name: 'mirrored product', apply: (node, split, decide) => (node.kind === 'product' ? mirroredNetwork(node, split, decide) : null) },
  { name: 'bounded remainder', apply: (node, split) => (node.kind === 'sum' && isEntrywise(split) ? boundedRemainder(node) : null) },
  { name: 'sum', apply: (node, split, decide) => (node.kind === 'sum' ? definiteSum(node, split, decide) : null) },
  { name: 'common power', apply: (node, split, decide) => (node.kind === 'sum' ? commonPower(node, split, decide) : null) },
  {
    name: 'part',
    apply: (node, split, decide) => {
      if (!isEntrywise(split) || (node.kind !== 'select' && node.kind !== 'slice')) return null;
      const found = decide(node.argument, isDiagonalEntry(node) ? matrixSplit : entrywise) ?? decide(node.argument, entrywise);
      return found && { sign: found.sign, strictIf: found.strictIf?.length === 0 ? ALWAYS : null, parts: [found.evidence] };
    },
  },
  {
    name: 'among zeros',
    apply: (node, split, decide) => {
      const entry = split.left.length > 0 && split.left.length * 2 === node.shape.length ? unitEntryOf(node) : null;
      if (!entry || !split.left.every((axis, k) => entry.positions[axis] === entry.positions[split.right[k]!])) return null;
      const found = decide(entry.scalar, entrywise);
      return found && { sign: found.sign, strictIf: null, parts: [found.evidence] };
    },
  },
];

function signOfNumber(node: TensorNode): Found | null {
  if (node.kind === 'dimension') return positive;
  if (node.kind === 'variable' && node.value !== null) return node.value > 0 ? positive : node.value < 0 ? { sign: -1, strictIf: ALWAYS } : null;
  const value = numberOf(node);
  return value && { sign: value.numerator > 0 ? 1 : -1, strictIf: ALWAYS };
}

/** x^(2k) ≥ 0, x^(p/2) ≥ 0 where it has a value, and every power of a positive number is positive. */
function signOfPower(node: TensorNode & { kind: 'power' }, decide: Decide): Found | null {
  const { base, exponent } = node;
  const of = decide(base, entrywise);
  const parts = of ? [of.evidence] : [];
  if (of?.sign === 1 && of.strictIf?.length === 0) return { ...positive, parts };
  // a reciprocal has a value only where it is not 0
  const strictIf = exponent.numerator < 0 ? ALWAYS : null;
  if (exponent.denominator % 2 === 0 || exponent.numerator % 2 === 0) return { sign: 1, strictIf };
  if (of && Q.isInteger(exponent)) return { sign: of.sign, strictIf: exponent.numerator < 0 ? ALWAYS : of.strictIf, parts };
  return of?.sign === 1 ? { sign: 1, strictIf, parts } : null;
}
/** An orthogonal projector. */
const isProjector = (facts: ReadonlySet<string>): boolean => facts.has('symmetric') && facts.has('idempotent');

const isNonnegativeDiagonal = (facts: ReadonlySet<string>): boolean => facts.has('diagonal') && (facts.has('positive') || facts.has('nonnegative'));

/** What stands in a power series with coefficients ≥ 0: the entrywise powers of a semidefinite matrix are semidefinite (Schur). */
function seriesArgument(node: TensorNode): TensorNode | null {
  if (node.kind === 'power') return Q.isInteger(node.exponent) && node.exponent.numerator > 0 ? node.base : null;
  return node.kind === 'elementwise' && NONNEGATIVE_SERIES[node.function] ? node.argument : null;
}

/** The entries of a definite matrix on its diagonal have its sign. */
const isDiagonalEntry = (node: TensorNode & { kind: 'select' | 'slice' }): boolean =>
  node.kind === 'select' && node.positions.length === 2 && node.positions[0] !== null && node.positions[0] === node.positions[1];
