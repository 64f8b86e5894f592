/** Every message of this stage: what is wrong, where, and what to do. The codes are frozen. */

import type { Span } from '../syntax/tree.ts';
import { describeShape, printShape } from './print.ts';
import type { Problem, Shape } from './typed.ts';

export type Fix = NonNullable<Problem['fixes']>[number];

/** An operand in a message: its text as written and its shape. */
export interface Operand {
  readonly text: string;
  readonly shape: Shape;
}

const describe = (operand: Operand): string => `${operand.text} ${describeShape(operand.shape)}`;

function report(
  severity: Problem['severity'],
  code: string,
  span: Span,
  message: string,
  fixes: readonly Fix[] = [],
  related: Problem['related'] = [],
): Problem {
  return { code, severity, span, message, ...(fixes.length > 0 ? { fixes } : {}), ...(related.length > 0 ? { related } : {}) };
}

const alternatives = (fixes: readonly Fix[]): string =>
  fixes.length === 0 ? '' : `; did you mean ${fixes.map(fix => fix.title).join(fixes.length > 2 ? ', ' : ' or ')}?`;

/** Each problem by its code. Fix titles are the rewritten expressions where the message offers them. */
export const messages = {
  productMismatch: (span: Span, text: string, left: Operand, right: Operand, fixes: readonly Fix[]) =>
    report('error', 'shape-mismatch', span, `${text}: ${describe(left)}, ${describe(right)}${alternatives(fixes)}`, fixes),

  sumMismatch: (span: Span, text: string, left: Operand, right: Operand, fixes: readonly Fix[]) =>
    report('error', 'shape-mismatch', span, `${text}: ${describe(left)}, ${describe(right)}; both sides need one shape${alternatives(fixes)}`, fixes),

  claimMismatch: (span: Span, member: Operand, expected: string) =>
    report('error', 'shape-mismatch', span, `${describe(member)}, but the left side is ${expected}; check the transposes and the order of the factors`),

  indexClaim: (span: Span, letters: readonly string[], expected: string) =>
    report(
      'error',
      'shape-mismatch',
      span,
      `the indices ${letters.join(', ')} do not fit the axes of the left side, which is ${expected}; name its axes in order: i, j, k, l`,
    ),

  definitionMismatch: (span: Span, name: string, declared: Shape, value: Operand) =>
    report('error', 'shape-mismatch', span, `${name} ${describeShape(declared)}, but ${describe(value)}; change the declaration of ${name} or the right side`),

  equalityMismatch: (span: Span, left: Operand, right: Operand) =>
    report('error', 'shape-mismatch', span, `${describe(left)}, but ${describe(right)}; the two sides cannot be equal`),

  entryNotScalar: (span: Span, left: string, value: Operand) =>
    report('error', 'shape-mismatch', span, `${left} is one entry, but ${describe(value)}; give the right side indices too, or define the whole name`),

  argumentMismatch: (span: Span, name: string, argument: Operand, expected: Shape) =>
    report('error', 'shape-mismatch', span, `${name} takes an argument in ${printShape(expected)}, but ${describe(argument)}`),

  functionShape: (span: Span, name: string, argument: Operand, takes: string, fixes: readonly Fix[] = []) =>
    report('error', 'shape-mismatch', span, `${name} takes ${takes}, but ${describe(argument)}${alternatives(fixes)}`, fixes),

  blockMismatch: (span: Span, direction: 'height' | 'width', first: Operand, second: Operand) =>
    report(
      'error',
      'shape-mismatch',
      span,
      `the blocks do not fit: ${describe(first)} and ${describe(second)} stand in one ${direction === 'height' ? 'row' : 'column'} and need one ${direction}`,
    ),

  undeclaredName: (span: Span, name: string, fixes: readonly Fix[]) =>
    report(
      'error',
      'undeclared-name',
      span,
      `the shape of ${name} is not known and does not follow from here; declare it${fixes.length > 0 ? `, for example ${fixes[0]!.text.trim().split('\n')[0]}` : ''}`,
      fixes,
    ),

  componentOfUndeclared: (span: Span, written: string, name: string) =>
    report('error', 'undeclared-name', span, `${written} has an index of this expression, but ${name} is not declared: declare it above, ${name} ∈ ℝ^n`),

  undeclaredVariable: (span: Span, name: string, fixes: readonly Fix[]) =>
    report('error', 'undeclared-name', span, `${name} is neither declared nor defined, so nothing can be derived by it; declare it`, fixes),

  unsupportedFunction: (span: Span, name: string, instead: string) => report('error', 'unsupported-function', span, `${name} is not supported; ${instead}`),

  argumentCount: (span: Span, name: string, expected: string, found: number) =>
    report('error', 'argument-count', span, `${name} takes ${expected}, here ${found === 1 ? 'is 1' : `are ${found}`}`),

  functionWithoutArgument: (span: Span, name: string) =>
    report('error', 'function-without-argument', span, `${name} is a function; write its argument, ${name}(x)`),

  notSquare: (span: Span, what: string, operand: Operand, fixes: readonly Fix[] = []) =>
    report('error', 'not-square', span, `${what} needs a square matrix, but ${describe(operand)}${alternatives(fixes)}`, fixes),

  propertyNeedsSquare: (span: Span, name: string, property: string, shape: Shape) =>
    report('error', 'not-square', span, `${name} ${describeShape(shape)}; only a square matrix can be ${property}`),

  needsElementwisePower: (span: Span, operand: Operand, fixes: readonly Fix[]) =>
    report('error', 'needs-elementwise-power', span, `${describe(operand)}, which has no power${alternatives(fixes)}`, fixes),

  needsElementwiseDivision: (span: Span, divisor: Operand, fixes: readonly Fix[]) =>
    report('error', 'needs-elementwise-division', span, `only a scalar divides, but ${describe(divisor)}${alternatives(fixes)}`, fixes),

  matrixDivision: (span: Span, divisor: Operand, fixes: readonly Fix[]) =>
    report(
      'error',
      'matrix-division',
      span,
      `only a scalar divides, but ${describe(divisor)}; a matrix quotient has two readings${alternatives(fixes)}`,
      fixes,
    ),

  matrixExponent: (span: Span, base: Operand, fixes: readonly Fix[] = []) =>
    report(
      'error',
      'matrix-exponent',
      span,
      `${describe(base)}; a matrix has powers with whole numbers or with named scalars as exponents only${alternatives(fixes)}`,
      fixes,
    ),

  notApplicable: (span: Span, call: string, written: string, parameters: string, reason: string) =>
    report('error', 'unsupported-function', span, `${call} cannot be written out: ${reason}; write ${written}(${parameters}), and define ${parameters} before`),

  inducedNorm: (span: Span, norm: '1' | 'inf', text: string) =>
    norm === '1'
      ? report('hint', 'matrix-norm', span, `Read as the induced norm, the largest sum of |entries| in a column; the sum of all is sum(abs(${text}))`)
      : report('hint', 'matrix-norm', span, `Read as the induced norm, the largest sum of |entries| in a row; the largest entry is max(abs(vec(${text})))`),

  ambiguousBroadcast: (span: Span, vector: Operand, matrix: Operand, fixes: readonly Fix[]) =>
    report(
      'error',
      'ambiguous-broadcast',
      span,
      `${describe(vector)} and ${describe(matrix)}: ${vector.text} could stand in every row or in every column${alternatives(fixes)}`,
      fixes,
    ),

  ambiguousSpaces: (span: Span, fixes: readonly Fix[]) =>
    report(
      'error',
      'ambiguous-spaces',
      span,
      'the spaces in this matrix could separate columns or be products; write a comma between columns, or * in a product',
      fixes,
    ),

  tensorOperation: (span: Span, operation: string, operand: Operand) =>
    report(
      'error',
      'tensor-operation',
      span,
      `${describe(operand)}; ${operation} is not defined for it, write the entries with indices, as in F[i,l] = T[i,j,k] * x[j] * X[k,l]`,
    ),

  openSize: (span: Span, text: string, instead: string) => report('error', 'open-size', span, `the size of ${text} does not follow from here; ${instead}`),

  sizeAndVariable: (span: Span, name: string) =>
    report('error', 'size-and-variable', span, `${name} is both a size of a declared shape and a variable here; rename one of them`),

  badSize: (span: Span, text: string) =>
    report('error', 'bad-size', span, `${text} is not a size; a size is a positive whole number, a name, or a sum or product of those`),

  redeclared: (span: Span, name: string, before: Shape, now: Shape, earlier: Span) =>
    report(
      'error',
      'redeclared',
      span,
      `${name} ${describeShape(before)} since its first use, and now ${describeShape(now)}; keep one of the two`,
      [],
      [{ message: `${name} first stands here`, span: earlier }],
    ),

  indexCount: (span: Span, operand: Operand, found: number, axes: number) =>
    report(
      'error',
      'index-count',
      span,
      `${describe(operand)} and takes ${axes} ${axes === 1 ? 'index' : 'indices'}, here ${found === 1 ? 'is 1' : `are ${found}`}`,
    ),

  indexRange: (span: Span, index: number, size: string, base: 0 | 1) =>
    report(
      'error',
      'index-range',
      span,
      base === 1 && index === 0
        ? 'indices count from 1 here; write the line `base 0` above where they count from 0'
        : `the index ${index} is out of range; indices run from ${base} to ${base === 0 ? `${size} - 1` : size}`,
    ),

  indexNotLiteral: (span: Span, text: string) =>
    report('error', 'index-not-literal', span, `${text} cannot stand as an index; an index is a number, a letter or a colon`),

  indexSizes: (span: Span, letter: string, first: string, second: string) =>
    report('error', 'index-sizes', span, `the index ${letter} runs over ${first} and over ${second}; use two letters`),

  indexAsNumber: (span: Span, letter: string) => report('error', 'index-as-number', span, `${letter} is an index here and cannot stand as a number`),

  freeIndex: (span: Span, letter: string, left: string | null) =>
    report(
      'error',
      'free-index',
      span,
      left === null
        ? `the index ${letter} is free here; sum over it with sum_${letter}, or repeat it in a product`
        : `the index ${letter} stands on the right but not in ${left}; sum over it with sum_${letter}, or give ${left} the index ${letter}`,
    ),

  ambiguousSum: (span: Span, letter: string) =>
    report('error', 'ambiguous-sum', span, `the index ${letter} could be summed inside or outside this function; write the sum, sum_${letter} ( … )`),

  sumRange: (span: Span, letter: string) =>
    report(
      'error',
      'sum-range',
      span,
      `the range of the index ${letter} does not follow from here; use ${letter} as an index of a declared name, or write its bounds`,
    ),

  notAVariable: (span: Span, text: string) => report('error', 'not-a-variable', span, `${text} is not a name; derive by a declared or defined name`),

  scalarByVec: (span: Span, of: string, wrt: string) =>
    report('error', 'scalar-by-vec', span, `${of} is a scalar: its derivative by vec(${wrt}) is vec of its gradient; write ∂(${of})/∂${wrt}, or vec of it`),

  gradientNeedsName: (span: Span, text: string, candidates: readonly string[]) =>
    report(
      'error',
      'gradient-needs-name',
      span,
      `${text} depends on ${candidates.length === 0 ? 'no name that is known here' : candidates.join(', ')}; say by which name to derive, as in ∇_${candidates[0] ?? 'x'} ${text}`,
    ),

  doesNotDepend: (span: Span, of: string, wrt: string, equation: string | null) =>
    report(
      'information',
      'does-not-depend',
      span,
      equation === null
        ? `${of} does not depend on ${wrt}: the derivative is 0`
        : `${of} does not depend on ${wrt}: the derivative is 0. ${equation} is declared, so ${equation} = … is an equation and is not substituted; write ${equation} := … to define it`,
    ),

  gradientOfVector: (span: Span, of: Operand) =>
    report('hint', 'gradient-of-vector', span, `${describe(of)}, so this is its Jacobian, one row for each component`),

  elementwiseFunction: (span: Span, name: string, matrixName: string, text: string, fix: Fix) =>
    report('hint', 'elementwise-function', span, `${name} works entry by entry; the matrix function is ${matrixName}(${text})`, [fix]),

  elementwiseBars: (span: Span, text: string) =>
    report('hint', 'elementwise-bars', span, `|${text}| is the absolute value of every entry; the norm is ‖${text}‖`),

  softmaxRows: (span: Span, name: string) => report('hint', 'softmax-rows', span, `${name} of a matrix works on every row`),

  expectation: (span: Span) => report('error', 'expectation', span, 'expectations are not supported; write the mean of given values, mean(x)'),

  tooDeep: (span: Span) => report('error', 'too-deep', span, 'this expression is nested too deeply; give its parts names'),
} as const;
