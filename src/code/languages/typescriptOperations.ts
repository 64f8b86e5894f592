/**
 * The operations on whole tensors for a generated TypeScript module, each under its name with an underscore.
 *
 * eigensystem: Jacobi's rotations, Golub and Van Loan, Matrix Computations, 8.5.
 */

import type { Helpers } from '../helpers.ts';

const helper = (source: string, ...needs: readonly string[]) => ({ needs, imports: [], source });

export const TENSOR_OPERATION_HELPERS: Helpers = {
  max_: helper(`function max_(z: Tensor): Tensor {
  const entries = z as Tensor[];
  return typeof entries[0] === 'number' ? Math.max(...(entries as number[])) : entries.map(max_);
}`),
  hardmax_: helper(`function hardmax_(z: Tensor): Tensor {
  const entries = z as Tensor[];
  if (typeof entries[0] !== 'number') return entries.map(hardmax_);
  const at = entries.indexOf(Math.max(...(entries as number[])));
  return entries.map((_, k) => (k === at ? 1 : 0));
}`),
  eigensystem: helper(`function eigensystem(s: Tensor): { values: number[]; vectors: number[][] } {
  const given = s as number[][];
  const n = given.length;
  const a = given.map((row, i) => row.map((x, j) => (x + given[j]![i]!) / 2));
  const q = given.map((_, i) => given.map((__, j) => (i === j ? 1 : 0)));
  const turn = (x: number, y: number, c: number, d: number): [number, number] => [c * x - d * y, d * x + c * y];
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) {
        const entry = a[i]![j]!;
        off += entry * entry;
        if (entry === 0) continue;
        const gap = a[j]![j]! - a[i]![i]!;
        const t = (2 * entry) / (gap + (gap < 0 ? -1 : 1) * Math.hypot(gap, 2 * entry));
        const c = 1 / Math.hypot(1, t);
        for (const row of [...a, ...q]) [row[i], row[j]] = turn(row[i]!, row[j]!, c, t * c);
        for (let k = 0; k < n; k++) [a[i]![k], a[j]![k]] = turn(a[i]![k]!, a[j]![k]!, c, t * c);
      }
    if (off === 0) break;
  }
  const order = a.map((_, i) => i).sort((i, j) => a[i]![i]! - a[j]![j]!);
  return { values: order.map(i => a[i]![i]!), vectors: q.map(row => order.map(i => row[i]!)) };
}`),
  eigenvalues_: helper('const eigenvalues_ = (s: Tensor): Tensor => eigensystem(s).values;', 'eigensystem'),
  eigenvectors_: helper('const eigenvectors_ = (s: Tensor): Tensor => eigensystem(s).vectors;', 'eigensystem'),
  gapReciprocals_: helper(`function gapReciprocals_(w: Tensor): Tensor {
  const values = w as number[];
  return values.map((x, i) => values.map((y, j) => (i === j ? 0 : 1 / (y - x))));
}`),
  largestEigenvalue_: helper('const largestEigenvalue_ = (s: Tensor): number => eigensystem(s).values.at(-1)!;', 'eigensystem'),
  largestEigenvector_: helper('const largestEigenvector_ = (s: Tensor): Tensor => eigensystem(s).vectors.map(row => row.at(-1)!);', 'eigensystem'),
  smallestEigenvalue_: helper('const smallestEigenvalue_ = (s: Tensor): number => eigensystem(s).values[0]!;', 'eigensystem'),
  smallestEigenvector_: helper('const smallestEigenvector_ = (s: Tensor): Tensor => eigensystem(s).vectors.map(row => row[0]!);', 'eigensystem'),
  resolvent: helper(
    `function resolvent(s: Tensor, own: number): Tensor {
  const { values, vectors } = eigensystem(s);
  const weights = values.map((value, k) => (k === own ? 0 : 1 / (values[own]! - value)));
  return vectors.map(row => vectors.map(other => row.reduce((sum, x, k) => sum + x * other[k]! * weights[k]!, 0)));
}`,
    'eigensystem',
  ),
  largestResolvent_: helper('const largestResolvent_ = (s: Tensor): Tensor => resolvent(s, (s as Tensor[]).length - 1);', 'resolvent'),
  smallestResolvent_: helper('const smallestResolvent_ = (s: Tensor): Tensor => resolvent(s, 0);', 'resolvent'),
  singularSystem: helper(
    `function singularSystem(x: Tensor): { values: number[]; left: number[][]; right: number[][] } {
  const given = x as number[][];
  const flipped = given[0]!.map((_, j) => given.map(row => row[j]!));
  const isWide = given.length < flipped.length;
  const [rows, columns] = isWide ? [flipped, given] : [given, flipped];
  const system = eigensystem(columns.map(a => columns.map(b => a.reduce((sum, entry, k) => sum + entry * b[k]!, 0))));
  const values = system.values.map(square => Math.sqrt(Math.max(square, 0))).reverse();
  const own = system.vectors.map(row => [...row].reverse());
  const other = rows.map(row => values.map((value, i) => row.reduce((sum, entry, k) => sum + entry * own[k]![i]!, 0) / value));
  return isWide ? { values, left: own, right: other } : { values, left: other, right: own };
}`,
    'eigensystem',
  ),
  singularValues_: helper('const singularValues_ = (x: Tensor): Tensor => singularSystem(x).values;', 'singularSystem'),
  leftSingularVectors_: helper('const leftSingularVectors_ = (x: Tensor): Tensor => singularSystem(x).left;', 'singularSystem'),
  rightSingularVectors_: helper('const rightSingularVectors_ = (x: Tensor): Tensor => singularSystem(x).right;', 'singularSystem'),
  spectralNorm_: helper('const spectralNorm_ = (x: Tensor): number => singularSystem(x).values[0]!;', 'singularSystem'),
  leftSingularVector_: helper('const leftSingularVector_ = (x: Tensor): Tensor => singularSystem(x).left.map(row => row[0]!);', 'singularSystem'),
  rightSingularVector_: helper('const rightSingularVector_ = (x: Tensor): Tensor => singularSystem(x).right.map(row => row[0]!);', 'singularSystem'),
  cholesky_: helper(`function cholesky_(s: Tensor): Tensor {
  const given = s as number[][];
  const l = given.map(row => row.map(() => 0));
  for (let j = 0; j < l.length; j++)
    for (let i = j; i < l.length; i++) {
      let sum = (given[i]![j]! + given[j]![i]!) / 2;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  return l;
}`),
  lowerHalf_: helper('const lowerHalf_ = (a: Tensor): Tensor => (a as Tensor[]).map((_, i, rows) => rows.map((__, j) => (j < i ? 1 : j === i ? 0.5 : 0)));'),
  scalarPower_: helper('const scalarPower_ = (u: number, k: number): number => u ** k;'),
};
