import { matrixFunctionRow } from '../../operations/matrixFunctions.ts';
import { call } from '../text.ts';
import { spreadLetters } from './common.ts';
import { NUMPY_HELPERS } from './numpyHelpers.ts';
import { pythonLanguage } from './python.ts';

/** NumPy and nothing else that Python does not bring. */
export const numpy = pythonLanguage({
  id: 'numpy',
  imports: ['import numpy as np'],
  helpers: NUMPY_HELPERS,
  reserved: 'np',
  pi: 'np.pi',
  axis: 'axis',
  names: {
    zeros: 'np.zeros',
    ones: 'np.ones',
    eye: 'np.eye',
    trace: 'np.trace',
    diagonal: 'np.diagonal',
    diag: 'np.diag',
    outer: 'np.outer',
    solve: 'np.linalg.solve',
    sum: 'np.sum',
    sqrt: 'np.sqrt',
    concatenate: 'np.concatenate',
    reshape: 'np.reshape',
  },
  like: '',
  copy: '.copy()',
  permute: (operand, order) => call('np.transpose', operand, `(${order.join(', ')})`),
  inner: (left, right) => call('np.vdot', left, right),
  einsum: (formula, operands, planned) => call('np.einsum', `'${formula}'`, ...operands, ...(planned ? ['optimize=True'] : [])),
  spread: (operation, part, shape, spelling) => {
    const { own, whole, free } = spreadLetters(operation);
    return call(spelling.helper('_spread'), part, shape, `'${whole}->${free}${own}'`);
  },
  asArray: number => number,
  preamble: () => [],
  matrixFunction: (name, spelling) => matrixFunctionRow(name).code?.numpy ?? spelling.helper(`_${name}`),
  largestDifference: [
    'estimate = estimate.reshape(np.shape(derivative))',
    'return float(np.max(np.abs(derivative - estimate)) / max(1.0, np.max(np.abs(estimate))))',
  ],
});
