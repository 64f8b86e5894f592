/** Terms of a sum in matrix form, and the common factors that are taken out of them. */

import type { Dimension } from '../dimensions/dimension.ts';
import * as Q from '../tensors/rational.ts';
import { identityOf, orientationOf, summed, transposed } from './construct.ts';
import type { MatrixForm } from './form.ts';
import { areEqual, formCost, formKey } from './formKey.ts';
import { sizesOf } from './formSizes.ts';
import type { ScalarFactor } from './network.ts';

import { normalized, type Term, termForm } from './term.ts';

/** What a term without a matrix part stands for when others have one: rows and columns of the sum, null where there is no axis. */
export interface Frame {
  readonly rows: Dimension | null;
  readonly columns: Dimension | null;
}

/** The sum as a form; common factors are taken out where that is shorter, unless the user wrote it so. */
export function sumForm(terms: readonly Term[], frame: Frame, factoring: boolean): MatrixForm {
  const plain = summed((factoring ? sortedTerms(terms) : terms).map(asSummand));
  if (!factoring || terms.length === 1 || nothingIsCommon(terms)) return plain;
  const gathered = gatheredVector(terms);
  if (gathered) {
    const form = sumForm(gathered, frame, true);
    if (formCost(form) < formCost(plain)) return form;
  }
  const factored = factoredForm(terms, frame);
  const isOneVector = terms[0]!.chain.length > 0 && terms.every(term => haveEqualChains(term, terms[0]!));
  return formCost(factored) <= formCost(plain) + (isOneVector ? ONE_VECTOR_BONUS : 0) ? factored : plain;
}

/** (aᵀ x) b + (bᵀ x) a with x behind every chain: b aᵀ x + a bᵀ x. null where no vector stands in a scalar of every term. */
function gatheredVector(terms: readonly Term[]): readonly Term[] | null {
  const [first] = terms;
  if (!first || terms.some(term => term.scalars.length === 0 || orientationOf(term.chain) !== 'column')) return null;
  for (const candidate of first.scalars)
    for (const ending of endings(candidate)) {
      const vector = formKey(ending[ending.length - 1]!);
      const moved = terms.map(term => {
        for (const scalar of term.scalars) {
          const chain = endings(scalar).find(each => formKey(each[each.length - 1]!) === vector);
          if (chain) return { coefficient: term.coefficient, scalars: term.scalars.filter(other => other !== scalar), chain: [...term.chain, ...chain] };
        }
        return null;
      });
      if (moved.every(term => term !== null)) return moved;
    }
  return null;
}

/** uᵀ v as a chain that ends in v, and as one that ends in u. */
function endings({ base, exponent }: ScalarFactor): readonly (readonly MatrixForm[])[] {
  if (!Q.isOne(exponent) || base.kind !== 'product' || base.factors[0]!.orientation !== 'row') return [];
  return [base.factors, base.factors.map(transposed).reverse()];
}
/** Whether there is nothing to take out: no number or scalar that all terms have, and no end of a chain that two have. */
function nothingIsCommon(terms: readonly Term[]): boolean {
  let isPositive = false;
  let content = 0;
  for (const { coefficient, scalars, chain } of terms) {
    if (scalars.length > 0 || chain.length === 0 || coefficient.denominator !== 1) return false;
    if (coefficient.numerator > 0) isPositive = true;
    content = gcd(content, Math.abs(coefficient.numerator));
  }
  if (!isPositive || content !== 1) return false;
  for (let k = 0; k < terms.length; k++) {
    const { chain } = terms[k]!;
    for (let other = 0; other < k; other++) {
      const before = terms[other]!.chain;
      if (areEqual(chain[0]!, before[0]!) || areEqual(chain[chain.length - 1]!, before[before.length - 1]!)) return false;
    }
  }
  return true;
}

/** a x + b x reads as (a + b) x even where it is this much longer. */
const ONE_VECTOR_BONUS = 4;

function factoredForm(terms: readonly Term[], frame: Frame): MatrixForm {
  const { outside, inside } = takeOut(terms);
  const grouped = groupEqualBodies(inside);
  if (grouped.length === 1 && terms.length > 1) return termForm(multiplyTerms(outside, grouped[0]!));
  const factored = factorChains(groupEqualScalars(grouped, frame), frame);
  if (factored.length === 1) return termForm(multiplyTerms(outside, factored[0]!));
  if (Q.isOne(outside.coefficient) && outside.scalars.length === 0) return summed(sortedTerms(factored).map(asSummand));
  const body = summed(sortedTerms(factored).map(asSummand));
  const { coefficient, scalars, chain } = outside;
  return termForm(
    body.orientation === 'scalar' ? { coefficient, scalars: [...scalars, { base: body, exponent: Q.ONE }], chain } : { coefficient, scalars, chain: [body] },
  );
}

/** Positive terms first, as people write them, if the first would carry a minus; A before Aᵀ. */
function sortedTerms(terms: readonly Term[]): readonly Term[] {
  const first = terms[0]!;
  const positive = first.coefficient.numerator > 0 ? 0 : terms.findIndex(term => term.coefficient.numerator > 0);
  const sorted = positive <= 0 ? terms.slice() : [terms[positive]!, ...terms.filter((_, k) => k !== positive)];
  for (let k = 0; k + 1 < sorted.length; k++) {
    const [left, right] = [sorted[k]!, sorted[k + 1]!];
    if (!Q.equal(left.coefficient, right.coefficient) || left.chain.length !== right.chain.length || left.chain.length === 0) continue;
    const ours = transposes(left);
    if (ours === 0 || transposes(right) >= ours) continue;
    const turned = chainKey(multipliedChain(left.chain.map(transposed).reverse()));
    if (turned === chainKey(right.chain)) [sorted[k], sorted[k + 1]] = [right, left];
  }
  return sorted;
}

function multipliedChain(chain: readonly MatrixForm[]): readonly MatrixForm[] {
  const factors: MatrixForm[] = [];
  for (const form of chain) {
    if (form.kind === 'product') factors.push(...form.factors);
    else factors.push(form);
  }
  return factors;
}
/** How often ᵀ stands in it. */
function transposes(term: Term): number {
  let count = 0;
  for (const form of term.chain) {
    const key = formKey(form);
    for (let at = key.indexOf('ᵀ'); at >= 0; at = key.indexOf('ᵀ', at + 1)) count++;
  }
  return count;
}

function asSummand(term: Term): { coefficient: Q.Rational; form: MatrixForm } {
  const form = termForm(term);
  return form.kind === 'sum' && form.terms.length === 1 ? { coefficient: form.terms[0]!.coefficient, form: form.terms[0]!.form } : { coefficient: Q.ONE, form };
}

const multiplyTerms = (a: Term, b: Term): Term => ({
  coefficient: Q.multiply(a.coefficient, b.coefficient),
  scalars: [...a.scalars, ...b.scalars],
  chain: [...a.chain, ...b.chain],
});

/** The numeric content, the sign of a sum that is all negative, and the scalars that every term has. */
function takeOut(terms: readonly Term[]): { outside: Term; inside: readonly Term[] } {
  let content = 0;
  let divisor = terms[0]!.coefficient.denominator;
  let sign = -1;
  let hasScalars = false;
  for (const { coefficient, scalars } of terms) {
    content = gcd(content, Math.abs(coefficient.numerator));
    if (coefficient.denominator !== divisor) divisor = 1;
    if (coefficient.numerator >= 0) sign = 1;
    hasScalars ||= scalars.length > 0;
  }
  const coefficient = Q.rational(sign * content, divisor);
  if (!hasScalars) {
    const outside = { coefficient, scalars: NO_SCALARS, chain: NO_FORMS };
    if (Q.isOne(coefficient)) return { outside, inside: terms };
    const inverse = Q.reciprocal(coefficient);
    return { outside, inside: terms.map(term => ({ coefficient: Q.multiply(term.coefficient, inverse), scalars: NO_SCALARS, chain: term.chain })) };
  }
  const common: ScalarFactor[] = [];
  for (const { base } of normalized(terms[0]!.scalars)) {
    const key = formKey(base);
    const exponents = terms.map(term => normalized(term.scalars).find(scalar => formKey(scalar.base) === key)?.exponent ?? Q.ZERO);
    const least = exponents.reduce((a, b) => (Q.toNumber(a) < Q.toNumber(b) ? a : b));
    const most = exponents.reduce((a, b) => (Q.toNumber(a) > Q.toNumber(b) ? a : b));
    if (least.numerator > 0) common.push({ base, exponent: least });
    else if (most.numerator < 0) common.push({ base, exponent: most });
  }
  const inverse = common.map(({ base, exponent }) => ({ base, exponent: Q.negate(exponent) }));
  const inside = terms.map(term => ({
    coefficient: Q.multiply(term.coefficient, Q.reciprocal(coefficient)),
    scalars: normalized([...term.scalars, ...inverse]),
    chain: term.chain,
  }));
  return { outside: { coefficient, scalars: common, chain: [] }, inside };
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const NO_SCALARS: readonly ScalarFactor[] = [];
const NO_FORMS: readonly MatrixForm[] = [];

function chainKey(chain: readonly MatrixForm[]): string {
  let key = '';
  for (let k = 0; k < chain.length; k++) key += k === 0 ? formKey(chain[k]!) : `·${formKey(chain[k]!)}`;
  return key;
}

/** a·M + b·M = (a + b)·M. */
function groupEqualBodies(terms: readonly Term[]): readonly Term[] {
  if (haveDistinctChains(terms)) return terms;
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const key = chainKey(term.chain);
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  if (groups.size === terms.length || (groups.size === 1 && terms[0]!.chain.length === 0)) return terms;
  return [...groups.values()].map(group => {
    if (group.length === 1) return group[0]!;
    const scalars = sumForm(
      group.map(({ coefficient, scalars }) => ({ coefficient, scalars, chain: NO_FORMS })),
      { rows: null, columns: null },
      true,
    );
    return { coefficient: Q.ONE, scalars: [{ base: scalars, exponent: Q.ONE }], chain: group[0]!.chain };
  });
}

function haveDistinctChains(terms: readonly Term[]): boolean {
  for (let k = 0; k < terms.length; k++) for (let other = 0; other < k; other++) if (haveEqualChains(terms[k]!, terms[other]!)) return false;
  return true;
}

const haveEqualChains = (a: Term, b: Term): boolean => a.chain.length === b.chain.length && a.chain.every((form, k) => areEqual(form, b.chain[k]!));

/** c A + c B + D = c (A + B) + D, where c is more than a name. */
function groupEqualScalars(terms: readonly Term[], frame: Frame): readonly Term[] {
  if (terms.length < 3) return terms;
  if (terms.every(term => term.scalars.length === 0)) return terms;
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const key = term.scalars.length === 0 || term.chain.length === 0 ? null : scalarsKey(term);
    if (key === null) continue;
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  let current = terms;
  for (const group of groups.values()) {
    if (group.length < 2 || group.length === terms.length) continue;
    const inner = sumForm(
      group.map(({ coefficient, chain }) => ({ coefficient, scalars: NO_SCALARS, chain })),
      frame,
      true,
    );
    const { coefficient, form } = asCoefficient(inner);
    current = replaceMembers(current, group, { coefficient, scalars: group[0]!.scalars, chain: [form] });
  }
  return current;
}

/** What the identity that is left of an emptied term costs, in signs; and a rest with scalars of its own, which reads badly in brackets. */
const IDENTITY_COST = 3;
const UNEQUAL_SCALARS_COST = 6;

/** Takes out, again and again, the common prefix or suffix of two or more chains that saves most. */
function factorChains(terms: readonly Term[], frame: Frame): readonly Term[] {
  let current = terms;
  for (;;) {
    let best: Candidate | null = null;
    for (const side of SIDES) best = bestPart(current, 0, 0, side, frame, best);
    if (!best) return current;
    current = replaceMembers(current, best.members, combine(best.members, best.length, best.side, frame));
  }
}

type Side = 'prefix' | 'suffix';
const SIDES: readonly Side[] = ['suffix', 'prefix'];

/** A part that chains have in common, so many forms long. */
interface Candidate {
  readonly saving: number;
  readonly members: readonly Term[];
  readonly length: number;
  readonly side: Side;
}

const formAt = (term: Term, k: number, side: Side): MatrixForm | undefined => (side === 'prefix' ? term.chain[k] : term.chain[term.chain.length - 1 - k]);

/** The part that saves most: the best so far, or one of those that go on where the members have `length` forms of `signs` signs in common. */
function bestPart(members: readonly Term[], length: number, signs: number, side: Side, frame: Frame, before: Candidate | null): Candidate | null {
  let best = before;
  for (const group of groupsByForm(members, length, side)) {
    const taken = signs + formCost(formAt(group[0]!, length, side)!) + 1;
    for (const alike of withEqualScalars(group)) {
      if (alike.length < 2) continue;
      const saving = savingOf(alike, taken, length + 1, side, frame);
      if (saving !== null && saving >= 0 && (best === null || saving > best.saving)) best = { saving, members: alike, length: length + 1, side };
      best = bestPart(alike, length + 1, taken, side, frame, best);
    }
  }
  return best;
}

/** How many signs are saved; null where a rest is empty and the size of the identity that it leaves is not known. */
function savingOf(group: readonly Term[], taken: number, length: number, side: Side, frame: Frame): number | null {
  const first = group[0]!;
  let emptied = 0;
  let isUnequal = false;
  for (const term of group) {
    if (term.chain.length === length) emptied++;
    isUnequal ||= (term.scalars.length > 0 || first.scalars.length > 0) && scalarsKey(term) !== scalarsKey(first);
  }
  if (emptied > 0 && !(canBeEmpty(group, length, side) && sizeOfRest(first, length, side, frame) !== null)) return null;
  // brackets cost two signs
  return taken * (group.length - 1) - 2 - emptied * IDENTITY_COST - (isUnequal ? UNEQUAL_SCALARS_COST : 0);
}

/** Two or more members that have equal forms there, in the order of their first. */
function groupsByForm(members: readonly Term[], length: number, side: Side): readonly (readonly Term[])[] {
  let groups: Term[][] | null = null;
  let grouped: Term[] | null = null;
  for (let k = 0; k + 1 < members.length; k++) {
    const first = members[k]!;
    const form = formAt(first, length, side);
    if (!form || grouped?.includes(first)) continue;
    let group: Term[] | null = null;
    for (let other = k + 1; other < members.length; other++) {
      const candidate = formAt(members[other]!, length, side);
      if (!candidate || !areEqual(form, candidate)) continue;
      group ??= [first];
      group.push(members[other]!);
    }
    if (!group) continue;
    groups ??= [];
    groups.push(group);
    grouped ??= [];
    grouped.push(...group);
  }
  return groups ?? NO_GROUPS;
}

const NO_GROUPS: readonly (readonly Term[])[] = [];

/** All that share the part, and those among them whose scalars are alike too: A x + Aᵀ x beside c x is (A + Aᵀ) x. */
function withEqualScalars(group: readonly Term[]): readonly (readonly Term[])[] {
  if (group.every(term => term.scalars.length === 0)) return [group];
  const alike = new Map<string, Term[]>();
  for (const term of group) alike.set(scalarsKey(term), [...(alike.get(scalarsKey(term)) ?? []), term]);
  return alike.size === 1 ? [group] : [group, ...alike.values()];
}

const scalarsKey = (term: Term): string => term.scalars.map(({ base, exponent }) => `${formKey(base)}^${exponent.numerator}/${exponent.denominator}`).join('·');

/** An emptied rest is the identity, so the other rests must be square matrices: some of them are, where the taken part begins or ends in a matrix. */
function canBeEmpty(group: readonly Term[], length: number, side: Side): boolean {
  const rests = group.map(term => rest(term, length, side)).filter(chain => chain.length > 0);
  return rests.length > 0 && rests.every(chain => orientationOf(chain) === 'matrix');
}

const rest = (term: Term, length: number, side: Side): readonly MatrixForm[] =>
  side === 'prefix' ? term.chain.slice(length) : term.chain.slice(0, term.chain.length - length);

const takenPart = (term: Term, length: number, side: Side): readonly MatrixForm[] =>
  side === 'prefix' ? term.chain.slice(0, length) : term.chain.slice(term.chain.length - length);

/** The size of the identity that stands for an emptied rest. */
function sizeOfRest(term: Term, length: number, side: Side, frame: Frame): Dimension | null {
  const taken = takenPart(term, length, side);
  return side === 'prefix' ? (frame.columns ?? sizesOf(taken[taken.length - 1]!).columns) : (frame.rows ?? sizesOf(taken[0]!).rows);
}

function combine(members: readonly Term[], length: number, side: Side, frame: Frame): Term {
  const first = members[0]!;
  const taken = takenPart(first, length, side);
  const size = sizeOfRest(first, length, side, frame);
  const rests = members.map(term => {
    const chain = rest(term, length, side);
    return { coefficient: term.coefficient, scalars: term.scalars, chain: chain.length > 0 || !size ? chain : [identityOf(size)] };
  });
  const inner = sumForm(
    rests,
    side === 'prefix'
      ? { rows: size && sizesOf(taken[taken.length - 1]!).columns, columns: frame.columns }
      : { rows: frame.rows, columns: sizesOf(taken[0]!).rows },
    true,
  );
  if (inner.orientation === 'scalar') return { coefficient: Q.ONE, scalars: [{ base: inner, exponent: Q.ONE }], chain: taken };
  const { coefficient, form } = asCoefficient(inner);
  const parts = form.kind === 'product' && form.factors.every(factor => factor.orientation !== 'scalar') ? form.factors : [form];
  return { coefficient, scalars: [], chain: side === 'prefix' ? [...taken, ...parts] : [...parts, ...taken] };
}

const asCoefficient = (form: MatrixForm): { coefficient: Q.Rational; form: MatrixForm } =>
  form.kind === 'sum' && form.terms.length === 1 ? form.terms[0]! : { coefficient: Q.ONE, form };

function replaceMembers(terms: readonly Term[], members: readonly Term[], combined: Term): readonly Term[] {
  const at = terms.indexOf(members[0]!);
  const kept = terms.filter(term => !members.includes(term) || term === members[0]);
  return kept.map(term => (term === terms[at] ? combined : term));
}
