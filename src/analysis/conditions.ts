/** The conditions of a result in words: each once, none that follows from another, and none that always holds. */

import { type Condition, type ConditionKind, conditionsOf } from '../calculus/validity.ts';
import { scalarPower } from '../notation/construct.ts';
import type { MatrixForm } from '../notation/form.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { printUnicode } from '../notation/unicode.ts';
import { definiteness } from '../properties/definiteness.ts';
import { entrywise, matrixSplit, type Split } from '../properties/quadraticForm.ts';
import { isMatrixOperation } from '../tensors/node.ts';
import { rational } from '../tensors/rational.ts';
import { allOperands } from '../tensors/traverse.ts';
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
  const isKinkBeside = kinkOfConstant(derived);
  const conditions = conditionsOf(derived.source, derived.node).filter(condition => !isKinkBeside(condition) && !alwaysHolds(condition));
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

/** By what the quadratic form of a matrix or the sign of an entry shows: x'Px + 1 > 0 where P is declared positive definite. */
function alwaysHolds({ kind, of }: Condition): boolean {
  const needed = SHOWN_BY_SIGN[kind];
  if (!needed) return false;
  const found = definiteness(of, needed.split);
  return found?.strictIf?.length === 0 && (found.sign === 1 || (found.sign === -1 && !needed.positive));
}

const SHOWN_BY_SIGN: Partial<Record<ConditionKind, { readonly split: Split; readonly positive: boolean }>> = {
  positive: { split: entrywise, positive: true },
  'positive-entries': { split: entrywise, positive: true },
  nonzero: { split: entrywise, positive: false },
  'nonzero-entries': { split: entrywise, positive: false },
  kink: { split: entrywise, positive: false },
  invertible: { split: matrixSplit, positive: false },
  'positive-definite': { split: matrixSplit, positive: true },
  'principal-root': { split: matrixSplit, positive: true },
  'principal-power': { split: matrixSplit, positive: true },
};

/** A kink of what does not move is none of the derivative: there it has a value. */
function kinkOfConstant({ query }: Derived): (condition: Condition) => boolean {
  const moving = new Set(query.wrt.map(({ name }) => name));
  // a query for a value has its derivatives inside
  if (moving.size === 0) return () => false;
  return ({ kind, of }) => kind === 'kink' && !allOperands(of).some(node => node.kind === 'variable' && moving.has(node.name));
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
