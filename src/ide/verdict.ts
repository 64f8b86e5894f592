import type { StatementResult } from '../analysis/result.ts';
import * as messages from './messages.ts';

export interface Verdict {
  readonly label: string;
  /** All of it, as plain text; null where the label says everything. */
  readonly tooltip: string | null;
}

/** Whether a claim or an equality holds; null where that is not known, or not yet. */
export function verdictOf({ kind, status, derivative, claim, equality, diagnostics }: StatementResult): Verdict | null {
  // what rests on a derivative that is not certified, or never will be, is no verdict
  if (status === 'withheld' || status === 'unsupported' || derivative?.certificate.verdict === 'pending') return null;
  const reason = () => diagnostics.find(({ severity }) => severity === 'error')?.message ?? null;
  if (kind === 'claim' && claim) {
    switch (claim.verdict) {
      case 'verified':
        return { label: messages.holds, tooltip: claim.convention ?? messages.claims.verified };
      case 'other-layout':
        return { label: messages.holdsInOtherLayout, tooltip: messages.claims['other-layout'] };
      case 'refuted':
        return { label: messages.doesNotHold(claim.diagnosis), tooltip: reason() ?? messages.claims.refuted };
      case 'unknown':
        return null;
    }
  }
  if (!equality || equality.verdict === 'unknown') return null;
  if (equality.verdict === 'equal') return { label: messages.holds, tooltip: messages.equalities.equal };
  return { label: messages.doesNotHold(messages.equalities.different), tooltip: reason() };
}
