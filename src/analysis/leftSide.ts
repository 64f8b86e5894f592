/** The left side of a result: ∂L/∂θ, ∂²L/∂θ∂Φ, ∂K_pq/∂R_ij. */

import { lower } from '../lowering/lower.ts';
import { printLatex } from '../notation/latex.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { latexName } from '../notation/names.ts';
import { printUnicode } from '../notation/unicode.ts';
import type { IndexSymbol, Typed, TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import { refusing } from './derive.ts';
import { namesIn } from './hoverInfo.ts';
import type { Printed } from './result.ts';

export function leftSide(query: TypedQuery): Printed {
  const of = numerator(query.of);
  const order = query.wrt.length;
  const exponent = order > 1 ? { unicode: SUPERSCRIPTS[order] ?? `^${order}`, latex: `^{${order}}` } : { unicode: '', latex: '' };
  const variables = query.wrt.map((symbol, k) => withIndices(symbol, query.wrtIndices[k] ?? null));
  const same = order > 1 && query.wrt.every((symbol, k) => symbol === query.wrt[0] && !query.wrtIndices[k]);
  const below = same
    ? { unicode: `∂${variables[0]!.unicode}${exponent.unicode}`, latex: `\\partial ${variables[0]!.latex}${exponent.latex}` }
    : { unicode: variables.map(variable => `∂${variable.unicode}`).join(''), latex: variables.map(variable => `\\partial ${variable.latex}`).join('\\,') };
  if (of.isShort)
    return { unicode: `∂${exponent.unicode}${of.unicode}/${below.unicode}`, latex: `\\frac{\\partial${exponent.latex} ${of.latex}}{${below.latex}}` };
  return {
    unicode: `∂${exponent.unicode}(${of.unicode})/${below.unicode}`,
    latex: `\\frac{\\partial${exponent.latex}}{${below.latex}} \\left(${of.latex}\\right)`,
  };
}

const SUPERSCRIPTS = ['', '', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

function numerator(of: Typed): Printed & { readonly isShort: boolean } {
  if (of.op === 'reference' || of.op === 'variable') return { unicode: of.symbol.written, latex: latexName(of.symbol.name), isShort: true };
  if (of.op === 'entry' && (of.args[0].op === 'reference' || of.args[0].op === 'variable'))
    return { ...withIndices(of.args[0].symbol, of.indices), isShort: true };
  const outcome = refusing(of.span, () => ({ form: matrixForm(lower(of, { leaves: namesIn(of) }), { writtenBelow: Number.POSITIVE_INFINITY }) }));
  const form = 'form' in outcome ? outcome.form : null;
  return form ? { unicode: printUnicode(form), latex: printLatex(form), isShort: false } : { unicode: 'f', latex: 'f', isShort: true };
}

function withIndices(symbol: TypedSymbol, indices: readonly (number | IndexSymbol | null)[] | null): Printed {
  const name = { unicode: symbol.written, latex: latexName(symbol.name) };
  if (!indices) return name;
  const texts = indices.map(index => (index === null ? ':' : typeof index === 'number' ? String(index) : index.name));
  const joined = texts.every(text => text.length === 1) ? texts.join('') : texts.join(',');
  return { unicode: `${name.unicode}_${joined.length === 1 ? joined : `{${joined}}`}`, latex: `${name.latex}_{${joined}}` };
}
