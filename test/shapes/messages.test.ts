import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namedDimension } from '../../src/dimensions/dimension.ts';
import { type Fix, messages, type Operand } from '../../src/shapes/messages.ts';
import { matrixShape, shapeOfAxes, vectorShape } from '../../src/shapes/shape.ts';
import type { Problem } from '../../src/shapes/typed.ts';

const span = { start: 2, end: 5 };
const [m, n] = [namedDimension('m'), namedDimension('n')];
const A: Operand = { text: 'A', shape: matrixShape(m, n) };
const x: Operand = { text: 'x', shape: vectorShape(n) };
const T: Operand = { text: 'T', shape: shapeOfAxes([m, n, n]) };
const fix = (title: string): Fix => ({ title, span, text: title });

/** One example of every message and its text; a message without a row does not compile. */
const snapshots: Readonly<Record<keyof typeof messages, readonly [problem: Problem, text: string]>> = {
  productMismatch: [
    messages.productMismatch(span, 'A x', A, { text: 'x', shape: vectorShape(m) }, [fix('Aᵀ x')]),
    'error [shape-mismatch] A x: A is m×n, x is in ℝ^m; did you mean Aᵀ x?',
  ],
  sumMismatch: [messages.sumMismatch(span, 'A + x', A, x, []), 'error [shape-mismatch] A + x: A is m×n, x is in ℝ^n; both sides need one shape'],
  claimMismatch: [
    messages.claimMismatch(span, x, '1×m'),
    'error [shape-mismatch] x is in ℝ^n, but the left side is 1×m; check the transposes and the order of the factors',
  ],
  indexClaim: [
    messages.indexClaim(span, ['i', 'j'], '(N×N)×(M×N)'),
    'error [shape-mismatch] the indices i, j do not fit the axes of the left side, which is (N×N)×(M×N); name its axes in order: i, j, k, l',
  ],
  definitionMismatch: [
    messages.definitionMismatch(span, 'y', vectorShape(m), x),
    'error [shape-mismatch] y is in ℝ^m, but x is in ℝ^n; change the declaration of y or the right side',
  ],
  equalityMismatch: [messages.equalityMismatch(span, A, x), 'error [shape-mismatch] A is m×n, but x is in ℝ^n; the two sides cannot be equal'],
  entryNotScalar: [
    messages.entryNotScalar(span, 'F[i]', x),
    'error [shape-mismatch] F[i] is one entry, but x is in ℝ^n; give the right side indices too, or define the whole name',
  ],
  argumentMismatch: [messages.argumentMismatch(span, 'f', A, vectorShape(n)), 'error [shape-mismatch] f takes an argument in ℝ^n, but A is m×n'],
  functionShape: [
    messages.functionShape(span, 'logsumexp', A, 'a vector', [fix('logsumexprows(A)')]),
    'error [shape-mismatch] logsumexp takes a vector, but A is m×n; did you mean logsumexprows(A)?',
  ],
  blockMismatch: [
    messages.blockMismatch(span, 'width', A, x),
    'error [shape-mismatch] the blocks do not fit: A is m×n and x is in ℝ^n stand in one column and need one width',
  ],
  undeclaredName: [
    messages.undeclaredName(span, 'z', [{ title: 'declare z ∈ ℝ^n', span, text: 'z ∈ ℝ^n\n' }]),
    'error [undeclared-name] the shape of z is not known and does not follow from here; declare it, for example z ∈ ℝ^n',
  ],
  undeclaredVariable: [
    messages.undeclaredVariable(span, 'z', []),
    'error [undeclared-name] z is neither declared nor defined, so nothing can be derived by it; declare it',
  ],
  unsupportedFunction: [
    messages.unsupportedFunction(span, 'chol', 'write it with products, inverses, traces and elementwise functions'),
    'error [unsupported-function] chol is not supported; write it with products, inverses, traces and elementwise functions',
  ],
  argumentCount: [messages.argumentCount(span, 'kron', '2 arguments', 1), 'error [argument-count] kron takes 2 arguments, here is 1'],
  functionWithoutArgument: [messages.functionWithoutArgument(span, 'f'), 'error [function-without-argument] f is a function; write its argument, f(x)'],
  notSquare: [
    messages.notSquare(span, 'an inverse', A, [fix('pinv(A)'), fix('A .^ (-1)')]),
    'error [not-square] an inverse needs a square matrix, but A is m×n; did you mean pinv(A) or A .^ (-1)?',
  ],
  propertyNeedsSquare: [messages.propertyNeedsSquare(span, 'A', 'symmetric', A.shape), 'error [not-square] A is m×n; only a square matrix can be symmetric'],
  needsElementwisePower: [
    messages.needsElementwisePower(span, x, [fix('x .^ 2'), fix('‖x‖²')]),
    'error [needs-elementwise-power] x is in ℝ^n, which has no power; did you mean x .^ 2 or ‖x‖²?',
  ],
  needsElementwiseDivision: [
    messages.needsElementwiseDivision(span, x, [fix('1 ./ x')]),
    'error [needs-elementwise-division] only a scalar divides, but x is in ℝ^n; did you mean 1 ./ x?',
  ],
  matrixDivision: [
    messages.matrixDivision(span, A, [fix('B inv(A)')]),
    'error [matrix-division] only a scalar divides, but A is m×n; a matrix quotient has two readings; did you mean B inv(A)?',
  ],
  matrixExponent: [
    messages.matrixExponent(span, A, [fix('sqrtm(A)')]),
    'error [matrix-exponent] A is m×n; a matrix has powers with whole numbers or with named scalars as exponents only; did you mean sqrtm(A)?',
  ],
  notApplicable: [
    messages.notApplicable(span, 'k(2 x)', 'k', 'x', 'x stands in the definition of e too'),
    'error [unsupported-function] k(2 x) cannot be written out: x stands in the definition of e too; write k(x), and define x before',
  ],
  inducedNorm: [
    messages.inducedNorm(span, '1', 'A'),
    'hint [matrix-norm] Read as the induced norm, the largest sum of |entries| in a column; the sum of all is sum(abs(A))',
  ],
  ambiguousBroadcast: [
    messages.ambiguousBroadcast(span, x, { text: 'B', shape: matrixShape(n, n) }, [fix('B + x 1ᵀ'), fix('B + 1 xᵀ')]),
    'error [ambiguous-broadcast] x is in ℝ^n and B is n×n: x could stand in every row or in every column; did you mean B + x 1ᵀ or B + 1 xᵀ?',
  ],
  ambiguousSpaces: [
    messages.ambiguousSpaces(span, [fix('[A, B]')]),
    'error [ambiguous-spaces] the spaces in this matrix could separate columns or be products; write a comma between columns, or * in a product',
  ],
  tensorOperation: [
    messages.tensorOperation(span, 'a product', T),
    'error [tensor-operation] T is m×n×n; a product is not defined for it, write the entries with indices, as in F[i,l] = T[i,j,k] * x[j] * X[k,l]',
  ],
  openSize: [
    messages.openSize(span, 'I', 'write its size, as in I_n or eye(n)'),
    'error [open-size] the size of I does not follow from here; write its size, as in I_n or eye(n)',
  ],
  sizeAndVariable: [
    messages.sizeAndVariable(span, 'n'),
    'error [size-and-variable] n is both a size of a declared shape and a variable here; rename one of them',
  ],
  badSize: [messages.badSize(span, 'n/2'), 'error [bad-size] n/2 is not a size; a size is a positive whole number, a name, or a sum or product of those'],
  redeclared: [
    messages.redeclared(span, 'A', A.shape, x.shape, { start: 0, end: 1 }),
    'error [redeclared] A is m×n since its first use, and now is in ℝ^n; keep one of the two',
  ],
  indexCount: [messages.indexCount(span, A, 1, 2), 'error [index-count] A is m×n and takes 2 indices, here is 1'],
  indexRange: [messages.indexRange(span, 4, '3', 1), 'error [index-range] the index 4 is out of range; indices run from 1 to 3'],
  indexNotLiteral: [messages.indexNotLiteral(span, 'i+1'), 'error [index-not-literal] i+1 cannot stand as an index; an index is a number, a letter or a colon'],
  indexSizes: [messages.indexSizes(span, 'j', 'm', 'n'), 'error [index-sizes] the index j runs over m and over n; use two letters'],
  indexAsNumber: [messages.indexAsNumber(span, 'i'), 'error [index-as-number] i is an index here and cannot stand as a number'],
  freeIndex: [
    messages.freeIndex(span, 'j', 's'),
    'error [free-index] the index j stands on the right but not in s; sum over it with sum_j, or give s the index j',
  ],
  ambiguousSum: [
    messages.ambiguousSum(span, 'j'),
    'error [ambiguous-sum] the index j could be summed inside or outside this function; write the sum, sum_j ( … )',
  ],
  sumRange: [
    messages.sumRange(span, 'j'),
    'error [sum-range] the range of the index j does not follow from here; use j as an index of a declared name, or write its bounds',
  ],
  scalarByVec: [
    messages.scalarByVec(span, 'tr(A X)', 'X'),
    'error [scalar-by-vec] tr(A X) is a scalar: its derivative by vec(X) is vec of its gradient; write ∂(tr(A X))/∂X, or vec of it',
  ],
  componentOfUndeclared: [
    messages.componentOfUndeclared(span, 'w_k', 'w'),
    'error [undeclared-name] w_k has an index of this expression, but w is not declared: declare it above, w ∈ ℝ^n',
  ],
  notAVariable: [messages.notAVariable(span, '2 x'), 'error [not-a-variable] 2 x is not a name; derive by a declared or defined name'],
  gradientNeedsName: [
    messages.gradientNeedsName(span, 'L', ['x', 'A']),
    'error [gradient-needs-name] L depends on x, A; say by which name to derive, as in ∇_x L',
  ],
  doesNotDepend: [
    messages.doesNotDepend(span, 'L', 'x', 'y'),
    'information [does-not-depend] L does not depend on x: the derivative is 0. y is declared, so y = … is an equation and is not substituted; write y := … to define it',
  ],
  gradientOfVector: [messages.gradientOfVector(span, x), 'hint [gradient-of-vector] x is in ℝ^n, so this is its Jacobian, one row for each component'],
  elementwiseFunction: [
    messages.elementwiseFunction(span, 'exp', 'expm', 'B', fix('expm(B)')),
    'hint [elementwise-function] exp works entry by entry; the matrix function is expm(B)',
  ],
  elementwiseBars: [messages.elementwiseBars(span, 'x'), 'hint [elementwise-bars] |x| is the absolute value of every entry; the norm is ‖x‖'],
  softmaxRows: [messages.softmaxRows(span, 'softmax'), 'hint [softmax-rows] softmax of a matrix works on every row'],
  expectation: [messages.expectation(span), 'error [expectation] expectations are not supported; write the mean of given values, mean(x)'],
  tooDeep: [messages.tooDeep(span), 'error [too-deep] this expression is nested too deeply; give its parts names'],
};

const frozenCodes =
  'ambiguous-broadcast ambiguous-spaces ambiguous-sum argument-count bad-size does-not-depend elementwise-bars elementwise-function expectation free-index function-without-argument gradient-needs-name gradient-of-vector index-as-number index-count index-not-literal index-range index-sizes matrix-division matrix-exponent matrix-norm needs-elementwise-division needs-elementwise-power not-a-variable not-square open-size redeclared scalar-by-vec shape-mismatch size-and-variable softmax-rows sum-range tensor-operation too-deep undeclared-name unsupported-function';

describe('the messages of the shape checker', () => {
  for (const [name, [problem, text]] of Object.entries(snapshots))
    it(name, () => {
      assert.equal(`${problem.severity} [${problem.code}] ${problem.message}`, text);
      assert.deepEqual(problem.span, span);
      assert.doesNotMatch(problem.message, /\.$/, 'a message does not end in a full stop');
    });

  it('have codes that never change', () => {
    const codes = [...new Set(Object.values(snapshots).map(([problem]) => problem.code))].sort();
    assert.deepEqual(codes, frozenCodes.split(' '));
  });
});
