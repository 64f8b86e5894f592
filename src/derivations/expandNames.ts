/** The end of a derivation: names of intermediate results replaced by what they stand for. */

import type { MatrixForm } from '../notation/form.ts';
import { formCost, formKey } from '../notation/formKey.ts';
import { LEVEL } from '../notation/precedence.ts';
import * as Q from '../tensors/rational.ts';
import { tensorOfForm } from './formTensor.ts';
import { axisShape, laidOutForm, laidOutTensor, ordersOf } from './jacobian.ts';
import type { Context, DraftPart, Lines, Placed } from './lines.ts';
import { localRule } from './localRules.ts';
import { messages } from './messages.ts';
import { printed } from './printing.ts';
import type { Question } from './question.ts';
import { namesOf, pushTransposes, replaceNames, splitCoefficient, transposesOnlyNames } from './rewriteForm.ts';
import { ruleName } from './rules.ts';

/** A result in its layout, and the names of the parts it was last written in. */
export interface Tidied {
  readonly form: MatrixForm;
  readonly names: readonly string[];
}

/** The coefficient apart from the rest, under which the shape stands. */
export function resultParts(form: MatrixForm, question: Question, from: readonly string[]): DraftPart[] {
  const shape = axisShape(question.root.local.shape, question.variable.leaf.shape);
  const { coefficient, form: body } = splitCoefficient(form);
  const size = coefficient.numerator < 0 ? Q.negate(coefficient) : coefficient;
  if (Q.isOne(size) || body.kind !== 'product') return [{ ...printed(form), shape, from }];
  return [
    { ...printed({ kind: 'number', orientation: 'scalar', value: coefficient }), from },
    { ...printed(body, LEVEL.product), shape },
  ];
}

/** A definition longer than this stays a name. */
const LONG = 60;

/** The names of intermediate results replaced by what they stand for, transposes written out. */
export function expandNames(lines: Lines, tidied: Tidied | null, question: Question, context: Context, which: (name: string) => boolean = () => true): void {
  if (!tidied) return;
  let form = tidied.form;
  const inserted: string[] = [];
  for (const { name, form: definition } of question.intermediates) {
    if (!definition || !which(name) || !namesOf(form).has(name)) continue;
    if (printed(definition).unicode.length > LONG) return;
    form = replaceNames(form, new Map([[name, definition]]));
    inserted.push(name);
  }
  if (inserted.length === 0) return;
  const opened = pushTransposes(form);
  const turns = transposesOnlyNames(opened) && formKey(form) !== formKey(opened);
  const pushed = turns ? opened : form;
  const node = tensorOfForm(pushed, question.lookup);
  if (!node) return;
  const rule = messages.insertNames(inserted);
  const whole = localRule(question.expanded(question.root.local), question.variable.leaf);
  const isLecture = whole === 'least-squares-gradient' && context.layout === 'numerator';
  const placed = lines.add({
    left: null,
    parts: expandedParts(pushed, tidied, inserted, question),
    node: question.expanded(node),
    rule: turns ? messages.both(rule, ruleName('transpose-of-product')) : rule,
    ruleId: isLecture ? 'least-squares-gradient' : turns ? 'transpose-of-product' : null,
  });
  shorten(lines, pushed, placed, question, context);
}

/** What the whole simplifies to, where that is much shorter: exp(u) ⊘ (1 + exp(u)) is sigmoid(u). */
function shorten(lines: Lines, form: MatrixForm, placed: Placed, question: Question, context: Context): void {
  const orders = ordersOf(question.root.local, question.variable.leaf);
  const result = laidOutForm(question.derivative, orders, context.layout, question.formOf);
  if (!result || formCost(result) + MUCH > formCost(form)) return;
  lines.add({
    left: null,
    parts: resultParts(result, question, placed.names),
    node: tensorOfForm(result, question.lookup) ?? laidOutTensor(question.derivative, orders, context.layout),
    rule: messages.simplify,
  });
}

/** In signs and names. */
const MUCH = 4;

/** The factors of the product apart, those that hold an inserted name tinted. */
function expandedParts(form: MatrixForm, tidied: Tidied, inserted: readonly string[], question: Question): DraftPart[] {
  const before = splitCoefficient(tidied.form);
  const after = splitCoefficient(form);
  const shape = axisShape(question.root.local.shape, question.variable.leaf.shape);
  if (before.form.kind !== 'product' || after.form.kind !== 'product' || before.form.factors.length !== after.form.factors.length)
    return [{ ...printed(form), shape, from: tidied.names }];
  const size = after.coefficient.numerator < 0 ? Q.negate(after.coefficient) : after.coefficient;
  const number: DraftPart[] = Q.isOne(size) ? [] : [printed({ kind: 'number', orientation: 'scalar', value: after.coefficient })];
  const sign = Q.isOne(size) && after.coefficient.numerator < 0 ? '-' : '';
  const factors = before.form.factors;
  return [
    ...number,
    ...after.form.factors.map((factor, k): DraftPart => {
      const text = printed(factor, LEVEL.factor);
      const changed = [...namesOf(factors[k]!)].some(name => inserted.includes(name));
      const signedText = k === 0 ? { unicode: `${sign}${text.unicode}`, tex: `${sign}${text.tex}` } : text;
      return changed ? { ...signedText, from: tidied.names.slice(-1) } : signedText;
    }),
  ];
}
