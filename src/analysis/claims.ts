/** A claim against the derivative: verified, refuted with a diagnosis, right in the other layout, or unknown. */

import { Refusal } from '../calculus/refusal.ts';
import type { Dimension } from '../dimensions/dimension.ts';
import { type LoweringOptions, lower, symbolNode } from '../lowering/lower.ts';
import { compareTensors, type Witness } from '../numeric/exact.ts';
import type { Shape, Typed, TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import { transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { substitute } from '../tensors/substitute.ts';
import { arrangedNode, type Derived, deriveQuery, type Refused, refusing } from './derive.ts';
import { type Diagnosis, diagnose } from './diagnosis.ts';
import { CONVENTION_TEXT } from './messages.ts';
import { structuredOf } from './print.ts';

export interface ClaimVerdict {
  readonly verdict: 'verified' | 'refuted' | 'other-layout' | 'unknown';
  readonly diagnosis: Diagnosis | null;
  readonly witness: Witness | null;
  /** Right as what it is: the derivative within a structure. */
  readonly convention: string | null;
  /** Why it is unknown. */
  readonly reason: string | null;
}

const verdict = (name: ClaimVerdict['verdict'], more: Partial<ClaimVerdict> = {}): ClaimVerdict => ({
  verdict: name,
  diagnosis: null,
  convention: null,
  witness: null,
  reason: null,
  ...more,
});

/** The tensor of a member of a claim about `derived`, its names read as the derivative reads them. */
export function lowerMember(member: Typed, derived: Derived): { readonly node: TensorNode; readonly refused?: undefined } | { readonly refused: Refused } {
  return refusing(member.span, () => ({ node: lower(member, readingNames(derived.leaves)) }));
}

/** Names in `leaves` stay variables; a derivative by another defined name is written in what that name stands for. */
function readingNames(leaves: ReadonlySet<TypedSymbol>): LoweringOptions {
  const options: LoweringOptions = { leaves, derivative: query => nestedDerivative(query, options) };
  return options;
}

/** @throws Refusal */
function nestedDerivative(query: TypedQuery, options: LoweringOptions): TensorNode {
  const outcome = deriveQuery(query);
  if (outcome.refused) throw new Refusal(outcome.refused.operation, outcome.refused.reason);
  const { derived } = outcome;
  const written = new Map<TensorNode, TensorNode>();
  for (const symbol of derived.leaves)
    if (symbol.definition && !options.leaves?.has(symbol)) written.set(symbolNode(symbol, { leaves: derived.leaves }), lower(symbol.definition, options));
  const node = arrangedNode(derived);
  return written.size === 0 ? node : substitute(node, written);
}

/** Compares one member with the derivative. The layouts that fit by shape are tried, the asked one first. */
export function checkMember(member: Typed, derived: Derived): ClaimVerdict {
  const lowered = lowerMember(member, derived);
  if (lowered.refused) return verdict('unknown', { reason: lowered.refused.reason });
  const claim = lowered.node;
  const { node } = derived;
  // an index claim has the axes of the derivative, whatever the layout
  const readings = member.op === 'fromEntries' && derived.node.shape.length === 2 ? [{ transposed: false, isAsked: true }] : readingsOf(member.shape, derived);
  if (readings.length === 0) return verdict('refuted', { diagnosis: { text: 'shape', kind: 'shape' } });
  let unknown: string | null = null;
  let witness: Witness | null = null;
  for (const reading of readings) {
    const value = withOwnAxes(claim, node, reading);
    if (!value) continue;
    const compared = compareTensors(node, value);
    if (compared.verdict === 'equal') return reading.isAsked ? verdict('verified') : verdict('other-layout');
    if (compared.verdict === 'unknown') unknown = compared.reason ?? 'the two could not be compared';
    witness ??= compared.witness ?? null;
  }
  if (unknown !== null) return verdict('unknown', { reason: unknown });
  // a matrix declared symmetric has two more answers that people mean, and each is right as what it is
  for (const structured of structuredOf(derived)) {
    if (compareTensors(structured.node, claim).verdict === 'equal')
      return verdict('verified', { convention: CONVENTION_TEXT[structured.convention](structured.structure) });
  }
  const asked = readings.find(reading => reading.isAsked) ?? readings[0]!;
  const value = withOwnAxes(claim, node, asked);
  return verdict('refuted', { diagnosis: value ? diagnose(node, value, derived) : { text: 'shape', kind: 'shape' }, witness });
}

/** A way to read the claim's axes as those of the derivative. */
interface Reading {
  readonly transposed: boolean;
  readonly isAsked: boolean;
}

function readingsOf(shape: Shape, derived: Derived): readonly Reading[] {
  const order = derived.node.shape.length;
  const own = [...shape.rows, ...shape.columns];
  if (order === 0) return own.every(size => size.constant === 1) ? [{ transposed: false, isAsked: true }] : [];
  if (order === 1) return readingsOfVector(shape, derived, own);
  if (order > 2) return own.length === order ? [{ transposed: false, isAsked: true }] : [];
  if (own.length !== 2) return [];
  const [rows, columns] = derived.node.shape as [Dimension, Dimension];
  const straight = own[0] === rows && own[1] === columns;
  const turned = own[0] === columns && own[1] === rows;
  const asked = derived.layout === 'denominator';
  const readings: Reading[] = [];
  if (asked ? turned : straight) readings.push({ transposed: asked, isAsked: true });
  // only where the two layouts differ is the other one a layout
  if (derived.layout !== 'both' && (asked ? straight : turned)) readings.push({ transposed: !asked, isAsked: false });
  return readings;
}

/** A scalar by a vector is a row in the numerator layout and a column in the other; the entries are the same. */
function readingsOfVector(shape: Shape, derived: Derived, own: readonly Dimension[]): readonly Reading[] {
  const size = derived.node.shape[0]!;
  const long = own.filter(other => other.constant !== 1);
  const conforms = (own.length === 1 && own[0] === size) || (own.length === 2 && (long.length === 1 ? long[0] === size : size.constant === 1));
  if (!conforms) return [];
  const isRow = shape.kind === 'row' || (shape.kind === 'matrix' && shape.rows[0]?.constant === 1);
  const wantsRow = (derived.counts.of === 0) === (derived.layout !== 'denominator');
  return [{ transposed: false, isAsked: isRow === wantsRow || derived.layout === 'both' }];
}

/** The claim with the axes of the derivative. */
function withOwnAxes(claim: TensorNode, node: TensorNode, reading: Reading): TensorNode | null {
  if (reading.transposed) return transpose(claim);
  if (claim.shape.length === node.shape.length) return claim;
  return claim.shape.filter(size => size.constant !== 1).length <= node.shape.length ? claim : null;
}

/** Two expressions of an `==` statement. */
export function compareExpressions(
  left: Typed,
  right: Typed,
): { readonly verdict: 'equal' | 'different' | 'unknown'; readonly witness: Witness | null; readonly reason: string | null } {
  const options = readingNames(new Set());
  const lowered = refusing(left.span, () => ({ left: lower(left, options), right: lower(right, options) }));
  if ('refused' in lowered) return { verdict: 'unknown', witness: null, reason: lowered.refused.reason };
  const compared = compareTensors(lowered.left, lowered.right);
  return { verdict: compared.verdict, witness: compared.witness ?? null, reason: compared.reason ?? null };
}
