/**
 * The derivative entry by entry, as the lecture does it for f = Ax and K = RᵀR: the definition in components, the sum
 * and the product rule, deltas, and what they leave; then collected into a matrix, or case by case.
 */

import { differentiate } from '../calculus/differentiate.ts';
import type { IndexForm, IndexName } from '../notation/form.ts';
import { indexForm } from '../notation/indexForm.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import { isZero } from '../tensors/leaves.ts';
import type { TensorNode } from '../tensors/node.ts';
import { closingLines } from './closing.ts';
import type { Line } from './derivation.ts';
import { isGeneric } from './direct.ts';
import { entrywiseForm } from './entrywiseForm.ts';
import { expandNames } from './expandNames.ts';
import { openNorms } from './explain.ts';
import { tensorOfForm } from './formTensor.ts';
import { type RootName, rootName } from './freshName.ts';
import { type EntryDerivative, entryDerivative, isByFactors, tensorOfTerms, withDeltas } from './indexDerivative.ts';
import { type Letters, lettersFor, relettered } from './indexLetters.ts';
import { derivativeParts, formParts } from './indexParts.ts';
import { tensorOfIndexForm } from './indexTensor.ts';
import { withInnerNames } from './innerNames.ts';
import { axisShape, laidOutForm, ordersOf } from './jacobian.ts';
import { type Context, Lines, type Placed } from './lines.ts';
import { localRule } from './localRules.ts';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { type Printed, printed, printedEntry, printedName } from './printing.ts';
import { question as ask, isVariable, type Operand, type Quantity, type Question, reasonOfZero, type Variable } from './question.ts';
import { type RuleId, ruleName } from './rules.ts';
import { derivativeOf, secondDerivativeOf } from './symbols.ts';
import { simplestTotal } from './total.ts';
import type { WholeQuery } from './wholeQuery.ts';
import { wholeRule } from './wholeRule.ts';

const entrywise = (node: TensorNode, free: readonly IndexName[]): IndexForm => entrywiseForm(indexForm(node, free));

/** An index form with more terms than this is no line. */
const TERMS = 8;

export function componentsStyle(query: WholeQuery, context: Context): Outcome {
  const [wrt] = query.wrt as [TypedSymbol];
  const preferred = { above: query.letters.above, below: query.letters.below[0] ?? [] };
  const plain = ask(query.of, wrt, { preferred });
  const shown = rootName(plain, query.of, false);
  if (isZero(plain.derivative)) return { unavailable: reasonOfZero(plain, shown.unicode) };
  const renamed = withInnerNames(query.of, wrt, wholeSteps(plain));
  const question = renamed ? ask(renamed.of, wrt, { preferred }) : plain;
  const introduced = new Set(renamed?.introduced.map(symbol => symbol.name) ?? []);
  return write(question, shown, introduced, context);
}

/** The quantities that have to be taken apart, because a factor that moves is no entry of a name. */
function wholeSteps(question: Question): ReadonlySet<TypedSymbol | null> {
  const letters = lettersFor(question);
  const found = new Set<TypedSymbol | null>();
  for (const quantity of [question.root, ...question.intermediates]) {
    const free = quantity === question.root ? letters.above : innerLetters(quantity, letters);
    const definition = entrywise(quantity.local, free);
    if (
      !isByFactors(definition, quantity, question) &&
      quantity.uses.some(use => isGeneric(localRule(quantity.local, use.leaf)) || localRule(quantity.local, use.leaf) === 'least-squares-gradient')
    )
      found.add(quantity.symbol);
  }
  return found;
}

function innerLetters(quantity: Quantity, letters: Letters): readonly IndexName[] {
  const taken = new Set<string>();
  return quantity.local.shape.map(size => {
    const index = letters.summed(size, taken);
    taken.add(index.letter);
    return index;
  });
}

interface Entries {
  readonly question: Question;
  readonly letters: Letters;
  readonly lines: Lines;
  /** ∂quantity/∂variable, no name standing for anything. */
  total(operand: Operand): TensorNode;
}

function write(question: Question, shown: RootName, introduced: ReadonlySet<string>, context: Context): Outcome {
  const letters = lettersFor(question);
  const lines = new Lines(context);
  const totals = new Map<Operand, TensorNode>();
  const entries: Entries = {
    question,
    letters,
    lines,
    total: operand => {
      const known = totals.get(operand) ?? differentiate(question.expanded(operand.leaf), [question.variable.leaf]);
      totals.set(operand, known);
      return known;
    },
  };
  const rootLine = quantityLines(entries, question.root, shown.unicode, letters.above, shown.introduced ? messages.named(shown.unicode) : null);
  if (!rootLine) return { unavailable: messages.tooManyTerms };
  const numbers: number[] = [];
  const names: string[] = [];
  for (const intermediate of question.intermediates) {
    const found = quantityLines(
      entries,
      intermediate,
      intermediate.name,
      innerLetters(intermediate, letters),
      introduced.has(intermediate.name) ? messages.innerName(intermediate.name) : null,
    );
    if (!found) return { unavailable: messages.tooManyTerms };
    numbers.push(found.number);
    names.push(...found.names);
  }
  const total = simplestTotal(question).node;
  const form = relettered(entrywise(total, [...letters.above, ...letters.below]), letters);
  const left = derivativeOf(printedEntry(shown.name ?? shown.unicode, letters.above), printedEntry(question.variable.name, letters.below));
  let last = rootLine;
  if (numbers.length > 0) {
    if (form.terms.length > TERMS) return { unavailable: messages.tooManyTerms };
    last = lines.add({
      left,
      parts: formParts(form, [...rootLine.names, ...names]),
      node: question.expanded(tensorOfIndexForm(form, question.lookup) ?? total),
      against: question.derivative,
      rule: messages.insertLines(numbers),
      ...(isLeastSquares(question) ? { ruleId: 'chain-rule-entrywise' as const } : {}),
    });
  }
  const closed = closingLines({ lines, question, shown, letters, form, total, before: last, context });
  const orders = ordersOf(question.root.local, question.variable.leaf);
  const matrix = closed && laidOutForm(total, orders, context.layout, question.formOf);
  if (closed && matrix) expandNames(lines, { form: matrix, names: closed.names }, question, context, name => introduced.has(name));
  return { lines: lines.lines };
}

/** The lecture has the d-th element of this one. */
const isLeastSquares = (question: Question): boolean => localRule(question.expanded(question.root.local), question.variable.leaf) === 'least-squares-gradient';

/** Left-hand sides of a first derivative that is differentiated again. */
interface Heads {
  readonly entry: Printed;
  readonly derivative: Printed;
  readonly rule: string;
  readonly details: readonly Line[];
}

export interface FirstDerivative {
  readonly first: Question;
  /** With the first derivative as its root. */
  readonly question: Question;
  readonly root: RootName;
  readonly second: Variable;
  /** How the first derivative was found. */
  readonly details: readonly Line[];
}

/** ∂L/∂x_i in components, and its derivative by x_j. */
export function componentsOfFirst({ first, question, root, second, details }: FirstDerivative, context: Context): Outcome {
  const letters = secondLetters(lettersFor(question), first.root.local.shape.length);
  const lines = new Lines(context);
  const entries: Entries = { question, letters, lines, total: () => question.derivative };
  const order = first.root.local.shape.length;
  const of = printedEntry(root.name ?? root.unicode, letters.above.slice(0, order));
  const by = printedEntry(first.variable.name, letters.above.slice(order));
  const heads: Heads = {
    entry: derivativeOf(of, by),
    derivative: secondDerivativeOf(of, by, printedEntry(second.name, letters.below)),
    rule: messages.firstDerivative,
    details,
  };
  const last = quantityLines(entries, question.root, '', letters.above, null, heads);
  if (!last) return { unavailable: messages.tooManyTerms };
  const form = question.formOf(question.derivative);
  const axes = question.derivative.shape.length;
  if (order > 0 || axes !== 2 || !form) return { lines: lines.lines };
  lines.add({
    left: secondDerivativeOf(root, printedName(first.variable.name), printedName(second.name)),
    parts: [{ ...printed(form), shape: axisShape([], question.derivative.shape), from: last.names }],
    node: tensorOfForm(form, question.lookup) ?? question.derivative,
    against: question.derivative,
    againstName: messages.lineBefore,
    rule: messages.collectOver([...letters.above, ...letters.below].map(index => index.letter)),
  });
  return { lines: lines.lines };
}

/** Axes of the first variable belong to the denominator too. */
function secondLetters(letters: Letters, order: number): Letters {
  return { ...letters, above: letters.above.map((index, axis) => (axis < order ? index : { ...index, role: 'denominator' as const })) };
}

/** The definition in components, its derivative with deltas, and without; the last of these lines. null where a line would be too long. */
function quantityLines(
  entries: Entries,
  quantity: Quantity,
  name: string,
  free: readonly IndexName[],
  introduction: string | null,
  heads?: Heads,
): Placed | null {
  const { question, letters, lines } = entries;
  const { variable } = question;
  const definition = relettered(entrywise(quantity.local, free), letters);
  if (definition.terms.length > TERMS) return null;
  const entry = heads?.entry ?? printedEntry(name, free);
  const defined = lines.add({
    left: entry,
    parts: formParts(definition, []),
    node: question.expanded(tensorOfIndexForm(definition, question.lookup) ?? quantity.local),
    against: question.expanded(quantity.local),
    rule: heads?.rule ?? definitionRule(quantity, introduction),
    ...(heads && { details: heads.details }),
    ...(heads ? {} : lectureDefinition(quantity)),
  });
  const derivative = entryDerivative(definition, quantity, question, letters);
  if (derivative.terms.length > TERMS) return null;
  const truth = differentiate(question.expanded(quantity.local), [variable.leaf]);
  const left = heads?.derivative ?? derivativeOf(entry, printedEntry(variable.name, letters.below));
  const read = (terms: EntryDerivative['terms']): TensorNode => {
    const node = tensorOfTerms(
      terms,
      free,
      letters.below,
      name => question.lookup(name),
      of => entries.total(of),
    );
    return node ? question.expanded(node) : truth;
  };
  let before = defined;
  let continued = false;
  const add = (terms: EntryDerivative['terms'], rule: { rule: string; ruleId: RuleId | null }): void => {
    before = lines.add({
      left: continued ? null : left,
      parts: derivativeParts(terms, variable.name, letters.below, before.names),
      node: read(terms),
      against: truth,
      ...(continued ? { againstName: messages.lineBefore } : {}),
      ...rule,
    });
    continued = true;
  };
  const deltas = withDeltas(derivative.terms, variable, letters.below);
  const throughNames = quantity.uses.some(use => !isVariable(use));
  if (derivative.productRule && !throughNames)
    add(derivative.terms, { rule: messages.both(messages.sumRule, ruleName('product-rule-scalar')), ruleId: 'sum-over-index' });
  add(deltas, ruleOf(quantity, derivative, throughNames, definition));
  const local = throughNames ? null : relettered(entrywise(differentiate(quantity.local, [variable.leaf]), [...free, ...letters.below]), letters);
  if (!local || local.terms.length > TERMS) return before;
  const parts = formParts(local, before.names);
  if (
    text(parts) ===
    lines.lines
      .at(-1)!
      .parts.slice(1)
      .map(part => part.unicode)
      .join(' ')
  )
    return before;
  const picked = picks(deltas, letters.below, free);
  return lines.add({
    left: null,
    parts,
    node: question.expanded(tensorOfIndexForm(local, question.lookup) ?? differentiate(quantity.local, [variable.leaf])),
    rule: picked.length > 0 ? messages.deltaPicks(picked) : messages.likeAndZero,
    ruleId: picked.length > 0 ? 'delta-contract' : null,
  });
}

const text = (parts: readonly { readonly unicode: string }[]): string => parts.map(part => part.unicode).join(' ');

function definitionRule({ form }: Quantity, introduction: string | null): string {
  const rule = form && openNorms(form).rule ? messages.normInComponents : messages.inComponents;
  return introduction ? messages.both(introduction, messages.inComponents) : rule;
}

/** The definitions that the lecture itself writes in components. */
function lectureDefinition({ local, uses, name }: Quantity): { ruleId?: RuleId } {
  const ruleId = localRule(local, uses[0]!.leaf);
  return name !== null && uses.length === 1 && isVariable(uses[0]!) && ['gram-derivative', 'linear-map', 'matrix-vector-by-matrix'].includes(ruleId)
    ? { ruleId }
    : {};
}

function ruleOf(quantity: Quantity, derivative: EntryDerivative, throughNames: boolean, definition: IndexForm): { rule: string; ruleId: RuleId } {
  if (derivative.whole) {
    const { rule, ruleId } = wholeRule(quantity.local, quantity.uses[0]!.leaf);
    return { rule: throughNames ? messages.both(ruleName('chain-rule-entrywise'), rule) : rule, ruleId };
  }
  if (throughNames) return { rule: ruleName('chain-rule-entrywise'), ruleId: 'chain-rule-entrywise' };
  if (!derivative.terms.some(term => term.factors.some(factor => factor.kind === 'derivative' && factor.indices.length > 0))) {
    const ruleId = localRule(quantity.local, quantity.uses[0]!.leaf);
    return { rule: ruleName(ruleId), ruleId };
  }
  if (definition.free.length > 0 || derivative.terms.some(term => term.summed.length > 0))
    return { rule: ruleName('matrix-by-itself'), ruleId: 'matrix-by-itself' };
  return { rule: ruleName('constant-multiple'), ruleId: 'constant-multiple' };
}

/** `k = d` for each summed letter that a delta fixes. */
function picks(terms: EntryDerivative['terms'], below: readonly IndexName[], free: readonly IndexName[]): readonly string[] {
  const found = new Set<string>();
  const isFree = (index: IndexName): boolean => [...below, ...free].some(other => other.letter === index.letter);
  for (const term of terms)
    for (const factor of term.factors)
      if (factor.kind === 'delta' && isFree(factor.left) !== isFree(factor.right))
        found.add(isFree(factor.right) ? `${factor.left.letter} = ${factor.right.letter}` : `${factor.right.letter} = ${factor.left.letter}`);
  return [...found];
}
