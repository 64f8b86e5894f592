/** The rule of a derivative that is written down at once, however much it went through. */

import type { TensorNode } from '../tensors/node.ts';
import { localRule, outerRule } from './localRules.ts';
import { messages } from './messages.ts';
import { type RuleId, ruleName } from './rules.ts';

/** `chain rule; derivative of a Cholesky factor`: of a composition the operation that it goes through last, where that has a rule. */
export function wholeRule(root: TensorNode, leaf: TensorNode): { readonly rule: string; readonly ruleId: RuleId } {
  const ruleId = localRule(root, leaf);
  const outer = ruleId === 'chain-rule' ? outerRule(root, leaf) : null;
  if (!outer) return { rule: ruleName(ruleId), ruleId };
  const name = ruleName(outer.id);
  return { rule: outer.affine ? name : messages.both(ruleName(ruleId), name), ruleId: outer.id };
}
