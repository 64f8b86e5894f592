/** Entries of composite forms written by entries of names: (log v)_k is log(v_k), (diag s)_ik is δ_ik s_i. */

import { scalarPower } from '../notation/construct.ts';
import type { IndexFactor, IndexForm, IndexName, IndexTerm, MatrixForm } from '../notation/form.ts';
import * as Q from '../tensors/rational.ts';

/** Forms nested deeper stay as they are. */
const DEPTH = 12;

/** The same form with the entries of composite forms opened as far as no sum is needed. */
export function entrywiseForm(form: IndexForm): IndexForm {
  return { free: form.free, terms: form.terms.map(term => ({ ...term, ...openedFactors(term) })) };
}

function openedFactors(term: IndexTerm): { readonly coefficient: Q.Rational; readonly factors: readonly IndexFactor[] } {
  let coefficient = term.coefficient;
  const factors: IndexFactor[] = [];
  for (const factor of term.factors) {
    const opened = factor.kind === 'entry' ? openedEntry(factor.form, factor.indices, factor.exponent, 0) : null;
    if (!opened) factors.push(factor);
    else {
      coefficient = Q.multiply(coefficient, opened.coefficient);
      factors.push(...opened.factors);
    }
  }
  return { coefficient, factors: [...factors.filter(factor => factor.kind === 'delta'), ...factors.filter(factor => factor.kind !== 'delta')] };
}

interface Opened {
  readonly coefficient: Q.Rational;
  readonly factors: readonly IndexFactor[];
}

/** null where the entry stays as it is. */
function openedEntry(form: MatrixForm, indices: readonly IndexName[], exponent: Q.Rational, depth: number): Opened | null {
  if (depth > DEPTH) return null;
  if (indices.length === 0) return openedScalar(form, exponent);
  // a root of a product is no product of roots where signs are not known: (x²)^½ is |x|
  if (!Q.isInteger(exponent) && form.kind !== 'sum') return rooted(form, indices, exponent, depth);
  const inner = (part: MatrixForm, own: readonly IndexName[], power: Q.Rational): readonly IndexFactor[] | null => {
    const opened = openedEntry(part, own, power, depth + 1);
    if (!opened) return [{ kind: 'entry', form: part, indices: own, exponent: power }];
    return Q.isOne(opened.coefficient) ? opened.factors : null;
  };
  switch (form.kind) {
    case 'elementwise': {
      if (form.function === 'sqrt') return one(inner(form.argument, indices, Q.multiply(exponent, Q.rational(1, 2))));
      const argument = inner(form.argument, indices, Q.ONE);
      if (!argument) return null;
      return { coefficient: Q.ONE, factors: [{ kind: 'function', function: form.function, argument: single(indices, argument), exponent }] };
    }
    case 'elementwisePower':
      return one(inner(form.base, indices, Q.multiply(form.exponent, exponent)));
    case 'hadamard': {
      const parts = form.factors.map(factor => inner(factor, factor.orientation === 'scalar' ? [] : indices, exponent));
      return parts.some(part => part === null) ? null : { coefficient: Q.ONE, factors: parts.flatMap(part => part!) };
    }
    case 'transpose':
      return one(inner(form.argument, [...indices].reverse(), exponent));
    case 'call':
      if (form.function !== 'diag' || !Q.isOne(exponent) || indices.length !== 2) return null;
      return one(inner(form.argument, [indices[0]!], Q.ONE), [{ kind: 'delta', left: indices[0]!, right: indices[1]! }]);
    case 'quotient': {
      const above = inner(form.numerator, form.numerator.orientation === 'scalar' ? [] : indices, exponent);
      const below = inner(form.denominator, form.denominator.orientation === 'scalar' ? [] : indices, Q.negate(exponent));
      return above && below && { coefficient: Q.ONE, factors: [...above, ...below] };
    }
    case 'product': {
      const scalars = form.factors.filter(factor => factor.orientation === 'scalar');
      const [column, row, ...others] = form.factors.filter(factor => factor.orientation !== 'scalar');
      if (!column || others.length > 0 || (row && (column.orientation !== 'column' || row.orientation !== 'row' || indices.length !== 2))) return null;
      const parts = [
        ...scalars.map(scalar => inner(scalar, [], exponent)),
        inner(column, row ? [indices[0]!] : indices, exponent),
        ...(row ? [inner(row, [indices[1]!], exponent)] : []),
      ];
      return parts.some(part => part === null) ? null : { coefficient: Q.ONE, factors: parts.flatMap(part => part!) };
    }
    case 'sum':
      return openedSum(form, indices, exponent, depth);
    default:
      return null;
  }
}

/** The entry in brackets under the exponent; a bare name takes it itself. */
function rooted(form: MatrixForm, indices: readonly IndexName[], exponent: Q.Rational, depth: number): Opened | null {
  const opened = openedEntry(form, indices, Q.ONE, depth + 1);
  if (!opened) return null;
  const term: IndexTerm = { coefficient: opened.coefficient, summed: [], factors: opened.factors };
  return { coefficient: Q.ONE, factors: [{ kind: 'function', function: null, argument: { free: indices, terms: [term] }, exponent }] };
}

const one = (factors: readonly IndexFactor[] | null, before: readonly IndexFactor[] = []): Opened | null =>
  factors && { coefficient: Q.ONE, factors: [...before, ...factors] };

const single = (free: readonly IndexName[], factors: readonly IndexFactor[]): IndexForm => ({ free, terms: [{ coefficient: Q.ONE, summed: [], factors }] });

/** A sum in brackets; a scalar in it is added to each entry. */
function openedSum(form: MatrixForm & { kind: 'sum' }, indices: readonly IndexName[], exponent: Q.Rational, depth: number): Opened | null {
  const terms: IndexTerm[] = [];
  for (const term of form.terms) {
    const scalar = term.form.orientation === 'scalar';
    const ones = term.form.kind === 'ones';
    const opened = ones ? { coefficient: Q.ONE, factors: [] } : openedEntry(term.form, scalar ? [] : indices, Q.ONE, depth + 1);
    const factors: readonly IndexFactor[] = opened?.factors ?? [{ kind: 'entry', form: term.form, indices: scalar ? [] : indices, exponent: Q.ONE }];
    terms.push({ coefficient: Q.multiply(term.coefficient, opened?.coefficient ?? Q.ONE), summed: [], factors });
  }
  if (terms.length === 1 && Q.isOne(exponent)) return { coefficient: terms[0]!.coefficient, factors: terms[0]!.factors };
  return { coefficient: Q.ONE, factors: [{ kind: 'function', function: null, argument: { free: indices, terms }, exponent }] };
}

/** √(uᵀu) is ‖u‖; a number is a coefficient. */
function openedScalar(form: MatrixForm, exponent: Q.Rational): Opened | null {
  if (form.kind === 'number' && Q.isInteger(exponent)) return { coefficient: Q.integerPower(form.value, exponent.numerator), factors: [] };
  if (exponent.denominator !== 2) return null;
  const root = scalarPower(form, Q.rational(1, 2));
  return root.kind === 'call' ? { coefficient: Q.ONE, factors: [{ kind: 'entry', form: root, indices: [], exponent: Q.rational(exponent.numerator) }] } : null;
}
