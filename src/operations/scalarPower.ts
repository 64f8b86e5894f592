/** u^k of two scalars, where k is no number that is known: σ^n, det(A)^p. */

import type { Dense, NoValue, OperationRow, Parts } from './tensorOperation.ts';

const scalarPower: OperationRow = {
  axes: ',->',
  derivatives: [
    (t, _value, u, k) => [t.term(1, ',->,', k!, t.apply('scalarPower', u!, t.sum([1, k!], [-1, t.one()])))],
    (t, value, u) => [t.term(1, ',->,', value, t.log(u!))],
  ],
  value: (u, k) => powerOf(u!, k!),
  branches: true,
  printing: {
    words: 'power',
    isPower: true,
    unicode: ([u, k]) => `${bracketed(u!)}^${/^[\p{L}\p{M}]$/u.test(k!) && !/^[Tt]$/.test(k!) ? k : `(${k})`}`,
    latex: ([u, k]) => `${/^(?:[A-Za-z]|\\[A-Za-z]+)$/.test(u!) ? u : `\\left(${u}\\right)`}^{${k}}`,
    python: '@.float_power($1, $2)',
  },
  operations: [[1, '']],
  rule: { id: 'symbolic-power', words: 'derivative of a power with a name in its exponent', source: null },
};

export const scalarPowerRows = { scalarPower } satisfies Readonly<Record<string, OperationRow>>;

/** A name, a call or a norm takes the exponent as it is. */
const bracketed = (text: string): string => (/^(?:\p{L}[\p{L}\p{M}\p{N}_]*|\p{L}+\([^()]*\)|‖[^‖]*‖)$/u.test(text) ? text : `(${text})`);

/** Real: it stands in results only, and what is differentiated by numbers is the power entry by entry. */
function powerOf(u: Dense, k: Dense): Parts | NoValue {
  const value = u.re[0]! ** k.re[0]!;
  return Number.isFinite(value) ? { re: Float64Array.of(value), im: null } : { reason: 'undefined' };
}
