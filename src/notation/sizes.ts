/** Sizes as expressions that the language reads back: `2 n`, `n m`, `n + 1`; never letters run together. */

import type { Dimension } from '../dimensions/dimension.ts';
import { LEVEL, type Piece } from './precedence.ts';

/** @param name spells one named size; `power` one with an exponent; `joiner` stands between factors. */
export function sizePiece(dimension: Dimension, name: (size: string) => string, power: (base: string, exponent: number) => string): Piece {
  if (dimension.name !== null) return { text: name(dimension.name), level: LEVEL.atom };
  if (dimension.terms.length === 0) return { text: '0', level: LEVEL.atom };
  const terms = dimension.terms.map(({ coefficient, monomial }) => {
    const factors = monomial.factors.map(([size, exponent]) => (exponent === 1 ? name(size) : power(name(size), exponent)));
    const magnitude = Math.abs(coefficient);
    if (magnitude !== 1 || factors.length === 0) factors.unshift(String(magnitude));
    return { negative: coefficient < 0, text: factors.join(' '), single: factors.length === 1 && (monomial.factors[0]?.[1] ?? 1) === 1 };
  });
  const text = terms.map(({ negative, text }, i) => (i === 0 ? `${negative ? '-' : ''}${text}` : `${negative ? ' - ' : ' + '}${text}`)).join('');
  const only = terms.length === 1 ? terms[0]! : null;
  return { text, level: !only ? LEVEL.sum : only.negative ? LEVEL.unary : only.single ? LEVEL.atom : LEVEL.product };
}
