/** The certificate of all that is shown of a derivative. */

import type { CertificateResult } from '../numeric/index.ts';
import type { Certifier } from './certifier.ts';
import type { Derived } from './derive.ts';
import { CONVENTION_TEXT, messages } from './messages.ts';
import { structuredOf } from './print.ts';
import { contradictingForm, hasUnwrittenPart } from './printedForms.ts';

export interface CertificateOfAll extends CertificateResult {
  /** Why nothing is shown, where that is no defect: there is no derivative, or no notation for it. */
  readonly refused?: string;
}

/** Verified where the derivative, each derivative within a structure, and every form that is printed of them pass. */
export function certificateOf(derived: Derived, certify: Certifier): CertificateOfAll {
  const { of, wrt, wrtIndices } = derived.query;
  const certificate = certify({ of, wrt, wrtIndices }, derived.checked);
  if (certificate.isNowhere) return { ...certificate, refused: messages.noDerivative(certificate.reason ?? '') };
  if (certificate.verdict !== 'verified') return certificate;
  for (const { node, structure, convention } of structuredOf(derived)) {
    const within = certify({ of, wrt, within: { structure, convention } }, node);
    if (within.verdict !== 'verified')
      return { ...within, reason: `${CONVENTION_TEXT[convention](structure)}: ${within.witness?.text ?? within.reason ?? ''}` };
  }
  if (hasUnwrittenPart(derived)) return { ...certificate, verdict: 'undecided', refused: messages.noNotation };
  const contradiction = contradictingForm(derived);
  return contradiction === null ? certificate : { ...certificate, verdict: 'disagrees', reason: contradiction };
}
