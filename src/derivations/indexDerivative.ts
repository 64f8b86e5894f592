/** The derivative of an entry, factor by factor: deltas where the variable stands, ∂e_n/∂θ_d where a name of the user does. */

import type { IndexFactor, IndexForm, IndexName, IndexTerm } from '../notation/form.ts';
import { indexForm } from '../notation/indexForm.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import { entrywiseForm } from './entrywiseForm.ts';
import type { Lookup } from './formTensor.ts';
import { type Letters, relettered } from './indexLetters.ts';
import { slopeOf } from './indexSlope.ts';
import { factorTensor, indicesOf } from './indexTensor.ts';
import { localDerivative } from './localDerivative.ts';
import { isVariable, type Operand, type Quantity, type Question } from './question.ts';
import { namesOf } from './rewriteForm.ts';

/** A factor, or the derivative of an entry of a quantity by an entry of the variable. */
export type DerivativeFactor = IndexFactor | { readonly kind: 'derivative'; readonly of: Operand; readonly indices: readonly IndexName[] };

export interface DerivativeTerm {
  readonly coefficient: Q.Rational;
  readonly summed: readonly IndexName[];
  readonly factors: readonly DerivativeFactor[];
}

export interface EntryDerivative {
  readonly terms: readonly DerivativeTerm[];
  /** Several factors of one term move. */
  readonly productRule: boolean;
  /** Found from the whole tensor by its own rule, not factor by factor. */
  readonly whole: boolean;
}

/** ∂(entry)/∂(entry of the variable) of a definition in index form. */
export function entryDerivative(definition: IndexForm, quantity: Quantity, question: Question, letters: Letters): EntryDerivative {
  return byFactors(definition, quantity, question) ?? byWhole(definition.free, quantity, question, letters);
}

/** Whether every factor that moves is an entry of a name. */
export const isByFactors = (definition: IndexForm, quantity: Quantity, question: Question): boolean => byFactors(definition, quantity, question) !== null;

function byFactors(definition: IndexForm, quantity: Quantity, { names }: Question): EntryDerivative | null {
  if (!isTransparent(definition, names)) return null;
  const uses = new Map(quantity.uses.map(use => [use.name, use]));
  const terms: DerivativeTerm[] = [];
  let productRule = false;
  for (const term of definition.terms) {
    const moving = term.factors.filter(factor => moves(factor, uses));
    productRule ||= moving.length > 1;
    for (const factor of moving) {
      const use = isNameEntry(factor) ? uses.get(factor.form.name)! : null;
      const found = use ? [replaced(term, factor as NameEntry, use)] : (replacedFunction(term, factor, uses) ?? replacedPower(term, factor, uses));
      if (!found) return null;
      terms.push(...found);
    }
  }
  return { terms, productRule, whole: false };
}

/** Whether the form shows everything that it depends on: the derivative of an opaque function hides its argument. */
const isTransparent = (form: IndexForm, names: ReadonlySet<string>): boolean =>
  form.terms.every(term =>
    term.factors.every(factor =>
      factor.kind === 'tensor' ? names.has(factor.name) : factor.kind === 'function' ? isTransparent(factor.argument, names) : true,
    ),
  );

type NameEntry = Extract<IndexFactor, { kind: 'entry' }> & { readonly form: { readonly kind: 'name'; readonly name: string } };

const isNameEntry = (factor: IndexFactor): factor is NameEntry => factor.kind === 'entry' && factor.form.kind === 'name';

function moves(factor: IndexFactor, uses: ReadonlyMap<string, Operand>): boolean {
  switch (factor.kind) {
    case 'delta':
      return false;
    case 'tensor':
      return uses.has(factor.name);
    case 'entry':
      return [...namesOf(factor.form)].some(name => uses.has(name));
    case 'function':
      return factor.argument.terms.some(term => term.factors.some(inner => moves(inner, uses)));
  }
}

/** The term with one factor differentiated: e² becomes 2 e ∂e. */
function replaced(term: IndexTerm, factor: NameEntry, use: Operand): DerivativeTerm {
  const { exponent, indices } = factor;
  const lowered = Q.add(exponent, Q.MINUS_ONE);
  const rest: IndexFactor[] = Q.isZero(lowered) ? [] : [{ ...factor, exponent: lowered }];
  const factors = term.factors.flatMap((other): DerivativeFactor[] => (other === factor ? [...rest, { kind: 'derivative', of: use, indices }] : [other]));
  return { coefficient: Q.multiply(term.coefficient, exponent), summed: term.summed, factors };
}

/** f(u_k) with an entry of a name inside becomes f′(u_k) ∂u_k. null for other insides, and functions whose slope is no product. */
function replacedFunction(term: IndexTerm, factor: IndexFactor, uses: ReadonlyMap<string, Operand>): readonly DerivativeTerm[] | null {
  if (factor.kind !== 'function' || factor.function === null || factor.function === 'sqrt' || factor.argument.terms.length !== 1) return null;
  const inside = factor.argument.terms[0]!;
  const moving = inside.factors.filter(inner => moves(inner, uses));
  const [only] = moving;
  if (moving.length !== 1 || !only || !isNameEntry(only) || !Q.isOne(only.exponent) || inside.summed.length > 0) return null;
  const slope = slopeOf(factor, factor.function);
  if (!slope) return null;
  const lowered = Q.add(factor.exponent, Q.MINUS_ONE);
  const outer: IndexFactor[] = Q.isZero(lowered) ? [] : [{ ...factor, exponent: lowered }];
  const others = inside.factors.filter(inner => inner !== only);
  const factors = term.factors.flatMap((other): DerivativeFactor[] =>
    other === factor ? [...outer, ...slope.factors, ...others, { kind: 'derivative', of: uses.get(only.form.name)!, indices: only.indices }] : [other],
  );
  const coefficient = [term.coefficient, factor.exponent, slope.coefficient, inside.coefficient].reduce(Q.multiply);
  return [{ coefficient, summed: term.summed, factors }];
}

/** (o_k − y_k)² with single entries inside becomes 2 (o_k − y_k) ∂o_k, a term for each entry that moves. */
function replacedPower(term: IndexTerm, factor: IndexFactor, uses: ReadonlyMap<string, Operand>): readonly DerivativeTerm[] | null {
  if (factor.kind !== 'function' || factor.function !== null) return null;
  const lowered = Q.add(factor.exponent, Q.MINUS_ONE);
  const outer: IndexFactor[] = Q.isZero(lowered) ? [] : [{ ...factor, exponent: lowered }];
  const terms: DerivativeTerm[] = [];
  for (const inside of factor.argument.terms) {
    const moving = inside.factors.filter(inner => moves(inner, uses));
    if (moving.length === 0) continue;
    const [only] = moving;
    if (moving.length !== 1 || !only || !isNameEntry(only) || !Q.isOne(only.exponent) || inside.summed.length > 0) return null;
    const others = inside.factors.filter(inner => inner !== only);
    const factors = term.factors.flatMap((other): DerivativeFactor[] =>
      other === factor ? [...outer, ...others, { kind: 'derivative', of: uses.get(only.form.name)!, indices: only.indices }] : [other],
    );
    terms.push({ coefficient: [term.coefficient, factor.exponent, inside.coefficient].reduce(Q.multiply), summed: term.summed, factors });
  }
  return terms;
}

/** By the rule of the whole: Σ over the entries of what it uses of ∂q/∂a_k ∂a_k/∂x. */
function byWhole(free: readonly IndexName[], quantity: Quantity, question: Question, letters: Letters): EntryDerivative {
  const terms = quantity.uses.flatMap((use): readonly DerivativeTerm[] => {
    const derivative = localDerivative(quantity, use, question);
    if (isVariable(use)) return relettered(entrywiseForm(indexForm(derivative, [...free, ...letters.below])), letters).terms;
    const taken = new Set(free.map(index => index.letter));
    const inner = use.leaf.shape.map(size => {
      const index = letters.summed(size, taken);
      taken.add(index.letter);
      return index;
    });
    return entrywiseForm(indexForm(derivative, [...free, ...inner])).terms.map(term => {
      const own = term.summed.map(index => index.letter);
      const clash = inner.some(index => own.includes(index.letter));
      const clean = clash ? relettered({ free: [...free, ...inner], terms: [term] }, letters).terms[0]! : term;
      return {
        coefficient: clean.coefficient,
        summed: [...inner, ...clean.summed],
        factors: [...clean.factors, { kind: 'derivative', of: use, indices: inner }],
      };
    });
  });
  return { terms: terms.filter(term => term.factors.length > 0 || !Q.isZero(term.coefficient)), productRule: false, whole: true };
}

/** Derivatives of entries of the variable as deltas: ∂θ_k/∂θ_d = δ_kd. */
export function withDeltas(terms: readonly DerivativeTerm[], variable: Operand, below: readonly IndexName[]): readonly DerivativeTerm[] {
  return terms.map(term => ({
    ...term,
    factors: term.factors.flatMap((factor): readonly DerivativeFactor[] => {
      if (factor.kind !== 'derivative' || factor.of !== variable) return [factor];
      return factor.indices.map((left, axis) => ({ kind: 'delta' as const, left, right: below[axis]! }));
    }),
  }));
}

/** The tensor that the terms mean, axes (free…, below…), the derivatives of names replaced by their own. null where they cannot be read. */
export function tensorOfTerms(
  terms: readonly DerivativeTerm[],
  free: readonly IndexName[],
  below: readonly IndexName[],
  lookup: Lookup,
  derivativeOf: (of: Operand) => TensorNode,
): TensorNode | null {
  const all = [...free, ...below];
  const shape = all.map(index => index.size);
  const summands: (readonly [Q.Rational, TensorNode])[] = [];
  for (const term of terms) {
    const labels = new Map<string, number>();
    const label = (index: IndexName): number => {
      if (!labels.has(index.letter)) labels.set(index.letter, labels.size);
      return labels.get(index.letter)!;
    };
    const out = all.map(label);
    const nodes: TensorNode[] = [];
    const own: number[][] = [];
    for (const factor of term.factors) {
      if (factor.kind === 'derivative') {
        nodes.push(derivativeOf(factor.of));
        own.push([...factor.indices, ...below].map(label));
        continue;
      }
      const indices = indicesOf(factor);
      const node = factorTensor(factor, lookup);
      if (!node) return null;
      nodes.push(node);
      own.push(indices.map(label));
    }
    summands.push([term.coefficient, product(nodes, own, out, shape)]);
  }
  return linear(summands, shape);
}
