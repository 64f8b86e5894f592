/** A claim against the derivative: verified, refuted with a diagnosis, right in the other layout, or unknown. */

import { lower, lowerIndexed } from '../lowering/lower.ts';
import { compareTensors, type Witness } from '../numeric/exact.ts';
import type { Typed } from '../shapes/typed.ts';
import type { Certifier } from './certifier.ts';
import { type Derived, refusing } from './derive.ts';
import { type Diagnosis, diagnose } from './diagnosis.ts';
import { CONVENTION_TEXT, messages } from './messages.ts';
import { structuredOf } from './print.ts';
import { memberReadings, readingNames } from './readings.ts';

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

/** Compares one member with the derivative, its names read as the derivative reads them; the asked layout first. */
export function checkMember(member: Typed, derived: Derived): ClaimVerdict {
  const readings = memberReadings(member, derived);
  if ('undecided' in readings) return verdict('unknown', { reason: readings.undecided });
  const { fitting } = readings;
  const [first] = fitting;
  if (!first) return verdict('refuted', { diagnosis: { text: 'shape', kind: 'shape' } });
  let unknown: string | null = null;
  let witness: Witness | null = null;
  for (const { node, claim, isAsked, isFlat } of fitting) {
    const compared = compareTensors(node, claim, isFlat ? { flat: true } : {});
    if (compared.verdict === 'equal') return isAsked ? verdict('verified') : verdict('other-layout');
    if (compared.verdict === 'unknown') unknown = compared.reason ?? 'the two could not be compared';
    witness ??= compared.witness ?? null;
  }
  if (unknown !== null) return verdict('unknown', { reason: unknown });
  // a matrix declared symmetric has two more answers that people mean, and each is right as what it is
  for (const { node, structure, convention } of structuredOf(derived))
    if (compareTensors(node, first.claim).verdict === 'equal') return verdict('verified', { convention: CONVENTION_TEXT[convention](structure) });
  const asked = fitting.find(reading => reading.isAsked) ?? first;
  return verdict('refuted', { diagnosis: asked.isFlat ? null : diagnose(asked.node, asked.claim, derived), witness });
}

/**
 * How numbers contradict the derivatives inside an expression, which a verdict on the expression would rest on; null
 * where they do not.
 */
export function doubtOfInner(expression: Typed, certify: Certifier): string | null {
  const lowered = refusing(expression.span, () => ({ value: lowerIndexed(expression, readingNames(new Set())) }));
  // what cannot be read is no ground for a verdict, and the axes of several letters have no order of their own
  if ('refused' in lowered || lowered.value.indices.length > 1) return null;
  const { verdict, reason, witness } = certify({ of: expression, wrt: [], wrtIndices: [] }, lowered.value.node);
  return verdict === 'disagrees' ? messages.innerDisagrees(witness?.text ?? reason ?? '') : null;
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
