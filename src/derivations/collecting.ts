/** What becomes of a sum of terms when it is written as one formula, in words. */

import type { MatrixForm } from '../notation/form.ts';
import { formKey } from '../notation/formKey.ts';
import * as Q from '../tensors/rational.ts';
import { messages } from './messages.ts';
import type { RuleId } from './rules.ts';

export const isZeroForm = (form: MatrixForm): boolean => form.kind === 'zeros' || (form.kind === 'number' && Q.isZero(form.value));

/** Equal terms are added, a common factor is taken out, zeros vanish. */
export function collecting(values: MatrixForm & { kind: 'sum' }, result: MatrixForm): { rule: string; ruleId: RuleId | null } {
  const left = values.terms.filter(term => !isZeroForm(term.form));
  const keys = new Set(left.map(term => formKey(term.form)));
  if (left.length === 1) return { rule: messages.zeroTerms, ruleId: null };
  if (keys.size === 1) return { rule: messages.likeTerms, ruleId: null };
  const body = result.kind === 'sum' && result.terms.length === 1 ? result.terms[0]!.form : result;
  if (body.kind === 'product' && body.factors.some(factor => factor.kind === 'sum' || (factor.kind === 'transpose' && factor.argument.kind === 'sum')))
    return { rule: messages.takeOut, ruleId: 'distributive' };
  return { rule: messages.likeAndZero, ruleId: null };
}
