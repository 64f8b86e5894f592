import { matrixFunctionRow } from '../../operations/matrixFunctions.ts';
import type { Spelling } from '../language.ts';
import { isPlainNumber, type OperationOf } from '../operation.ts';
import { atom, call, inside, LEVEL, type Text, times } from '../text.ts';
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
  spread: diagonalEmbedding,
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

/** `torch.diag_embed(values[:, :, None].expand(-1, -1, m), dim1=0, dim2=2)`: makes two axes of the last one, until every repeated label has all of its own. */
function diagonalEmbedding(operation: OperationOf<'spread'>, part: Text, _: Text, spelling: Spelling): Text {
  const { labels, out, operands, shape } = operation;
  const size = (label: number): string => spelling.size(shape[out.indexOf(label)]!).text;
  const free = [...new Set(out)].filter(label => !labels.includes(label));
  const values = (): Text => {
    if (free.length === 0) return part;
    const lengths = [...labels.map(() => '-1'), ...free.map(size)].join(', ');
    if (isPlainNumber(operands[0])) return call('torch.full', `(${lengths}${free.length === 1 ? ',' : ''})`, part, '**like');
    const opened = labels.length === 0 ? '' : `[${[...labels.map(() => ':'), ...free.map(() => 'None')].join(', ')}]`;
    return atom(`${inside(part, LEVEL.atom)}${opened}.expand(${lengths})`);
  };
  // positions of the whole that are there, ascending, and behind them for each repeated label those that it still stands for
  let done: readonly number[] = labels.filter(label => out.indexOf(label) === out.lastIndexOf(label)).map(label => out.indexOf(label));
  const pending = [...labels.slice(done.length), ...free].map(label => out.flatMap((each, axis) => (each === label ? [axis] : [])));
  let text = values();
  for (let [first, ...rest] = pending.pop() ?? []; first !== undefined; [first, ...rest] = pending.pop() ?? []) {
    const isLast = rest.length === 1;
    done = [...done, first, ...(isLast ? rest : [])].sort((a, b) => a - b);
    if (!isLast) pending.push(rest);
    const second = isLast ? done.indexOf(rest[0]!) : done.length + pending.length - 1;
    text = call('torch.diag_embed', text, `dim1=${done.indexOf(first)}`, `dim2=${second}`);
  }
  return text;
}
