/** Exact rational coefficients: small integers, always reduced, the denominator positive. */

export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

/** Arithmetic would leave the integers that a double holds exactly. The derivation is refused, never rounded. */
export class CoefficientOverflow extends Error {
  constructor() {
    super('a coefficient has too many digits for exact arithmetic');
    this.name = 'CoefficientOverflow';
  }
}

const gcd = (a: number, b: number): number => {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
};

export function rational(numerator: number, denominator = 1): Rational {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator === 0) throw new CoefficientOverflow();
  if (denominator === 1) return numerator === 1 ? ONE : numerator === 0 ? ZERO : numerator === -1 ? MINUS_ONE : { numerator, denominator };
  const divisor = gcd(Math.abs(numerator), Math.abs(denominator)) * (denominator < 0 ? -1 : 1);
  const n = numerator / divisor;
  const d = denominator / divisor;
  return d === 1 ? rational(n) : { numerator: n, denominator: d };
}

export const ONE: Rational = { numerator: 1, denominator: 1 };
export const ZERO: Rational = { numerator: 0, denominator: 1 };
export const MINUS_ONE: Rational = { numerator: -1, denominator: 1 };

export const add = (a: Rational, b: Rational): Rational => {
  if (a.denominator === 1 && b.denominator === 1) return rational(a.numerator + b.numerator);
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
};
export const multiply = (a: Rational, b: Rational): Rational => {
  if (a === ONE) return b;
  if (b === ONE) return a;
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
};
export const negate = (a: Rational): Rational => rational(-a.numerator, a.denominator);
export const reciprocal = (a: Rational): Rational => rational(a.denominator, a.numerator);
export const equal = (a: Rational, b: Rational): boolean => a.numerator === b.numerator && a.denominator === b.denominator;
export const isOne = (a: Rational): boolean => a.numerator === 1 && a.denominator === 1;
export const isZero = (a: Rational): boolean => a.numerator === 0;
export const isInteger = (a: Rational): boolean => a.denominator === 1;
export const toNumber = (a: Rational): number => a.numerator / a.denominator;

/** Integer exponents only. */
export function integerPower(a: Rational, exponent: number): Rational {
  let result = ONE;
  for (let i = 0; i < Math.abs(exponent); i++) result = multiply(result, a);
  return exponent < 0 ? reciprocal(result) : result;
}

/** A decimal as written: `0.5` is 1/2, `1e-3` is 1/1000; null where it has too many digits. */
export function parseDecimal(text: string): Rational | null {
  const match = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return null;
  const digits = (match[1] ?? '') + (match[2] ?? '');
  const shift = Number(match[3] ?? 0) - (match[2] ?? '').length;
  if (digits.replace(/^0+/, '').length > 15 || Math.abs(shift) > 15) return null;
  const numerator = Number(digits) * 10 ** Math.max(shift, 0);
  const denominator = 10 ** Math.max(-shift, 0);
  return Number.isSafeInteger(numerator) ? rational(numerator, denominator) : null;
}
