/** R, without packages. Vectors are plain vectors; matrices and arrays carry their dim. */

import { identifier } from '../../notation/names.ts';
import { type Rational, toNumber } from '../../tensors/rational.ts';
import { bothLines, checkLines, compressedLines, derivativeLines, oneLine, valueLines } from '../documentation.ts';
import { helperSources } from '../helpers.ts';
import type { Calculated, Language, ModuleSource, ModuleText, RoutineText, Spelling } from '../language.ts';
import { isShortDecimal } from '../operand.ts';
import type { OperationOf } from '../operation.ts';
import { applySpelling, matrixOperationText, spellingOf } from '../spelling.ts';
import { atom, call, inside, LEVEL, negative, plus, type Text, textAt, times } from '../text.ts';
import { arraysOf, einsumFormula, indented, lengthsOf, names, operationHelper, sizesRead, spreadLetters, withoutOffset } from './common.ts';
import { R_HELPERS } from './rHelpers.ts';

const RESERVED: ReadonlySet<string> = new Set([
  ...(
    'if else repeat while function for next break TRUE FALSE NULL Inf NaN NA in T F c t pi abs acos aperm apply array asin atan cos cosh det diag exp identity ' +
    'kronecker length dim list log matrix max outer pmax rbind cbind sign sin sinh solve sqrt sum svd sweep tan tanh derivative value estimate'
  ).split(' '),
  ...Object.keys(R_HELPERS),
]);

export const r: Language = {
  id: 'r',
  identifier: name => {
    const text = identifier(name, RESERVED);
    return text.startsWith('_') ? `v${text}` : text;
  },
  operation: spell,
  assignment: (local, text) => `${local} <- ${text}`,
  module: moduleSource,
};

/** `%*%` binds more tightly than `*`, and a sign more tightly than both. */
const matrixTimes = (left: Text, right: Text): Text =>
  textAt(`${inside(left, left.product === 'matmul' ? LEVEL.times : LEVEL.power)} %*% ${inside(right, LEVEL.power)}`, LEVEL.times, 'matmul');

function spell(operation: Calculated, operands: readonly Text[], spelling: Spelling): Text {
  const [first, second] = operands as [Text, Text];
  const rank = operation.shape.length;
  const shapes = 'operands' in operation ? operation.operands.map(({ shape }) => shape) : [];
  const lengths = (): string => operation.shape.map(size => (size ? spelling.size(size).text : '1')).join(', ');
  const dims = (): string => (rank === 1 ? lengths() : `c(${lengths()})`);
  const helper = (name: string, ...args: readonly (Text | string)[]): Text => call(spelling.helper(name), ...args);
  switch (operation.kind) {
    case 'number':
      return rationalText(operation.value);
    case 'real':
      return operation.value === Math.PI ? atom('pi') : decimal(operation.value);
    case 'size':
      return spelling.size(operation.dimension);
    case 'zeros':
    case 'ones': {
      const entry = operation.kind === 'zeros' ? '0' : '1';
      return rank === 0 ? atom('0') : rank === 1 ? call('rep', entry, lengths()) : call('array', entry, dims());
    }
    case 'identity':
      return call('diag', '1', spelling.size(operation.shape[0]!));
    case 'negate':
      return negative(first);
    case 'copy':
      return first;
    case 'matrixOperation':
      return matrixOperationText(operation.name, first, 'r', R_HELPERS, spelling);
    // an operation makes the decomposition of its own operand
    case 'decomposition':
      return first;
    case 'tensorOperation':
      return helper(operationHelper(operation.name), ...operands);
    case 'trace':
      return call('sum', call('diag', first));
    case 'diagonal':
      return call('diag', first);
    case 'diagonalMatrix':
      // of one number diag would make an identity
      return call('diag', first, `length(${first.text})`);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return binaryText(operation, first, second, helper);
    case 'power':
      return powerText(operation, first);
    case 'elementwise': {
      const spelled = spellingOf(operation.function, 'r');
      return applySpelling(spelled in R_HELPERS ? spelling.helper(spelled) : spelled, first);
    }
    case 'permute':
      return operation.order.length === 2 ? transposed(first) : call('aperm', first, `c(${operation.order.map(axis => axis + 1).join(', ')})`);
    case 'expand': {
      const axes = operation.present.flatMap((there, axis) => (there ? [axis + 1] : []));
      return helper('expand_', first, String(operation.present.length), axes.length === 1 ? String(axes[0]) : `c(${axes.join(', ')})`);
    }
    case 'matmul': {
      if (rank === 0) return call('sum', times(first, second, '*'));
      // a product with a vector has the dim of a column or a row
      return rank === 1 ? call('as.vector', gramText(first, second)) : gramText(first, second);
    }
    case 'outer':
      return call('outer', first, second);
    case 'inner':
      return call('sum', times(first, second, '*'));
    case 'contract':
      return helper('einsum_', `"${einsumFormula(operation)}"`, ...operands);
    case 'spread': {
      const { own, whole } = spreadLetters(operation);
      return helper('spread_', first, dims(), `"${own}"`, `"${whole}"`);
    }
    case 'solve':
      return call('solve', first, second);
    case 'sum':
      if (rank === 0) return call('sum', first);
      if (shapes[0]!.length === 2) return call(operation.axes[0] === 1 ? 'rowSums' : 'colSums', first);
      return helper('sum_', first, `c(${operation.axes.map(axis => axis + 1).join(', ')})`);
    case 'matrixFunction':
      return helper(`${operation.function}_`, first);
    case 'matrixPower':
      return helper('matrix_power_', first, second);
    case 'frechet':
      return helper('frechet_', spelling.helper(`${operation.function}_`), first, second);
    case 'matrixFunctionDerivative':
      return helper('matrix_function_derivative_', spelling.helper(`${operation.function}_`), String(operation.order), first);
    case 'call':
      return call(first.text, second);
    case 'select':
      return helper('select_', first, listOf(operation.positions));
    case 'place':
      return helper('place_', first, dims(), listOf(operation.positions));
    case 'slice':
      return helper('slice_', first, String(operation.axis + 1), spelling.size(operation.offset), spelling.size(operation.shape[operation.axis]!));
    case 'concatenate':
      return rank === 1 ? call('c', ...operands) : helper('bind_', String(operation.axis + 1), ...operands);
    case 'reshape':
      return helper('reshape_', first, dims());
  }
}

const transposed = (operand: Text): Text => (/^t\(\w+\)$/.test(operand.text) ? atom(operand.text.slice(2, -1)) : call('t', operand));

/** `crossprod(A)` computes half of AᵀA. */
function gramText(left: Text, right: Text): Text {
  const ofLeft = /^t\((\w+)\)$/.exec(left.text)?.[1];
  const ofRight = /^t\((\w+)\)$/.exec(right.text)?.[1];
  if (ofLeft !== undefined && ofRight === undefined) return ofLeft === right.text ? call('crossprod', right) : call('crossprod', ofLeft, right);
  if (ofRight !== undefined && ofLeft === undefined) return ofRight === left.text ? call('tcrossprod', left) : call('tcrossprod', left, ofRight);
  return matrixTimes(left, right);
}

function binaryText(
  operation: OperationOf<'add' | 'subtract' | 'multiply' | 'divide'>,
  first: Text,
  second: Text,
  helper: (name: string, ...args: readonly (Text | string)[]) => Text,
): Text {
  const { kind, operands, shape } = operation;
  const sign = { add: '+', subtract: '-', multiply: '*', divide: '/' }[kind];
  const repeats = operands.some(operand => operand.shape.some((size, axis) => size === null && shape[axis] !== null));
  if (repeats) return helper('broadcast_', `\`${sign}\``, first, second);
  return kind === 'add' || kind === 'subtract' ? plus(first, second, sign) : times(first, second, sign);
}

const listOf = (positions: readonly (number | null)[]): string => {
  const texts = positions.map(position => (position === null ? 'NA' : String(position + 1)));
  return texts.length === 1 ? texts[0]! : `c(${texts.join(', ')})`;
};
const decimal = (value: number): Text => (value < 0 ? textAt(String(value), LEVEL.unary) : atom(String(value)));
const rationalText = (value: Rational): Text =>
  isShortDecimal(value) ? decimal(toNumber(value)) : times(decimal(value.numerator), atom(String(value.denominator)), '/');

function powerText({ exponent }: OperationOf<'power'>, base: Text): Text {
  if (exponent.numerator === 1 && exponent.denominator === 2) return call('sqrt', base);
  const above = exponent.denominator <= 2 ? String(toNumber(exponent)) : `(${exponent.numerator} / ${exponent.denominator})`;
  return textAt(`${inside(base, LEVEL.atom)}^${above}`, LEVEL.power);
}

function moduleSource(text: ModuleText): ModuleSource {
  const { derivative, value, both, compressed, check, input } = text;
  const used = new Set([...text.helpers, 'check_shape_', ...(check ? ['difference_'] : [])]);
  const functions = [
    functionText(derivative, derivativeLines(input, derivative.routine.parameters)),
    ...(value ? [functionText(value, valueLines(text))] : []),
    ...(both ? [functionText(both, bothLines(text), ['value', 'derivative'])] : []),
    ...(compressed ? [functionText(compressed, compressedLines(text))] : []),
    ...(check ? [checkText(text)] : []),
  ];
  return { imports: [], blocks: [...functions, ...helperSources(R_HELPERS, used).sources], separator: '\n\n' };
}

function functionText(text: RoutineText, documentation: readonly string[], listNames: readonly string[] = []): string {
  const { routine, results } = text;
  const body = [
    ...sizesRead(text).map(({ local, source: { parameter, axis, slope, offset } }) => {
      const length = withoutOffset(parameter.axes.length === 1 ? `length(${parameter.name})` : `dim(${parameter.name})[${axis + 1}]`, offset);
      return `${local} <- ${slope === 1 ? length : `(${length}) %/% ${slope}`}`;
    }),
    ...arraysOf(routine.parameters).map(parameter => {
      const lengths = lengthsOf(parameter, text).map(length => length ?? 'NA');
      return `check_shape_("${routine.name}", "${parameter.name}", ${parameter.name}, ${lengths.length === 1 ? lengths[0] : `c(${lengths.join(', ')})`})`;
    }),
    ...text.statements,
    listNames.length > 0 ? `list(${listNames.map((name, k) => `${name} = ${results[k]}`).join(', ')})` : results[0]!,
  ];
  return `${comment(documentation)}\n${routine.name} <- function(${names(routine.parameters)}) {\n${indented(body.join('\n'), '  ')}\n}`;
}

function checkText(text: ModuleText): string {
  const { name, parameters, wrt } = text.check!;
  const { value, derivative } = text;
  const all = names(parameters);
  const places = wrt.map(each => parameters.indexOf(each) + 1).join(', ');
  const body = [
    `value <- function(${all}) ${value!.routine.name}(${names(value!.routine.parameters)})`,
    `estimate <- difference_(value, list(${all}), c(${places}))`,
    `max(abs(rows_(${derivative.routine.name}(${names(derivative.routine.parameters)})) - estimate)) / max(1, abs(estimate))`,
  ];
  return `${comment(checkLines(text))}\n${name} <- function(${all}) {\n${indented(body.join('\n'), '  ')}\n}`;
}

const comment = (lines: readonly string[]): string => lines.map(line => `# ${oneLine(line)}`.trimEnd()).join('\n');
