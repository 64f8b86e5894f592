/** The value of a tensor expression at a point that the caller chose; bad points give a reason, never an exception. */

import type { TensorNode } from '../tensors/node.ts';
import { DrawAgain, NotEvaluable } from './failures.ts';
import { modularAlgebra } from './modular.ts';
import type { Point } from './points.ts';
import { realAlgebra } from './realAlgebra.ts';
import { type Algebra, type Leaves, type TensorValue, tensorValue } from './tensorEvaluation.ts';

export type TensorEvaluation =
  | (TensorValue & { readonly status: 'ok' })
  /** `undefined`: it has no value at this point. `unsupported`: at no point. */
  | { readonly status: 'undefined' | 'unsupported'; readonly reason: string };

/** In floating point. A variable has its value in `leaves` where it has one there. */
export function evaluateTensor(node: TensorNode, point: Point, leaves?: Leaves): TensorEvaluation {
  return evaluate(node, point, realAlgebra, leaves);
}

/** Exactly, modulo `prime`; functions are random with their relations built in. */
export function evaluateTensorModulo(node: TensorNode, point: Point, leaves?: Leaves): TensorEvaluation {
  return evaluate(node, point, modularAlgebra, leaves);
}

function evaluate(node: TensorNode, point: Point, algebra: Algebra, leaves?: Leaves): TensorEvaluation {
  try {
    return { status: 'ok', ...tensorValue(node, point, algebra, leaves) };
  } catch (failure) {
    if (failure instanceof DrawAgain) return { status: 'undefined', reason: failure.message };
    if (failure instanceof NotEvaluable) return { status: 'unsupported', reason: failure.message };
    throw failure;
  }
}
