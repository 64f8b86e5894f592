/** The left side of a result: ∂L/∂θ, ∂²L/∂θ∂Φ, ∂K_pq/∂R_ij. */

import { latexName } from '../notation/names.ts';
import type { IndexSymbol, Typed, TypedQuery, TypedStatement, TypedSymbol } from '../shapes/typed.ts';
import type { Derived } from './derive.ts';
import { writtenFormula } from './hoverInfo.ts';
import { indexNamesOf } from './print.ts';
import type { Printed } from './result.ts';
import { isValueQuery } from './valueQuery.ts';

/** What stands on the left of a statement's result; an adjoint claim's is written as the adjoint. */
export function leftOf({ typed, query, written }: { readonly typed: TypedStatement; readonly query: TypedQuery | null; readonly written: string }): Printed {
  const { tree } = typed;
  const left = tree.kind === 'claim' && tree.adjoint ? tree.members[0] : undefined;
  if (left?.kind === 'adjoint') return { unicode: left.written, latex: `\\mathrm{d}${latexName(left.of)}` };
  if (query && isValueQuery(query)) return { unicode: written, latex: latexText(written) };
  return query ? leftSide(query) : { unicode: '', latex: '' };
}

/** What a person wrote is text, not mathematics of ours. */
export const latexText = (text: string): string => `\\text{${text.replace(/[\\{}$%&#_^~]/g, character => TEXT_ESCAPES[character] ?? '')}}`;

const TEXT_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash ',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '^': '\\textasciicircum ',
  '~': '\\textasciitilde ',
};

function leftSide(query: TypedQuery): Printed {
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
  const formula = writtenFormula(of);
  return formula ? { ...formula, isShort: false } : { unicode: 'f', latex: 'f', isShort: true };
}

function withIndices(symbol: TypedSymbol, indices: readonly (number | IndexSymbol | null)[] | null): Printed {
  const name = { unicode: symbol.written, latex: latexName(symbol.name) };
  if (!indices) return name;
  const texts = indices.map(index => (index === null ? ':' : typeof index === 'number' ? String(index) : index.name));
  const joined = texts.every(text => text.length === 1) ? texts.join('') : texts.join(',');
  return { unicode: `${name.unicode}_${joined.length === 1 ? joined : `{${joined}}`}`, latex: `${name.latex}_{${joined}}` };
}

/**
 * `\\nabla_{\\theta} L`, `\\nabla_{\\theta}^{2} L`: the gradient of a scalar by one variable, or its Hessian by a vector.
 * null for everything else, for which that notation has no agreed meaning.
 */
export function gradientLeft({ query, sides }: Derived): string | null {
  const [symbol, second] = query.wrt;
  const { shape } = query.of;
  if (!symbol || sides || shape.rows.length + shape.columns.length > 0 || query.wrtIndices.some(indices => indices)) return null;
  const axes = symbol.shape.rows.length + symbol.shape.columns.length;
  if (axes === 0 || query.wrt.length > 2 || (second && (second !== symbol || axes > 1))) return null;
  const of = numerator(query.of);
  return `\\nabla_{${latexName(symbol.name)}}${second ? '^{2}' : ''} ${of.isShort ? of.latex : `\\left(${of.latex}\\right)`}`;
}

/** An index in the hue of its axis: a sentinel colour that whoever shows it replaces. */
export const coloured = (letter: string, role: string): string =>
  role === 'numerator' ? `\\textcolor{0a0001}{${latexName(letter)}}` : `\\textcolor{0a0002}{${latexName(letter)}}`;

/** ∂K_pq/∂R_ij: the entry that the index form gives; with labels for the axes ∂K_12/∂R_21, and ∂K_12/∂R where some are null. */
export function entryLeft(derived: Derived, labels: readonly (string | null)[] | null = null): Printed {
  const { query } = derived;
  const letters = indexNamesOf(derived).map((index, axis) => ({ letter: labels ? (labels[axis] ?? null) : index.letter, role: index.role }));
  const taken = { at: 0 };
  const indexed = (name: Printed, axes: number): Printed => {
    const own = letters.slice(taken.at, taken.at + axes).flatMap(({ letter, role }) => (letter === null ? [] : [{ letter, role }]));
    const separator = own.some(({ letter }) => /^\d\d/.test(letter)) ? ',' : '';
    taken.at += axes;
    if (own.length === 0) return name;
    return {
      unicode: `${name.unicode}_${own.map(index => index.letter).join(separator)}`,
      latex: `{${name.latex}}_{${own.map(index => coloured(index.letter, index.role)).join(separator)}}`,
    };
  };
  if (isValueQuery(query)) return indexed({ unicode: '(·)', latex: '(\\cdot)' }, letters.length);
  const of = query.of.op === 'entry' ? query.of.args[0] : query.of;
  const named = of.op === 'reference' || of.op === 'variable';
  const above = indexed(named ? { unicode: of.symbol.written, latex: latexName(of.symbol.name) } : { unicode: 'f', latex: 'f' }, derived.ofAxes.length);
  const below = query.wrt.map((symbol, k) => indexed({ unicode: symbol.written, latex: latexName(symbol.name) }, derived.wrtAxes[k]!.length));
  const order = query.wrt.length > 1 ? { unicode: '²³⁴⁵⁶⁷⁸⁹'[query.wrt.length - 2] ?? '', latex: `^{${query.wrt.length}}` } : { unicode: '', latex: '' };
  return {
    unicode: `∂${order.unicode}${above.unicode}/${below.map(part => `∂${part.unicode}`).join('')}`,
    latex: `\\frac{\\partial${order.latex} ${above.latex}}{${below.map(part => `\\partial ${part.latex}`).join('\\,')}}`,
  };
}
