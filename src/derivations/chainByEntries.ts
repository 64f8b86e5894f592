/**
 * The chain rule where a factor is no matrix: ∂L/∂W_ij = Σ_pq ∂L/∂Z_pq ∂Z_pq/∂W_ij, each factor by its rule, the deltas
 * contracted, and the entries collected where they form a matrix.
 */

import type { IndexForm, IndexName } from '../notation/form.ts';
import { indexForm } from '../notation/indexForm.ts';
import { LEVEL } from '../notation/precedence.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import { type Factor, printedQuantity } from './chain.ts';
import { closingLines, collected } from './closing.ts';
import type { Line } from './derivation.ts';
import { entrywiseForm } from './entrywiseForm.ts';
import { expandNames } from './expandNames.ts';
import type { RootName } from './freshName.ts';
import { type Letters, lettersFor, relettered } from './indexLetters.ts';
import { formParts } from './indexParts.ts';
import { tensorOfIndexForm } from './indexTensor.ts';
import { laidOutForm, ordersOf } from './jacobian.ts';
import { type Context, type DraftPart, Lines, PLUS, type Placed } from './lines.ts';
import { localRule } from './localRules.ts';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { type Edge, isSameEdge, namesOnPath, type Path } from './paths.ts';
import { printedEntry, printedIndexForm, printedSums } from './printing.ts';
import { isVariable, type Operand, type Quantity, type Question } from './question.ts';
import { derivativeOf } from './symbols.ts';
import { simplestTotal } from './total.ts';

/** A local derivative with more terms than this is no factor that a person reads. */
const TERMS = 4;

interface Entries {
  readonly question: Question;
  readonly letters: Letters;
  /** The letters of each name's axes, the same in every line. */
  of(quantity: Quantity | Operand): readonly IndexName[];
}

export function chainByEntries(paths: readonly Path[], factors: readonly Factor[], question: Question, context: Context, before: readonly Line[]): Outcome {
  const { root, variable } = question;
  const entries = lettered(question);
  const shown: RootName = { ...printedQuantity(root), compound: root.name === null, introduced: false, name: root.name };
  const lines = new Lines(context, before);
  const left = derivativeOf(
    root.name === null ? printedQuantity(root) : printedEntry(root.name, entries.letters.above),
    printedEntry(variable.name, entries.letters.below),
  );
  const forms = new Map(factors.map(factor => [factor, localForm(factor, entries)]));
  if ([...forms.values()].some(form => form.terms.length > TERMS)) return { unavailable: messages.tooManyTerms };
  const total = simplestTotal(question).node;

  const first = lines.add({
    left,
    parts: pathParts(paths, entries, edge => ({ ...symbolOf(edge, entries) })),
    node: question.expanded(contractedPaths(paths, edge => factorOf(edge, factors).jacobian, entries)),
    against: question.derivative,
    rule: paths.length === 1 ? messages.chainThrough(namesOnPath(paths[0]!)) : messages.chainPaths(shown.unicode, variable.name),
    ruleId:
      paths.length > 1
        ? 'chain-rule-dag'
        : root.local.shape.length === 0 && paths[0]!.some(edge => !isVariable(edge.by) && edge.by.leaf.shape.length === 2)
          ? 'chain-rule-scalar-of-matrix'
          : 'chain-rule-entrywise',
  });
  const locals = new Map<Factor, Placed>();
  for (const factor of factors) {
    const form = forms.get(factor)!;
    const ruleId = localRule(factor.edge.of.local, factor.edge.by.leaf);
    locals.set(
      factor,
      lines.add({
        left: symbolOf(factor.edge, entries),
        parts: formParts(form, namesOf(paths, factor.edge, first)),
        node: question.expanded(tensorOfIndexForm(form, question.lookup) ?? factor.jacobian),
        against: question.expanded(factor.jacobian),
        ruleId,
      }),
    );
  }
  const inserted = lines.add({
    left,
    parts: pathParts(paths, entries, edge => {
      const factor = factorOf(edge, factors);
      return { ...printedIndexForm(forms.get(factor)!, LEVEL.product), from: locals.get(factor)!.names };
    }),
    node: question.expanded(
      contractedPaths(paths, edge => tensorOfIndexForm(forms.get(factorOf(edge, factors))!, question.lookup) ?? factorOf(edge, factors).jacobian, entries),
    ),
    against: question.derivative,
    againstName: left.unicode,
    rule: messages.insertLines(factors.map(factor => locals.get(factor)!.number)),
  });
  const form = relettered(entrywiseForm(indexForm(total, [...entries.letters.above, ...entries.letters.below])), entries.letters);
  let last = inserted;
  if (form.terms.length <= 2 * TERMS) {
    const picked = picks([...forms.values()], entries);
    last = lines.add({
      left: null,
      parts: formParts(form, inserted.names),
      node: question.expanded(tensorOfIndexForm(form, question.lookup) ?? total),
      rule: picked.length > 0 ? messages.deltaPicks(picked) : messages.simplify,
      ruleId: picked.length > 0 ? 'delta-contract' : null,
    });
  }
  finish(lines, shown, form, total, last, entries, context);
  return { lines: lines.lines };
}

function finish(lines: Lines, shown: RootName, form: IndexForm, total: TensorNode, before: Placed, { question, letters }: Entries, context: Context): void {
  const orders = ordersOf(question.root.local, question.variable.leaf);
  const closing = { lines, question, shown, letters, form, total, before, context };
  if (orders[0] + orders[1] > 2) {
    closingLines(closing);
    return;
  }
  const placed = collected(closing, orders);
  const matrix = placed && laidOutForm(total, orders, context.layout, question.formOf);
  if (placed && matrix) expandNames(lines, { form: matrix, names: placed.names }, question, context);
}

/** Each name's axes get letters that no other name's axes have. */
function lettered(question: Question): Entries {
  const letters = lettersFor(question);
  const taken = new Set<string>();
  const assigned = new Map<Quantity | Operand, readonly IndexName[]>();
  for (const quantity of question.intermediates)
    assigned.set(
      quantity,
      quantity.leaf.shape.map(size => {
        const index = letters.summed(size, taken);
        taken.add(index.letter);
        return index;
      }),
    );
  assigned.set(question.root, letters.above);
  assigned.set(question.variable, letters.below);
  const apart: Letters = { ...letters, summed: (size, others) => letters.summed(size, new Set([...others, ...taken])) };
  return { question, letters: apart, of: quantity => assigned.get(quantity)! };
}

function localForm({ edge, jacobian }: Factor, entries: Entries): IndexForm {
  return relettered(entrywiseForm(indexForm(jacobian, [...entries.of(edge.of), ...entries.of(edge.by)])), entries.letters);
}

const factorOf = (edge: Edge, factors: readonly Factor[]): Factor => factors.find(factor => isSameEdge(factor.edge, edge))!;

function symbolOf({ of, by }: Edge, entries: Entries) {
  const above = of.name === null ? printedQuantity(of) : printedEntry(of.name, entries.of(of));
  return derivativeOf(above, printedEntry(by.name, entries.of(by)));
}

/** Σ over the letters between, then the factors; paths joined by `+`. */
function pathParts(paths: readonly Path[], entries: Entries, part: (edge: Edge) => DraftPart): DraftPart[] {
  return paths.flatMap((path, k) => {
    const summed = path.slice(0, -1).flatMap(edge => entries.of(edge.by));
    return [...(k > 0 ? [PLUS] : []), ...(summed.length > 0 ? [printedSums(summed)] : []), ...path.map(part)];
  });
}

/** The names of the parts of the first line in which a factor stands. */
function namesOf(paths: readonly Path[], edge: Edge, first: Placed): readonly string[] {
  let position = 0;
  const found: string[] = [];
  for (const path of paths) {
    if (path.slice(0, -1).some(other => other.by.leaf.shape.length > 0)) position++;
    for (const other of path) {
      if (isSameEdge(other, edge)) found.push(first.names[position]!);
      position++;
    }
  }
  return found;
}

/** Axes (root…, variable…). */
function contractedPaths(paths: readonly Path[], derivativeAt: (edge: Edge) => TensorNode, entries: Entries): TensorNode {
  const { above, below } = entries.letters;
  const terms = paths.map(path => {
    const labels = new Map<string, number>();
    const label = (index: IndexName): number => {
      if (!labels.has(index.letter)) labels.set(index.letter, labels.size);
      return labels.get(index.letter)!;
    };
    const own = path.map(({ of, by }) => [...entries.of(of), ...entries.of(by)].map(label));
    return [Q.ONE, product(path.map(derivativeAt), own, [...above, ...below].map(label))] as const;
  });
  return linear(terms, terms[0]![1].shape);
}

/** `q = j` for each letter between that a delta fixes. */
function picks(forms: readonly IndexForm[], { letters, question, of }: Entries): readonly string[] {
  const free = new Set([...letters.above, ...letters.below].map(index => index.letter));
  const between = new Set(question.intermediates.flatMap(quantity => of(quantity).map(index => index.letter)));
  const found = new Map<string, string>();
  for (const form of forms)
    for (const term of form.terms)
      for (const factor of term.factors) {
        if (factor.kind !== 'delta') continue;
        const [a, b] = [factor.left.letter, factor.right.letter];
        if (between.has(a) && (free.has(b) || between.has(b))) found.set(a, `${a} = ${b}`);
        else if (between.has(b) && free.has(a)) found.set(b, `${b} = ${a}`);
      }
  return [...found.values()];
}
