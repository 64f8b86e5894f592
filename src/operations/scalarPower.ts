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

/** exp(k log u); of a negative base only whole powers exist, and the base alone may move. */
function powerOf(u: Dense, k: Dense): Parts | NoValue {
  const [x, exponent] = [u.re[0]!, k.re[0]!];
  if (x === 0 || (x < 0 && (!Number.isInteger(exponent) || k.im))) return { reason: 'undefined' };
  const [logRe, logIm] = [Math.log(Math.abs(x)), (u.im?.[0] ?? 0) / x];
  const size = Math.exp(exponent * logRe);
  if (!Number.isFinite(size)) return { reason: 'undefined' };
  const value = x < 0 && exponent % 2 !== 0 ? -size : size;
  const angle = exponent * logIm + (k.im?.[0] ?? 0) * logRe;
  return { re: Float64Array.of(value), im: u.im || k.im ? Float64Array.of(value * angle) : null };
}
