/** mathjs, only the functions that are used: complex functions, determinant, the matrix exponential. */

import {
  type Complex,
  complexDependencies,
  cosDependencies,
  coshDependencies,
  create,
  detDependencies,
  divideDependencies,
  expDependencies,
  expmDependencies,
  type FactoryFunctionMap,
  logDependencies,
  type MathNumericType,
  multiplyDependencies,
  sinDependencies,
  sinhDependencies,
  sqrtDependencies,
  subtractDependencies,
  tanDependencies,
  tanhDependencies,
} from 'mathjs';

/** The part of mathjs that this stage uses, typed by what it is given here. */
interface Mathematics {
  readonly complex: (re: number, im: number) => Complex;
  readonly exp: (z: Complex) => Complex;
  readonly log: (z: Complex) => Complex;
  readonly sin: (z: Complex) => Complex;
  readonly cos: (z: Complex) => Complex;
  readonly tan: (z: Complex) => Complex;
  readonly sinh: (z: Complex) => Complex;
  readonly cosh: (z: Complex) => Complex;
  readonly tanh: (z: Complex) => Complex;
  readonly sqrt: (z: Complex) => Complex;
  readonly multiply: (a: Complex, b: Complex) => Complex;
  readonly divide: (a: Complex, b: Complex) => Complex;
  readonly subtract: (a: Complex, b: Complex) => Complex;
  readonly det: (matrix: MathNumericType[][]) => number | Complex;
  readonly expm: (matrix: MathNumericType[][]) => { toArray(): (number | Complex)[][] };
}

export type { Complex };

export const mathematics = create(
  {
    complexDependencies,
    cosDependencies,
    coshDependencies,
    detDependencies,
    divideDependencies,
    expDependencies,
    expmDependencies,
    logDependencies,
    multiplyDependencies,
    sinDependencies,
    sinhDependencies,
    sqrtDependencies,
    subtractDependencies,
    tanDependencies,
    tanhDependencies,
  } as FactoryFunctionMap,
  { matrix: 'Array' },
) as unknown as Mathematics;
