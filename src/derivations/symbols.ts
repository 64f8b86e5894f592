/** Names with a meaning of their own in a derivation: differentials (`dθ`), and derivatives of one name by another. */

import type { MatrixForm, Orientation } from '../notation/form.ts';
import type { Printed } from './printing.ts';

/** No name of the language begins with this sign. */
const DIFFERENTIAL = 'ⅆ';

/** The name of the differential of a name. */
export const differentialName = (name: string): string => `${DIFFERENTIAL}${name}`;

/** The name whose differential this is, or null. */
export const isDifferentialOf = (name: string): string | null => (name.startsWith(DIFFERENTIAL) ? name.slice(DIFFERENTIAL.length) : null);

export const differentialForm = (name: string, orientation: Orientation): MatrixForm => ({
  kind: 'name',
  orientation,
  name: differentialName(name),
  variable: true,
});

/** What is differentiated: a name, or an expression; one that begins with a function's name needs no brackets. */
export type Differentiated = Printed & { readonly compound?: boolean };

const isCall = (text: string): boolean => /^[a-z|]{2,}\([^()]*\)\|?$/.test(text) || /^‖[^‖]*‖(_F)?²?$/.test(text);

/** `∂L/∂θ` of two printed names; an expression goes behind the fraction. */
export function derivativeOf(of: Differentiated, by: Printed): Printed {
  if (of.compound && /^[\p{L}\p{N}]+$/u.test(of.unicode)) return derivativeOf({ unicode: of.unicode, tex: of.tex }, by);
  if (of.compound && isCall(of.unicode)) return { unicode: `∂ ${of.unicode}/∂${by.unicode}`, tex: `\\frac{\\partial\\, ${of.tex}}{\\partial ${by.tex}}` };
  if (of.compound) return { unicode: `∂(${of.unicode})/∂${by.unicode}`, tex: `\\frac{\\partial}{\\partial ${by.tex}}\\left(${of.tex}\\right)` };
  return { unicode: `∂${of.unicode}/∂${by.unicode}`, tex: `\\frac{\\partial ${of.tex}}{\\partial ${by.tex}}` };
}

/** `∂²L/∂θ²`, `∂²L/∂θ∂Φ` */
export function secondDerivativeOf(of: Differentiated, first: Printed, second: Printed): Printed {
  const same = first.unicode === second.unicode;
  const below = same
    ? { unicode: `∂${first.unicode}²`, tex: `\\partial ${first.tex}^{2}` }
    : { unicode: `∂${first.unicode}∂${second.unicode}`, tex: `\\partial ${first.tex}\\,\\partial ${second.tex}` };
  if (of.compound && isCall(of.unicode)) return { unicode: `∂² ${of.unicode}/${below.unicode}`, tex: `\\frac{\\partial^{2}\\, ${of.tex}}{${below.tex}}` };
  if (of.compound) return { unicode: `∂²(${of.unicode})/${below.unicode}`, tex: `\\frac{\\partial^{2}}{${below.tex}}\\left(${of.tex}\\right)` };
  return { unicode: `∂²${of.unicode}/${below.unicode}`, tex: `\\frac{\\partial^{2} ${of.tex}}{${below.tex}}` };
}
