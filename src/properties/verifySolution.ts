/** A solution is put into its equation: exactly modulo a prime, and in floating point. */

import { inverse, multiply } from '../numeric/denseMatrix.ts';
import {
  chooseSizes,
  DrawAgain,
  dimensionsOf,
  drawModularPoint,
  drawPoint,
  evaluateTensor,
  evaluateTensorModulo,
  NotEvaluable,
  type Point,
  unknownsOf,
} from '../numeric/exact.ts';
import { type Field, primeField, reals } from '../numeric/field.ts';
import type { TensorNode, VariableNode } from '../tensors/node.ts';
import type { LinearSolution } from './linearEquation.ts';

const EXACT_POINTS = 2;
const REAL_POINTS = 3;
const ATTEMPTS = 24;
const TOLERANCE = 1e-8;

/** `solved` where both agree; `singular` where the solution had no value at any point. */
export type Verification = 'solved' | 'singular' | 'wrong';

export function verifySolution(equation: TensorNode, unknown: VariableNode, found: LinearSolution): Verification {
  const exact = agreeAt(primeField, EXACT_POINTS, equation, unknown, found);
  return exact === 'solved' ? agreeAt(reals, REAL_POINTS, equation, unknown, found) : exact;
}

function agreeAt(field: Field, wanted: number, equation: TensorNode, unknown: VariableNode, found: LinearSolution): Verification {
  const roots = [equation, found.map, found.right, unknown, ...(found.solution ? [found.solution] : [])];
  let agreed = 0;
  for (let attempt = 0; attempt < ATTEMPTS && agreed < wanted; attempt++) {
    const residual = residualAt(field, roots, equation, unknown, found, attempt);
    if (residual === null) continue;
    if (residual > (field === reals ? TOLERANCE : 0)) return 'wrong';
    agreed++;
  }
  return agreed === wanted ? 'solved' : 'singular';
}

/** The largest entry of G(X) at a random point, over the reals relative to M X; null where something has no value. */
function residualAt(
  field: Field,
  roots: readonly TensorNode[],
  equation: TensorNode,
  unknown: VariableNode,
  found: LinearSolution,
  attempt: number,
): number | null {
  try {
    const sizes = chooseSizes(dimensionsOf(roots), attempt, true);
    if (!sizes) return null;
    const draw = field === reals ? drawPoint : drawModularPoint;
    const point = draw(unknownsOf(roots).values(), sizes, 1, attempt);
    const right = entriesAt(field, found.right, point);
    const map = entriesAt(field, found.map, point);
    const value = right && map && (found.solution ? entriesAt(field, found.solution, point) : solved(field, map, right));
    if (!value) return null;
    const residual = entriesAt(field, equation, { ...point, values: new Map([...point.values, [unknown.name, value]]) });
    if (!residual) return null;
    const scale = field === reals ? Math.max(1e-300, largest(map) * largest(value), largest(right)) : 1;
    return largest(residual) / scale;
  } catch (failure) {
    if (failure instanceof DrawAgain || failure instanceof NotEvaluable) return null;
    throw failure;
  }
}

/** M⁻¹ c with the axes of each side as one. @throws DrawAgain where M is singular */
function solved(field: Field, map: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  return multiply(field, inverse(field, map, n), right, n, n, 1);
}

function entriesAt(field: Field, node: TensorNode, point: Point): Float64Array | null {
  const value = field === reals ? evaluateTensor(node, point) : evaluateTensorModulo(node, point);
  return value.status === 'ok' && value.data.every(Number.isFinite) ? value.data : null;
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
