/** Functions of a number, real and on its complex neighbourhood (the analytic branch at the kinks' sides). */

import type { ElementwiseFunction } from '../shapes/typed.ts';
import { errorFunction } from './errorFunction.ts';
import { type Complex, mathematics } from './mathematics.ts';
import type { Value } from './values.ts';

export interface ScalarFunction {
  readonly real: (x: number) => number;
  readonly complex: (z: Complex) => Complex;
}

const { complex } = mathematics;
const notANumber = (): Complex => complex(Number.NaN, Number.NaN);
const one = complex(1, 0);

/** −1, 0 or 1; not a number for not a number. */
export const signOf = (x: number): number => (x > 0 ? 1 : x < 0 ? -1 : x);
/** 0 at 0, as in the generated code: then a power of a step is the step there too. */
const stepOf = (x: number): number => (x > 0 ? 1 : x <= 0 ? 0 : Number.NaN);
const scaled = (factor: number, z: Complex): Complex => complex(factor * z.re, factor * z.im);
const plusOne = (z: Complex): Complex => complex(1 + z.re, z.im);
const logarithm = (z: Complex): Complex => (z.re > 0 ? mathematics.log(z) : notANumber());

/**
 * f⁻¹(z) by Newton's iteration from the real value: mathjs has the complex asin, acos and atan as logarithms of numbers
 * near the unit circle, which lose imaginary parts below 1e-16.
 */
function inverseFunction(start: (x: number) => number, f: (w: Complex) => Complex, slope: (w: Complex) => Complex): (z: Complex) => Complex {
  return z => {
    let w = complex(start(z.re), 0);
    for (let i = 0; i < 3; i++) w = mathematics.subtract(w, mathematics.divide(mathematics.subtract(f(w), z), slope(w)));
    return w;
  };
}

const negativeSine = (w: Complex): Complex => scaled(-1, mathematics.sin(w));
const tangentSlope = (w: Complex): Complex => {
  const t = mathematics.tan(w);
  return plusOne(mathematics.multiply(t, t));
};

export const scalarFunctions: Record<ElementwiseFunction, ScalarFunction> = {
  exp: { real: Math.exp, complex: mathematics.exp },
  log: { real: Math.log, complex: logarithm },
  sin: { real: Math.sin, complex: mathematics.sin },
  cos: { real: Math.cos, complex: mathematics.cos },
  tan: { real: Math.tan, complex: mathematics.tan },
  sinh: { real: Math.sinh, complex: mathematics.sinh },
  cosh: { real: Math.cosh, complex: mathematics.cosh },
  tanh: { real: Math.tanh, complex: mathematics.tanh },
  asin: { real: Math.asin, complex: inverseFunction(Math.asin, mathematics.sin, mathematics.cos) },
  acos: { real: Math.acos, complex: inverseFunction(Math.acos, mathematics.cos, negativeSine) },
  atan: { real: Math.atan, complex: inverseFunction(Math.atan, mathematics.tan, tangentSlope) },
  sqrt: { real: Math.sqrt, complex: z => (z.re > 0 ? mathematics.sqrt(z) : notANumber()) },
  abs: { real: Math.abs, complex: z => scaled(signOf(z.re), z) },
  sign: { real: signOf, complex: z => complex(signOf(z.re), 0) },
  step: { real: stepOf, complex: z => complex(stepOf(z.re), 0) },
  relu: { real: x => x * stepOf(x), complex: z => scaled(stepOf(z.re), z) },
  sigmoid: { real: x => 1 / (1 + Math.exp(-x)), complex: z => mathematics.divide(one, plusOne(mathematics.exp(scaled(-1, z)))) },
  softplus: {
    real: x => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    complex: z => {
      const tail = mathematics.log(plusOne(mathematics.exp(scaled(z.re > 0 ? -1 : 1, z))));
      return z.re > 0 ? complex(z.re + tail.re, z.im + tail.im) : tail;
    },
  },
  erf: { real: x => errorFunction(x, 0)[0], complex: z => complex(...errorFunction(z.re, z.im)) },
  gelu: {
    real: x => (x / 2) * (1 + errorFunction(x / Math.SQRT2, 0)[0]),
    complex: z => mathematics.multiply(scaled(0.5, z), plusOne(complex(...errorFunction(z.re / Math.SQRT2, z.im / Math.SQRT2)))),
  },
};

/** Applies a function to every entry. */
export function mapEntries(a: Value, real: (x: number) => number, complex: (z: Complex) => Complex): Value {
  if (!a.im) return { ...a, re: a.re.map(x => real(x)) };
  const re = new Float64Array(a.re.length);
  const im = new Float64Array(a.re.length);
  for (let i = 0; i < re.length; i++) {
    const z = complex(mathematics.complex(a.re[i]!, a.im[i]!));
    re[i] = z.re;
    im[i] = z.im;
  }
  return { ...a, re, im };
}
