/**
 * What rounding leaves of a number that is exactly 0, where a function of it has no value (log, a quotient), no derivative
 * (a root, a norm) or a kink at 0: there neither its sign nor its size means anything, and nothing may be compared.
 */

import { type ElementwiseFunction, elementwiseFunctions, elementwiseNames, elementwiseRows, primitiveRow } from '../operations/elementwise.ts';
import { normRow } from '../operations/norms.ts';
import type { Typed } from '../shapes/typed.ts';
import type { Entries } from './denseMatrix.ts';
import { type DrawAgain, NoDerivative, OnKink, Pole } from './failures.ts';
import { pointsNearby } from './nearby.ts';
import type { Uncertain } from './rounding.ts';

/** What a function lacks at 0, and which operand it is that must not be 0. */
export interface Lack {
  readonly operand: number;
  readonly failure: () => DrawAgain;
  /** The value exists at an exact 0: |0|, ‖0‖. */
  readonly hasValue: boolean;
  /** Only where all entries are 0; else where one is. */
  readonly ofAll: boolean;
}

const kink: Lack = { operand: 0, failure: () => new OnKink(), hasValue: true, ofAll: false };
const steep: Lack = { operand: 0, failure: () => new NoDerivative(), hasValue: true, ofAll: false };
const pole: Lack = { operand: 0, failure: () => new Pole(), hasValue: false, ofAll: false };

const kinkedFunctions = new Set<ElementwiseFunction>(elementwiseNames.filter(name => primitiveRow(name).condition === 'kink'));
/** Of a slope at 0 beyond all bounds. */
const steepFunctions = new Set(elementwiseFunctions.filter(name => elementwiseRows[name].real(0) === 0 && !isFlat(elementwiseRows[name].real)));
/** Without a value at 0. */
const poleFunctions = new Set(elementwiseFunctions.filter(name => !Number.isFinite(elementwiseRows[name].real(0))));

function isFlat(real: (x: number) => number): boolean {
  const least = 1e-30;
  return Math.abs(real(least)) <= 1e6 * least;
}

/**
 * @param isSmoothed The value is used in powers only that have no kink at 0.
 * @param operands The values of the operands, of which the exponents are read.
 */
export function lackAtZero(node: Typed, isSmoothed: boolean, operands: (k: number) => Entries): Lack | null {
  switch (node.op) {
    case 'elementwise':
      if (kinkedFunctions.has(node.function)) return kink;
      if (steepFunctions.has(node.function)) return steep;
      return poleFunctions.has(node.function) ? pole : null;
    case 'elementwisePower': {
      const least = operands(1).reduce((smallest, x) => Math.min(smallest, x), Number.POSITIVE_INFINITY);
      if (least < 0) return pole;
      return least > 0 && least < 1 ? steep : null;
    }
    case 'divide':
    case 'hadamardDivide':
      return { ...pole, operand: 1 };
    case 'norm':
      // the induced norms add up absolute values, the maximum norm of a vector takes one of them
      if (normRow(node.norm).kinks) return kink;
      return isSmoothed ? null : { ...steep, ofAll: true };
    default:
      return null;
  }
}

/** Where a zero entry of the operand has both sides of a kink to choose from. */
export function isKinked(node: Typed): boolean {
  return node.op === 'elementwise' ? kinkedFunctions.has(node.function) : node.op === 'norm' && normRow(node.norm).kinks === true;
}

/** A fractional power varies as quickly as its argument is near to 0. */
export const isFractional = (node: Typed, exponents: () => Entries): boolean => node.op === 'elementwisePower' && exponents().some(x => !Number.isInteger(x));

/** Beside the largest entry of a kink's operand. */
const rounded = 1e-15;
const unknownDigits = 0.1;

/** A number that changes by more than this part of it between neighbouring points has no right digit. */
export const isWithoutDigits = (here: number, nearby: number): boolean => Math.abs(nearby - here) > unknownDigits * Math.abs(here);

/**
 * @param uncertain How far rounding may have moved an entry of the operand.
 * @param nearby The operand at a point beside this one, numbered from 1.
 * @throws DrawAgain what the function lacks, where the operand is such a rest
 */
export function checkRestOfZero(lack: Lack, operand: Entries, uncertain: Uncertain, nearby: (trial: number) => Entries): void {
  if (!lack.hasValue && operand.includes(0)) throw lack.failure();
  const bound = lack === kink ? Math.max(uncertain.noise, rounded * uncertain.magnitude) : uncertain.noise;
  const isSmall = (x: number): boolean => x !== 0 && Math.abs(x) <= bound;
  const suspects = [...operand.keys()].filter(k => isSmall(operand[k]!));
  if (suspects.length === 0 || (lack.ofAll && uncertain.magnitude > bound)) return;
  for (let trial = 1; trial <= pointsNearby; trial++) {
    const other = nearby(trial);
    if (suspects.some(k => isWithoutDigits(operand[k]!, other[k]!))) throw lack.failure();
  }
}
