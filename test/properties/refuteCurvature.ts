/** Looks for a point that refutes a claimed convexity: by the eigenvalues of the Hessian, and by three values on a line. */

import type { Point } from '../../src/numeric/index.ts';
import type { Curvature } from '../../src/properties/curvature.ts';
import type { RankCondition } from '../../src/properties/quadraticForm.ts';
import type { TensorNode, VariableNode } from '../../src/tensors/node.ts';
import { eigenvaluesOf, entriesOf, moved, pointFor } from './scalars.ts';

const POINTS = 6;
const ATTEMPTS = 30;

export interface Refutation {
  /** Points that had a value. */
  readonly points: number;
  readonly problem: string | null;
}

/** The claim must be one: convex, concave or affine. */
export function refuteCurvature(root: TensorNode, leaf: VariableNode, curvature: Curvature, seed = 1): Refutation {
  let points = 0;
  for (let attempt = 0; attempt < ATTEMPTS && points < POINTS; attempt++) {
    const point = pointFor([root, curvature.hessian, leaf], seed, attempt);
    const other = pointFor([root, curvature.hessian, leaf], seed + 7919, attempt);
    if (!point || !other) continue;
    // beyond the domain of the function its Hessian may have a value all the same
    if (!entriesOf(root, point)) continue;
    const problem = refutedByEigenvalues(leaf, curvature, point) ?? refutedOnLine(root, leaf, curvature, point, other);
    if (problem === undefined) continue;
    points++;
    if (problem !== null) return { points, problem };
  }
  return { points, problem: null };
}

/** undefined: no value here. */
function refutedByEigenvalues(leaf: VariableNode, { kind, strictIf, hessian, evidence }: Curvature, point: Point): string | null | undefined {
  const entries = entriesOf(hessian, point);
  if (!entries) return undefined;
  const n = Math.sqrt(entries.length);
  const eigenvalues = eigenvaluesOf(onDirections(entries, n, leaf), leaf.facts.has('symmetric') || isDefinite(leaf) ? symmetricSize(n) : n);
  const scale = Math.max(1e-12, ...entries.map(Math.abs));
  const [least, most] = [Math.min(...eigenvalues), Math.max(...eigenvalues)];
  const tolerance = 1e-9 * scale;
  if ((kind === 'convex' || kind === 'affine') && least < -tolerance) return `eigenvalue ${least} of a convex function`;
  if ((kind === 'concave' || kind === 'affine') && most > tolerance) return `eigenvalue ${most} of a concave function`;
  if (strictIf === null || evidence === null || !strictIf.every(condition => hasFullRank(condition, point))) return null;
  const nearest = kind === 'convex' ? least : -most;
  return nearest > 1e-14 * scale ? null : `eigenvalue ${nearest} of a strictly ${kind} function`;
}

const isDefinite = (leaf: VariableNode): boolean => [...leaf.facts].some(fact => fact.includes('definite'));
/** Of n² directions of a matrix with √n² rows those of a symmetric one. */
const symmetricSize = (n: number): number => {
  const rows = Math.sqrt(n);
  return (rows * (rows + 1)) / 2;
};

/** The form on the directions in which the variable may move: a symmetric matrix in symmetric ones. */
function onDirections(entries: Float64Array, n: number, leaf: VariableNode): ArrayLike<number> {
  if (!leaf.facts.has('symmetric') && !isDefinite(leaf)) return entries;
  const rows = Math.sqrt(n);
  const directions: number[][] = [];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j <= i; j++) {
      const direction = new Array<number>(n).fill(0);
      direction[i * rows + j] = i === j ? 1 : Math.SQRT1_2;
      direction[j * rows + i] = i === j ? 1 : Math.SQRT1_2;
      directions.push(direction);
    }
  return directions.flatMap(u =>
    directions.map(v => {
      let sum = 0;
      for (let p = 0; p < n; p++) for (let q = 0; q < n; q++) sum += u[p]! * entries[p * n + q]! * v[q]!;
      return sum;
    }),
  );
}

/** Last axis against the others. */
function hasFullRank({ of }: RankCondition, point: Point): boolean {
  const entries = entriesOf(of, point);
  if (!entries) return false;
  const gram = gramOf(entries, point, of);
  const eigenvalues = eigenvaluesOf(gram.entries, gram.n);
  return Math.min(...eigenvalues) > 1e-4 * Math.max(...eigenvalues);
}

function gramOf(entries: Float64Array, point: Point, of: TensorNode): { readonly entries: readonly number[]; readonly n: number } {
  const last = of.shape.at(-1)!;
  const n = last.constant !== null ? (point.sizes.replaced.get(last.constant) ?? last.constant) : (point.sizes.named.get(last.name ?? '') ?? 1);
  const rows = entries.length / n;
  const gram: number[] = [];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let r = 0; r < rows; r++) sum += entries[r * n + i]! * entries[r * n + j]!;
      gram.push(sum);
    }
  return { entries: gram, n };
}

/** f at both ends and in the middle of a segment; every declared set of variables but the non-convex ones contains it. */
function refutedOnLine(root: TensorNode, leaf: VariableNode, { kind }: Curvature, point: Point, other: Point): string | null {
  const [from, end] = [point.values.get(leaf.name), other.values.get(leaf.name)];
  if (!from || !end || from.length !== end.length) return null;
  for (const share of [1, 0.1, -0.3]) {
    const to = from.map((value, i) => value + share * (end[i]! - value));
    const middle = from.map((value, i) => (value + to[i]!) / 2);
    // behind the ends a declared set may have been left
    if (share < 0 && leaf.facts.size > 0) continue;
    const values = [from, middle, to].map(value => entriesOf(root, moved(point, leaf.name, value))?.[0]);
    if (values.some(value => value === undefined)) continue;
    const [a, b, c] = values as [number, number, number];
    const gap = (a + c) / 2 - b;
    const tolerance = 1e-9 * Math.max(1, Math.abs(a), Math.abs(b), Math.abs(c));
    if ((kind === 'convex' || kind === 'affine') && gap < -tolerance) return `the middle of a segment lies ${-gap} above its chord`;
    if ((kind === 'concave' || kind === 'affine') && gap > tolerance) return `the middle of a segment lies ${gap} below its chord`;
  }
  return null;
}
