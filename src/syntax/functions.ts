/** The built-in functions: every spelling, and the canonical name that the later stages know. */

import { compositionRow, compositions } from '../operations/compositions.ts';
import { elementwiseFunctions, elementwiseRows } from '../operations/elementwise.ts';
import type { Meaning } from '../operations/expressions.ts';
import { matrixFunctionNames, matrixFunctionRow } from '../operations/matrixFunctions.ts';
import { matrixOperationNames, matrixOperationRow } from '../operations/matrixOperations.ts';
import { normKindRow, normKinds } from '../operations/norms.ts';
import { type Spelled, words } from '../operations/spelling.ts';
import { calledOperations } from '../operations/tensorOperations.ts';

/** Canonical name → its other spellings. The canonical name is a spelling too. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ones: 'ones_like',
  zeros: 'zeros_like',
  eye: 'identity speye',
  comm: 'commutation',
};

/** The rows of src/operations by their canonical names. */
const ROWS: readonly (readonly [name: string, row: Spelled])[] = [
  ...elementwiseFunctions.map(name => [name, elementwiseRows[name]] as const),
  ...matrixFunctionNames.map(name => [name, matrixFunctionRow(name)] as const),
  ...compositions.map(name => [name, compositionRow(name)] as const),
  ...calledOperations.flatMap(([called]) => (called.onlyCalled ? [] : [[called.name, called] as const])),
  ...normKinds.map(normKindRow).flatMap(row => words(row.function).map(name => [name, row] as const)),
  ...matrixOperationNames.map(matrixOperationRow).flatMap(row => (row.name === undefined ? [] : [[row.name, row] as const])),
];
const rowsWith = (property: keyof Spelled | 'ofTwo'): ReadonlySet<string> =>
  new Set(ROWS.flatMap(([name, row]) => ((row as Spelled & { readonly ofTwo?: Meaning })[property] ? [name] : [])));

/** Whose bare argument is one factor: `tr A`, `log det X`, `sin x`. The others need brackets. */
const PREFIX = rowsWith('prefix');

/** `sin² x` is a power of the value. */
const POWER_OF_VALUE = rowsWith('powerOfValue');

/** Their second argument may be an axis. */
const ALONG_AXIS = rowsWith('alongAxis');

/** Of two values they are something else. */
const OF_TWO = rowsWith('ofTwo');

const INDEX_BELOW = rowsWith('hasIndexBelow');

/** Their list of blocks or sizes may come as one tuple or list: `np.hstack((A, B))`, `ones((m, n))`. */
const TAKES_LIST: ReadonlySet<string> = new Set(['ones', 'zeros', 'eye', ...rowsWith('takesList')]);

const CANONICAL: ReadonlyMap<string, string> = new Map(
  [
    ...Object.entries(SPELLINGS).map(([canonical, others]) => [canonical, [canonical, ...others.split(' ').filter(Boolean)]] as const),
    ...ROWS.map(([name, { spellings }]) => [name, [name, ...words(spellings)]] as const),
  ].flatMap(([canonical, spellings]) => spellings.map((spelling): [string, string] => [spelling, canonical])),
);

/** Only before a bracket, because they are likelier variables: `t(X)` of R. */
const CALLED_ONLY: ReadonlyMap<string, string> = new Map([
  ['lowerhalf', 'lowerhalf'],
  ...ROWS.flatMap(([name, { beforeBracket }]) => words(beforeBracket).map((spelling): [string, string] => [spelling, name])),
  ...calledOperations.flatMap(([{ name, onlyCalled }]): [string, string][] => (onlyCalled ? [[name, name]] : [])),
]);

/** The canonical names. */
export const builtinNames: readonly string[] = [...new Set([...CANONICAL.values(), ...CALLED_ONLY.values()])];

/** The canonical name of a built-in function, undefined where the spelling is none. */
export const builtinFunction = (spelling: string): string | undefined => CANONICAL.get(spelling);

export const builtinBeforeBracket = (spelling: string): string | undefined => CANONICAL.get(spelling) ?? CALLED_ONLY.get(spelling);

export const takesBareFactor = (canonical: string): boolean => PREFIX.has(canonical);

export const raisesItsValue = (canonical: string): boolean => POWER_OF_VALUE.has(canonical);

/** `max(x, 0)` compares two values; `max(x, axis=0)` has an axis. */
export const takesAxis = (canonical: string, hasKeyword: boolean): boolean => ALONG_AXIS.has(canonical) && (hasKeyword || !OF_TWO.has(canonical));

export const takesList = (canonical: string): boolean => TAKES_LIST.has(canonical);

export const hasIndexBelow = (canonical: string): boolean => INDEX_BELOW.has(canonical);

/** Array constructors that give their argument back. */
export const TRANSPARENT: ReadonlySet<string> = new Set(['array', 'asarray', 'matrix', 'tensor', 'Matrix', 'block', 'as_tensor']);

/** Functions that other tools have and Nabla refuses by name, with the reason's key in messages.ts. */
export const REFUSED: ReadonlyMap<string, 'optimisation' | 'not-differentiable' | 'decomposition' | 'expectation' | 'probability'> = new Map([
  ['argmin', 'optimisation'],
  ['argmax', 'optimisation'],
  ['rank', 'not-differentiable'],
  ['sort', 'not-differentiable'],
  ['round', 'not-differentiable'],
  ['floor', 'not-differentiable'],
  ['ceil', 'not-differentiable'],
  ['eig', 'decomposition'],
  ['eigh', 'decomposition'],
  ['svd', 'decomposition'],
  ['qr', 'decomposition'],
  ['schur', 'decomposition'],
  ['Var', 'probability'],
  ['Cov', 'probability'],
  ['cov', 'probability'],
]);

/** Module names before a function: `np.linalg.inv`. */
export const MODULES: ReadonlySet<string> = new Set(
  'np numpy linalg scipy sp la LA torch jnp jax tf math Math LinearAlgebra F nn functional special cp cupy mx xp K keras ops lax Statistics StatsFuns NNlib'.split(
    ' ',
  ),
);

/** `X.sum()`, `x.dot(y)`: methods and the function of which the object is the first argument. */
export const METHODS: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap(([name, { methods }]) => words(methods).map((method): [string, string] => [method, name])),
);

/** Attributes that transpose: `A.T`. */
export const TRANSPOSE_ATTRIBUTES: ReadonlySet<string> = new Set(['T', 'mT', 'H', 'mH']);

/** Those that are the trace of a derivative: Δf = tr(d²f/dx²), ∇·F = tr(dF/dx). */
export const TRACED_DERIVATIVES = new Map([
  ['laplacian', 'hessian'],
  ['divergence', 'jacobian'],
] as const);
type DerivativeFunction = 'derivative' | 'gradient' | 'jacobian' | 'hessian' | 'laplacian' | 'divergence';

/** The functions that ask for a derivative, by their spellings. */
export const DERIVATIVE_FUNCTIONS: ReadonlyMap<string, DerivativeFunction> = new Map([
  ['derivative', 'derivative'],
  ['diff', 'derivative'],
  ['gradient', 'gradient'],
  ['grad', 'gradient'],
  ['jacobian', 'jacobian'],
  ['hessian', 'hessian'],
  ['hess', 'hessian'],
  ['laplacian', 'laplacian'],
  ['divergence', 'divergence'],
  ['Derivative', 'derivative'],
  ['Gradient', 'gradient'],
  ['Jacobian', 'jacobian'],
  ['Hessian', 'hessian'],
  ['Laplacian', 'laplacian'],
  ['Divergence', 'divergence'],
]);
