/** The ways in which the axes of a claim can be read as those of the derivative: by layout, as vec form, by index letters. */

import { type Dimension, multiplyDimensions, one } from '../dimensions/dimension.ts';
import type { Value } from '../lowering/indexed.ts';
import { type LoweringOptions, lowerIndexed } from '../lowering/lower.ts';
import type { Shape, Typed, TypedSymbol } from '../shapes/typed.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import { type Derived, nestedDerivative, refusing } from './derive.ts';

export interface Reading {
  /** The claim, with the axes of `node`. */
  readonly claim: TensorNode;
  /** What it is compared with. */
  readonly node: TensorNode;
  /** In the layout that is in force. */
  readonly isAsked: boolean;
  /** Both are compared entry by entry in this order of their entries, whatever their axes. */
  readonly isFlat?: boolean;
}
export type Readings = { readonly fitting: readonly Reading[] } | { readonly undecided: string };

/** Those of an expression whose names are read as the derivative reads them. */
export function memberReadings(member: Typed, derived: Derived): Readings {
  const lowered = refusing(member.span, () => ({ value: lowerIndexed(member, readingNames(derived.leaves)) }));
  return 'refused' in lowered ? { undecided: lowered.refused.reason } : readingsOf(member, lowered.value, derived);
}

/** Names in `leaves` stay variables; a derivative by another defined name is written in what that name stands for. */
export function readingNames(leaves: ReadonlySet<TypedSymbol>): LoweringOptions {
  const options: LoweringOptions = { leaves, derivative: query => nestedDerivative(query, options) };
  return options;
}

/** No fitting reading: the shape is wrong. */
export function readingsOf(member: Typed, value: Value, derived: Derived): Readings {
  if (value.indices.length > 0 || derived.checkedLetters.some(letter => letter !== null)) return readingByLetters(value, derived);
  const { node } = derived;
  const order = node.shape.length;
  const claim = value.node;
  // an index claim has the axes of the derivative, whatever the layout
  if (member.op === 'fromEntries' && claim.shape.length === order) return { fitting: [{ claim, node, isAsked: true }] };
  if (derived.sides && sidesIn(derived).length < 3) return { fitting: ofFlattened(member.shape, claim, derived) };
  if (order === 0) return { fitting: claim.shape.every(size => size.constant === 1) ? [{ claim, node, isAsked: true }] : [] };
  if (order === 1) return { fitting: ofVector(member.shape, claim, derived) };
  if (order === 2) return { fitting: ofMatrix(claim, derived) };
  return ofTensor(member.shape, claim, derived);
}

/** A scalar by a vector is a row in the numerator layout and a column in the other; the entries are the same. */
function ofVector(shape: Shape, claim: TensorNode, derived: Derived): readonly Reading[] {
  const { node } = derived;
  const size = node.shape[0]!;
  const long = claim.shape.filter(other => other.constant !== 1);
  const conforms =
    (claim.shape.length === 1 && claim.shape[0] === size) || (claim.shape.length === 2 && (long.length === 1 ? long[0] === size : size.constant === 1));
  if (!conforms) return [];
  const isRow = shape.kind === 'row' || (shape.kind === 'matrix' && shape.rows[0]?.constant === 1);
  const wantsRow = (derived.counts.of === 0) === (derived.layout !== 'denominator');
  return [{ claim, node, isAsked: isRow === wantsRow || derived.layout === 'both' }];
}

function ofMatrix(claim: TensorNode, derived: Derived): readonly Reading[] {
  if (claim.shape.length !== 2) return [];
  const { node } = derived;
  const [rows, columns] = node.shape as [Dimension, Dimension];
  const straight: Reading = { claim, node, isAsked: derived.layout !== 'denominator' };
  const turned: Reading = { claim: permuted(claim, [1, 0]), node, isAsked: derived.layout === 'denominator' };
  const fits = [
    ...(claim.shape[0] === rows && claim.shape[1] === columns ? [straight] : []),
    ...(claim.shape[0] === columns && claim.shape[1] === rows ? [turned] : []),
  ];
  // only where the two layouts differ is the other one a layout
  const allowed = derived.layout === 'both' ? fits.filter(reading => reading.isAsked) : fits;
  return allowed.toSorted((a, b) => Number(b.isAsked) - Number(a.isAsked));
}

const sidesIn = ({ sides }: Derived): readonly number[] => (sides ? [...sides.of, ...sides.wrt.flat()] : []);

/** vec(X) by a scalar, A ⊗ B by a vector: the sides of the layout, each with the axes that were flattened into it. */
function ofFlattened(shape: Shape, claim: TensorNode, derived: Derived): readonly Reading[] {
  const { node, counts, layout } = derived;
  const sides = sidesIn(derived);
  if (sides.length === 1) {
    const isRow = shape.kind === 'row';
    const isAsked = isRow === ((counts.of === 0) === (layout !== 'denominator'));
    return isRow || shape.kind === 'vector' ? flatly(claim, node, isAsked) : [];
  }
  if (shape.kind !== 'matrix') return [];
  const axes = node.shape.map((_, axis) => axis);
  const first = sides[0]!;
  const straight = layout === 'denominator' ? [] : flatly(claim, node, true);
  const turned = permuted(node, [...axes.slice(first), ...axes.slice(0, first)]);
  return layout === 'both' ? straight : [...straight, ...flatly(claim, turned, layout === 'denominator')];
}

/** The same axes, or as many entries in the same order. */
function flatly(claim: TensorNode, node: TensorNode, isAsked: boolean): readonly Reading[] {
  if (sameShape(claim, node)) return [{ claim, node, isAsked }];
  return entries(claim.shape) === entries(node.shape) ? [{ claim, node, isAsked, isFlat: true }] : [];
}

/** The tensor itself, or ∂vec(of)/∂vec(wrt)ᵀ with stacked columns, whose flattened axes stand in reverse. */
function ofTensor(shape: Shape, claim: TensorNode, derived: Derived): Readings {
  const { node, counts } = derived;
  const order = node.shape.length;
  if (shape.kind === 'tensor') return { fitting: sameShape(claim, node) ? [{ claim, node, isAsked: true }] : [] };
  const first = counts.of > 0 ? counts.of : (counts.wrt[0] ?? 0);
  const groups = groupsOf(derived);
  // vec runs down the columns, so its axes stand in reverse; a side that is flattened already keeps their order
  const stackedAxes = (from: number, to: number): number[] =>
    groups
      .filter(([axis]) => axis! >= from && axis! < to)
      .reverse()
      .flat();
  const [above, below] = [stackedAxes(0, first), stackedAxes(first, order)];
  const candidates = [
    { rows: above, columns: below, isAsked: true },
    { rows: below, columns: above, isAsked: false },
  ];
  const fitting = candidates.flatMap(({ rows, columns, isAsked }) => {
    if (shape.rows.length !== rows.length || claim.shape.length !== order) return [];
    const axes = [...rows, ...columns];
    const turned = permuted(
      claim,
      axes.map((_, axis) => axes.indexOf(axis)),
    );
    return sameShape(turned, node) ? [{ claim: turned, node, isAsked }] : [];
  });
  if (fitting.length > 0) return { fitting };
  // the factors of the claim do not say how its axes are flattened, but its entries do
  const flat = candidates.flatMap(({ rows, columns, isAsked }) => {
    const stacked = permuted(node, [...rows, ...columns]);
    const fits = entries(stacked.shape.slice(0, rows.length)) === entries(shape.rows) && entries(stacked.shape.slice(rows.length)) === entries(shape.columns);
    return fits ? [{ claim, node: stacked, isAsked, isFlat: true }] : [];
  });
  return { fitting: flat };
}

/** The axes of every side. */
function groupsOf(derived: Derived): readonly (readonly number[])[] {
  const lengths = derived.sides ? sidesIn(derived) : derived.node.shape.map(() => 1);
  let axis = 0;
  return lengths.map(length => Array.from({ length }, () => axis++));
}

/** The claim holds for every value of its letters, so each of them is an axis. */
function readingByLetters(value: Value, derived: Derived): Readings {
  const node = derived.checked;
  const letters = derived.checkedLetters;
  const unnamed = letters.flatMap((letter, axis) => (letter === null ? [axis] : []));
  const own = value.node.shape.length - value.indices.length;
  if (own !== unnamed.length) return { fitting: [] };
  const stranger = value.indices.find(index => !letters.includes(index.name));
  if (stranger) return { undecided: `the index ${stranger.name} stands for no axis of the left side` };
  const labels = [...value.indices.map(index => letters.indexOf(index.name)), ...unnamed];
  if (labels.some((axis, k) => value.node.shape[k] !== node.shape[axis])) return { fitting: [] };
  const axes = node.shape.map((_, axis) => axis);
  return { fitting: [{ claim: product([value.node], [labels], axes, node.shape), node, isAsked: true }] };
}

const entries = (sizes: readonly Dimension[]): Dimension => sizes.reduce(multiplyDimensions, one);
const permuted = (node: TensorNode, order: readonly number[]): TensorNode => product([node], [node.shape.map((_, axis) => axis)], order);
const sameShape = (a: TensorNode, b: TensorNode): boolean => a.shape.length === b.shape.length && a.shape.every((size, axis) => size === b.shape[axis]);
