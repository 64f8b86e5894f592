/** Norms of a value on their analytic branch. */

import type { Typed } from '../shapes/typed.ts';
import { functionOfMatrix, multiplyMatrices, scaleMatrix, traceOf, transposeMatrix } from './complexMatrices.ts';
import { mapEntries, scalarFunctions } from './elementwiseFunctions.ts';
import { NotEvaluable } from './failures.ts';
import { messages } from './messages.ts';
import { entrywise, matrixValue, multiplication, sumBy, type Value } from './values.ts';

type NormName = Extract<Typed, { op: 'norm' }>['norm'];

/** Of a matrix, or of a vector as one column or row. */
export function normOf(name: NormName, a: Value): Value {
  const isMatrix = a.rows > 1 && a.columns > 1;
  switch (name) {
    case '1':
      if (isMatrix) throw new NotEvaluable(messages.normOfMatrix('1'));
      return total(absolute(a));
    case 'F':
      return euclidean(a);
    case '2':
      if (isMatrix) throw new NotEvaluable(messages.normOfMatrix('2'));
      return euclidean(a);
    case 'inf': {
      if (isMatrix) throw new NotEvaluable(messages.normOfMatrix('∞'));
      const at = a.re.reduce((best, x, i) => (Math.abs(x) > Math.abs(a.re[best]!) ? i : best), 0);
      return scaleMatrix(scalarFunctions.sign.real(a.re[at]!), matrixValue(1, 1, a.re.slice(at, at + 1), a.im?.slice(at, at + 1) ?? null));
    }
    case 'nuclear':
      // Σ σ_i = tr √(XᵀX), of the smaller of the two products, which has full rank
      return traceOf(functionOfMatrix('sqrtm', smallerGram(a)));
    case 'spectral':
      return squareRoot(largestEigenvalue(smallerGram(a)));
  }
}

const absolute = (a: Value): Value => mapEntries(a, scalarFunctions.abs.real, scalarFunctions.abs.complex);
const squareRoot = (a: Value): Value => mapEntries(a, scalarFunctions.sqrt.real, scalarFunctions.sqrt.complex);
const total = (a: Value): Value => sumBy(a, 1, () => 0);
const euclidean = (a: Value): Value => squareRoot(total(entrywise(a, a, multiplication)));

function smallerGram(a: Value): Value {
  const turned = transposeMatrix(a);
  return a.rows < a.columns ? multiplyMatrices(a, turned) : multiplyMatrices(turned, a);
}

/**
 * tr(PG) with P the projector on the leading eigenvector of the real part, which repeated squaring gives. To first order
 * in an imaginary part that is the eigenvalue itself (the eigenvector is stationary).
 */
function largestEigenvalue(g: Value): Value {
  let projector = matrixValue(g.rows, g.columns, g.re, null);
  for (let i = 0; i < 40; i++) {
    projector = multiplyMatrices(projector, projector);
    projector = scaleMatrix(1 / traceOf(projector).re[0]!, projector);
  }
  return traceOf(multiplyMatrices(projector, g));
}
