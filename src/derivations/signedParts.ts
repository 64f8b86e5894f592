/** Terms of a sum as parts, their signs as operators between them. */

import type { MatrixForm } from '../notation/form.ts';
import { LEVEL } from '../notation/precedence.ts';
import * as Q from '../tensors/rational.ts';
import { isZeroForm } from './collecting.ts';
import { type DraftPart, MINUS, PLUS } from './lines.ts';
import { type Printed, printed } from './printing.ts';
import { splitCoefficient } from './rewriteForm.ts';
import { derivativeOf } from './symbols.ts';

interface SumTerm {
  readonly coefficient: Q.Rational;
  readonly form: MatrixForm;
}

/** `2 a − b + 0` */
export function signedForms(terms: readonly SumTerm[], from: readonly string[]): DraftPart[] {
  return signed(
    terms.map(term => {
      if (isZeroForm(term.form)) return { coefficient: Q.integerPower(Q.MINUS_ONE, term.coefficient.numerator < 0 ? 1 : 0), printed: printed(term.form) };
      const { coefficient: own, form } = splitCoefficient(term.form);
      const coefficient = Q.multiply(term.coefficient, own);
      const isUnit = Math.abs(coefficient.numerator) === 1 && coefficient.denominator === 1;
      return { coefficient, printed: printed(form, isUnit ? LEVEL.infix : LEVEL.product) };
    }),
    from,
  );
}

/** `∂a/∂x − 2 ∂(b)/∂x` */
export function signedDerivatives(terms: readonly SumTerm[], by: Printed, from: readonly string[]): DraftPart[] {
  return signed(
    terms.map(({ coefficient, form }) => ({ coefficient, printed: derivativeOf({ ...printed(form), compound: form.kind !== 'name' }, by) })),
    from,
  );
}

function signed(terms: readonly { readonly coefficient: Q.Rational; readonly printed: Printed }[], from: readonly string[]): DraftPart[] {
  return terms.flatMap(({ coefficient, printed: text }, k): DraftPart[] => {
    const negative = coefficient.numerator < 0;
    const size = negative ? Q.negate(coefficient) : coefficient;
    const number = Q.isOne(size) ? null : printed({ kind: 'number', orientation: 'scalar', value: size });
    const body: Printed = number ? { unicode: `${number.unicode} ${text.unicode}`, tex: `${number.tex}\\,${text.tex}` } : text;
    if (k === 0) return [{ unicode: `${negative ? '-' : ''}${body.unicode}`, tex: `${negative ? '-' : ''}${body.tex}`, from }];
    return [negative ? MINUS : PLUS, { ...body, from }];
  });
}
