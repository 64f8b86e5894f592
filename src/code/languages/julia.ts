/** Julia with its standard library LinearAlgebra. */

import { identifier } from '../../notation/names.ts';
import { type Rational, toNumber } from '../../tensors/rational.ts';
import { bothLines, checkLines, compressedLines, derivativeLines, oneLine, valueLines } from '../documentation.ts';
import { helperSources } from '../helpers.ts';
import type { Calculated, Language, ModuleSource, ModuleText, RoutineText, Spelling } from '../language.ts';
import { isShortDecimal } from '../operand.ts';
import type { OperationOf } from '../operation.ts';
import { matrixOperationText, spellingOf } from '../spelling.ts';
import { atom, call, inside, LEVEL, matrixTimes, negative, type Text, textAt, times } from '../text.ts';
import { arraysOf, einsumFormula, indented, lengthsOf, names, operationHelper, sizesRead, spreadLetters, withoutOffset } from './common.ts';
import { JULIA_HELPERS } from './juliaHelpers.ts';

const RESERVED: ReadonlySet<string> = new Set([
  ...(
    'baremodule begin break catch const continue do else elseif end export false finally for function global if import in isa let local macro module mutable nothing ' +
    'outer primitive quote return struct true try using where while abs acos asin atan cos cosh det diag dot exp inv kron log maximum max ones permutedims pi pinv ' +
    'reshape sign sin sinh size sqrt sum tan tanh tr transpose vec zeros cat Matrix Diagonal I derivative value estimate'
  ).split(' '),
  ...Object.keys(JULIA_HELPERS),
]);

export const julia: Language = {
  id: 'julia',
  identifier: name => identifier(name, RESERVED),
  operation: spell,
  assignment: (local, text) => `${local} = ${text}`,
  module: moduleSource,
};

/** The functions of matrices that Julia has by the name of the function of a number. */
const MATRIX_FUNCTIONS: Readonly<Record<string, string>> = { expm: 'exp', logm: 'log', sqrtm: 'sqrt', sinm: 'sin', cosm: 'cos' };

function spell(operation: Calculated, operands: readonly Text[], spelling: Spelling): Text {
  const [first, second] = operands as [Text, Text];
  const rank = operation.shape.length;
  const shapes = 'operands' in operation ? operation.operands.map(({ shape }) => shape) : [];
  const lengths = (): string => operation.shape.map(size => (size ? spelling.size(size).text : '1')).join(', ');
  const helper = (name: string, ...args: readonly (Text | string)[]): Text => call(spelling.helper(name), ...args);
  switch (operation.kind) {
    case 'number':
      return rationalText(operation.value);
    case 'real':
      return operation.value === Math.PI ? atom('pi') : decimal(operation.value);
    case 'size':
      return spelling.size(operation.dimension);
    case 'zeros':
    case 'ones':
      return rank === 0 ? atom('0.0') : call(operation.kind, lengths());
    case 'identity':
      return call('Matrix', '1.0I', lengths());
    case 'negate':
      return negative(first);
    case 'copy':
      return call('copy', first);
    case 'matrixOperation':
      return matrixOperationText(operation.name, first, 'julia', JULIA_HELPERS, spelling);
    case 'trace':
      return call('tr', first);
    case 'diagonal':
      return call('diag', first);
    case 'diagonalMatrix':
      return call('Matrix', call('Diagonal', first));
    // an operation makes the decomposition of its own operand
    case 'decomposition':
      return first;
    case 'tensorOperation':
      return helper(operationHelper(operation.name), ...operands);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return binaryText(operation, first, second);
    case 'power':
      return powerText(operation, first);
    case 'elementwise': {
      const name = spellingOf(operation.function, 'julia');
      const spelled = name in JULIA_HELPERS ? spelling.helper(name) : name;
      return call(rank === 0 ? spelled : `${spelled}.`, first);
    }
    case 'permute':
      return operation.order.length === 2 ? transposed(first) : call('permutedims', first, `(${operation.order.map(axis => axis + 1).join(', ')})`);
    case 'expand':
      return expanded(operation, first, spelling);
    case 'matmul':
      if (rank === 0) return call('dot', first, second);
      // a row would be what a vector from the left gives
      return shapes[0]!.length === 1 ? matrixTimes(transposed(second), first, '*') : matrixTimes(first, second, '*');
    case 'outer':
      return matrixTimes(first, transposed(second), '*');
    case 'inner':
      return call('dot', first, second);
    case 'contract':
      return helper('einsum_', `"${einsumFormula(operation)}"`, ...operands);
    case 'spread': {
      const { own, whole } = spreadLetters(operation);
      return helper('spread_', first, `(${lengths()})`, `"${own}"`, `"${whole}"`);
    }
    case 'solve':
      return textAt(`${inside(first, LEVEL.power)} \\ ${inside(second, LEVEL.power)}`, LEVEL.times, 'times');
    case 'sum':
      return rank === 0 ? call('sum', first) : helper('sum_', first, operation.axes.map(axis => axis + 1).join(', '));
    case 'matrixFunction':
      return call(MATRIX_FUNCTIONS[operation.function]!, first);
    case 'matrixPower':
      return helper('matrix_power_', first, second);
    case 'frechet':
      return helper('frechet_', MATRIX_FUNCTIONS[operation.function]!, first, second);
    case 'matrixFunctionDerivative':
      return helper('matrix_function_derivative_', MATRIX_FUNCTIONS[operation.function]!, String(operation.order), first);
    case 'call':
      return call(first.text, second);
    case 'select':
      return atom(`${inside(first, LEVEL.atom)}[${operation.positions.map(position => (position === null ? ':' : String(position + 1))).join(', ')}]`);
    case 'place':
      return helper(
        'place_',
        first,
        `(${lengths()}${rank === 1 ? ',' : ''})`,
        operation.positions.map(position => (position === null ? ':' : String(position + 1))).join(', '),
      );
    case 'slice': {
      const [offset, length] = [spelling.size(operation.offset).text, spelling.size(operation.shape[operation.axis]!).text];
      const index = operation.shape.map((_, axis) => (axis === operation.axis ? `${offset} .+ (1:${length})` : ':'));
      return atom(`${inside(first, LEVEL.atom)}[${index.join(', ')}]`);
    }
    case 'concatenate':
      return call('cat', ...operands, `dims = ${operation.axis + 1}`);
    case 'reshape':
      return helper('reshape_', first, lengths());
  }
}

/** Postfix, and of the operand alone: the entries are real. */
const transposed = (operand: Text): Text => (/^\w+'$/.test(operand.text) ? atom(operand.text.slice(0, -1)) : atom(`${inside(operand, LEVEL.atom)}'`));

function expanded({ present }: OperationOf<'expand'>, operand: Text, spelling: Spelling): Text {
  const lastPresent = present.lastIndexOf(true);
  // axes of length 1 behind the others are there already
  if (present.slice(0, lastPresent).every(Boolean)) return operand;
  if (present.length === 2) return transposed(operand);
  return call(spelling.helper('expand_'), operand, ...present.map(String));
}

function binaryText({ kind, operands, shape }: OperationOf<'add' | 'subtract' | 'multiply' | 'divide'>, first: Text, second: Text): Text {
  const sign = { add: '+', subtract: '-', multiply: '*', divide: '/' }[kind];
  const ranks = operands.map(operand => operand.shape.length);
  const isScaling = kind === 'multiply' ? ranks.includes(0) : ranks[1] === 0 && kind === 'divide';
  const isSame = ranks[0] === ranks[1] && operands.every(operand => operand.shape.every((size, axis) => (size === null) === (shape[axis] === null)));
  if (kind === 'add' || kind === 'subtract')
    return textAt(`${inside(first, LEVEL.sum)} ${isSame ? sign : `.${sign}`} ${inside(second, LEVEL.times)}`, LEVEL.sum);
  return times(first, second, shape.length === 0 || isScaling ? sign : `.${sign}`);
}

const decimal = (value: number): Text => (value < 0 ? textAt(String(value), LEVEL.unary) : atom(String(value)));
const rationalText = (value: Rational): Text =>
  isShortDecimal(value) ? decimal(toNumber(value)) : times(decimal(value.numerator), atom(String(value.denominator)), '/');

function powerText({ exponent, shape }: OperationOf<'power'>, base: Text): Text {
  const dot = shape.length === 0 ? '' : '.';
  if (exponent.numerator === 1 && exponent.denominator === 2) return call(`sqrt${dot}`, base);
  const above = exponent.denominator <= 2 ? String(toNumber(exponent)) : `(${exponent.numerator} / ${exponent.denominator})`;
  // 2.^x would be read as 2. ^ x
  return textAt(`${inside(base, LEVEL.atom)}${dot === '' ? '^' : ' .^ '}${above}`, LEVEL.power);
}

function moduleSource(text: ModuleText): ModuleSource {
  const { derivative, value, both, compressed, check, input } = text;
  const used = new Set([...text.helpers, 'check_shape_', ...(check ? ['difference_'] : [])]);
  const functions = [
    functionText(derivative, derivativeLines(input, derivative.routine.parameters)),
    ...(value ? [functionText(value, valueLines(text))] : []),
    ...(both ? [functionText(both, bothLines(text))] : []),
    ...(compressed ? [functionText(compressed, compressedLines(text))] : []),
    ...(check ? [checkText(text)] : []),
  ];
  return { imports: ['using LinearAlgebra'], blocks: [...functions, ...helperSources(JULIA_HELPERS, used).sources], separator: '\n\n' };
}

function functionText(text: RoutineText, documentation: readonly string[]): string {
  const { routine, results } = text;
  const body = [
    ...sizesRead(text).map(({ local, source: { parameter, axis, slope, offset } }) => {
      const length = withoutOffset(`size(${parameter.name}, ${axis + 1})`, offset);
      return `${local} = ${slope === 1 ? length : `(${length}) ÷ ${slope}`}`;
    }),
    ...arraysOf(routine.parameters).map(parameter => {
      const lengths = lengthsOf(parameter, text).map(length => length ?? 'nothing');
      return `check_shape_("${routine.name}", "${parameter.name}", ${parameter.name}, (${lengths.join(', ')}${lengths.length === 1 ? ',' : ''}))`;
    }),
    ...text.statements,
    `return ${results.join(', ')}`,
  ];
  return `${docstring(documentation)}\nfunction ${routine.name}(${names(routine.parameters)})\n${indented(body.join('\n'), '    ')}\nend`;
}

function checkText(text: ModuleText): string {
  const { name, parameters, wrt } = text.check!;
  const { value, derivative } = text;
  const all = names(parameters);
  const places = wrt.map(each => parameters.indexOf(each) + 1).join(', ');
  const body = [
    `value(${all}) = ${value!.routine.name}(${names(value!.routine.parameters)})`,
    `estimate = difference_(value, Any[${all}], [${places}])`,
    `derivative = rows_(${derivative.routine.name}(${names(derivative.routine.parameters)}))`,
    'return maximum(abs.(derivative - estimate)) / max(1.0, maximum(abs.(estimate)))',
  ];
  return `${docstring(checkLines(text))}\nfunction ${name}(${all})\n${indented(body.join('\n'), '    ')}\nend`;
}

/** Names come from documents: none of them may end the string or be interpolated. */
const docstring = (lines: readonly string[]): string => `"""\n${lines.map(line => oneLine(line).replace(/[\\"$]/g, '\\$&')).join('\n')}\n"""`;
