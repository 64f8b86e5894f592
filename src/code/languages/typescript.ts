/** TypeScript with mathjs. Arrays are nested arrays of numbers. */

import { identifier } from '../../notation/names.ts';
import { TENSOR_OPERATIONS } from '../../operations/tensorOperations.ts';
import { type Rational, toNumber } from '../../tensors/rational.ts';
import { bothLines, checkLines, compressedLines, derivativeLines, oneLine, valueLines } from '../documentation.ts';
import { helperSources } from '../helpers.ts';
import type { Calculated, Language, ModuleSource, ModuleText, RoutineText, Spelling } from '../language.ts';
import { isShortDecimal } from '../operand.ts';
import type { OperationOf } from '../operation.ts';
import type { Parameter } from '../routine.ts';
import { matrixOperationText, spellingOf } from '../spelling.ts';
import { atom, call, LEVEL, negative, plus, type Text, textAt, times } from '../text.ts';
import { arraysOf, einsumFormula, indented, lengthsOf, names, sizesRead, spreadLetters, withoutOffset } from './common.ts';
import { TYPESCRIPT_HELPERS } from './typescriptHelpers.ts';

const RESERVED: ReadonlySet<string> = new Set([
  ...(
    'break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof ' +
    'interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield await ' +
    'async arguments eval value  math Math Number Array Map String Infinity NaN Tensor derivative estimate'
  ).split(' '),
  ...Object.keys(TYPESCRIPT_HELPERS),
]);

export const typescript: Language = {
  id: 'typescript',
  identifier: name => identifier(name, RESERVED),
  operation: spell,
  assignment: (local, text) => `const ${local} = ${text};`,
  module: moduleSource,
};

function spell(operation: Calculated, operands: readonly Text[], spelling: Spelling): Text {
  const [first, second] = operands as [Text, Text];
  const isNumber = operation.shape.length === 0;
  const ranks = 'operands' in operation ? operation.operands.map(({ shape }) => shape.length) : [];
  const lengths = (): string => `[${operation.shape.map(size => (size ? spelling.size(size).text : '1')).join(', ')}]`;
  const helper = (name: string, ...args: readonly (Text | string)[]): Text => call(spelling.helper(name), ...args);
  /** A helper that gives a number or an array. */
  const either = (name: string, ...args: readonly (Text | string)[]): Text => {
    const text = helper(name, ...args);
    return isNumber ? atom(`(${text.text} as number)`) : text;
  };
  switch (operation.kind) {
    case 'number':
      return rationalText(operation.value);
    case 'real':
      return operation.value === Math.PI ? atom('Math.PI') : decimal(operation.value);
    case 'size':
      return spelling.size(operation.dimension);
    case 'zeros':
    case 'ones':
      return isNumber ? atom('0') : helper('constant', operation.kind === 'zeros' ? '0' : '1', lengths());
    case 'identity':
      return helper('eye', spelling.size(operation.shape[0]!));
    case 'negate':
      return isNumber ? negative(first) : helper('unaryMinus', first);
    case 'copy':
      return helper('each', first, 'x => x');
    case 'matrixOperation':
      return matrixOperationText(operation.name, first, 'typescript', TYPESCRIPT_HELPERS, spelling);
    // an operation makes the decomposition of its own operand
    case 'decomposition':
      return first;
    case 'tensorOperation': {
      const name = operation.name in TYPESCRIPT_HELPERS ? operation.name : `${operation.name}_`;
      // of one row a number, of several a vector
      return TENSOR_OPERATIONS[operation.name].axes.endsWith('->*') ? either(name, first) : helper(name, ...operands);
    }
    case 'trace':
      return helper('trace', first);
    case 'diagonal':
      return helper('diagonal', first);
    case 'diagonalMatrix':
      return helper('diag', first);
    case 'add':
      return isNumber ? plus(first, second, '+') : helper('add', first, second);
    case 'subtract':
      return isNumber ? plus(first, second, '-') : helper('subtract', first, second);
    case 'multiply':
      if (isNumber) return times(first, second, '*');
      return helper(ranks.includes(0) ? 'multiply' : 'dotMultiply', first, second);
    case 'divide':
      if (isNumber) return times(first, second, '/');
      return helper(ranks[1] === 0 ? 'divide' : 'dotDivide', first, second);
    case 'power':
      return powerText(operation, first, helper);
    case 'elementwise': {
      const name = spellingOf(operation.function, 'typescript');
      const spelled = name in TYPESCRIPT_HELPERS ? spelling.helper(name) : name;
      return isNumber ? call(spelled, first) : helper('each', first, spelled);
    }
    case 'permute':
      return operation.order.length === 2 ? helper('transpose', first) : helper('permute', first, `[${operation.order.join(', ')}]`);
    case 'expand':
      return helper('expand', first, `[${operation.present.join(', ')}]`);
    case 'matmul':
      return helper(isNumber ? 'dot' : 'multiply', first, second);
    case 'outer':
      return helper('outer', first, second);
    case 'inner':
      return helper('inner', first, second);
    case 'contract':
      return either('einsum', `'${einsumFormula(operation)}'`, ...operands);
    case 'spread': {
      const { own, whole } = spreadLetters(operation);
      return helper('spread', first, lengths(), `'${own}'`, `'${whole}'`);
    }
    case 'solve':
      return helper('solve', first, second);
    case 'sum':
      return isNumber ? helper('total', first) : helper('sumOver', first, `[${operation.axes.join(', ')}]`);
    case 'matrixFunction':
      return helper(operation.function, first);
    case 'matrixPower':
      return helper('matrixPower', first, second);
    case 'frechet':
      return helper('frechet', spelling.helper(operation.function), first, second);
    case 'matrixFunctionDerivative':
      return helper('matrixFunctionDerivative', spelling.helper(operation.function), String(operation.order), first);
    case 'call':
      return call(first.text, ranks[1]! > 0 ? `${second.text} as ${typeOf(ranks[1]!)}` : second);
    case 'select':
      return either('select', first, listOf(operation.positions));
    case 'place':
      return helper('place', first, lengths(), listOf(operation.positions));
    case 'slice':
      return helper('slice', first, String(operation.axis), spelling.size(operation.offset), spelling.size(operation.shape[operation.axis]!));
    case 'concatenate':
      return helper('concatenate', `[${operands.map(({ text }) => text).join(', ')}]`, String(operation.axis));
    case 'reshape':
      return helper('reshape', first, lengths());
  }
}

const listOf = (positions: readonly (number | null)[]): string => `[${positions.map(String).join(', ')}]`;
const decimal = (value: number): Text => (value < 0 ? textAt(String(value), LEVEL.unary) : atom(String(value)));
const rationalText = (value: Rational): Text =>
  isShortDecimal(value) ? decimal(toNumber(value)) : times(decimal(value.numerator), atom(String(value.denominator)), '/');

function powerText({ exponent, shape }: OperationOf<'power'>, base: Text, helper: (name: string, ...args: readonly (Text | string)[]) => Text): Text {
  const isRoot = exponent.numerator === 1 && exponent.denominator === 2;
  const above = exponent.denominator <= 2 ? String(toNumber(exponent)) : `${exponent.numerator} / ${exponent.denominator}`;
  if (shape.length === 0) return isRoot ? call('Math.sqrt', base) : call('Math.pow', base, above);
  return helper('each', base, isRoot ? 'Math.sqrt' : `x => x ** ${above.includes('/') ? `(${above})` : above}`);
}

const typeOf = (rank: number): string => `number${'[]'.repeat(rank)}`;

function parameterText({ name, kind, axes }: Parameter): string {
  if (kind === 'function') return `${name}: (argument: never) => ${typeOf(axes.length)}`;
  return `${name}: ${typeOf(axes.length)}`;
}

function moduleSource(text: ModuleText): ModuleSource {
  const { derivative, value, both, compressed, check, input } = text;
  const used = new Set([...text.helpers, 'lengthOf', 'checkShape', ...(check ? ['difference', 'entriesOf'] : [])]);
  const functions = [
    functionText(derivative, derivativeLines(input, derivative.routine.parameters)),
    ...(value ? [functionText(value, valueLines(text))] : []),
    ...(both ? [functionText(both, bothLines(text))] : []),
    ...(compressed ? [functionText(compressed, compressedLines(text))] : []),
    ...(check ? [checkText(text)] : []),
  ];
  const tensor = '/** Nested arrays of numbers. */\ntype Tensor = number | Tensor[];';
  return {
    imports: ["import * as math from 'mathjs';"],
    blocks: [tensor, ...functions, ...helperSources(TYPESCRIPT_HELPERS, used).sources],
    separator: '\n\n',
  };
}

function functionText(text: RoutineText, documentation: readonly string[]): string {
  const { routine, results } = text;
  const types = routine.results.map(({ shape }) => typeOf(shape.length));
  const cast = (result: string, k: number): string => (routine.results[k]!.shape.length === 0 ? result : `${result} as ${types[k]}`);
  const body = [
    ...sizesRead(text).map(({ local, source: { parameter, axis, slope, offset } }) => {
      const length = withoutOffset(`lengthOf(${parameter.name}, ${axis})`, offset);
      return `const ${local} = ${slope === 1 ? length : `Math.floor((${length}) / ${slope})`};`;
    }),
    ...arraysOf(routine.parameters).map(
      parameter =>
        `checkShape('${routine.name}', '${parameter.name}', ${parameter.name}, [${lengthsOf(parameter, text)
          .map(length => length ?? 'null')
          .join(', ')}]);`,
    ),
    ...text.statements,
    `return ${results.length === 1 ? cast(results[0]!, 0) : `[${results.map(cast).join(', ')}]`};`,
  ];
  const type = types.length === 1 ? types[0]! : `[${types.join(', ')}]`;
  return `${comment(documentation)}\nexport function ${routine.name}(${routine.parameters.map(parameterText).join(', ')}): ${type} {\n${indented(body.join('\n'), '  ')}\n}`;
}

function checkText(text: ModuleText): string {
  const { name, parameters, wrt } = text.check!;
  const { value, derivative } = text;
  const places = wrt.map(each => parameters.indexOf(each)).join(', ');
  const body = [
    `const derivative = entriesOf(${derivative.routine.name}(${names(derivative.routine.parameters)}));`,
    `const value = (${parameters.map(parameterText).join(', ')}): Tensor => ${value!.routine.name}(${names(value!.routine.parameters)});`,
    `const estimate = entriesOf(difference(value as (...args: never[]) => Tensor, [${names(parameters)}], [${places}]));`,
    'const largest = Math.max(1, ...estimate.map(Math.abs));',
    'return Math.max(...derivative.map((entry, k) => Math.abs(entry - (estimate[k] as number)))) / largest;',
  ];
  return `${comment(checkLines(text))}\nexport function ${name}(${parameters.map(parameterText).join(', ')}): number {\n${indented(body.join('\n'), '  ')}\n}`;
}

/** Names come from documents: none of them may end the comment. */
function comment(lines: readonly string[]): string {
  const safe = lines.map(line => oneLine(line).replaceAll('*/', '* /'));
  return safe.length === 1 ? `/** ${safe[0]} */` : ['/**', ...safe.map(line => ` * ${line}`.trimEnd()), ' */'].join('\n');
}
