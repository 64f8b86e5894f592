/** The products behind a result, and what their orders of multiplication cost: the chain of Jacobians, and the longest product in its formula. */

import { tensorOfForm } from '../derivations/formTensor.ts';
import { laidOutForm, ordersOf } from '../derivations/jacobian.ts';
import { localDerivative } from '../derivations/localDerivative.ts';
import { type Edge, pathsOf } from '../derivations/paths.ts';
import { type Question, question } from '../derivations/question.ts';
import { type Dimension, one } from '../dimensions/dimension.ts';
import { formChildren } from '../notation/fold.ts';
import type { MatrixForm } from '../notation/form.ts';
import { latexBrackets, latexNotation } from '../notation/latex.ts';
import { latexName } from '../notation/names.ts';
import { atLevel, LEVEL, type Notation, printForm } from '../notation/precedence.ts';
import { unicodeNotation } from '../notation/unicode.ts';
import {
  type Bracketing,
  type ChainFactor,
  fewestMultiplications,
  fromTheLeft,
  fromTheRight,
  type MultiplicationOrder,
} from '../properties/multiplicationOrder.ts';
import type { Layout, TypedSymbol } from '../shapes/typed.ts';
import type { TensorNode } from '../tensors/node.ts';
import type { Derived } from './derive.ts';
import type { ComputationGraph } from './graphNodes.ts';
import { messages } from './messages.ts';
import { matrixFormOf } from './print.ts';
import type { Printed } from './result.ts';

export interface OrderedProduct {
  /** What is multiplied: `∂L/∂x`. */
  readonly of: Printed;
  readonly orders: readonly {
    /** With the brackets of the order. */
    readonly formula: Printed;
    readonly name: string;
    readonly order: MultiplicationOrder;
  }[];
}

interface Factor extends ChainFactor {
  readonly form: MatrixForm;
}

/** Of two factors there is one order. */
const LEAST_FACTORS = 3;
const MOST_FACTORS = 12;
const MOST_PATHS = 8;

/** A product before it is known how large its factors are. */
export interface FactoredProduct {
  readonly of: Printed;
  readonly factors: readonly Factor[];
  /** Where the factors are the Jacobians between the result and a node: from which side which mode goes. */
  readonly modes: readonly [left: Mode | null, right: Mode | null];
}
type Mode = 'reverse' | 'forward';

/** @param left how the result is called */
export function factoredProducts(graph: ComputationGraph, wrt: TypedSymbol, derived: Derived, left: Printed, layout: Layout): readonly FactoredProduct[] {
  const target = graph.nodes.find(({ symbol }) => symbol.name === wrt.name)?.symbol ?? wrt;
  const asked = question(graph.of, target);
  const chain = jacobianChain(asked, layout);
  const written = productInResult(derived, asked, layout);
  const products: FactoredProduct[] = [];
  if (chain) products.push({ ...chain, modes: layout === 'numerator' ? ['reverse', 'forward'] : ['forward', 'reverse'] });
  if (written && !(chain && isSameChain(chain.factors, written))) products.push({ of: left, factors: written, modes: [null, null] });
  return products;
}

export const orderedProduct = ({ of, factors, modes }: FactoredProduct, sizes: ReadonlyMap<string, number>): OrderedProduct => ({
  of,
  orders: ordersOfProduct(factors, sizes, modes),
});

function ordersOfProduct(factors: readonly Factor[], sizes: ReadonlyMap<string, number>, modes: FactoredProduct['modes']): OrderedProduct['orders'] {
  const named = (order: MultiplicationOrder, name: string) => ({ order, name, formula: printedOrder(order.bracketing, factors) });
  const orders = [named(fromTheLeft(factors), messages.fromTheLeft(modes[0])), named(fromTheRight(factors), messages.fromTheRight(modes[1]))];
  const fewest = named(fewestMultiplications(factors, sizes), messages.fewestMultiplications);
  return orders.some(({ formula }) => formula.unicode === fewest.formula.unicode) ? orders : [...orders, fewest];
}

const isSameChain = (a: readonly Factor[], b: readonly Factor[]): boolean =>
  a.length === b.length && a.every((factor, k) => factor.rows === b[k]!.rows && factor.columns === b[k]!.columns && factor.isDiagonal === b[k]!.isDiagonal);

/** Along the longest path towards the variable, as far as its factors are matrices; of a single Jacobian there is no chain. */
function jacobianChain(asked: Question, layout: Layout): Pick<FactoredProduct, 'of' | 'factors'> | null {
  const [path] = pathsOf(asked, MOST_PATHS) ?? [];
  const factors: Factor[] = [];
  let end = '';
  let edges = 0;
  for (const edge of path ?? []) {
    const form = formOf(edge, asked, layout);
    const own = form && factorsOfForm(form, asked);
    if (!own) break;
    end = edge.by.name;
    edges += 1;
    factors.push(...(layout === 'denominator' ? own.toReversed() : own));
  }
  if (edges < 2 || factors.length < LEAST_FACTORS || factors.length > MOST_FACTORS) return null;
  const root = asked.root.name ?? 'f';
  return {
    of: { unicode: `∂${root}/∂${end}`, latex: `\\partial ${latexName(root)}/\\partial ${latexName(end)}` },
    factors: layout === 'denominator' ? factors.toReversed() : factors,
  };
}

/** The Jacobian of an edge; null where it is none of vectors: a matrix in between would be contracted over both of its axes. */
function formOf({ of, by }: Edge, asked: Question, layout: Layout): MatrixForm | null {
  if (of.local.shape.length > 1 || by.leaf.shape.length > 1) return null;
  return laidOutForm(localDerivative(of, by, asked), ordersOf(of.local, by.leaf), layout, asked.formOf);
}

/** A product by its factors; the identity, along which a sum goes on, by none. */
function factorsOfForm(form: MatrixForm, { lookup }: Question): readonly Factor[] | null {
  if (form.kind === 'identity') return [];
  const isChain = form.kind === 'product' && form.factors.every(({ orientation }) => orientation !== 'scalar');
  const factors = (isChain ? form.factors : [form]).map(each => factorOf(each, tensorOfForm(each, lookup)));
  return factors.every(factor => factor !== null) ? factors : null;
}

/** The product of the most factors that stands in the matrix form. */
function productInResult(derived: Derived, { lookup }: Question, layout: Layout): readonly Factor[] | null {
  const form = matrixFormOf(derived, derived.layout === 'both' ? derived.layout : layout);
  let best: readonly Factor[] | null = null;
  const forms = new Set(form ? [form] : []);
  for (const part of forms) {
    for (const child of formChildren(part)) forms.add(child);
    if (part.kind !== 'product') continue;
    const matrices = part.factors.filter(({ orientation }) => orientation !== 'scalar');
    if (matrices.length < LEAST_FACTORS || matrices.length > MOST_FACTORS || matrices.length <= (best?.length ?? 0)) continue;
    const factors = matrices.map(each => factorOf(each, tensorOfForm(each, lookup)));
    if (factors.every(factor => factor !== null)) best = factors;
  }
  return best;
}

function factorOf(form: MatrixForm, tensor: TensorNode | null): Factor | null {
  if (!tensor) return null;
  const [first = one, second = one] = tensor.shape;
  const [rows, columns]: readonly [Dimension, Dimension] = form.orientation === 'row' ? [one, first] : [first, second];
  return { form, rows, columns, isDiagonal: isDiagonal(tensor) };
}

/** By its structure: δ_ij v_i, and sums of such. */
function isDiagonal(node: TensorNode): boolean {
  if (node.shape.length !== 2) return false;
  if (node.kind === 'product') return node.out[0] === node.out[1];
  return node.kind === 'sum' && node.terms.length > 0 && node.terms.every(isDiagonal);
}

function printedOrder(bracketing: Bracketing, factors: readonly Factor[]): Printed {
  return {
    unicode: text(bracketing, factors, unicodeNotation, inner => `(${inner})`),
    latex: text(bracketing, factors, latexNotation, latexBrackets),
  };
}

function text(bracketing: Bracketing, factors: readonly Factor[], notation: Notation, brackets: (inner: string) => string): string {
  const part = (of: Bracketing): string => {
    if (typeof of === 'number') return atLevel(printForm(factors[of]!.form, notation), LEVEL.product, notation);
    return brackets(notation.juxtapose(of.map(part)));
  };
  return typeof bracketing === 'number' ? part(bracketing) : notation.juxtapose(bracketing.map(part));
}
