/**
 * MATLAB and Octave: one file with one function that is called from outside. Further outputs are the value, the check and
 * the compressed derivative. Vectors are columns, arrays of order 3 and more have their axes in the same order.
 */

import { identifier } from '../../notation/names.ts';
import { type MatrixFunctionName, matrixFunctionRow } from '../../operations/matrixFunctions.ts';
import { TENSOR_OPERATIONS } from '../../operations/tensorOperations.ts';
import { type Rational, toNumber } from '../../tensors/rational.ts';
import { bothLines, checkLines, compressedLines, derivativeLines, oneLine, valueLines } from '../documentation.ts';
import { helperSources } from '../helpers.ts';
import type { Calculated, Language, ModuleSource, ModuleText, RoutineText, Spelling } from '../language.ts';
import { isShortDecimal } from '../operand.ts';
import type { OperationOf } from '../operation.ts';
import { applySpelling, matrixOperationText, spellingOf } from '../spelling.ts';
import { atom, call, inside, LEVEL, matrixTimes, negative, plus, suffixed, type Text, textAt, times } from '../text.ts';
import { arraysOf, einsumFormula, indented, lengthsOf, names, operationHelper, sizesRead, spreadLetters, withoutOffset } from './common.ts';
import { MATLAB_HELPERS } from './matlabHelpers.ts';

const RESERVED: ReadonlySet<string> = new Set([
  ...(
    'break case catch classdef continue do else elseif end endfunction endif endwhile endfor end_try_catch end_unwind_protect enumeration events for function ' +
    'global if methods otherwise parfor persistent properties return spmd switch try until unwind_protect unwind_protect_cleanup while ' +
    'abs acos asin atan cat cellfun cos cosh det diag double erf error exp expm eye imag inv isequal kron log log1p logm lu max ndims numel ones permute pi pinv ' +
    'prod real repmat reshape sign sin sinh size sqrt sqrtm sum tan tanh trace zeros i j eps nargin nargout ans varargin varargout ' +
    'derivative value difference compressed'
  ).split(' '),
  ...Object.keys(MATLAB_HELPERS),
]);

export const matlab: Language = {
  id: 'matlab',
  identifier: name => {
    const text = identifier(name, RESERVED);
    return text.startsWith('_') ? `v${text}` : text;
  },
  operation: spell,
  assignment: (local, text) => `${local} = ${text};`,
  module: moduleSource,
  others: ({ value, compressed, check, derivative }) => {
    const { name } = derivative.routine;
    return { value: null, valueAndDerivative: value && name, check: check && name, compressed: compressed && name };
  },
};

function spell(operation: Calculated, operands: readonly Text[], spelling: Spelling): Text {
  const [first, second] = operands as [Text, Text];
  const rank = operation.shape.length;
  const ranks = 'operands' in operation ? operation.operands.map(({ shape }) => shape.length) : [];
  const lengths = (): string => operation.shape.map(size => (size ? spelling.size(size).text : '1')).join(', ');
  const filled = (name: string): Text => call(name, rank === 1 ? `${lengths()}, 1` : lengths());
  switch (operation.kind) {
    case 'number':
      return rationalText(operation.value);
    case 'real':
      return operation.value === Math.PI ? atom('pi') : decimal(operation.value);
    case 'size':
      return spelling.size(operation.dimension);
    case 'zeros':
      return rank === 0 ? atom('0') : filled('zeros');
    case 'ones':
      return filled('ones');
    case 'identity':
      return call('eye', spelling.size(operation.shape[0]!));
    case 'negate':
      return negative(first);
    case 'copy':
      return first;
    case 'matrixOperation':
      return matrixOperationText(operation.name, first, 'matlab', MATLAB_HELPERS, spelling);
    // an operation makes the decomposition of its own operand
    case 'decomposition':
      return first;
    case 'tensorOperation':
      return tensorOperation(operation, operands, spelling);
    case 'trace':
      return call('trace', first);
    case 'diagonal':
    case 'diagonalMatrix':
      return call('diag', first);
    case 'add':
      return plus(first, second, '+');
    case 'subtract':
      return plus(first, second, '-');
    case 'multiply':
      return times(first, second, ranks.includes(0) ? '*' : '.*');
    case 'divide':
      return times(first, second, ranks[1] === 0 ? '/' : './');
    case 'power':
      return powerText(operation, first);
    case 'elementwise': {
      const spelled = spellingOf(operation.function, 'matlab');
      return applySpelling(spelled in MATLAB_HELPERS ? spelling.helper(spelled) : spelled, first);
    }
    case 'permute':
      return operation.order.length === 2 ? transposed(first) : call('permute', first, `[${operation.order.map(axis => axis + 1).join(', ')}]`);
    case 'expand':
      return expanded(operation, first, spelling);
    case 'matmul':
      if (ranks[0] === 2) return matrixTimes(first, second, '*');
      // a vector from the left: (xᵀ A)ᵀ = Aᵀ x
      return ranks[1] === 2 ? matrixTimes(transposed(second), first, '*') : matrixTimes(transposed(first), second, '*');
    case 'outer':
      return matrixTimes(first, transposed(second), '*');
    case 'inner':
      if (ranks[0] === 1) return matrixTimes(transposed(first), second, '*');
      return call(spelling.helper('total_'), times(first, second, '.*'));
    case 'contract':
      return call(spelling.helper('einsum_'), `'${einsumFormula(operation)}'`, ...operands);
    case 'spread': {
      const { own, whole } = spreadLetters(operation);
      return call(spelling.helper('spread_'), first, `[${lengths()}]`, `'${own}'`, `'${whole}'`);
    }
    case 'solve':
      return textAt(`${inside(first, LEVEL.power)} \\ ${inside(second, LEVEL.power)}`, LEVEL.times, 'times');
    case 'sum':
      return summed(operation, first, spelling);
    case 'matrixFunction':
      return call(matrixFunction(operation.function, spelling), first);
    case 'matrixPower':
      return call(spelling.helper('matrix_power_'), first, second);
    case 'frechet':
      return call(spelling.helper('frechet_'), `@${matrixFunction(operation.function, spelling)}`, first, second);
    case 'matrixFunctionDerivative':
      return call(spelling.helper('matrix_function_derivative_'), `@${matrixFunction(operation.function, spelling)}`, String(operation.order), first);
    case 'call':
      return call(first.text, second);
    case 'select':
      return call(spelling.helper('select_'), first, cellOf(operation.positions));
    case 'place':
      return call(spelling.helper('place_'), first, `[${lengths()}]`, cellOf(operation.positions));
    case 'slice':
      return call(
        spelling.helper('slice_'),
        first,
        String(rank),
        String(operation.axis + 1),
        spelling.size(operation.offset),
        spelling.size(operation.shape[operation.axis]!),
      );
    case 'concatenate':
      return call('cat', String(operation.axis + 1), ...operands);
    case 'reshape':
      return call(spelling.helper('reshape_'), first, `[${lengths()}]`);
  }
}

/** By the helper of its name. */
function tensorOperation({ name, operands: of }: OperationOf<'tensorOperation'>, operands: readonly Text[], spelling: Spelling): Text {
  const helper = spelling.helper(operationHelper(name));
  const alongLast = TENSOR_OPERATIONS[name].axes.startsWith('*');
  return call(helper, ...operands, ...(alongLast ? [String(of[0]!.shape.length)] : []));
}

const transposed = (operand: Text): Text =>
  operand.level === LEVEL.atom && /^\w+\.'$/.test(operand.text) ? atom(operand.text.slice(0, -2)) : suffixed(operand, ".'");

const cellOf = (positions: readonly (number | null)[]): string =>
  `{${positions.map(position => (position === null ? "':'" : String(position + 1))).join(', ')}}`;

const matrixFunction = (name: MatrixFunctionName, spelling: Spelling): string => matrixFunctionRow(name).code?.matlab ?? spelling.helper(`${name}_`);

function expanded({ present }: OperationOf<'expand'>, operand: Text, spelling: Spelling): Text {
  const axes = present.flatMap((there, axis) => (there ? [axis + 1] : []));
  // axes of length 1 behind the others are there already
  if (axes.every((axis, k) => axis === k + 1)) return operand;
  if (present.length === 2) return transposed(operand);
  return call(spelling.helper('expand_'), operand, String(present.length), `[${axes.join(', ')}]`);
}

function summed({ axes, operands }: OperationOf<'sum'>, operand: Text, spelling: Spelling): Text {
  const rank = operands[0].shape.length;
  if (rank === 1) return call('sum', operand);
  if (axes.length === rank) return call(spelling.helper('total_'), operand);
  if (rank === 2) return axes[0] === 1 ? call('sum', operand, '2') : suffixed(call('sum', operand, '1'), ".'");
  return call(spelling.helper('sum_'), operand, String(rank), `[${axes.map(axis => axis + 1).join(', ')}]`);
}

const decimal = (value: number): Text => (value < 0 ? textAt(String(value), LEVEL.unary) : atom(String(value)));

const rationalText = (value: Rational): Text =>
  isShortDecimal(value) ? decimal(toNumber(value)) : times(decimal(value.numerator), atom(String(value.denominator)), '/');

function powerText({ exponent, operands }: OperationOf<'power'>, base: Text): Text {
  if (exponent.numerator === 1 && exponent.denominator === 2) return call('sqrt', base);
  const above = exponent.denominator <= 2 ? String(toNumber(exponent)) : `(${exponent.numerator} / ${exponent.denominator})`;
  return textAt(`${inside(base, LEVEL.atom)} ${operands[0].shape.length === 0 ? '^' : '.^'} ${above}`, LEVEL.power);
}

function moduleSource(text: ModuleText): ModuleSource {
  const { derivative, value, both, compressed, check, input } = text;
  const used = new Set([...text.helpers, 'check_shape_', ...(check ? ['difference_', 'rows_'] : [])]);
  const outputs = ['derivative', ...(both ? ['value'] : []), ...(check ? ['difference'] : []), ...(compressed ? ['compressed'] : [])];
  const { routine } = derivative;
  const documentation = [
    ...derivativeLines(input, routine.parameters),
    ...(outputs.length > 1 ? ['', 'Further outputs, computed where they are asked for:'] : []),
    ...(both ? ['value: what is differentiated'] : []),
    ...(check ? checkLines(text).map((line, k) => (k === 0 ? `difference: ${line}` : line)) : []),
    ...(compressed ? compressedLines(text).map((line, k) => (k === 0 ? `compressed: ${line}` : line)) : []),
  ];
  const all = both?.routine.parameters ?? routine.parameters;
  const body = [
    ...documentation.map(comment),
    ...(both
      ? [
          'if nargout > 1',
          `  [value, derivative] = ${both.routine.name}(${names(all)});`,
          ...(check
            ? [
                '  if nargout > 2',
                `    estimate = difference_(@(${names(all)}) ${value!.routine.name}(${names(value!.routine.parameters)}), {${names(all)}}, [${check.wrt.map(each => all.indexOf(each) + 1).join(', ')}]);`,
                '    difference = max(abs(rows_(derivative) - estimate)) / max(1, max(abs(estimate)));',
                '  end',
              ]
            : []),
          ...(compressed
            ? [`  if nargout > ${outputs.length - 1}`, `    compressed = ${compressed.routine.name}(${names(compressed.routine.parameters)});`, '  end']
            : []),
          '  return',
          'end',
        ]
      : []),
    ...bodyOf(derivative, ['derivative']),
  ];
  const main = functionText(outputs.length > 1 ? `[${outputs.join(', ')}]` : 'derivative', routine.name, names(all), body);
  const local = (of: RoutineText, results: readonly string[], lines: readonly string[]): string =>
    functionText(results.length > 1 ? `[${results.join(', ')}]` : results[0]!, of.routine.name, names(of.routine.parameters), [
      ...lines.map(comment),
      ...bodyOf(of, results),
    ]);
  const functions = [
    main,
    ...(value ? [local(value, ['value'], valueLines(text))] : []),
    ...(both ? [local(both, ['value', 'derivative'], bothLines(text))] : []),
    ...(compressed ? [local(compressed, ['compressed'], compressedLines(text))] : []),
  ];
  return { imports: [], blocks: [...functions, ...helperSources(MATLAB_HELPERS, used).sources], separator: '\n\n' };
}

const comment = (line: string): string => `% ${oneLine(line)}`.trimEnd();

const functionText = (results: string, name: string, parameters: string, body: readonly string[]): string =>
  `function ${results} = ${name}(${parameters})\n${indented(body.join('\n'), '  ')}\nend`;

function bodyOf(text: RoutineText, results: readonly string[]): readonly string[] {
  const { routine } = text;
  return [
    ...sizesRead(text).map(({ local, source: { parameter, axis, slope, offset } }) => {
      const length = withoutOffset(`size(${parameter.name}, ${axis + 1})`, offset);
      return `${local} = ${slope === 1 ? length : `floor((${length}) / ${slope})`};`;
    }),
    ...arraysOf(routine.parameters).map(parameter => {
      const lengths = lengthsOf(parameter, text).map(length => length ?? 'NaN');
      return `check_shape_('${routine.name}', '${parameter.name}', ${parameter.name}, [${(lengths.length === 1 ? [...lengths, '1'] : lengths).join(', ')}]);`;
    }),
    ...text.statements,
    ...results.map((result, k) => `${result} = ${text.results[k]};`),
  ];
}
