/** The value of a typed expression at a point that the caller chose; bad points give a reason, never an exception. */

import type { Typed } from '../shapes/typed.ts';
import type { Entries } from './denseMatrix.ts';
import { DrawAgain, NotEvaluable } from './failures.ts';
import type { Point } from './points.ts';
import type { Leaves } from './tensorEvaluation.ts';
import { compile, evaluatorAt } from './typedEvaluation.ts';
import type { FreeIndex } from './values.ts';

export type TypedEvaluation =
  | {
      readonly status: 'ok';
      /** Indices in scope that the expression uses without binding them: its first axes. */
      readonly free: readonly FreeIndex[];
      /** Grouped sides count as one; a scalar is 1×1, a vector n×1. */
      readonly rows: number;
      readonly columns: number;
      /** Row-major over (free…, rows, columns). */
      readonly data: Entries;
    }
  /** `undefined`: it has no value at this point. `unsupported`: at no point. */
  | { readonly status: 'undefined' | 'unsupported'; readonly reason: string };

/** A defined name has its definition's value unless `leaves` has one for it. */
export function evaluateTyped(typed: Typed, point: Point, leaves: Leaves = new Map()): TypedEvaluation {
  try {
    const { value } = evaluatorAt(compile(typed, leaves), point, leaves, new Set());
    return { status: 'ok', free: value.free, rows: value.rows, columns: value.columns, data: value.re };
  } catch (failure) {
    if (failure instanceof DrawAgain) return { status: 'undefined', reason: failure.message };
    if (failure instanceof NotEvaluable) return { status: 'unsupported', reason: failure.message };
    throw failure;
  }
}
