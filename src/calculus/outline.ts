/**
 * What would come out if a tensor were multiplied out, told without doing it: the factors of every term as one number.
 * Where all these numbers differ, no two terms meet, and where no factor can cancel another, none gets shorter. A matrix
 * counts with what stands at its rows and its columns, so that A x and Aᵀ x differ; vectors do not, because some are sums.
 */

import { isMatrixOperation, type ProductNode, type SumNode, type TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { finished } from '../tensors/structureTable.ts';
import { representativeOf } from '../tensors/sum.ts';

/** More terms than this are not looked at, nor more products and sums: shared ones would be met again and again. */
const MOST_TERMS = 64;
const MOST_VISITS = 400;

export interface OpenedSum {
  readonly sum: SumNode;
  /** Stands twice in its product. */
  readonly twice: boolean;
}

/** Whether two terms might meet or a factor cancel if the node were multiplied out. `onOpened` is told the sums that would be opened. */
export function mightSimplify(node: TensorNode, opens: (sum: SumNode) => boolean, onOpened: (opened: OpenedSum) => void): boolean {
  if (visitsWithoutOpenSum(node, MOST_VISITS) >= 0) return false;
  const outline = new Outline(opens, onOpened);
  const terms = outline.terms(node);
  if (!terms) return true;
  if (!outline.hasOpened) return false;
  if (outline.mayCancel()) return true;
  for (let k = 1; k < terms.length; k++) if (terms.indexOf(terms[k]!) < k) return true;
  return false;
}

/** How many visits are left; negative where a product has a sum as a factor, or where they do not suffice. */
function visitsWithoutOpenSum(node: TensorNode, visits: number): number {
  if (node.kind !== 'sum' && node.kind !== 'product') return visits - 1;
  let left = visits - 1;
  for (const part of node.kind === 'sum' ? node.terms : node.factors) {
    if (left < 0 || (node.kind === 'product' && isOpenFactor(part))) return -1;
    left = visitsWithoutOpenSum(part, left);
  }
  return left;
}

const isOpenFactor = (factor: TensorNode): boolean => (factor.kind === 'power' ? factor.base : factor).kind === 'sum';

class Outline {
  private readonly opens: (sum: SumNode) => boolean;
  private readonly onOpened: (opened: OpenedSum) => void;
  private readonly met: TensorNode[] = [];
  hasOpened = false;
  private visits = 0;
  private hasRules = false;

  constructor(opens: (sum: SumNode) => boolean, onOpened: (opened: OpenedSum) => void) {
    this.opens = opens;
    this.onOpened = onOpened;
  }

  /** A number for each term: equal factors, equal numbers. null where there are too many. */
  terms(node: TensorNode): readonly number[] | null {
    if (++this.visits > MOST_VISITS) return null;
    if (node.kind === 'product') return this.product(node);
    if (node.kind !== 'sum') return [this.plain(node)];
    const all: number[] = [];
    for (const term of node.terms) {
      const own = this.terms(term);
      if (!own || all.length + own.length > MOST_TERMS) return null;
      all.push(...own);
    }
    return all;
  }

  /** Whether a rule on factors that stand together may find some. */
  mayCancel(): boolean {
    return this.hasRules || this.met.some(factor => isMatrixOperation(factor, 'inverse') && this.met.includes(factor.argument));
  }

  private product(node: ProductNode): readonly number[] | null {
    if (++this.visits > MOST_VISITS) return null;
    let all: readonly number[] = ONE_TERM;
    const meetings = meetingsIn(node);
    for (let k = 0; k < node.factors.length; k++) {
      const own = this.factor(node, k, meetings);
      if (!own || all.length * own.length > MOST_TERMS) return null;
      all = crossed(all, own);
    }
    return all;
  }

  private factor(node: ProductNode, k: number, meetings: readonly number[]): readonly number[] | null {
    const factor = node.factors[k]!;
    const square = factor.kind === 'power' && factor.exponent.numerator === 2 && factor.exponent.denominator === 1;
    const base = square ? factor.base : factor;
    if (base.kind === 'product') return square ? [2 * this.plain(base)] : this.product(base);
    if (base.kind === 'sum' && base.terms.length === 1 && !square) return this.terms(base);
    if (base.kind !== 'sum' || base.terms.length < 2 || !this.opens(base)) return [this.plain(factor) + sidesOf(node.labels[k]!, meetings)];
    this.hasOpened = true;
    this.met.push(base);
    this.onOpened({ sum: base, twice: square || node.factors.some((other, at) => at !== k && other === base) });
    const own = this.terms(base);
    return own && square ? crossed(own, own) : own;
  }

  private plain(node: TensorNode): number {
    if (node.kind === 'power' && Q.isInteger(node.exponent)) {
      if (node.exponent.numerator < 0) this.hasRules = true;
      return (node.exponent.numerator * this.plain(node.base)) | 0;
    }
    if (node.kind === 'sum' && node.terms.length > 1) return finished(representativeOf(node).node.id);
    this.met.push(node);
    if (isUnderRules(node)) this.hasRules = true;
    return finished(node.id);
  }
}

const ONE_TERM: readonly number[] = [0];

/** What stands at each label: its place in the result and the matrices there, as a number. */
function meetingsIn({ factors, labels, out, sizes }: ProductNode): readonly number[] {
  const meetings = new Array<number>(sizes.length).fill(0);
  for (let axis = 0; axis < out.length; axis++) meetings[out[axis]!] = meetings[out[axis]!]! + finished(-1 - axis);
  for (let k = 0; k < factors.length; k++) {
    const own = labels[k]!;
    if (own.length !== 2) continue;
    const number = finished(factors[k]!.id);
    meetings[own[0]!] = (meetings[own[0]!]! + number) | 0;
    meetings[own[1]!] = (meetings[own[1]!]! + 3 * number) | 0;
  }
  return meetings;
}

const sidesOf = (own: readonly number[], meetings: readonly number[]): number =>
  own.length === 2 ? finished((meetings[own[0]!]! + 5 * meetings[own[1]!]!) | 0) : 0;

function crossed(all: readonly number[], own: readonly number[]): readonly number[] {
  if (own.length === 1 && own[0] === 0) return all;
  const terms = new Array<number>(all.length * own.length);
  let next = 0;
  for (const one of all) for (const other of own) terms[next++] = (one + other) | 0;
  return terms;
}

/** Kinds of factors that are replaced or vanish where they meet others; inverses are looked at one by one. */
function isUnderRules(node: TensorNode): boolean {
  switch (node.kind) {
    case 'variable':
      return node.facts.size > 0;
    case 'matrixOperation':
    case 'dimension':
      return false;
    case 'elementwise':
      return node.function === 'exp' || node.function === 'sinh' || node.function === 'step';
    default:
      return true;
  }
}
