/** The single rules behind a local derivative: the sum or product rule, the terms it gives, and what is left of them. */

import { differentiate } from '../calculus/differentiate.ts';
import type { MatrixForm } from '../notation/form.ts';
import { isZero, variable, zero } from '../tensors/leaves.ts';
import type { TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import { collecting, isZeroForm } from './collecting.ts';
import type { Line } from './derivation.ts';
import { differentialOfForm } from './differentialOfForm.ts';
import { type Lookup, tensorOfForm } from './formTensor.ts';
import { laidOutForm, laidOutTensor, type Orders } from './jacobian.ts';
import { type Context, Lines } from './lines.ts';
import { messages } from './messages.ts';
import { type Printed, printed, printedName } from './printing.ts';
import type { Operand, Question } from './question.ts';
import { namesOf, productOf, splitCoefficient } from './rewriteForm.ts';
import { type RuleId, ruleName } from './rules.ts';
import { signedDerivatives, signedForms } from './signedParts.ts';
import { derivativeOf, differentialName } from './symbols.ts';

export interface LocalStep {
  /** What is differentiated, as written. */
  readonly form: MatrixForm;
  readonly by: Operand;
  /** The derivative, axes (of…, by…), and as it is printed in the layout. */
  readonly jacobian: TensorNode;
  readonly jacobianForm: MatrixForm;
  readonly left: Printed;
  /** The part of the main line that is explained. */
  readonly from: readonly string[];
}

/** The single rules of a step, or none where one rule is all there is. */
export function explain(step: LocalStep, question: Question, context: Context): readonly Line[] {
  const opened = openNorms(step.form);
  if (opened.form.kind === 'sum' && opened.form.terms.length > 1) return explainSum(step, opened.form, opened.rule, question, context);
  return explainProduct(step, opened, question, context);
}

/** ‖u‖² as uᵀu, where the whole form is that. */
export function openNorms(form: MatrixForm): { readonly form: MatrixForm; readonly rule: string | null } {
  const { coefficient, form: body } = splitCoefficient(form);
  if (body.kind !== 'power' || body.base.kind !== 'call' || body.base.function !== 'norm2' || body.exponent.numerator !== 2 || !Q.isInteger(body.exponent))
    return { form, rule: null };
  const { argument } = body.base;
  if (argument.orientation !== 'column' && argument.orientation !== 'row') return { form, rule: null };
  const turned: MatrixForm = { kind: 'transpose', orientation: argument.orientation === 'column' ? 'row' : 'column', argument };
  const factors = argument.orientation === 'column' ? [turned, argument] : [argument, turned];
  const product = productOf([{ kind: 'number', orientation: 'scalar', value: coefficient }, ...factors], 'scalar');
  const square: MatrixForm = { kind: 'product', orientation: 'scalar', factors };
  return { form: product, rule: messages.normIsProduct(printed(body.base).unicode, printed(square).unicode) };
}

/** ∂(a − Bx)/∂x = ∂a/∂x − ∂(Bx)/∂x = 0 − B = −B */
function explainSum(step: LocalStep, form: MatrixForm & { kind: 'sum' }, rewriting: string | null, question: Question, context: Context): readonly Line[] {
  const lines = new Lines(context);
  const { lookup } = question;
  const by = printedName(step.by.name);
  const derivatives = form.terms.map(term => termDerivative(term.form, step, lookup));
  if (derivatives.some(derivative => derivative === null)) return [];
  const orders = ordersOf(step);
  const truth = question.expanded(laidOutTensor(step.jacobian, orders, context.layout));
  const sumOfDerivatives = linear(
    form.terms.map((term, k) => [term.coefficient, derivatives[k]!] as const),
    step.jacobian.shape,
  );
  const first = lines.add({
    left: step.left,
    parts: signedDerivatives(form.terms, by, step.from),
    node: question.expanded(laidOutTensor(sumOfDerivatives, orders, context.layout)),
    against: truth,
    ruleId: 'sum-rule',
    ...(rewriting && { rule: messages.both(rewriting, ruleName('sum-rule')) }),
  });
  const values = derivatives.map(derivative => laidOutForm(derivative!, orders, context.layout, question.formOf));
  if (values.some(value => value === null)) return lines.lines;
  const shown = values as readonly MatrixForm[];
  const constants = form.terms.filter((_, k) => isZeroForm(shown[k]!));
  const others = form.terms.filter((_, k) => !isZeroForm(shown[k]!));
  const rule = messages.constantAnd(
    constants.map(term => printed(term.form).unicode),
    others.filter(term => isLinearTerm(term.form, step.by, question)).map(term => printed(term.form).unicode),
  );
  const sumOfValues: MatrixForm & { kind: 'sum' } = {
    kind: 'sum',
    orientation: step.jacobianForm.orientation,
    terms: form.terms.map((term, k) => ({ coefficient: term.coefficient, form: shown[k]! })),
  };
  lines.add({
    left: null,
    parts: signedForms(sumOfValues.terms, first.names),
    node: expandedOr(nonzero(sumOfValues, lookup), truth, question),
    rule: rule === '' ? messages.termByTerm : rule,
  });
  finish(lines, step, truth, sumOfValues, question);
  return lines.lines;
}

/** The tensor of a sum without its zeros. */
function nonzero(form: MatrixForm & { kind: 'sum' }, lookup: Lookup): TensorNode | null {
  const terms = form.terms.filter(term => !isZeroForm(term.form));
  return terms.length === 0 ? null : tensorOfForm({ ...form, terms }, lookup);
}

const isLinearTerm = (form: MatrixForm, by: Operand, question: Question): boolean => {
  const derivative = derivativeOfForm(form, by.leaf, question.lookup);
  const value = derivative && question.formOf(derivative);
  return value !== null && !namesOf(value).has(by.name);
};

/** A constant scalar that is added to every entry has the derivative 0; one that moves is left to the whole. */
function termDerivative(form: MatrixForm, step: LocalStep, lookup: Lookup): TensorNode | null {
  const derivative = derivativeOfForm(form, step.by.leaf, lookup);
  if (!derivative || derivative.shape.length === step.jacobian.shape.length) return derivative;
  return isZero(derivative) ? zero(step.jacobian.shape) : null;
}

function derivativeOfForm(form: MatrixForm, leaf: TensorNode, lookup: Lookup): TensorNode | null {
  const node = tensorOfForm(form, lookup);
  return node && differentiate(node, [leaf]);
}

const PRODUCT_RULES: ReadonlySet<RuleId> = new Set<RuleId>(['product-rule', 'product-rule-scalar', 'hadamard-rule', 'quotient-rule', 'matrix-power']);

/** ∂(uᵀ u)/∂u = uᵀ + uᵀ = 2 uᵀ: the terms of the product rule, each as a derivative. */
function explainProduct(step: LocalStep, opened: ReturnType<typeof openNorms>, question: Question, context: Context): readonly Line[] {
  const seedName = differentialName(step.by.name);
  const seed = variable(seedName, step.by.leaf.shape);
  const lookup: Lookup = name => (name === seedName ? seed : question.lookup(name));
  const raw = differentialOfForm(opened.form, new Set([step.by.name]), lookup);
  if (raw === null || raw.form?.kind !== 'sum' || raw.form.terms.length < 2) return [];
  const orders = ordersOf(step);
  const truth = question.expanded(laidOutTensor(step.jacobian, orders, context.layout));
  const values: MatrixForm[] = [];
  for (const term of raw.form.terms) {
    const node = tensorOfForm(term.form, lookup);
    const value = node && laidOutForm(differentiate(node, [seed]), orders, context.layout, question.formOf);
    if (!value) return [];
    values.push(value);
  }
  const lines = new Lines(context);
  let from = step.from;
  if (opened.rule) {
    const first = lines.add({
      left: step.left,
      parts: [{ ...derivativeOf({ ...printed(opened.form), compound: true }, printedName(step.by.name)), from }],
      node: question.expanded(laidOutTensor(derivativeOfForm(opened.form, step.by.leaf, question.lookup)!, orders, context.layout)),
      against: truth,
      rule: opened.rule,
    });
    from = [...first.names];
  }
  const terms = raw.form.terms.map((term, k) => ({ coefficient: term.coefficient, form: values[k]! }));
  const main = raw.rules.find(rule => PRODUCT_RULES.has(rule)) ?? raw.rules[0]!;
  lines.add({
    left: opened.rule ? null : step.left,
    parts: signedForms(terms, from),
    node: expandedOr(tensorOfForm({ kind: 'sum', orientation: step.jacobianForm.orientation, terms }, question.lookup), truth, question),
    against: truth,
    ...(opened.rule ? {} : { againstName: step.left.unicode }),
    ruleId: main,
  });
  finish(lines, step, truth, { kind: 'sum', orientation: step.jacobianForm.orientation, terms }, question);
  return lines.lines;
}

/** The derivative as the main line has it, where the terms have not become that already. */
function finish(lines: Lines, step: LocalStep, truth: TensorNode, values: MatrixForm & { kind: 'sum' }, question: Question): void {
  const text = printed(step.jacobianForm);
  const last = lines.lines[lines.lines.length - 1]!;
  const shown = last.parts
    .slice(1)
    .map(part => part.unicode)
    .join(' ');
  if (shown === text.unicode) return;
  lines.add({
    left: null,
    parts: [{ ...text, from: last.parts.flatMap(part => part.name ?? []) }],
    node: expandedOr(tensorOfForm(step.jacobianForm, question.lookup), truth, question),
    ...collecting(values, step.jacobianForm),
  });
}

const expandedOr = (node: TensorNode | null, otherwise: TensorNode, question: Question): TensorNode => (node ? question.expanded(node) : otherwise);

const ordersOf = (step: LocalStep): Orders => [step.jacobian.shape.length - step.by.leaf.shape.length, step.by.leaf.shape.length];
