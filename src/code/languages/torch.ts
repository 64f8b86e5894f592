import { matrixFunctionRow } from '../../operations/matrixFunctions.ts';
import { isPlainNumber } from '../operation.ts';
import { atom, call, inside, LEVEL, times } from '../text.ts';
import { pythonLanguage } from './python.ts';
import { TORCH_HELPERS } from './torchHelpers.ts';

/** PyTorch, version 1.13 and later. New tensors have the type and the device of the first parameter. */
export const torch = pythonLanguage({
  id: 'torch',
  imports: ['import torch'],
  helpers: TORCH_HELPERS,
  reserved: 'torch like itertools',
  pi: 'torch.pi',
  axis: 'dim',
  names: {
    zeros: 'torch.zeros',
    ones: 'torch.ones',
    eye: 'torch.eye',
    inv: 'torch.linalg.inv',
    det: 'torch.linalg.det',
    slogdet: 'torch.linalg.slogdet',
    pinv: 'torch.linalg.pinv',
    trace: 'torch.trace',
    diagonal: 'torch.diagonal',
    diag: 'torch.diag',
    outer: 'torch.outer',
    solve: 'torch.linalg.solve',
    sum: 'torch.sum',
    sqrt: 'torch.sqrt',
    concatenate: 'torch.cat',
    reshape: 'torch.reshape',
  },
  like: '**like',
  copy: '.clone()',
  permute: (operand, order) => atom(`${inside(operand, LEVEL.atom)}.permute(${order.join(', ')})`),
  inner: (left, right) => call('torch.sum', times(left, right, '*')),
  einsum: (formula, operands) => call('torch.einsum', `'${formula}'`, ...operands),
  asArray: number => call('torch.tensor', number, '**like'),
  preamble: ({ routine, statements, results }) => {
    const scalars = routine.parameters.filter(({ kind, axes }) => kind === 'array' && axes.length === 0);
    const array = routine.parameters.find(({ kind, axes }) => kind === 'array' && axes.length > 0)?.name;
    const isUsed = scalars.length > 0 || [...statements, ...results].some(line => line.includes('**like')) || routine.results.some(isPlainNumber);
    return [
      ...(isUsed ? [`like = ${array ? `{'dtype': ${array}.dtype, 'device': ${array}.device}` : "{'dtype': torch.float64}"}`] : []),
      ...scalars.map(({ name }) => `${name} = torch.as_tensor(${name}, **like)`),
    ];
  },
  matrixFunction: (name, spelling) => matrixFunctionRow(name).code?.torch ?? spelling.helper(`_${name}`),
  largestDifference: [
    'estimate = estimate.reshape(derivative.shape)',
    'return float(torch.max(torch.abs(derivative - estimate)) / max(1.0, float(torch.max(torch.abs(estimate)))))',
  ],
});
