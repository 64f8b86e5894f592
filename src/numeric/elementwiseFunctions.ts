/** Functions of a number, real and on its complex neighbourhood (the analytic branch at the kinks' sides), as their rows say. */

import type { ComplexAlgebra } from '../operations/algebras.ts';
import { type ElementwiseFunction, elementwiseFunctions, elementwiseRows } from '../operations/elementwise.ts';
import { type Complex, mathematics } from './mathematics.ts';
import type { Value } from './values.ts';

export interface ScalarFunction {
  readonly real: (x: number) => number;
  readonly complex: (z: Complex) => Complex;
}

const complexNumbers: ComplexAlgebra<Complex> = {
  ...mathematics,
  number: (re, im = 0) => mathematics.complex(re, im),
  add: (a, b) => mathematics.complex(a.re + b.re, a.im + b.im),
  scaled: (factor, z) => mathematics.complex(factor * z.re, factor * z.im),
  /** mathjs has the complex asin, acos and atan as logarithms of numbers near the unit circle, which lose imaginary parts below 1e-16. */
  inverse: (start, f, slope, z) => {
    let w = mathematics.complex(start(z.re), 0);
    for (let i = 0; i < 3; i++) w = mathematics.subtract(w, mathematics.divide(mathematics.subtract(f(w), z), slope(w)));
    return w;
  },
};

export const scalarFunctions = Object.fromEntries(
  elementwiseFunctions.map((name): [string, ScalarFunction] => {
    const { real, complex } = elementwiseRows[name];
    return [name, { real, complex: z => complex(complexNumbers, z) }];
  }),
) as Readonly<Record<ElementwiseFunction, ScalarFunction>>;

/** Applies a function to every entry. */
export function mapEntries(a: Value, real: (x: number) => number, complex: (z: Complex) => Complex): Value {
  if (!a.im) return { ...a, re: a.re.map(x => real(x)) };
  const re = new Float64Array(a.re.length);
  const im = new Float64Array(a.re.length);
  for (let i = 0; i < re.length; i++) {
    // what does not move needs no neighbourhood: √0 is 0
    if (a.im[i] === 0) {
      re[i] = real(a.re[i]!);
      continue;
    }
    const z = complex(mathematics.complex(a.re[i]!, a.im[i]!));
    re[i] = z.re;
    im[i] = z.im;
  }
  return { ...a, re, im };
}
