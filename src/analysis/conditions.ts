/** The conditions of a result in words: each once, and none that follows from another. */

import { type Condition, type ConditionKind, conditionsOf } from '../calculus/validity.ts';
import { scalarPower } from '../notation/construct.ts';
import type { MatrixForm } from '../notation/form.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { printUnicode } from '../notation/unicode.ts';
import { isMatrixOperation } from '../tensors/node.ts';
import { rational } from '../tensors/rational.ts';
import type { Derived } from './derive.ts';
import { CONDITION_TEXT, KINK_OF_SCALAR } from './messages.ts';

interface Said {
  readonly kind: ConditionKind;
  readonly of: string;
  readonly text: string;
}

/** What a condition says beyond its own words, of the same operand. */
const IMPLIED: Partial<Record<ConditionKind, readonly ConditionKind[]>> = {
  positive: ['nonzero', 'nonzero-square', 'kink'],
  nonzero: ['kink'],
  'positive-entries': ['nonzero-entries', 'kink'],
  'nonzero-entries': ['kink'],
};

export function validityOf(derived: Derived): readonly string[] {
  const conditions = conditionsOf(derived.source, derived.node);
  const print = (condition: Condition): MatrixForm | null => matrixForm(condition.of, { names: derived.names });
  const said = conditions.map(condition => inWords(condition, print(condition)));
  const implied = new Set<string>();
  for (const { kind, of } of said) for (const weaker of IMPLIED[kind] ?? []) implied.add(`${weaker}|${of}`);
  for (const { kind, of } of conditions) {
    // det X ≠ 0 says that X is invertible
    if (!isMatrixOperation(of, 'determinant') || (kind !== 'positive' && kind !== 'nonzero')) continue;
    const argument = matrixForm(of.argument, { names: derived.names });
    if (argument) implied.add(`invertible|${printUnicode(argument)}`);
  }
  return [...new Set(said.filter(({ kind, of }) => !implied.has(`${kind}|${of}`)).map(({ text }) => text))];
}

function inWords({ kind, of }: Condition, form: MatrixForm | null): Said {
  if (!form) return { kind, of: `tensor ${of.id}`, text: CONDITION_TEXT[kind]('an operand') };
  const inside = normed(form);
  // ‖u‖² and ‖u‖ are not 0 exactly where u is not
  if (inside && (kind === 'positive' || kind === 'nonzero' || kind === 'nonzero-square')) {
    const name = printUnicode(inside);
    return { kind: 'nonzero', of: name, text: CONDITION_TEXT.nonzero(name) };
  }
  const name = printUnicode(form);
  return { kind, of: name, text: kind === 'kink' && form.orientation === 'scalar' ? KINK_OF_SCALAR(name) : CONDITION_TEXT[kind](name) };
}

/** The u of ‖u‖ and ‖u‖². */
function normed(form: MatrixForm): MatrixForm | null {
  if (form.orientation !== 'scalar') return null;
  const norm = [form, scalarPower(form, rational(1, 2))].find(each => each.kind === 'call' && (each.function === 'norm2' || each.function === 'normF'));
  return norm?.kind === 'call' ? norm.argument : null;
}
