/** f′ of an entry as factors of a product in index notation, as the row of the function says. */

import type { IndexFactor } from '../notation/form.ts';
import type { EntrywiseAlgebra } from '../operations/algebras.ts';
import { type ElementwiseName, primitiveRow } from '../operations/elementwise.ts';
import { rationalOf } from '../tensors/entrywiseAlgebra.ts';
import * as Q from '../tensors/rational.ts';

export type FunctionFactor = Extract<IndexFactor, { kind: 'function' }>;

/** A number times a product of entries. */
export interface Slope {
  readonly coefficient: Q.Rational;
  readonly factors: readonly IndexFactor[];
}

/** f′(u) for the factor f(u), whatever its exponent; null where it is 0 or no product of factors. */
export function slopeOf(factor: FunctionFactor, name: ElementwiseName): Slope | null {
  const slope = primitiveRow(name).derivative(slopeAlgebra(factor), argumentOf(factor), plain({ ...factor, exponent: Q.ONE }));
  return slope && !Q.isZero(slope.coefficient) ? slope : null;
}

const plain = (...factors: readonly IndexFactor[]): Slope => ({ coefficient: Q.ONE, factors });

/** u: a single entry keeps its own form. */
function argumentOf(factor: FunctionFactor): Slope {
  const [inside] = factor.argument.terms;
  const [only] = inside!.factors;
  return plain(
    factor.argument.terms.length === 1 && only?.kind === 'entry' && inside!.factors.length === 1 && Q.isOne(inside!.coefficient)
      ? only
      : { ...factor, function: null, exponent: Q.ONE },
  );
}

const slopeAlgebra = ({ argument: { free } }: FunctionFactor): EntrywiseAlgebra<Slope | null> => {
  const wrapped = (name: FunctionFactor['function'], terms: readonly Slope[]): Slope =>
    plain({ kind: 'function', function: name, exponent: Q.ONE, argument: { free, terms: terms.map(term => ({ ...term, summed: [] })) } });
  return {
    number: value => ({ coefficient: rationalOf(value), factors: [] }),
    pi: () => plain({ kind: 'entry', form: { kind: 'name', orientation: 'scalar', name: 'π', variable: false }, indices: [], exponent: Q.ONE }),
    zero: () => ({ coefficient: Q.rational(0), factors: [] }),
    affine: (constant, slope, u) => {
      if (!u) return null;
      const scaled = { coefficient: Q.multiply(rationalOf(slope), u.coefficient), factors: u.factors };
      return constant === 0 ? scaled : wrapped(null, [{ coefficient: rationalOf(constant), factors: [] }, scaled]);
    },
    times: (a, b) => a && b && { coefficient: Q.multiply(a.coefficient, b.coefficient), factors: [...a.factors, ...b.factors] },
    power: (u, exponent) => {
      const by = rationalOf(exponent);
      // (u²)^½ is |u|
      if (!u || !Q.isOne(u.coefficient) || (!Q.isInteger(by) && !u.factors.every(hasNoExponent))) return null;
      return plain(...u.factors.map(factor => raised(factor, by)));
    },
    apply: (name, u) => {
      if (!u) return null;
      const [only] = u.factors;
      // what stands as a bracket is the argument already
      if (u.factors.length === 1 && Q.isOne(u.coefficient) && only?.kind === 'function' && only.function === null && Q.isOne(only.exponent))
        return plain({ ...only, function: name as ElementwiseName });
      return wrapped(name as ElementwiseName, [u]);
    },
  };
};

const hasNoExponent = (factor: IndexFactor): boolean => factor.kind === 'delta' || Q.isOne(factor.exponent);
const raised = (factor: IndexFactor, exponent: Q.Rational): IndexFactor =>
  factor.kind === 'delta' ? factor : { ...factor, exponent: Q.multiply(factor.exponent, exponent) };
