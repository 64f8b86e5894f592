// Random documents: every derivative is certified, and everything that is printed of it says the same. A failure prints its
// seed and the smallest document found; `node --import tsx test/random/campaign.ts SEED` repeats it.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn } from '../../src/code/index.ts';
import { certify } from '../../src/numeric/index.ts';
import { OPERATIONS } from './grammar.ts';
import { describeFailure, describeTally, emptyTally, type Tally, tallySeeds } from './tally.ts';

const DOCUMENTS = 2000;
/** Documents of one test, so that a failure names a range. */
const CHUNK = 100;

/** Operations that have no rule; whoever adds a rule takes the name from here. */
const MAY_BE_REFUSED = [
  'a matrix power with a symbolic exponent',
  'an entry with a repeated index',
  'the derivative of the pseudo-inverse of λ I less the matrix, λ its largest eigenvalue',
  'the derivative of the pseudo-inverse of λ I less the matrix, λ its smallest eigenvalue',
  'a derivative without a notation',
  'a derivative that exists at no point',
];

describe('random derivatives', () => {
  const tally = emptyTally();
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });
  for (let from = 0; from < DOCUMENTS; from += CHUNK)
    it(`seeds ${from} to ${from + CHUNK - 1}`, () => {
      const known = tally.failures.length;
      tallySeeds(from, from + CHUNK, tally);
      assert.deepEqual(tally.failures.slice(known).map(describeFailure).join('\n'), '');
    });
  it('few are undecided, and only what has no rule is refused', report => {
    report.diagnostic(describeTally(tally));
    assert.equal(tally.documents, DOCUMENTS);
    assert.ok((tally.statuses.verified ?? 0) > 0.98 * DOCUMENTS, describeTally(tally));
    const unknown = Object.keys(tally.refusals).filter(operation => !MAY_BE_REFUSED.includes(operation));
    assert.deepEqual(unknown, []);
  });
  it('every rule of the grammar and every typed operation was drawn', () => {
    assert.deepEqual(missing(tally, OPERATIONS, 'operations'), []);
    assert.deepEqual(missing(tally, TYPED_OPERATIONS, 'typedOperations'), []);
  });
});

const missing = (tally: Tally, names: readonly string[], table: 'operations' | 'typedOperations'): readonly string[] =>
  names.filter(name => (tally[table][name]?.documents ?? 0) === 0);

/** The operations of src/shapes/typed.ts that a derivative can be taken of, functions by name. */
const TYPED_OPERATIONS = (
  'number constant dimension variable reference zeros ones identity commutation add subtract negate broadcast multiply divide hadamard hadamardDivide ' +
  'kronecker elementwisePower symbolicMatrixPower transpose inverse pseudoInverse trace determinant logDeterminant adjugate diag diagonal vec sum entry stack sumOver ' +
  'fromEntries apply exp log sin cos tan sinh cosh tanh asin acos atan sqrt abs sign sigmoid softplus relu step erf gelu ' +
  'expm logm sqrtm sinm cosm symbolicMatrixPower derivative'
)
  .split(' ')
  .concat(
    'columnSums',
    'rowSums',
    'norm1',
    'norm2',
    'normF',
    'normInf',
    'spectralNorm',
    'operation max',
    'operation hardmax',
    'operation softmax',
    'operation logsumexp',
    'operation eigenvalues',
    'operation largestEigenvalue',
    'operation smallestEigenvalue',
    'operation singularValues',
    'operation cholesky',
    'matrixPower 0',
    'matrixPower 1',
    'matrixPower 2',
    'matrixPower 3',
    'matrixPower -2',
    'matrixPower -3',
  );
