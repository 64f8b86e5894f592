/**
 * The functions of each entry: all that is known of one stands in its row, and every stage makes its tables from the rows.
 * docs/architecture.md shows how to add one.
 */

import type { ComplexAlgebra, ComplexNumber } from './algebras.ts';
import { everywhere, everywhereBut, helperBut } from './codeSpelling.ts';
import type { DefinedRow, ElementwiseRow, PrimitiveRow } from './elementwiseRow.ts';
import { errorFunction } from './errorFunction.ts';
import { words } from './spelling.ts';

/** −1, 0 or 1; NaN of NaN. */
const signOf = (x: number): number => (x > 0 ? 1 : x < 0 ? -1 : x);
/** 0 at 0, as in the generated code: then a power of a step is the step there too. */
const stepOf = (x: number): number => (x > 0 ? 1 : x <= 0 ? 0 : Number.NaN);
const softplusOf = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoidOf = (x: number): number => 1 / (1 + Math.exp(-x));
const erfOf = (x: number): number => errorFunction(x, 0)[0];

const logarithm = <Z extends ComplexNumber>(c: ComplexAlgebra<Z>, z: Z): Z => (z.re > 0 ? c.log(z) : c.number(Number.NaN, Number.NaN));
const plusOne = <Z extends ComplexNumber>(c: ComplexAlgebra<Z>, z: Z): Z => c.number(1 + z.re, z.im);
const complexSigmoid = <Z extends ComplexNumber>(c: ComplexAlgebra<Z>, z: Z): Z => c.divide(c.number(1), plusOne(c, c.exp(c.scaled(-1, z))));
/** log(1 + eᶻ) without overflow. */
function complexSoftplus<Z extends ComplexNumber>(c: ComplexAlgebra<Z>, z: Z): Z {
  const tail = complexLogOnePlus(c, c.exp(c.scaled(z.re > 0 ? -1 : 1, z)));
  return z.re > 0 ? c.add(z, tail) : tail;
}
/** log(1 + w) without the loss of what is small beside 1: 2 artanh(w / (2 + w)). */
function complexLogOnePlus<Z extends ComplexNumber>(c: ComplexAlgebra<Z>, w: Z): Z {
  if (Math.abs(w.re) > 0.01) return c.log(plusOne(c, w));
  const t = c.divide(w, c.number(2 + w.re, w.im));
  const square = c.multiply(t, t);
  const factor = [1 / 7, 1 / 5, 1 / 3, 1].reduce((sum, weight) => c.add(c.number(weight), c.multiply(square, sum)), c.number(0));
  return c.scaled(2, c.multiply(t, factor));
}
/** Where cosh would overflow, from e⁻²ᶻ. */
function complexTanh<Z extends ComplexNumber>(c: ComplexAlgebra<Z>, z: Z): Z {
  if (Math.abs(z.re) < 20) return c.tanh(z);
  const sign = signOf(z.re);
  const power = c.exp(c.scaled(-2 * sign, z));
  return c.scaled(sign, c.divide(c.number(1 - power.re, -power.im), plusOne(c, power)));
}
const complexErf = <Z extends ComplexNumber>(c: ComplexAlgebra<Z>, z: Z): Z => c.number(...errorFunction(z.re, z.im));

/** Of a larger angle its rounding alone decides what sin, cos and tan are: they count as without a value there. */
const isAngle = (x: number): boolean => Math.abs(x) <= 1e9;
const ofAngle =
  (f: (x: number) => number) =>
  (x: number): number =>
    isAngle(x) ? f(x) : Number.NaN;

/** By name. Sources: M&N 18.2 for exp, log, sin; the other derivatives follow by the quotient and the inverse function rule. */
const rows = {
  exp: {
    prefix: true,
    powerOfValue: true,
    methods: 'exp',
    matrixCounterpart: 'expm',
    derivative: (_a, _u, f) => f,
    rule: { id: 'scalar-exp', words: 'derivative of exp', source: 'M&N 18.2' },
    atZero: 1,
    values: 'positive',
    undoes: 'log',
    nonnegativeSeries: true,
    real: Math.exp,
    complex: (c, z) => c.exp(z),
    modular: (m, u) => m.exp(u),
    latex: { command: '\\exp' },
    code: everywhere('exp'),
  },
  log: {
    spellings: 'ln',
    prefix: true,
    powerOfValue: true,
    methods: 'log',
    matrixCounterpart: 'logm',
    derivative: (a, u) => a.power(u, -1),
    rule: { id: 'scalar-log', words: 'derivative of log', source: 'M&N 18.2' },
    condition: 'positive',
    real: Math.log,
    complex: logarithm,
    modular: (m, u) => m.log(u),
    latex: { command: '\\log' },
    code: everywhere('log'),
  },
  sin: {
    prefix: true,
    powerOfValue: true,
    methods: 'sin',
    derivative: (a, u) => a.apply('cos', u),
    rule: { id: 'scalar-sin-cos', words: 'derivative of sin and cos', source: 'M&N 18.2' },
    atZero: 0,
    ofNegative: 'odd',
    bound: 'one',
    real: ofAngle(Math.sin),
    complex: (c, z) => (isAngle(z.re) ? c.sin(z) : c.number(Number.NaN, Number.NaN)),
    modular: (m, u) => m.circle(u)[1],
    latex: { command: '\\sin' },
    code: everywhere('sin'),
  },
  cos: {
    prefix: true,
    powerOfValue: true,
    methods: 'cos',
    derivative: (a, u) => a.affine(0, -1, a.apply('sin', u)),
    rule: { id: 'scalar-sin-cos', words: 'derivative of sin and cos', source: 'M&N 18.2' },
    atZero: 1,
    ofNegative: 'even',
    bound: 'one',
    real: ofAngle(Math.cos),
    complex: (c, z) => (isAngle(z.re) ? c.cos(z) : c.number(Number.NaN, Number.NaN)),
    modular: (m, u) => m.circle(u)[0],
    latex: { command: '\\cos' },
    code: everywhere('cos'),
  },
  tan: {
    prefix: true,
    powerOfValue: true,
    derivative: (a, _u, f) => a.affine(1, 1, a.power(f, 2)),
    rule: { id: 'tan-atan', words: 'derivative of tan and atan', source: null },
    condition: 'no-pole',
    atZero: 0,
    ofNegative: 'odd',
    real: ofAngle(Math.tan),
    complex: (c, z) => (isAngle(z.re) ? c.tan(z) : c.number(Number.NaN, Number.NaN)),
    modular: (m, u) => {
      const [cosine, sine] = m.circle(u);
      return m.multiply(sine, m.reciprocal(cosine));
    },
    latex: { command: '\\tan' },
    code: everywhere('tan'),
  },
  sinh: {
    prefix: true,
    powerOfValue: true,
    derivative: (a, u) => a.apply('cosh', u),
    atZero: 0,
    ofNegative: 'odd',
    keepsSign: true,
    nonnegativeSeries: true,
    real: Math.sinh,
    complex: (c, z) => c.sinh(z),
    modular: (m, u) => m.half(m.subtract(m.exp(u), m.exp(m.negate(u)))),
    latex: { command: '\\sinh' },
    code: everywhere('sinh'),
  },
  cosh: {
    prefix: true,
    powerOfValue: true,
    derivative: (a, u) => a.apply('sinh', u),
    atZero: 1,
    ofNegative: 'even',
    values: 'positive',
    nonnegativeSeries: true,
    real: Math.cosh,
    complex: (c, z) => c.cosh(z),
    modular: (m, u) => m.half(m.add(m.exp(u), m.exp(m.negate(u)))),
    latex: { command: '\\cosh' },
    code: everywhere('cosh'),
  },
  tanh: {
    prefix: true,
    powerOfValue: true,
    methods: 'tanh',
    derivative: (a, _u, f) => a.affine(1, -1, a.power(f, 2)),
    rule: { id: 'tanh', words: 'derivative of tanh', source: null },
    atZero: 0,
    ofNegative: 'odd',
    bound: 'below one',
    keepsSign: true,
    real: Math.tanh,
    complex: complexTanh,
    modular: (m, u) => {
      const [up, down] = [m.exp(u), m.exp(m.negate(u))];
      return m.multiply(m.subtract(up, down), m.reciprocal(m.add(up, down)));
    },
    latex: { command: '\\tanh' },
    code: everywhere('tanh'),
  },
  asin: {
    spellings: 'arcsin',
    prefix: true,
    derivative: (a, u) => a.power(a.affine(1, -1, a.power(u, 2)), [-1, 2]),
    condition: 'inside-unit',
    atZero: 0,
    ofNegative: 'odd',
    keepsSign: true,
    real: Math.asin,
    complex: (c, z) => c.inverse(Math.asin, c.sin, c.cos, z),
    latex: { command: '\\arcsin' },
    code: everywhereBut('asin', 'arcsin'),
  },
  acos: {
    spellings: 'arccos',
    prefix: true,
    derivative: (a, u) => a.affine(0, -1, a.power(a.affine(1, -1, a.power(u, 2)), [-1, 2])),
    condition: 'inside-unit',
    real: Math.acos,
    complex: (c, z) => c.inverse(Math.acos, c.cos, w => c.scaled(-1, c.sin(w)), z),
    // acos u = π/2 − asin u
    modular: (m, u) => m.subtract(m.half(m.pi()), m.odd('asin', u)),
    latex: { command: '\\arccos' },
    code: everywhereBut('acos', 'arccos'),
  },
  atan: {
    spellings: 'arctan',
    prefix: true,
    derivative: (a, u) => a.power(a.affine(1, 1, a.power(u, 2)), -1),
    rule: { id: 'tan-atan', words: 'derivative of tan and atan', source: null },
    atZero: 0,
    ofNegative: 'odd',
    keepsSign: true,
    real: Math.atan,
    complex: (c, z) =>
      c.inverse(
        Math.atan,
        c.tan,
        w => {
          const t = c.tan(w);
          return plusOne(c, c.multiply(t, t));
        },
        z,
      ),
    latex: { command: '\\arctan' },
    code: everywhereBut('atan', 'arctan'),
  },
  abs: {
    spellings: 'fabs',
    methods: 'abs',
    derivative: (a, u) => a.apply('sign', u),
    rule: { id: 'abs', words: 'derivative of the absolute value', source: null },
    condition: 'kink',
    branches: true,
    ofNegative: 'even',
    values: 'nonnegative',
    keepsNonnegative: true,
    convexKink: true,
    real: Math.abs,
    complex: (c, z) => c.scaled(signOf(z.re), z),
    modular: (m, u) => m.multiply(u, m.sign(u)),
    latex: { fence: ['\\lvert', '\\rvert'] },
    code: everywhere('abs'),
  },
  sign: {
    spellings: 'sgn',
    methods: 'sign',
    derivative: (a, u) => a.zero(u),
    condition: 'kink',
    branches: true,
    ofNegative: 'odd',
    oneOfPositive: true,
    bound: 'one',
    keepsSign: true,
    real: signOf,
    complex: (c, z) => c.number(signOf(z.re)),
    modular: (m, u) => m.sign(u),
    code: { ...everywhere('sign'), cpp: 'sign_' },
  },
  sigmoid: {
    spellings: 'logistic expit',
    wordsOfProse: 'logistic',
    letter: 'σ',
    prefix: true,
    powerOfValue: true,
    methods: 'sigmoid',
    derivative: (a, _u, f) => a.times(f, a.affine(1, -1, f)),
    rule: { id: 'sigmoid', words: 'derivative of the sigmoid', source: null },
    atZero: [1, 2],
    ofNegative: 'complement',
    values: 'positive',
    bound: 'below one',
    real: sigmoidOf,
    complex: complexSigmoid,
    modular: (m, u) => m.reciprocal(m.add(1, m.exp(m.negate(u)))),
    // exact for every argument: where exp overflows, the value is below the smallest double
    code: helperBut('sigmoid', {
      numpy: '1 / (1 + np.exp(-$))',
      torch: 'torch.sigmoid',
      jax: 'jax.nn.sigmoid',
      matlab: '1 ./ (1 + exp(-$))',
      r: '1 / (1 + exp(-$))',
    }),
  },
  softplus: {
    prefix: true,
    derivative: (a, u) => a.apply('sigmoid', u),
    rule: { id: 'softplus', words: 'derivative of softplus', source: null },
    ofNegative: 'less-argument',
    values: 'positive',
    real: softplusOf,
    complex: complexSoftplus,
    modular: (m, u) => (u === 0 ? m.log(2) : m.isSquare(u) ? m.random('softplus', u) : m.add(m.random('softplus', m.negate(u)), u)),
    code: helperBut('softplus', { numpy: 'np.logaddexp(0, $)', jax: 'jax.nn.softplus' }),
  },
  relu: {
    spellings: 'ReLU',
    prefix: true,
    methods: 'relu',
    derivative: (a, u) => a.apply('step', u),
    rule: { id: 'relu', words: 'derivative of relu', source: null },
    condition: 'kink',
    branches: true,
    values: 'nonnegative',
    keepsNonnegative: true,
    convexKink: true,
    real: x => x * stepOf(x),
    complex: (c, z) => c.scaled(stepOf(z.re), z),
    modular: (m, u) => m.multiply(u, m.half(m.add(1, m.sign(u)))),
    code: helperBut('relu', { numpy: 'np.maximum($, 0)', torch: 'torch.relu', jax: 'jax.nn.relu', matlab: 'max($, 0)', r: 'pmax($, 0)' }),
  },
  step: {
    spellings: 'heaviside Heaviside',
    wordsOfProse: 'Heaviside',
    derivative: (a, u) => a.zero(u),
    condition: 'kink',
    branches: true,
    values: 'nonnegative',
    oneOfPositive: true,
    idempotent: true,
    bound: 'one',
    real: stepOf,
    complex: (c, z) => c.number(stepOf(z.re)),
    modular: (m, u) => m.half(m.add(1, m.sign(u))),
    code: helperBut('step', { numpy: 'np.heaviside($, 0.0)', jax: 'jnp.heaviside($, 0.0)', matlab: 'double($ > 0)' }),
  },
  erf: {
    prefix: true,
    // 2/√π · exp(−u²)
    derivative: (a, u) => a.times(a.times(a.number(2), a.power(a.pi(), [-1, 2])), a.apply('exp', a.affine(0, -1, a.power(u, 2)))),
    rule: { id: 'erf', words: 'derivative of erf', source: null },
    atZero: 0,
    ofNegative: 'odd',
    bound: 'below one',
    keepsSign: true,
    real: erfOf,
    complex: complexErf,
    code: helperBut('erf', { torch: 'torch.erf', jax: 'jax.scipy.special.erf', matlab: 'erf', cpp: 'std::erf' }),
  },
  sqrt: {
    prefix: true,
    methods: 'sqrt',
    matrixCounterpart: 'sqrtm',
    definition: (a, u) => a.power(u, [1, 2]),
    branches: true,
    latex: { braces: '\\sqrt' },
    real: Math.sqrt,
    complex: (c, z) => (z.re > 0 ? c.sqrt(z) : c.number(Number.NaN, Number.NaN)),
  },
  gelu: {
    spellings: 'GELU',
    prefix: true,
    // x·Φ(x) = x/2 · (1 + erf(x/√2))
    definition: (a, u) => a.times(u, a.affine([1, 2], [1, 2], a.apply('erf', a.times(a.power(a.number(2), [-1, 2]), u)))),
    real: x => (x / 2) * (1 + erfOf(x / Math.SQRT2)),
    complex: (c, z) => c.multiply(c.scaled(0.5, z), plusOne(c, complexErf(c, c.scaled(1 / Math.SQRT2, z)))),
  },
  silu: {
    spellings: 'SiLU swish Swish',
    wordsOfProse: 'swish',
    definition: (a, u) => a.times(u, a.apply('sigmoid', u)),
    real: x => x * sigmoidOf(x),
    complex: (c, z) => c.multiply(z, complexSigmoid(c, z)),
  },
  log2: {
    spellings: 'log_2',
    wordsOfProse: 'log2 log_2',
    definition: (a, u) => a.times(a.power(a.apply('log', a.number(2)), [-1, 1]), a.apply('log', u)),
    real: Math.log2,
    complex: (c, z) => c.scaled(Math.LOG2E, logarithm(c, z)),
  },
  log10: {
    wordsOfProse: 'log10',
    definition: (a, u) => a.times(a.power(a.apply('log', a.number(10)), [-1, 1]), a.apply('log', u)),
    real: Math.log10,
    complex: (c, z) => c.scaled(Math.LOG10E, logarithm(c, z)),
  },
  log1p: {
    wordsOfProse: 'log1p',
    definition: (a, u) => a.apply('log', a.affine(1, 1, u)),
    real: Math.log1p,
    complex: (c, z) => logarithm(c, plusOne(c, z)),
  },
  expm1: {
    wordsOfProse: 'expm1',
    definition: (a, u) => a.affine(-1, 1, a.apply('exp', u)),
    real: Math.expm1,
    complex: (c, z) => c.add(c.exp(z), c.number(-1)),
  },
  logsigmoid: {
    spellings: 'log_sigmoid LogSigmoid',
    // −softplus(−x), which does not overflow
    definition: (a, u) => a.affine(0, -1, a.apply('softplus', a.affine(0, -1, u))),
    real: x => -softplusOf(-x),
    complex: (c, z) => c.scaled(-1, complexSoftplus(c, c.scaled(-1, z))),
  },
} as const satisfies Readonly<Record<string, ElementwiseRow>>;

type Rows = typeof rows;
/** Every function of each entry that the language has. */
export type ElementwiseFunction = keyof Rows;
/** Those that the tensors have as a node. */
export type ElementwiseName = { [Name in keyof Rows]: Rows[Name] extends { readonly derivative: unknown } ? Name : never }[keyof Rows];
/** Those that are expressions of others. */
export type DefinedFunction = Exclude<ElementwiseFunction, ElementwiseName>;
/** Those that stand in a printed form: nodes, and what has a sign of its own. */
export type PrintedFunction = ElementwiseName | { [Name in keyof Rows]: Rows[Name] extends { readonly latex: unknown } ? Name : never }[keyof Rows];
/** The rules of derivations that belong to one function or two. */
export type ElementwiseRuleId = {
  [Name in keyof Rows]: Rows[Name] extends { readonly rule: { readonly id: infer Id extends string } } ? Id : never;
}[keyof Rows];

export const elementwiseRows: Readonly<Record<ElementwiseFunction, ElementwiseRow>> = rows;
export const elementwiseFunctions = Object.keys(rows) as readonly ElementwiseFunction[];
export const elementwiseNames = elementwiseFunctions.filter((name): name is ElementwiseName => 'derivative' in rows[name]);
export const definedFunctions = elementwiseFunctions.filter((name): name is DefinedFunction => 'definition' in rows[name]);

export const primitiveRow = (name: ElementwiseName): PrimitiveRow & { readonly rule?: { readonly id: ElementwiseRuleId } } => rows[name];
export const definedRow = (name: DefinedFunction): DefinedRow => rows[name];

export const isPrinted = (name: ElementwiseFunction): name is PrintedFunction => 'derivative' in rows[name] || 'latex' in rows[name];
export const printedFunctions = elementwiseFunctions.filter(isPrinted);

/** One entry for each function that is a node, made from its row. */
export function byFunction<Entry>(make: (row: PrimitiveRow, name: ElementwiseName) => Entry): Readonly<Record<ElementwiseName, Entry>> {
  return Object.fromEntries(elementwiseNames.map(name => [name, make(rows[name], name)])) as Record<ElementwiseName, Entry>;
}

/** The spellings of a function, its name first. */
export const spellingsOf = (name: ElementwiseFunction): readonly string[] => [name, ...words(elementwiseRows[name].spellings)];

/** Of those, what in prose is a sign of mathematics. */
export const spellingsInProse = (name: ElementwiseFunction): readonly string[] => {
  const prose = words(elementwiseRows[name].wordsOfProse);
  return spellingsOf(name).filter(spelling => !prose.includes(spelling));
};
