/** Numbers as a matrix between brackets; a scalar stands alone. */

import { append, element, hiddenText } from './elements.ts';
import type { PanelNumbers } from './protocol.ts';

/** @param label what they are, for a screen reader */
export function numberGrid({ rows, columns, entries }: PanelNumbers, label: string): HTMLElement {
  const texts = entries.map(shortNumber);
  const grid = element('span', { class: rows * columns === 1 ? 'numbers single' : 'numbers' });
  grid.style.gridTemplateColumns = `repeat(${columns}, auto)`;
  const lines = Array.from({ length: rows }, (_, row) => texts.slice(row * columns, (row + 1) * columns).join(', '));
  append(grid, [hiddenText(`${label}: ${lines.join('; ')}`), ...texts.map(text => element('span', { 'aria-hidden': 'true' }, text))]);
  return grid;
}

/** Two decimals, and what they cannot show with an exponent. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  const text = size < 0.005 || size >= 1e4 ? value.toExponential(1).replace('e', '·10^').replace('+', '') : value.toFixed(2);
  return text
    .replace(/\^(-?)(\d+)$/, (_, sign: string, digits: string) => (sign ? '⁻' : '') + digits.replace(/\d/g, digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!))
    .replace('-', '−');
}

/** A whole number as it is. */
export const exactNumber = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value).replace('-', '−') : shortNumber(value));
