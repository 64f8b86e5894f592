import { matrixFunctionRow } from '../../operations/matrixFunctions.ts';
import { call } from '../text.ts';
import { spreadLetters } from './common.ts';
import { JAX_HELPERS } from './jaxHelpers.ts';
import { pythonLanguage } from './python.ts';

/** JAX. Its numbers have 32 bits unless `jax_enable_x64` is set. */
export const jax = pythonLanguage({
  id: 'jax',
  imports: ['import jax', 'import jax.numpy as jnp'],
  helpers: JAX_HELPERS,
  reserved: 'jax jnp itertools',
  pi: 'jnp.pi',
  axis: 'axis',
  names: {
    zeros: 'jnp.zeros',
    ones: 'jnp.ones',
    eye: 'jnp.eye',
    trace: 'jnp.trace',
    diagonal: 'jnp.diagonal',
    diag: 'jnp.diag',
    outer: 'jnp.outer',
    solve: 'jnp.linalg.solve',
    sum: 'jnp.sum',
    sqrt: 'jnp.sqrt',
    concatenate: 'jnp.concatenate',
    reshape: 'jnp.reshape',
  },
  like: '',
  // arrays cannot be written into
  copy: '',
  permute: (operand, order) => call('jnp.transpose', operand, `(${order.join(', ')})`),
  inner: (left, right) => call('jnp.vdot', left, right),
  einsum: (formula, operands) => call('jnp.einsum', `'${formula}'`, ...operands),
  spread: (operation, part, shape, spelling) => {
    const { own, whole, free } = spreadLetters(operation);
    return call(spelling.helper('_spread'), part, shape, `'${whole}->${free}${own}'`);
  },
  asArray: number => number,
  preamble: () => [],
  matrixFunction: (name, spelling) => matrixFunctionRow(name).code?.jax ?? spelling.helper(`_${name}`),
  largestDifference: [
    'estimate = estimate.reshape(jnp.shape(derivative))',
    'return float(jnp.max(jnp.abs(derivative - estimate)) / max(1.0, float(jnp.max(jnp.abs(estimate)))))',
  ],
});
