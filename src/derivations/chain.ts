/**
 * The lecture's style: the chain rule through the user's own names, the shape under each factor, each factor by its own
 * rule, then inserted, tidied, and the names expanded. Here every factor is a matrix at most; see chainByEntries.
 */

import type { MatrixForm } from '../notation/form.ts';
import { LEVEL } from '../notation/precedence.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import type { Line } from './derivation.ts';
import { expandNames, resultParts, type Tidied } from './expandNames.ts';
import { explain } from './explain.ts';
import { tensorOfForm } from './formTensor.ts';
import { axisShape, isMatrixLike, laidOutForm, laidOutTensor, type Orders, ordersOf } from './jacobian.ts';
import { type Context, type DraftPart, Lines, PLUS, type Placed, TIMES } from './lines.ts';
import { localDerivative } from './localDerivative.ts';
import { localRule } from './localRules.ts';
import { messages } from './messages.ts';
import { type Edge, edgesOf, isSameEdge, namesOnPath, type Path } from './paths.ts';
import { type Printed, printed, printedName } from './printing.ts';
import { isVariable, type Quantity, type Question } from './question.ts';
import { productOf, splitCoefficient } from './rewriteForm.ts';
import type { RuleId } from './rules.ts';
import { derivativeOf } from './symbols.ts';
import { simplestTotal } from './total.ts';

/** An edge with its derivative. */
export interface Factor {
  readonly edge: Edge;
  readonly symbol: Printed;
  readonly orders: Orders;
  /** Axes (of…, by…), the names as variables. */
  readonly jacobian: TensorNode;
  /** As it stands in the layout; null where it has no matrix form. */
  readonly form: MatrixForm | null;
}

/** Whether the chain is one of matrices: every factor and the whole have a matrix form, and no factor is contracted over two axes. */
export function isMatrixChain(factors: readonly Factor[], paths: readonly Path[], question: Question): boolean {
  return (
    isMatrixLike(ordersOf(question.root.local, question.variable.leaf)) &&
    factors.every(({ orders, form }) => form !== null && isMatrixLike(orders)) &&
    paths.every(path => path.slice(0, -1).every(edge => edge.by.leaf.shape.length <= 1))
  );
}

export function factorsOf(paths: readonly Path[], question: Question, context: Context): readonly Factor[] {
  return edgesOf(paths).map(edge => {
    const jacobian = localDerivative(edge.of, edge.by, question);
    const orders = ordersOf(edge.of.local, edge.by.leaf);
    const form = isMatrixLike(orders) ? laidOutForm(jacobian, orders, context.layout, question.formOf) : null;
    return { edge, symbol: symbolOf(edge, question), orders, jacobian, form };
  });
}

/** `∂L/∂e`; where the variable stands itself among other names, those are held fixed. */
export function symbolOf(edge: Edge, question: Question): Printed {
  const base = derivativeOf(printedQuantity(edge.of), printedName(edge.by.name));
  const others = edge.of.uses.filter(use => use !== edge.by);
  if (!isVariable(edge.by) || others.length === 0 || edge.of.uses.length < 2) return base;
  const fixed = others.map(use => printedName(use.name));
  return question.intermediates.length === 0
    ? base
    : { unicode: `${base.unicode}|${fixed.map(name => name.unicode).join(',')}`, tex: `\\left.${base.tex}\\right|_{${fixed.map(name => name.tex).join(',')}}` };
}

/** The name, or the expression where there is none. */
export function printedQuantity(quantity: Quantity): Printed & { readonly compound?: boolean } {
  if (quantity.name !== null) return printedName(quantity.name);
  return quantity.form ? { ...printed(quantity.form), compound: true } : printedName('f');
}

export function chainOfMatrices(
  paths: readonly Path[],
  factors: readonly Factor[],
  question: Question,
  context: Context,
  before: readonly Line[] = [],
): readonly Line[] {
  const lines = new Lines(context, before);
  const { root, variable } = question;
  const orders = ordersOf(root.local, variable.leaf);
  const truth = laidOutTensor(question.derivative, orders, context.layout);
  const left = derivativeOf(printedQuantity(root), printedName(variable.name));
  const named = namedTotal(paths, factors);
  const total = (node: TensorNode): TensorNode => laidOutTensor(question.expanded(node), orders, context.layout);

  const first = lines.add({
    left,
    parts: chainParts(paths, factors, context, factor => ({ ...factor.symbol, shape: shapeOf(factor) })),
    node: total(named),
    against: truth,
    ...chainRuleText(paths, question, context),
  });
  const locals = localLines(lines, paths, factors, first, question, context);

  const inserted = lines.add({
    left,
    parts: chainParts(paths, factors, context, (factor, at, k) => ({
      ...printed(factor.form!, paths[at]!.length > 1 ? LEVEL.product : LEVEL.infix),
      shape: shapeOf(factor),
      from: [...locals.get(factor)!.names, first.names[positionOf(paths, at, k)]!],
    })),
    node: total(insertedTensor(paths, factors, question, context) ?? named),
    against: truth,
    againstName: left.unicode,
    rule: messages.insertLines(factors.map(factor => locals.get(factor)!.number)),
  });
  const tidied = tidy(lines, inserted, paths, factors, named, question, context);
  expandNames(lines, tidied, question, context);
  return lines.lines;
}

const shapeOf = ({ edge }: Factor) => axisShape(edge.of.local.shape, edge.by.leaf.shape);

const factorOf = (edge: Edge, factors: readonly Factor[]): Factor => factors.find(factor => isSameEdge(factor.edge, edge))!;

/** Factors joined by `·`, paths by `+`; in the denominator layout each path is read from its end. */
function chainParts(
  paths: readonly Path[],
  factors: readonly Factor[],
  context: Context,
  part: (factor: Factor, path: number, k: number) => DraftPart,
): DraftPart[] {
  return paths.flatMap((path, at) => [
    ...(at > 0 ? [PLUS] : []),
    ...inLayout(path, context).flatMap((edge, k) => [...(k > 0 ? [TIMES] : []), part(factorOf(edge, factors), at, k)]),
  ]);
}

const inLayout = (path: Path, context: Context): Path => (context.layout === 'denominator' ? [...path].reverse() : path);

const positionOf = (paths: readonly Path[], at: number, k: number): number => paths.slice(0, at).reduce((sum, path) => sum + path.length, 0) + k;

export function chainRuleText(paths: readonly Path[], question: Question, context: Context): { rule: string; ruleId: RuleId; source?: string | null } {
  const { root, variable } = question;
  const only = paths.length === 1 ? paths[0]! : null;
  const base = only ? messages.chainThrough(namesOnPath(only)) : messages.chainPaths(printedQuantity(root).unicode, variable.name);
  const held = paths.some(path => path.length === 1) && paths.length > 1;
  const rule = held ? messages.heldFixed(base, variable.name) : base;
  const reversed =
    context.layout === 'denominator' && paths.some(path => path.length > 1 && path.every(edge => isMatrixLike(ordersOf(edge.of.local, edge.by.leaf))));
  return { rule: reversed ? messages.reversedOrder(rule) : rule, ruleId: only ? 'chain-rule' : 'chain-rule-dag' };
}

/** A line for each factor, with its single rules. */
function localLines(
  lines: Lines,
  paths: readonly Path[],
  factors: readonly Factor[],
  first: Placed,
  question: Question,
  context: Context,
): Map<Factor, Placed> {
  const placed = new Map<Factor, Placed>();
  for (const factor of factors) {
    const { edge, orders } = factor;
    const from = paths.flatMap((path, at) =>
      inLayout(path, context).flatMap((other, k) => (isSameEdge(other, edge) ? [first.names[positionOf(paths, at, k)]!] : [])),
    );
    const meant = laidOutTensor(factor.jacobian, orders, context.layout);
    const form = factor.form!;
    const ruleId = localRule(edge.of.local, edge.by.leaf);
    const details = edge.of.form
      ? explain({ form: edge.of.form, by: edge.by, jacobian: factor.jacobian, jacobianForm: form, left: factor.symbol, from }, question, context)
      : [];
    placed.set(
      factor,
      lines.add({
        left: factor.symbol,
        parts: [{ ...printed(form), shape: shapeOf(factor), from }],
        node: question.expanded(tensorOfForm(form, question.lookup) ?? meant),
        against: question.expanded(meant),
        ruleId,
        details,
      }),
    );
  }
  return placed;
}

/** Σ over paths of the product of the derivatives, the names as variables; axes (root…, variable…). */
export function namedTotal(paths: readonly Path[], factors: readonly Factor[]): TensorNode {
  const terms = paths.map(path => [Q.ONE, contracted(path.map(edge => factorOf(edge, factors)))] as const);
  return linear(terms, terms[0]![1].shape);
}

/** Neighbours are contracted over all axes of the name between them. */
function contracted(chain: readonly Factor[]): TensorNode {
  const labels: number[][] = [];
  let next = 0;
  let open = Array.from({ length: chain[0]!.orders[0] }, () => next++);
  const start = open;
  for (const factor of chain) {
    const below = Array.from({ length: factor.orders[1] }, () => next++);
    labels.push([...open, ...below]);
    open = below;
  }
  return product(
    chain.map(factor => factor.jacobian),
    labels,
    [...start, ...open],
  );
}

/** What the inserted line says, read from the page. */
function insertedTensor(paths: readonly Path[], factors: readonly Factor[], question: Question, context: Context): TensorNode | null {
  const form = insertedForm(paths, factors, context);
  const read = form && tensorOfForm(form, question.lookup);
  return read && unlaidOut(read, question, context);
}

/** Back to the axes (root…, variable…). */
const unlaidOut = (node: TensorNode, question: Question, context: Context): TensorNode =>
  laidOutTensor(node, ordersOf(question.root.local, question.variable.leaf), context.layout);

function insertedForm(paths: readonly Path[], factors: readonly Factor[], context: Context): MatrixForm | null {
  const terms = paths.map(path => {
    const forms = inLayout(path, context).map(edge => factorOf(edge, factors).form!);
    return { coefficient: Q.ONE, form: productOf(forms, orientationOfProduct(forms)) };
  });
  return terms.length === 1 ? terms[0]!.form : { kind: 'sum', orientation: terms[0]!.form.orientation, terms };
}

function orientationOfProduct(forms: readonly MatrixForm[]): MatrixForm['orientation'] {
  const shaped = forms.filter(form => form.orientation !== 'scalar');
  if (shaped.length === 0) return 'scalar';
  const rows = shaped[0]!.orientation === 'column' || shaped[0]!.orientation === 'matrix';
  const last = shaped[shaped.length - 1]!.orientation;
  const columns = last === 'row' || last === 'matrix';
  return rows ? (columns ? 'matrix' : 'column') : columns ? 'row' : 'scalar';
}

/** The product as one formula: coefficients first, then what simplification makes of it. */
function tidy(
  lines: Lines,
  inserted: Placed,
  paths: readonly Path[],
  factors: readonly Factor[],
  named: TensorNode,
  question: Question,
  context: Context,
): Tidied | null {
  const orders = ordersOf(question.root.local, question.variable.leaf);
  const { node: simplest, isOpened } = simplestTotal(question);
  const final = laidOutForm(simplest, orders, context.layout, question.formOf);
  if (!final) return null;
  const raw = insertedForm(paths, factors, context);
  const read = (form: MatrixForm): TensorNode => {
    const node = tensorOfForm(form, question.lookup);
    return question.expanded(node ?? laidOutTensor(named, orders, context.layout));
  };
  let names = inserted.names;
  const rawText = raw && printed(raw).unicode;
  const finalText = printed(final).unicode;
  const insertedText = lines.lines[lines.lines.length - 1]!.parts.slice(1)
    .map(part => part.unicode)
    .filter(text => text !== '·')
    .join(' ');
  if (raw && rawText !== insertedText && (rawText === finalText || movesCoefficient(paths, factors))) {
    names = lines.add({ left: null, parts: resultParts(raw, question, names), node: read(raw), rule: messages.scalarsFirst }).names;
  }
  if (finalText !== rawText)
    names = lines.add({
      left: null,
      parts: resultParts(final, question, names),
      node: read(final),
      ...(isOpened ? { ruleId: 'distributive' as const } : { rule: messages.simplify }),
    }).names;
  return { form: final, names };
}

const movesCoefficient = (paths: readonly Path[], factors: readonly Factor[]): boolean =>
  paths.some(path => path.slice(1).some(edge => !Q.isOne(splitCoefficient(factorOf(edge, factors).form!).coefficient)));
