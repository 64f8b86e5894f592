/**
 * What the rows of this folder are written against. A row says once what a function is; the stages interpret it: over
 * tensors, over what a derivation prints, over complex numbers, modulo a prime, and a test over plain numbers.
 */

/** A fraction of two whole numbers, or a whole number. */
export type Fraction = number | readonly [numerator: number, denominator: number];

/** Arithmetic entry by entry, in which derivatives and definitions are written. Operands have one shape, or are numbers. */
export interface EntrywiseAlgebra<T> {
  readonly number: (value: Fraction) => T;
  readonly pi: () => T;
  /** 0 in the shape of `like`. */
  readonly zero: (like: T) => T;
  /** constant + slope · u */
  readonly affine: (constant: Fraction, slope: Fraction, u: T) => T;
  readonly times: (a: T, b: T) => T;
  readonly power: (u: T, exponent: Fraction) => T;
  /** The function of the row of this name. */
  readonly apply: (name: string, u: T) => T;
}

export interface ComplexNumber {
  readonly re: number;
  readonly im: number;
}

/** Complex arithmetic, in which the certificate evaluates: near the real axis, on the branch of the real part. */
export interface ComplexAlgebra<Z extends ComplexNumber> {
  readonly number: (re: number, im?: number) => Z;
  readonly add: (a: Z, b: Z) => Z;
  readonly multiply: (a: Z, b: Z) => Z;
  readonly divide: (a: Z, b: Z) => Z;
  readonly scaled: (factor: number, z: Z) => Z;
  readonly exp: (z: Z) => Z;
  readonly log: (z: Z) => Z;
  readonly sin: (z: Z) => Z;
  readonly cos: (z: Z) => Z;
  readonly tan: (z: Z) => Z;
  readonly sinh: (z: Z) => Z;
  readonly cosh: (z: Z) => Z;
  readonly tanh: (z: Z) => Z;
  readonly sqrt: (z: Z) => Z;
  /** f⁻¹(z) by Newton's iteration from its value on the real axis. */
  readonly inverse: (start: (x: number) => number, f: (w: Z) => Z, slope: (w: Z) => Z, z: Z) => Z;
}

/**
 * The integers modulo a prime that is 3 modulo 4, where equality is tested. A function that is not rational is random
 * there, with its relations built in: of u and −u one is a square and decides the value at the other.
 */
export interface ModularAlgebra {
  readonly add: (a: number, b: number) => number;
  readonly subtract: (a: number, b: number) => number;
  readonly multiply: (a: number, b: number) => number;
  readonly negate: (u: number) => number;
  readonly reciprocal: (u: number) => number;
  readonly half: (u: number) => number;
  readonly pi: () => number;
  readonly isSquare: (u: number) => boolean;
  /** The Legendre symbol: odd and multiplicative like the sign. */
  readonly sign: (u: number) => number;
  /** e^{−u} = 1/e^u, e⁰ = 1 */
  readonly exp: (u: number) => number;
  /** log(1/u) = −log u, log 1 = 0 */
  readonly log: (u: number) => number;
  /** A rational point of the circle, the sine odd in u. */
  readonly circle: (u: number) => readonly [cosine: number, sine: number];
  /** Not 0, the same for the same name and argument. */
  readonly random: (name: string, u: number) => number;
  /** Random, with f(−u) = −f(u). */
  readonly odd: (name: string, u: number) => number;
}
