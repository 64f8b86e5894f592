/** The table of cases: what an entry is where the deltas of the index form are 1 or 0, as the lecture prints it for dK/dR. */

import * as Q from '../tensors/rational.ts';
import type { IndexFactor, IndexForm, IndexName, IndexTerm } from './form.ts';
import { formKey } from './formKey.ts';

export interface Case {
  /** The entry in this case; no terms is 0. */
  readonly value: IndexForm;
  /** `j = p, p ≠ q`, `otherwise` */
  readonly condition: string;
  /** Free letters that are equal in this case, and that differ; `otherwise` has none of either and is what no case before it is. */
  readonly equal: readonly Pair[];
  readonly different: readonly Pair[];
}
export type Pair = readonly [string, string];

/** More different deltas than this make a table that nobody reads. */
const DELTAS = 3;

/** null where no delta splits the form, or too many do. */
export function tableOfCases(form: IndexForm): readonly Case[] | null {
  const pairs = new Map<string, Pair>();
  const free = new Set(form.free.map(index => index.letter));
  for (const term of form.terms)
    for (const factor of term.factors) {
      if (factor.kind !== 'delta' || /^\d/.test(factor.right.letter)) continue;
      // what a sum runs over is in no case
      if (!free.has(factor.left.letter) || !free.has(factor.right.letter)) return null;
      // blocks are told apart by the ranges of their indices, which no case says
      if (factor.left.offset || factor.right.offset) return null;
      pairs.set(pairKey(factor), [factor.left.letter, factor.right.letter]);
    }
  if (pairs.size === 0 || pairs.size > DELTAS) return null;
  const keys = [...pairs.keys()];
  const order = form.free.map(index => index.letter);
  const subsets = Array.from({ length: 2 ** keys.length }, (_, bits) => keys.filter((_, k) => bits & (1 << k)));
  const rest = restricted(form, [], letter => letter);
  const cases: Case[] = [];
  for (const subset of subsets.filter(chosen => chosen.length > 0).sort((a, b) => a.length - b.length)) {
    const representative = joined(
      subset.map(key => pairs.get(key)!),
      form.free,
    );
    const implied = keys.every(key => subset.includes(key) || representative(pairs.get(key)![0]) !== representative(pairs.get(key)![1]));
    if (!implied) continue;
    const value = restricted(form, subset, representative);
    // terms may cancel in one case alone, which is `otherwise` only where that is 0 too
    if (value.terms.length === 0 && rest.terms.length === 0) continue;
    const different = keys.filter(key => !subset.includes(key)).map(key => pairs.get(key)!);
    cases.push({ value, condition: conditionText(subset, keys, pairs, representative, order), equal: subset.map(key => pairs.get(key)!), different });
  }
  if (cases.length === 0) return null;
  return [...cases, { value: rest, condition: 'otherwise', equal: [], different: [] }];
}

const pairKey = (factor: IndexFactor & { kind: 'delta' }): string => [factor.left.letter, factor.right.letter].sort().join('=');

/** Letters that are equal in this case are written as the numerator's last of them. */
function joined(pairs: readonly (readonly [string, string])[], free: readonly IndexName[]): (letter: string) => string {
  const preferred = [...free.filter(index => index.role === 'numerator').reverse(), ...free.filter(index => index.role !== 'numerator')].map(
    index => index.letter,
  );
  const classes = new Map<string, Set<string>>();
  for (const [a, b] of pairs) {
    const merged = new Set([...(classes.get(a) ?? [a]), ...(classes.get(b) ?? [b])]);
    for (const letter of merged) classes.set(letter, merged);
  }
  return letter => preferred.find(candidate => classes.get(letter)?.has(candidate)) ?? letter;
}

/** The terms whose deltas are all 1, with equal letters written alike and like terms merged. */
function restricted(form: IndexForm, subset: readonly string[], representative: (letter: string) => string): IndexForm {
  const merged = new Map<string, IndexTerm>();
  for (const term of form.terms) {
    const deltas = term.factors.filter(factor => factor.kind === 'delta');
    if (!deltas.every(delta => /^\d/.test(delta.right.letter) || subset.includes(pairKey(delta)))) continue;
    const factors = withPowers(
      term.factors.filter(factor => factor.kind !== 'delta' || /^\d/.test(factor.right.letter)).map(factor => rename(factor, representative)),
    ).sort((a, b) => (factorKey(a) < factorKey(b) ? -1 : 1));
    const key = factors.map(factorKey).join('·');
    const before = merged.get(key);
    merged.set(key, { coefficient: before ? Q.add(before.coefficient, term.coefficient) : term.coefficient, summed: term.summed, factors });
  }
  return { free: form.free, terms: [...merged.values()].filter(term => !Q.isZero(term.coefficient)) };
}

/** What stands twice once letters are equal is a power: x_i x_j with i = j. */
function withPowers(factors: readonly IndexFactor[]): IndexFactor[] {
  const powers = new Map<string, IndexFactor>();
  for (const factor of factors) {
    const key = baseKey(factor);
    const before = powers.get(key);
    if (!before || before.kind === 'delta' || factor.kind === 'delta') powers.set(key, factor);
    else powers.set(key, { ...before, exponent: Q.add(before.exponent, factor.exponent) });
  }
  return [...powers.values()].filter(factor => factor.kind === 'delta' || !Q.isZero(factor.exponent));
}

function rename(factor: IndexFactor, representative: (letter: string) => string): IndexFactor {
  const name = (index: IndexName): IndexName => ({ ...index, letter: representative(index.letter) });
  switch (factor.kind) {
    case 'delta':
      return { ...factor, left: name(factor.left), right: name(factor.right) };
    case 'entry':
    case 'tensor':
      return { ...factor, indices: factor.indices.map(name) };
    case 'function':
      return {
        ...factor,
        argument: {
          free: factor.argument.free.map(name),
          terms: factor.argument.terms.map(term => ({ ...term, factors: term.factors.map(inner => rename(inner, representative)) })),
        },
      };
  }
}

function factorKey(factor: IndexFactor): string {
  return factor.kind === 'delta' ? baseKey(factor) : `${baseKey(factor)}^${factor.exponent.numerator}/${factor.exponent.denominator}`;
}

/** Without its exponent. */
function baseKey(factor: IndexFactor): string {
  const letters = (indices: readonly IndexName[]): string => indices.map(index => index.letter).join(',');
  switch (factor.kind) {
    case 'delta':
      return `δ${factor.left.letter}${factor.right.letter}`;
    case 'entry':
      return `${formKey(factor.form)}[${letters(factor.indices)}]`;
    case 'tensor':
      return `${factor.name}[${letters(factor.indices)}]`;
    case 'function':
      return `${factor.function}(${factor.argument.terms.map(term => `${term.coefficient.numerator}/${term.coefficient.denominator}${term.factors.map(factorKey).join('·')}`).join('+')})`;
  }
}

/** `j = p, p ≠ q`: the denominator's letter first, as the lecture writes it. */
function conditionText(
  subset: readonly string[],
  keys: readonly string[],
  pairs: ReadonlyMap<string, readonly [string, string]>,
  representative: (letter: string) => string,
  order: readonly string[],
): string {
  const classes = new Map<string, string[]>();
  for (const key of subset)
    for (const letter of pairs.get(key)!) {
      const first = representative(letter);
      const members = classes.get(first) ?? [];
      if (!members.includes(letter)) members.push(letter);
      classes.set(first, members);
    }
  const position = (letter: string): number => order.indexOf(letter);
  const equalities = [...classes.values()].map(members => {
    const sorted = members.sort((a, b) => position(a) - position(b));
    const last = sorted[sorted.length - 1]!;
    return [last, ...sorted.slice(0, -1)].join(' = ');
  });
  const differences = keys
    .filter(key => !subset.includes(key))
    .map(key => {
      const [a, b] = pairs
        .get(key)!
        .map(representative)
        .sort((x, y) => position(x) - position(y)) as [string, string];
      return `${a} ≠ ${b}`;
    });
  return [...equalities, ...new Set(differences)].join(', ');
}
