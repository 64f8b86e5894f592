/** Arrays of order 3 and more in C++, and what Eigen has no expression for: loops over the entries. */

import { toNumber } from '../../tensors/rational.ts';
import type { Spelling } from '../language.ts';
import type { Operation, OperationOf } from '../operation.ts';
import { spellingOf } from '../spelling.ts';
import type { Text } from '../text.ts';
import { indented } from './common.ts';
import { CPP_HELPERS } from './cppHelpers.ts';

export const cppType = (rank: number): string =>
  rank === 0 ? 'double' : rank === 1 ? 'Eigen::VectorXd' : rank === 2 ? 'Eigen::MatrixXd' : `Eigen::Tensor<double, ${rank}>`;

/** How long an axis of a named array is. */
export const cppLength = (name: string, rank: number, axis: number): string =>
  rank === 1 ? `${name}.size()` : rank === 2 ? `${name}.${axis === 0 ? 'rows' : 'cols'}()` : `${name}.dimension(${axis})`;

const isLarge = ({ shape }: Operation): boolean => shape.length > 2;

/** What has no expression in Eigen. */
export function needsLoops(operation: Operation): boolean {
  switch (operation.kind) {
    case 'variable':
    case 'function':
    case 'call':
    case 'matrixFunctionDerivative':
      return false;
    case 'contract':
    case 'place':
    case 'spread':
    case 'concatenate':
    case 'reshape':
      return true;
    default:
      return isLarge(operation) || ('operands' in operation && operation.operands.some(isLarge));
  }
}

/** An array by its name, its order, and which of its axes have length 1 to repeat. */
interface Named {
  readonly name: string;
  readonly rank: number;
  readonly operation: Operation;
}

export function loops(operation: Operation, local: string, operands: readonly Text[], spelling: Spelling): readonly string[] {
  const lines: string[] = [];
  const arrays = operands.map((text, k): Named => {
    const of = (operation as Extract<Operation, { operands: unknown }>).operands[k]!;
    const rank = of.shape.length;
    if (rank === 0 || /^\w+$/.test(text.text)) return { name: text.text, rank, operation: of };
    const name = `${local}_${'abcdefgh'[k] ?? k}`;
    lines.push(`const ${cppType(rank)} ${name} = ${text.text};`);
    return { name, rank, operation: of };
  });
  const rank = operation.shape.length;
  const index = (k: number): string => `i${k}`;
  const all = operation.shape.map((_, k) => index(k));
  const entry = ({ name, rank: order, operation: of }: Named, at: readonly string[]): string =>
    order === 0 ? name : `${name}(${at.map((each, axis) => (of.shape[axis] === null ? '0' : each)).join(', ')})`;
  const lengthOf = (array: Named, axis: number): string => cppLength(array.name, array.rank, axis);
  const declared = (lengths: readonly string[], start = ''): string =>
    rank === 0 ? `double ${local} = 0;` : `${cppType(rank)} ${local}(${lengths.join(', ')});${start ? ` ${local}.${start};` : ''}`;
  const target = (at: readonly string[] = all): string => (rank === 0 ? local : `${local}(${at.join(', ')})`);
  const nest = (over: readonly (readonly [name: string, length: string])[], body: string): readonly string[] =>
    over
      .map(([name, length], depth) => indented(`for (Eigen::Index ${name} = 0; ${name} < ${length}; ++${name})`, '  '.repeat(depth)))
      .concat(indented(body, '  '.repeat(over.length)));
  /** One statement for each entry of the result. */
  const each = (lengths: readonly string[], value: string): readonly string[] => [
    declared(lengths),
    ...nest(
      lengths.map((length, k) => [index(k), length]),
      `${target()} = ${value};`,
    ),
  ];
  const [first, second] = arrays as [Named, Named];
  const ownLengths = (array: Named): readonly string[] => array.operation.shape.map((size, axis) => (size === null ? '1' : lengthOf(array, axis)));
  const sizes = (): readonly string[] => operation.shape.map(size => (size ? spelling.size(size).text : '1'));
  /** Of a result that has every axis of length 1 of one operand from the other. */
  const jointLengths = (): readonly string[] =>
    operation.shape.map((size, axis) => {
      const full = arrays.find(array => array.rank > 0 && array.operation.shape[axis] !== null);
      return size === null || !full ? '1' : lengthOf(full, axis);
    });
  switch (operation.kind) {
    case 'zeros':
      return [declared(sizes(), 'setZero()')];
    case 'ones':
      return [declared(sizes(), 'setConstant(1)')];
    case 'copy':
      return [`${cppType(rank)} ${local} = ${first.name};`];
    case 'negate':
      return [...lines, ...each(ownLengths(first), `-${entry(first, all)}`)];
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide': {
      const sign = { add: '+', subtract: '-', multiply: '*', divide: '/' }[operation.kind];
      const side = (array: Named): string => (array.rank === 0 && !/^[\w.]+$/.test(array.name) ? `(${array.name})` : entry(array, all));
      return [...lines, ...each(jointLengths(), `${side(first)} ${sign} ${side(second)}`)];
    }
    case 'power':
      return [...lines, ...each(ownLengths(first), `std::pow(${entry(first, all)}, ${toNumber(operation.exponent)})`)];
    case 'elementwise': {
      const spelled = spellingOf(operation.function, 'cpp');
      return [...lines, ...each(ownLengths(first), `${spelled in CPP_HELPERS ? spelling.helper(spelled) : spelled}(${entry(first, all)})`)];
    }
    case 'permute': {
      const at = operation.order.map((_, axis) => index(operation.order.indexOf(axis)));
      return [
        ...lines,
        ...each(
          operation.order.map(axis => lengthOf(first, axis)),
          entry(first, at),
        ),
      ];
    }
    case 'expand': {
      let axis = 0;
      const lengths = operation.present.map(there => (there ? lengthOf(first, axis++) : '1'));
      return [
        ...lines,
        ...each(
          lengths,
          entry(
            first,
            all.filter((_, k) => operation.present[k]),
          ),
        ),
      ];
    }
    case 'contract':
      return [...lines, ...contraction(operation)];
    case 'sum': {
      const kept = first.operation.shape.flatMap((_, axis) => (operation.axes.includes(axis) ? [] : [axis]));
      const at = first.operation.shape.map((_, axis) => (operation.axes.includes(axis) ? `s${axis}` : index(kept.indexOf(axis))));
      const over = [...kept, ...operation.axes].map((axis): [string, string] => [at[axis]!, lengthOf(first, axis)]);
      return [
        ...lines,
        declared(
          kept.map(axis => lengthOf(first, axis)),
          'setZero()',
        ),
        ...nest(over, `${target()} += ${entry(first, at)};`),
      ];
    }
    case 'select': {
      const kept = operation.positions.flatMap((position, axis) => (position === null ? [axis] : []));
      const at = operation.positions.map((position, axis) => (position === null ? index(kept.indexOf(axis)) : String(position)));
      if (rank === 0) return [...lines, `const double ${local} = ${entry(first, at)};`];
      return [
        ...lines,
        ...each(
          kept.map(axis => lengthOf(first, axis)),
          entry(first, at),
        ),
      ];
    }
    case 'place': {
      const kept = operation.positions.flatMap((position, axis) => (position === null ? [axis] : []));
      const at = operation.positions.map((position, axis) => (position === null ? index(kept.indexOf(axis)) : String(position)));
      const over = kept.map((_, k): [string, string] => [index(k), lengthOf(first, k)]);
      return [
        ...lines,
        declared(sizes(), 'setZero()'),
        ...nest(
          over,
          `${target(at)} = ${entry(
            first,
            kept.map((_, k) => index(k)),
          )};`,
        ),
      ];
    }
    case 'spread': {
      const letters = [...new Set(operation.out)];
      const name = (label: number): string => index(letters.indexOf(label));
      const over = letters.map((label): [string, string] => [name(label), sizes()[operation.out.indexOf(label)]!]);
      return [
        ...lines,
        declared(sizes(), 'setZero()'),
        ...nest(over, `${target(operation.out.map(name))} = ${first.rank === 0 ? first.name : entry(first, operation.labels.map(name))};`),
      ];
    }
    case 'slice': {
      const at = all.map((each, axis) => (axis === operation.axis ? `${each} + ${spelling.size(operation.offset).text}` : each));
      const lengths = operation.shape.map((size, axis) => (axis === operation.axis ? spelling.size(size!).text : lengthOf(first, axis)));
      return [...lines, ...each(lengths, entry(first, at))];
    }
    case 'concatenate': {
      const total = arrays.map(array => lengthOf(array, operation.axis)).join(' + ');
      const lengths = operation.shape.map((_, axis) => (axis === operation.axis ? total : lengthOf(first, axis)));
      const blocks = arrays.flatMap((array, k) => {
        const before = arrays.slice(0, k).map(other => lengthOf(other, operation.axis));
        const at = all.map((each, axis) => (axis === operation.axis ? [...before, each].join(' + ') : each));
        return nest(
          all.map((each, axis): [string, string] => [each, lengthOf(array, axis)]),
          `${target(at)} = ${entry(array, all)};`,
        );
      });
      return [...lines, declared(lengths), ...blocks];
    }
    case 'reshape': {
      const inner = first.operation.shape.map((_, axis) => `j${axis}`);
      const flat = `${local}_flat`;
      return [
        ...lines,
        `std::vector<double> ${flat};`,
        ...nest(
          inner.map((each, axis): [string, string] => [each, lengthOf(first, axis)]),
          `${flat}.push_back(${entry(first, inner)});`,
        ),
        `std::size_t ${local}_next = 0;`,
        declared(sizes()),
        ...nest(
          sizes().map((length, k): [string, string] => [index(k), length]),
          `${target()} = ${flat}[${local}_next++];`,
        ),
      ];
    }
    case 'inner': {
      const labels = first.operation.shape.map((_, axis) => axis);
      return [...lines, ...contraction({ labels: [labels, labels], out: [] })];
    }
    case 'tensorOperation':
      return [...lines, ...rows(operation.name)];
    default:
      throw new TypeError(`no loops for ${operation.kind}`);
  }

  function contraction({ labels, out }: Pick<OperationOf<'contract'>, 'labels' | 'out'>): readonly string[] {
    const letters = [...new Set([...out, ...labels.flat()])];
    const name = (label: number): string => (out.includes(label) ? index(out.indexOf(label)) : `s${letters.indexOf(label)}`);
    const length = (label: number): string => {
      const k = labels.findIndex(own => own.includes(label));
      return lengthOf(arrays[k]!, labels[k]!.indexOf(label));
    };
    const summed = letters.filter(label => !out.includes(label));
    const product = arrays.map((array, k) => entry(array, labels[k]!.map(name))).join(' * ');
    const over = [...out, ...summed].map((label): [string, string] => [name(label), length(label)]);
    return [declared(out.map(length), summed.length > 0 ? 'setZero()' : ''), ...nest(over, `${target()} ${summed.length > 0 ? '+=' : '='} ${product};`)];
  }

  /** Over the last axis, with the largest entry taken off before the exponentials. */
  function rows(name: string): readonly string[] {
    const last = first.rank - 1;
    const outer = Array.from({ length: last }, (_, axis): [string, string] => [index(axis), lengthOf(first, axis)]);
    const before = outer.map(([each]) => each);
    const inner = (body: string): string => `for (Eigen::Index k = 0; k < ${lengthOf(first, last)}; ++k) ${body}`;
    const entryAt = entry(first, [...before, 'k']);
    const results: Readonly<Record<string, string>> = {
      softmax: inner(`${target([...before, 'k'])} = std::exp(${entryAt} - top) / sum;`),
      logsumexp: `${target()} = top + std::log(sum);`,
      max: `${target()} = top;`,
      hardmax: inner(`${target([...before, 'k'])} = k == at ? 1 : 0;`),
    };
    const body = [
      '{',
      '  Eigen::Index at = 0;',
      `  ${inner(`if (${entryAt} > ${entry(first, [...before, 'at'])}) at = k;`)}`,
      `  const double top = ${entry(first, [...before, 'at'])};`,
      ...(name === 'softmax' || name === 'logsumexp' ? ['  double sum = 0;', `  ${inner(`sum += std::exp(${entryAt} - top);`)}`] : []),
      `  ${results[name]}`,
      '}',
    ].join('\n');
    return [declared(name === 'softmax' || name === 'hardmax' ? ownLengths(first) : outer.map(([, length]) => length)), ...nest(outer, body)];
  }
}
