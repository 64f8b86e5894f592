/**
 * Magnus and Neudecker's style: differentials of the definitions as written, collected, inserted into each other, and
 * the derivative read off: dL = 2 eᵀ de, de = −Φ dθ, dL = −2 eᵀ Φ dθ.
 */

import { pushforward } from '../calculus/forward.ts';
import type { MatrixForm } from '../notation/form.ts';
import { formKey } from '../notation/formKey.ts';
import { LEVEL } from '../notation/precedence.ts';
import { isZero, variable as variableNode } from '../tensors/leaves.ts';
import type { TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { substitute } from '../tensors/substitute.ts';
import { linear } from '../tensors/sum.ts';
import { differentialOfForm } from './differentialOfForm.ts';
import { readEntries } from './entriesOfDifferential.ts';
import { openNorms } from './explain.ts';
import { type Lookup, tensorOfForm } from './formTensor.ts';
import { type RootName, rootName } from './freshName.ts';
import { axisShape, isMatrixLike, laidOutForm, laidOutTensor, type Orders, ordersOf } from './jacobian.ts';
import { type Context, type DraftPart, Lines, type Placed } from './lines.ts';
import { formWithOwnName, localDerivative, withOwnName } from './localDerivative.ts';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { type Printed, printed, printedName } from './printing.ts';
import { question as ask, type Operand, type Quantity, type Question, reasonOfZero } from './question.ts';
import { namesOf, productOf, replaceNames, splitCoefficient, turned, withCoefficient } from './rewriteForm.ts';
import { type RuleId, ruleName } from './rules.ts';
import { derivativeOf, differentialForm, differentialName, isDifferentialOf } from './symbols.ts';
import { simplestTotal } from './total.ts';
import type { WholeQuery } from './wholeQuery.ts';
import { wholeRule } from './wholeRule.ts';

export function differentialsStyle(query: WholeQuery, context: Context): Outcome {
  const question = ask(query.of, query.wrt[0]!, { preferred: { above: query.letters.above, below: query.letters.below[0] ?? [] } });
  const root = rootName(question, query.of, isMatrixLike(ordersOf(question.root.local, question.variable.leaf)));
  if (isZero(question.derivative)) return { unavailable: reasonOfZero(question, root.unicode) };
  const lines = new Lines(context);
  const sweep = sweepOf(question, context, lines);
  const opened = opening(sweep, root);
  let written = opened && differentialLines(sweep, question.root, differentialOf(root), opened.form, opened.names);
  const inserted = new Map<string, Written>();
  for (const intermediate of question.intermediates) {
    const found: Written | null =
      written && intermediate.form && differentialLines(sweep, intermediate, printedName(differentialName(intermediate.name)), intermediate.form, []);
    if (!found) written = null;
    else inserted.set(intermediate.name, found);
  }
  if (!written) return { unavailable: messages.noMatrixDifferential };
  const final = insertAll(sweep, root, written, inserted);
  identify(sweep, root, final);
  return { lines: lines.lines };
}

/** `dL`, `d(xᵀ A x)` */
const differentialOf = (of: RootName): Printed =>
  of.compound ? { unicode: `d(${of.unicode})`, tex: `\\mathrm{d}\\left(${of.tex}\\right)` } : { unicode: `d${of.unicode}`, tex: `\\mathrm{d}${of.tex}` };

interface Sweep {
  readonly question: Question;
  readonly context: Context;
  readonly lines: Lines;
  /** Names, and the differentials of those that move. */
  readonly lookup: Lookup;
  /** The tensor with names and their differentials replaced by what they stand for. */
  expanded(node: TensorNode): TensorNode;
}

/** A differential as it was last written; without names and differentials but the variable's its tensor is `meant`. */
interface Written {
  readonly form: MatrixForm;
  readonly placed: Placed;
}

function sweepOf(question: Question, context: Context, lines: Lines): Sweep {
  const { variable, intermediates } = question;
  const nodes = new Map<string, TensorNode>();
  const seed = seedOf(variable);
  nodes.set(differentialName(variable.name), seed);
  const replacements = new Map<TensorNode, TensorNode>();
  for (const intermediate of intermediates) {
    const moved = seedOf(intermediate);
    nodes.set(differentialName(intermediate.name), moved);
    replacements.set(moved, pushforward(question.expanded(intermediate.leaf), variable.leaf, seed));
  }
  const lookup: Lookup = name => nodes.get(name) ?? question.lookup(name);
  return { question, context, lines, lookup, expanded: node => question.expanded(substitute(node, replacements)) };
}

const seedOf = (operand: Operand): TensorNode => variableNode(differentialName(operand.name), operand.leaf.shape);

/** The definition of the root, where there is something to say about it. */
function opening({ question, lines }: Sweep, shown: RootName): { readonly form: MatrixForm; readonly names: readonly string[] } | null {
  const { root } = question;
  if (!root.form) return null;
  const opened = openNorms(root.form);
  if (shown.compound && !opened.rule) return { form: root.form, names: [] };
  const node = tensorOfForm(opened.form, question.lookup) ?? root.local;
  const rule = shown.introduced ? messages.named(shown.unicode) : (opened.rule ?? messages.definition);
  const both = shown.introduced && opened.rule ? messages.both(rule, opened.rule) : rule;
  const placed = lines.add({ left: shown, parts: [printed(opened.form)], node: question.expanded(node), against: question.expanded(root.local), rule: both });
  return { form: opened.form, names: placed.names };
}

/** d of one definition: as the rules give it, then collected. null where neither has a matrix form. */
function differentialLines(sweep: Sweep, quantity: Quantity, left: Printed, form: MatrixForm, from: readonly string[]): Written | null {
  const { question, lines, lookup, expanded } = sweep;
  const truth = linear(
    quantity.uses.map(use => [Q.ONE, pushforward(quantity.local, use.leaf, seedOf(use))] as const),
    quantity.local.shape,
  );
  const moving = new Set(quantity.uses.map(use => use.name));
  const raw = differentialOfForm(form, moving, lookup);
  const collected = collectedForm(quantity, question);
  const own = quantity === question.root ? null : quantity;
  const found = raw?.form ?? collected ?? question.formOf(own ? withOwnName(truth, own) : truth);
  if (!found) return null;
  const first = own ? formWithOwnName(found, own) : found;
  const node = tensorOfForm(first, lookup) ?? truth;
  const text = raw?.form ? rawRule(raw.rules, form, moving) : ruleOfWhole(quantity);
  const placed = lines.add({ left, parts: [{ ...printed(first), from }], node: expanded(node), against: expanded(truth), ...text });
  if (!collected || printed(collected).unicode === printed(first).unicode || isCollected(first, collected, sweep)) return { form: first, placed };
  const again = lines.add({
    left: null,
    parts: differentialParts(collected, placed.names),
    node: expanded(tensorOfForm(collected, lookup) ?? truth),
    ...collectingRule(first, collected, quantity),
  });
  return { form: collected, placed: again };
}

/** The same tensor, one term, its differential at the end: nothing is left to collect. */
function isCollected(first: MatrixForm, collected: MatrixForm, { lookup }: Sweep): boolean {
  const body = splitCoefficient(first).form;
  return (
    body.kind === 'product' &&
    isDifferential(body.factors[body.factors.length - 1]!) &&
    !body.factors.some(isDiagonal) &&
    tensorOfForm(first, lookup) === tensorOfForm(collected, lookup)
  );
}
const isDiagonal = (form: MatrixForm): boolean => form.kind === 'call' && form.function === 'diag';

/** The rule of a differential that was not made rule by rule. */
function ruleOfWhole({ local, uses }: Quantity): { rule: string; ruleId: RuleId } {
  const { rule, ruleId } = wholeRule(local, uses[0]!.leaf);
  return { rule: messages.differentialOf(rule), ruleId };
}

/** The rules that were used, by name; what is constant where they are only the linear ones. */
function rawRule(rules: readonly RuleId[], form: MatrixForm, moving: ReadonlySet<string>): { rule: string; ruleId: RuleId | null } {
  const plain: readonly RuleId[] = ['sum-rule', 'linear-map-rule', 'transpose-rule'];
  const main = rules.filter(rule => !plain.includes(rule));
  if (main.length > 0) {
    const names = [...new Set(main.map(rule => messages.differentialOf(ruleName(rule))))];
    return { rule: names.slice(0, 3).reduce(messages.both), ruleId: main[0]! };
  }
  if (rules.length === 0) return { rule: messages.definition, ruleId: null };
  const ruleId = rules.includes('linear-map-rule') ? 'linear-map-rule' : rules[0]!;
  const constant = [...namesOf(form)].filter(name => !moving.has(name));
  const rule = ruleId === 'linear-map-rule' ? messages.linearDifferential : ruleName(ruleId);
  return { rule: constant.length > 0 && constant.length <= 4 ? messages.both(rule, messages.constantAnd(constant, [])) : rule, ruleId };
}

/** Why the collected form is equal: a scalar was transposed, a trace turned round, terms came together. */
function collectingRule(raw: MatrixForm, collected: MatrixForm, { local }: Quantity): { rule: string; ruleId: RuleId | null } {
  const gathered = gatheringRule(raw, collected);
  if (local.shape.length > 0) return gathered;
  const ruleId: RuleId | null = hasTransposedDifferential(raw) ? 'scalar-transpose' : null;
  if (!hasTrace(raw) && hasTrace(collected)) return toTrace(raw);
  if (hasTrace(raw)) return { rule: ruleName('trace-cyclic'), ruleId: 'trace-cyclic' };
  return ruleId ? { rule: ruleName(ruleId), ruleId } : gathered;
}

/** Σ over entries as a trace, or a scalar as its own. */
function toTrace(raw: MatrixForm): { rule: string; ruleId: RuleId } {
  const ruleId: RuleId = /sum\(|⊙/.test(formKey(raw)) ? 'trace-inner-product' : 'trace-of-scalar';
  return { rule: ruleName(ruleId), ruleId };
}

/** Fewer terms than before: equal ones were added, or their common factor was taken out. */
function gatheringRule(raw: MatrixForm, collected: MatrixForm): { rule: string; ruleId: RuleId | null } {
  if (termCount(raw) <= termCount(collected)) return { rule: messages.simplify, ruleId: null };
  const body = splitCoefficient(collected).form;
  const hasSum = body.kind === 'product' && body.factors.some(factor => factor.kind === 'sum');
  return hasSum ? { rule: messages.takeOut, ruleId: 'distributive' } : { rule: messages.likeTerms, ruleId: null };
}

const termCount = (form: MatrixForm): number => (form.kind === 'sum' ? form.terms.length : 1);
const hasTrace = (form: MatrixForm): boolean => /trace\(/.test(formKey(form));
/** A differential that is not the last factor of its term stands transposed. */
const hasTransposedDifferential = (form: MatrixForm): boolean =>
  (form.kind === 'sum' ? form.terms.map(term => term.form) : [form]).some(
    term => term.kind === 'product' && term.factors.some(factor => factor.orientation !== 'scalar') && !isDifferential(term.factors[term.factors.length - 1]!),
  );
const isDifferential = (form: MatrixForm): boolean => form.kind === 'name' && isDifferentialOf(form.name) !== null;

/** Σ over what moves of its derivative times its differential: 2 eᵀ de, tr(Gᵀ dX), A dx. null where an order is too high. */
function collectedForm(quantity: Quantity, question: Question): MatrixForm | null {
  const terms = quantity.uses.map(use => differentialTerm(localDerivative(quantity, use, question), quantity.local, use, question));
  if (terms.some(term => term === null)) return null;
  return sumOfTerms(terms as MatrixForm[]);
}

function sumOfTerms(terms: readonly MatrixForm[]): MatrixForm {
  const flat = terms.map(splitCoefficient);
  return flat.length === 1 ? terms[0]! : { kind: 'sum', orientation: terms[0]!.orientation, terms: flat };
}

function differentialTerm(derivative: TensorNode, of: TensorNode, by: Operand, question: Question): MatrixForm | null {
  const [above, below] = ordersOf(of, by.leaf);
  if (above + below > 2) return null;
  const form = question.formOf(derivative);
  if (!form) return null;
  const moved = differentialForm(by.name, below === 2 ? 'matrix' : below === 1 ? 'column' : 'scalar');
  if (below === 0) return underBar(form, part => productOf([part, moved], form.orientation));
  if (below === 1)
    return above === 0 ? underBar(turned(form), part => productOf([part, moved], 'scalar')) : underBar(form, part => productOf([part, moved], 'column'));
  return scaledTrace(turned(form), moved);
}

/** A differential goes above the bar of a fraction. */
function underBar(form: MatrixForm, times: (part: MatrixForm) => MatrixForm): MatrixForm {
  const { coefficient, form: body } = splitCoefficient(form);
  if (body.kind !== 'quotient' || body.denominator.orientation !== 'scalar') return times(form);
  const numerator = times(body.numerator);
  const inner = splitCoefficient(numerator);
  return withCoefficient(Q.multiply(coefficient, inner.coefficient), {
    kind: 'quotient',
    orientation: numerator.orientation,
    numerator: inner.form,
    denominator: body.denominator,
  });
}

/** tr(c A dX) is c tr(A dX), for numbers and scalar factors. */
function scaledTrace(form: MatrixForm, moved: MatrixForm): MatrixForm {
  const { coefficient, form: body } = splitCoefficient(form);
  const factors = body.kind === 'product' ? body.factors : [body];
  const scalars = factors.filter(factor => factor.orientation === 'scalar');
  const rest = factors.filter(factor => factor.orientation !== 'scalar');
  if (body.kind === 'quotient' && body.denominator.orientation === 'scalar') return underBar(form, part => scaledTrace(part, moved));
  if (rest.length === 1 && rest[0]!.kind === 'identity') rest.length = 0;
  const trace: MatrixForm = { kind: 'call', orientation: 'scalar', function: 'trace', argument: productOf([...rest, moved], 'matrix') };
  return withCoefficient(coefficient, scalars.length > 0 ? productOf([...scalars, trace], 'scalar') : trace);
}

/** The differential at the end apart, so that it can be linked. */
function differentialParts(form: MatrixForm, from: readonly string[]): DraftPart[] {
  const { form: body } = splitCoefficient(form);
  if (body.kind !== 'product' || !isDifferential(body.factors[body.factors.length - 1]!)) return [{ ...printed(form), from }];
  const front = withCoefficient(splitCoefficient(form).coefficient, productOf(body.factors.slice(0, -1), frontOrientation(body)));
  return [printed(front, LEVEL.unary), { ...printed(body.factors[body.factors.length - 1]!), from }];
}

const frontOrientation = (product: MatrixForm & { kind: 'product' }): MatrixForm['orientation'] => {
  const moved = product.factors[product.factors.length - 1]!;
  if (moved.orientation === 'scalar') return product.orientation;
  return product.orientation === 'scalar' ? 'row' : 'matrix';
};

interface Final extends Written {
  /** d root with nothing but the variable's differential. */
  readonly node: TensorNode;
}

/** The differentials of the names put into that of the root. */
function insertAll(sweep: Sweep, shown: RootName, root: Written, inserted: ReadonlyMap<string, Written>): Final {
  const { question, lines, lookup, expanded } = sweep;
  const { variable } = question;
  const { node: total, isOpened } = simplestTotal(question);
  const meant = pushforward(question.expanded(question.root.local), variable.leaf, seedOf(variable));
  if (inserted.size === 0) return { ...root, node: tensorOfForm(root.form, lookup) ?? meant };
  let form = root.form;
  const numbers: number[] = [];
  const from = root.placed.names.slice(-1);
  for (const { name } of question.intermediates) {
    const written = inserted.get(name)!;
    const moved = differentialName(name);
    if (!namesOf(form).has(moved)) continue;
    form = replaceNames(form, new Map([[moved, written.form]]));
    numbers.push(written.placed.number);
    from.push(...written.placed.names);
  }
  const term = differentialTerm(total, question.root.local, variable, question);
  const left = differentialOf(shown);
  const rule = messages.insertLines(numbers);
  const read = tensorOfForm(form, lookup);
  const direct = term !== null && formKey(term) === formKey(form);
  let placed = lines.add({
    left,
    parts: direct ? differentialParts(form, from) : [{ ...printed(form), from }],
    node: read ? expanded(read) : meant,
    against: meant,
    againstName: left.unicode,
    rule,
  });
  const node = read ?? meant;
  if (!term || direct) return { form, placed, node };
  const same = printed(term).unicode === printed(form).unicode;
  if (!same)
    placed = lines.add({
      left: null,
      parts: differentialParts(term, placed.names),
      node: expanded(tensorOfForm(term, lookup) ?? meant),
      ...(hasTrace(form)
        ? { ruleId: 'trace-cyclic' as const }
        : hasTrace(term)
          ? toTrace(form)
          : isOpened
            ? { ruleId: 'distributive' as const }
            : { rule: messages.simplify }),
    });
  return { form: term, placed, node };
}

/** The derivative is what stands before the differential. */
function identify(sweep: Sweep, shown: RootName, final: Final): void {
  const { question, context, lines, lookup, expanded } = sweep;
  const { root, variable } = question;
  const orders = ordersOf(root.local, variable.leaf);
  const total = simplestTotal(question).node;
  const placed = isMatrixLike(orders) ? laidOutForm(total, orders, context.layout, question.formOf) : null;
  if (!placed) {
    readEntries({ lines, question, root: shown, differential: final.node, derivative: total, lookup, expanded, before: final.placed });
    return;
  }
  const left = derivativeOf(shown, printedName(variable.name));
  const read = tensorOfForm(placed, lookup);
  lines.add({
    left,
    parts: [{ ...printed(placed), shape: axisShape(root.local.shape, variable.leaf.shape), from: final.placed.names }],
    node: read ? question.expanded(read) : laidOutTensor(question.expanded(total), orders, context.layout),
    against: laidOutTensor(question.derivative, orders, context.layout),
    ...identificationRule(orders, differentialOf(shown).unicode, left.unicode, printedName(differentialName(variable.name)).unicode, context),
  });
}

function identificationRule([above, below]: Orders, moved: string, derivative: string, by: string, { layout }: Context): { rule: string; ruleId: RuleId } {
  if (below === 2) return { rule: messages.identification(`${moved} = tr(Gᵀ ${by})`), ruleId: 'identification-gradient-matrix' };
  const turned = layout === 'denominator' && below === 1 ? 'ᵀ' : '';
  return {
    rule: messages.identification(`${moved} = (${derivative})${turned} ${by}`),
    ruleId: above === 0 && below === 1 ? 'identification-gradient-vector' : 'identification',
  };
}
