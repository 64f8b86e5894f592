/**
 * The derivative without names between: multiply out, differentiate term by term, collect, as MML (9.11b) has it for
 * least squares; or the one rule that fits the whole, with the terms of the product rule it stands for.
 */

import { differentiate } from '../calculus/differentiate.ts';
import { expand } from '../calculus/expand.ts';
import type { MatrixForm } from '../notation/form.ts';
import type { TensorNode } from '../tensors/node.ts';
import type * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import { collecting } from './collecting.ts';
import type { Line } from './derivation.ts';
import { resultParts } from './expandNames.ts';
import { explain, openNorms } from './explain.ts';
import { tensorOfForm } from './formTensor.ts';
import type { RootName } from './freshName.ts';
import { isMatrixLike, laidOutForm, laidOutTensor, ordersOf } from './jacobian.ts';
import { type Context, Lines, type Placed } from './lines.ts';
import { localRule } from './localRules.ts';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { printed, printedName } from './printing.ts';
import type { Question } from './question.ts';
import { type RuleId, ruleName } from './rules.ts';
import { signedDerivatives, signedForms } from './signedParts.ts';
import { derivativeOf } from './symbols.ts';
import { wholeRule } from './wholeRule.ts';

/** Rules that say how to go on, not what the derivative is. */
const GENERIC: ReadonlySet<RuleId> = new Set<RuleId>(['sum-rule', 'product-rule', 'hadamard-rule', 'chain-rule', 'linear-map-rule']);

/** More terms than this are not multiplied out. */
const TERMS = 6;

/** One term of the root, multiplied out. */
interface Term {
  readonly coefficient: Q.Rational;
  readonly node: TensorNode;
  readonly form: MatrixForm;
  readonly derivative: TensorNode;
  readonly derivativeForm: MatrixForm;
  readonly ruleId: RuleId;
}

export const isGeneric = (rule: RuleId): boolean => GENERIC.has(rule);

/** Lines, or null where neither the whole nor its terms have a rule of their own. */
export function directLines(root: RootName, question: Question, context: Context): readonly Line[] | null {
  const { variable } = question;
  const whole = localRule(question.root.local, variable.leaf);
  const orders = ordersOf(question.root.local, variable.leaf);
  const result = isMatrixLike(orders) ? laidOutForm(question.derivative, orders, context.layout, question.formOf) : null;
  if (!result || !question.root.form) return null;
  const terms = whole === 'affine-map' ? null : termsOf(question, context);
  const lines = new Lines(context);
  if (terms) byTerms(lines, terms, root, result, question, context);
  else if (!isGeneric(whole)) byOneRule(lines, { ruleId: whole }, root, result, question, context);
  else return null;
  return lines.lines;
}

/** The terms as written, or of the products multiplied out; null where that is one term, or a term has no rule of its own. */
function termsOf(question: Question, context: Context): readonly Term[] | null {
  return writtenTerms(question, context) ?? openedTerms(question, context);
}

function writtenTerms({ root, ...rest }: Question, context: Context): readonly Term[] | null {
  if (root.form?.kind !== 'sum' || root.form.terms.length < 2) return null;
  const terms = root.form.terms.map(({ coefficient, form }) => {
    const node = tensorOfForm(form, rest.lookup);
    return node && node.shape.length === root.local.shape.length ? termOf(coefficient, node, form, { root, ...rest }, context) : null;
  });
  return terms.some(term => term === null) ? null : (terms as Term[]);
}

function openedTerms(question: Question, context: Context): readonly Term[] | null {
  const opened = expand(question.root.local);
  if (opened.kind !== 'sum' || opened.terms.length < 2 || opened.terms.length > TERMS) return null;
  const terms = opened.written.map(k => {
    const form = question.formOf(opened.terms[k]!);
    return form && termOf(opened.coefficients[k]!, opened.terms[k]!, form, question, context);
  });
  return terms.some(term => term === null) ? null : (terms as Term[]);
}

function termOf(coefficient: Q.Rational, node: TensorNode, form: MatrixForm, question: Question, context: Context): Term | null {
  const { variable, root } = question;
  const ruleId = localRule(node, variable.leaf);
  if (isGeneric(ruleId)) return null;
  const derivative = differentiate(node, [variable.leaf]);
  const derivativeForm = laidOutForm(derivative, ordersOf(root.local, variable.leaf), context.layout, question.formOf);
  return derivativeForm && { coefficient, node, form, derivative, derivativeForm, ruleId };
}

function byTerms(lines: Lines, terms: readonly Term[], root: RootName, result: MatrixForm, question: Question, context: Context): void {
  const { variable } = question;
  const left = derivativeOf(root, printedName(variable.name));
  const by = printedName(variable.name);
  const orders = ordersOf(question.root.local, variable.leaf);
  const truth = laidOutTensor(question.derivative, orders, context.layout);
  const derivativeOfNode = (node: TensorNode): TensorNode => question.expanded(laidOutTensor(differentiate(node, [variable.leaf]), orders, context.layout));
  let before = definitionLine(lines, root, left, question, context);
  const sum: MatrixForm = { kind: 'sum', orientation: terms[0]!.form.orientation, terms: terms.map(({ coefficient, form }) => ({ coefficient, form })) };
  const lastText = lines.lines
    .at(-1)
    ?.parts.slice(1)
    .map(part => part.unicode)
    .join(' ');
  const opened = derivativeOf({ ...printed(sum), compound: true }, by);
  if (lastText !== opened.unicode) {
    const node = tensorOfForm(sum, question.lookup);
    before = lines.add({
      left: before ? null : left,
      parts: [{ ...opened, from: before?.names ?? [] }],
      node: node ? derivativeOfNode(node) : truth,
      against: truth,
      ...(before ? { againstName: messages.lineBefore } : {}),
      ruleId: 'distributive',
    });
  }
  const summed = laidOutTensor(
    linear(
      terms.map(({ coefficient, derivative }) => [coefficient, derivative] as const),
      question.derivative.shape,
    ),
    orders,
    context.layout,
  );
  const split = lines.add({
    left: before ? null : left,
    parts: signedDerivatives(terms, by, before?.names ?? []),
    node: question.expanded(summed),
    against: truth,
    againstName: messages.lineBefore,
    ruleId: 'sum-rule',
  });
  const details = new Lines(context);
  for (const term of terms) {
    const meant = laidOutTensor(term.derivative, orders, context.layout);
    details.add({
      left: derivativeOf({ ...printed(term.form), compound: true }, by),
      parts: [{ ...printed(term.derivativeForm), from: split.names }],
      node: question.expanded(tensorOfForm(term.derivativeForm, question.lookup) ?? meant),
      against: question.expanded(meant),
      ruleId: term.ruleId,
    });
  }
  const rules = [...new Set(terms.map(term => term.ruleId))];
  const values: MatrixForm & { kind: 'sum' } = {
    kind: 'sum',
    orientation: result.orientation,
    terms: terms.map(({ coefficient, derivativeForm }) => ({ coefficient, form: derivativeForm })),
  };
  const placed = lines.add({
    left: null,
    parts: signedForms(values.terms, split.names),
    node: question.expanded(tensorOfForm(values, question.lookup) ?? summed),
    ruleId: rules.find(rule => rule !== 'constant-rule') ?? null,
    rule: rules.length <= 2 ? rules.map(ruleName).reduce(messages.both) : messages.termByTerm,
    ...(rules.length > 1 ? { source: null } : {}),
    details: details.lines,
  });
  finish(lines, placed, result, values, question, context);
}

/** `∂L/∂θ = ∂((y − Φθ)ᵀ (y − Φθ))/∂θ`, where that says more than the left-hand side. */
function definitionLine(lines: Lines, root: RootName, left: { unicode: string; tex: string }, question: Question, context: Context): Placed | null {
  const { form } = question.root;
  if (!form) return null;
  const opened = openNorms(form);
  if (root.compound && !opened.rule) return null;
  const orders = ordersOf(question.root.local, question.variable.leaf);
  const node = tensorOfForm(opened.form, question.lookup);
  const truth = laidOutTensor(question.derivative, orders, context.layout);
  return lines.add({
    left,
    parts: [derivativeOf({ ...printed(opened.form), compound: true }, printedName(question.variable.name))],
    node: node ? laidOutTensor(question.expanded(differentiate(node, [question.variable.leaf])), orders, context.layout) : truth,
    against: truth,
    rule: opened.rule ?? (root.introduced ? messages.named(root.unicode) : messages.definition),
  });
}

/** The definition, the terms of the product rule where there are several, and the result by its rule. */
function byOneRule(
  lines: Lines,
  rule: { readonly rule?: string; readonly ruleId: RuleId },
  root: RootName,
  result: MatrixForm,
  question: Question,
  context: Context,
): void {
  const { variable } = question;
  const left = derivativeOf(root, printedName(variable.name));
  const orders = ordersOf(question.root.local, variable.leaf);
  const truth = laidOutTensor(question.derivative, orders, context.layout);
  const before = definitionLine(lines, root, left, question, context);
  const details = explain(
    { form: openNorms(question.root.form!).form, by: variable, jacobian: question.derivative, jacobianForm: result, left, from: before?.names ?? [] },
    question,
    context,
  );
  lines.add({
    left: before ? null : left,
    parts: resultParts(result, question, before?.names ?? []),
    node: question.expanded(tensorOfForm(result, question.lookup) ?? truth),
    against: truth,
    ...(before ? { againstName: messages.lineBefore } : {}),
    ...rule,
    details,
  });
}

function finish(lines: Lines, placed: Placed, result: MatrixForm, values: MatrixForm & { kind: 'sum' }, question: Question, context: Context): void {
  const shown = lines.lines
    .at(-1)!
    .parts.slice(1)
    .map(part => part.unicode)
    .join(' ');
  if (printed(result).unicode === shown) return;
  const orders = ordersOf(question.root.local, question.variable.leaf);
  lines.add({
    left: null,
    parts: resultParts(result, question, placed.names),
    node: question.expanded(tensorOfForm(result, question.lookup) ?? laidOutTensor(question.derivative, orders, context.layout)),
    ...collecting(values, result),
  });
}

/** The result alone, where no way to it can be shown. */
export function oneLine(root: RootName, question: Question, context: Context): Outcome {
  const { variable } = question;
  const orders = ordersOf(question.root.local, variable.leaf);
  const result = isMatrixLike(orders) ? laidOutForm(question.derivative, orders, context.layout, question.formOf) : null;
  if (!result) return { unavailable: messages.noMatrixForm(orders[0] + orders[1]) };
  const lines = new Lines(context);
  byOneRule(lines, wholeRule(question.root.local, variable.leaf), root, result, question, context);
  return { lines: lines.lines };
}
