/** Scalar functions of documents, and their values, for the tests of properties. */

import { analyzeDocument } from '../../src/analysis/document.ts';
import type { StatementAnalysis } from '../../src/analysis/statement.ts';
import { chooseSizes, dimensionsOf, drawPoint, evaluateTensor, type Point, unknownsOf } from '../../src/numeric/index.ts';
import type { TensorNode, VariableNode } from '../../src/tensors/node.ts';
import { allOperands } from '../../src/tensors/traverse.ts';

export interface Scalar {
  readonly root: TensorNode;
  readonly variables: readonly VariableNode[];
}

/** What the last statement of a document differentiates, where it is a scalar. */
export function scalarOf(document: string): Scalar | null {
  const statement = analyzeDocument(document).statements.at(-1) as StatementAnalysis | undefined;
  const derived = statement?.outcome()?.derived;
  if (!derived || derived.source.shape.length > 0) return null;
  return { root: derived.source, variables: variablesOf(derived.source) };
}

export const variablesOf = (root: TensorNode): readonly VariableNode[] =>
  allOperands(root).filter((node): node is VariableNode => node.kind === 'variable' && node.value === null && node.shape.length <= 2);

export function variableNamed({ variables }: Scalar, name: string): VariableNode {
  const found = variables.find(variable => variable.name === name);
  if (!found) throw new Error(`no variable ${name}`);
  return found;
}

/** A point for all that occurs in these tensors; null where the sizes exclude each other or the sample failed by chance. */
export function pointFor(roots: readonly TensorNode[], seed: number, attempt: number): Point | null {
  const sizes = chooseSizes(dimensionsOf(roots), attempt, true);
  try {
    return sizes && drawPoint(unknownsOf(roots).values(), sizes, seed, attempt);
  } catch {
    return null;
  }
}

/** The entries, or null where there is no finite value. */
export function entriesOf(node: TensorNode, point: Point): Float64Array | null {
  const value = evaluateTensor(node, point);
  return value.status === 'ok' && value.data.every(Number.isFinite) ? value.data : null;
}

/** The point with another value of one variable. */
export const moved = (point: Point, name: string, value: Float64Array): Point => ({ ...point, values: new Map([...point.values, [name, value]]) });

/** The eigenvalues of a symmetric matrix by Jacobi's rotations, in no order. */
export function eigenvaluesOf(entries: ArrayLike<number>, n: number): readonly number[] {
  const a = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (entries[i * n + j]! + entries[j * n + i]!) / 2));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const apq = a[p]![q]!;
        off = Math.max(off, Math.abs(apq));
        if (apq === 0) continue;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[k]![p]!, a[k]![q]!];
          a[k]![p] = c * x - s * y;
          a[k]![q] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[p]![k]!, a[q]![k]!];
          a[p]![k] = c * x - s * y;
          a[q]![k] = s * x + c * y;
        }
      }
    if (off === 0) break;
  }
  return a.map((row, i) => row[i]!);
}
