/** C++17 with Eigen: vectors and matrices as expressions of Eigen, arrays of order 3 and more as Eigen::Tensor. */

import { identifier } from '../../notation/names.ts';
import { type Rational, toNumber } from '../../tensors/rational.ts';
import { bothLines, checkLines, compressedLines, derivativeLines, oneLine, valueLines } from '../documentation.ts';
import { helperSources } from '../helpers.ts';
import type { Calculated, Language, ModuleSource, ModuleText, RoutineText, Spelling } from '../language.ts';
import type { Operation, OperationOf } from '../operation.ts';
import type { Names, Parameter } from '../routine.ts';
import { matrixOperationText, spellingOf } from '../spelling.ts';
import { atom, call, inside, LEVEL, matrixTimes, negative, plus, suffixed, type Text, textAt, times } from '../text.ts';
import { arraysOf, indented, lengthsOf, names, operationHelper, sizesRead, withoutOffset } from './common.ts';
import { CPP_HELPERS } from './cppHelpers.ts';
import { cppLength, cppType, loops, needsLoops } from './cppLoops.ts';

const RESERVED: ReadonlySet<string> = new Set([
  ...(
    'alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl concept const constexpr continue decltype default delete do double ' +
    'dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq ' +
    'private protected public register requires return short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try ' +
    'typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq main std Eigen k top sum estimate derivative value whole result step difference largest at ' +
    'i0 i1 i2 i3 i4 i5 i6 i7 s0 s1 s2 s3 s4 s5 s6 s7 s8 s9 j0 j1 j2 j3 j4 j5 j6 j7 ' +
    // macros of the standard library
    'NULL EOF RAND_MAX NAN INFINITY HUGE_VAL FP_NAN BUFSIZ M_E M_PI'
  ).split(' '),
  ...Object.keys(CPP_HELPERS),
]);

export const cpp: Language = {
  id: 'cpp',
  identifier: name => identifier(name, RESERVED),
  needsStatement: needsLoops,
  statement: loops,
  operation: spell,
  // a decomposition stands for the matrix that it is of
  assignment: (local, text, operation) =>
    `const ${cppType((operation.kind === 'decomposition' ? operation.operands[0] : operation).shape.length)} ${local} = ${text};`,
  module: moduleSource,
};

/** Methods of Eigen's arrays that have the name of the function. */
const METHODS: ReadonlySet<string> = new Set('exp log sin cos tan sinh cosh tanh asin acos atan abs'.split(' '));

function spell(operation: Calculated, operands: readonly Text[], spelling: Spelling): Text {
  const [first, second] = operands as [Text, Text];
  const rank = operation.shape.length;
  const shapes = 'operands' in operation ? operation.operands.map(({ shape }) => shape) : [];
  const lengths = (): string => operation.shape.map(size => (size ? spelling.size(size).text : '1')).join(', ');
  const array = (text: Text): string => `${inside(text, LEVEL.atom)}.array()`;
  switch (operation.kind) {
    case 'number':
      return rationalText(operation.value);
    case 'real':
      return atom(operation.value === Math.PI ? '3.141592653589793' : decimal(operation.value));
    case 'size':
      return atom(`double(${spelling.size(operation.dimension).text})`);
    case 'zeros':
    case 'ones':
      return rank === 0 ? atom('0.0') : atom(`${cppType(rank)}::${operation.kind === 'zeros' ? 'Zero' : 'Ones'}(${lengths()})`);
    case 'identity':
      return atom(`Eigen::MatrixXd::Identity(${lengths()})`);
    case 'negate':
      return negative(first);
    case 'copy':
      return first;
    case 'matrixOperation':
      return matrixOperationText(operation.name, first, 'cpp', CPP_HELPERS, spelling);
    // an operation makes the decomposition of its own operand
    case 'decomposition':
      return first;
    case 'tensorOperation': {
      // overloads need the type that an expression has when it is computed
      const given = operands.map((text, k) =>
        shapes[k]!.length === 0 || operation.operands[k]!.kind === 'decomposition' ? text : atom(`${cppType(shapes[k]!.length)}(${text.text})`),
      );
      return call(spelling.helper(operationHelper(operation.name)), ...given);
    }
    case 'trace':
      return suffixed(first, '.trace()');
    case 'diagonal':
      return suffixed(first, '.diagonal()');
    case 'diagonalMatrix':
      return atom(`Eigen::MatrixXd(${suffixed(first, '.asDiagonal()').text})`);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return binaryText(operation, first, second, spelling);
    case 'power':
      return powerText(operation, first);
    case 'elementwise': {
      const name = spellingOf(operation.function, 'cpp');
      const spelled = name in CPP_HELPERS ? spelling.helper(name) : name;
      if (rank === 0) return call(spelled, first);
      if (METHODS.has(operation.function)) return atom(`${array(first)}.${operation.function}().matrix()`);
      return suffixed(first, `.unaryExpr([](double x) { return ${spelled}(x); })`);
    }
    case 'permute':
      return transposed(first);
    case 'expand':
      return operation.present[0] ? first : transposed(first);
    case 'matmul':
      if (rank === 0) return suffixed(first, `.dot(${second.text})`);
      return shapes[0]!.length === 1 ? matrixTimes(transposed(second), first, '*') : matrixTimes(first, second, '*');
    case 'outer':
      return matrixTimes(first, transposed(second), '*');
    case 'inner':
      return suffixed(first, shapes[0]!.length === 1 ? `.dot(${second.text})` : `.cwiseProduct(${second.text}).sum()`);
    case 'solve':
      return suffixed(first, `.partialPivLu().solve(${second.text})`);
    case 'sum':
      if (rank === 0) return suffixed(first, '.sum()');
      return suffixed(first, operation.axes[0] === 1 ? '.rowwise().sum()' : '.colwise().sum().transpose()');
    case 'matrixFunction':
      return call(spelling.helper(`${operation.function}_`), first);
    case 'matrixPower':
      return call(spelling.helper('matrix_power_'), first, second);
    case 'frechet':
      return call(spelling.helper('frechet_'), spelling.helper(`${operation.function}_`), first, second);
    case 'matrixFunctionDerivative':
      return call(`${spelling.helper('matrix_function_derivative_')}<${operation.order}>`, spelling.helper(`${operation.function}_`), first);
    case 'call':
      return call(first.text, shapes[1]!.length === 0 ? second : atom(`${cppType(shapes[1]!.length)}(${second.text})`));
    case 'select':
      return selected(operation, first);
    case 'slice': {
      const [offset, length] = [spelling.size(operation.offset).text, spelling.size(operation.shape[operation.axis]!).text];
      return suffixed(first, `.${rank === 1 ? 'segment' : operation.axis === 0 ? 'middleRows' : 'middleCols'}(${offset}, ${length})`);
    }
    default:
      throw new TypeError(`${operation.kind} is spelled as loops or by the printer`);
  }
}

const transposed = (operand: Text): Text =>
  /^\w+\.transpose\(\)$/.test(operand.text) ? atom(operand.text.replace(/\.transpose\(\)$/, '')) : suffixed(operand, '.transpose()');

function binaryText(operation: OperationOf<'add' | 'subtract' | 'multiply' | 'divide'>, first: Text, second: Text, spelling: Spelling): Text {
  const { kind, operands, shape } = operation;
  const [a, b] = operands.map(operand => operand.shape) as [Operation['shape'], Operation['shape']];
  const sign = { add: '+', subtract: '-', multiply: '*', divide: '/' }[kind];
  const isScalar = [a.length === 0, b.length === 0];
  if (shape.length === 0) return kind === 'add' || kind === 'subtract' ? plus(first, second, sign) : times(first, second, sign);
  if (isScalar[0] || isScalar[1]) {
    if (kind === 'multiply' || (kind === 'divide' && isScalar[1])) return times(first, second, sign);
    const side = (text: Text, k: number): Text => (isScalar[k] ? text : suffixed(text, '.array()'));
    const [left, right] = [side(first, 0), side(second, 1)];
    return atom(`(${(kind === 'divide' ? times(left, right, '/') : plus(left, right, sign)).text}).matrix()`);
  }
  const repeats = [a, b].map(own => own.some((size, axis) => size === null && shape[axis] !== null));
  if (repeats[0] || repeats[1]) {
    const [left, right] = operands;
    // rows and columns by a diagonal matrix, which is not formed
    if (kind === 'multiply' && left.kind === 'expand' && !repeats[1]) return scaledBy(left, first, second);
    if (kind === 'multiply' && right.kind === 'expand' && !repeats[0]) return scaledBy(right, second, first);
    const f = { add: 'plus', subtract: 'minus', multiply: 'multiplies', divide: 'divides' }[kind];
    return call(spelling.helper('broadcast_'), first, second, `std::${f}<double>()`);
  }
  if (kind === 'add' || kind === 'subtract') return plus(first, second, sign);
  return suffixed(first, `.${kind === 'multiply' ? 'cwiseProduct' : 'cwiseQuotient'}(${second.text})`);
}

function scaledBy({ present }: OperationOf<'expand'>, vector: Text, matrix: Text): Text {
  return present[0] ? matrixTimes(suffixed(vector, '.asDiagonal()'), matrix, '*') : matrixTimes(matrix, suffixed(transposed(vector), '.asDiagonal()'), '*');
}

function selected({ positions, shape, operands }: OperationOf<'select'>, operand: Text): Text {
  const base = /^\w+$/.test(operand.text) ? operand.text : `${inside(operand, LEVEL.atom)}.eval()`;
  if (shape.length === 0) return atom(`${base}(${positions.join(', ')})`);
  if (operands[0].shape.length === shape.length) return operand;
  return positions[0] === null ? atom(`${base}.col(${positions[1]})`) : atom(`${base}.row(${positions[0]}).transpose()`);
}

const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

function rationalText({ numerator, denominator }: Rational): Text {
  const text = (value: number): Text => (value < 0 ? textAt(decimal(value), LEVEL.unary) : atom(decimal(value)));
  return denominator === 1 || Number.isInteger(Math.log2(denominator)) ? text(numerator / denominator) : times(text(numerator), text(denominator), '/');
}

function powerText({ exponent, shape }: OperationOf<'power'>, base: Text): Text {
  const isRoot = exponent.numerator === 1 && exponent.denominator === 2;
  if (shape.length === 0) return isRoot ? call('std::sqrt', base) : call('std::pow', base, String(toNumber(exponent)));
  const method = isRoot ? 'sqrt()' : exponent.numerator === 2 && exponent.denominator === 1 ? 'square()' : `pow(${toNumber(exponent)})`;
  return suffixed(base, `.array().${method}.matrix()`);
}

/** A function of the caller's has a type of its own, by a template: `const auto&` is no parameter before C++20. */
function headOf(type: string, name: string, parameters: readonly Parameter[], names: Names, isCopy = false): string {
  const scope = names.inner();
  const types = new Map(parameters.filter(({ kind }) => kind === 'function').map(parameter => [parameter, scope.fresh('Function')]));
  const template = types.size === 0 ? '' : `template <${[...types.values()].map(each => `class ${each}`).join(', ')}>\n`;
  const texts = parameters.map(each => (types.has(each) ? `const ${types.get(each)}& ${each.name}` : parameterText(each, isCopy)));
  return `${template}inline ${type} ${name}(${texts.join(', ')})`;
}

function parameterText({ name, kind, axes }: Parameter, isCopy: boolean): string {
  if (kind === 'size') return `Eigen::Index ${name}`;
  if (axes.length === 0) return `double ${name}`;
  return isCopy ? `${cppType(axes.length)} ${name}` : `const ${cppType(axes.length)}& ${name}`;
}

const STANDARD = ['algorithm', 'cmath', 'functional', 'stdexcept', 'string', 'utility', 'vector'];

function moduleSource(text: ModuleText): ModuleSource {
  const { derivative, value, both, compressed, check, input } = text;
  const routines = [derivative, ...(value ? [value] : []), ...(both ? [both] : []), ...(compressed ? [compressed] : [])];
  const hasTensors = routines.some(({ routine }) => routine.operations.some(({ shape }) => shape.length > 2));
  const used = new Set([...text.helpers, 'check_shape_', ...(check ? ['difference_', ...(hasTensors ? ['tensor_entries_'] : [])] : [])]);
  const { imports, sources } = helperSources(CPP_HELPERS, used);
  const includes = new Set(['<Eigen/Dense>', ...(hasTensors ? ['<unsupported/Eigen/CXX11/Tensor>'] : []), ...imports, ...STANDARD.map(name => `<${name}>`)]);
  const functions = [
    functionText(derivative, derivativeLines(input, derivative.routine.parameters)),
    ...(value ? [functionText(value, valueLines(text))] : []),
    ...(both ? [functionText(both, bothLines(text))] : []),
    ...(compressed ? [functionText(compressed, compressedLines(text))] : []),
    ...(check ? [checkText(text)] : []),
  ];
  return { imports: [...includes].map(name => `#include ${name}`), blocks: [...sources, ...functions], separator: '\n\n' };
}

function functionText(text: RoutineText, documentation: readonly string[]): string {
  const { routine, results } = text;
  const types = routine.results.map(({ shape }) => cppType(shape.length));
  const type = types.length === 1 ? types[0]! : `std::pair<${types.join(', ')}>`;
  const body = [
    ...sizesRead(text).map(({ local, source: { parameter, axis, slope, offset } }) => {
      const length = withoutOffset(cppLength(parameter.name, parameter.axes.length, axis), offset);
      return `[[maybe_unused]] const Eigen::Index ${local} = ${slope === 1 ? length : `(${length}) / ${slope}`};`;
    }),
    ...arraysOf(routine.parameters).map(parameter => {
      const given = parameter.axes.map((_, axis) => cppLength(parameter.name, parameter.axes.length, axis));
      const expected = lengthsOf(parameter, text).map(length => length ?? '-1');
      return `check_shape_("${routine.name}", "${parameter.name}", {${given.join(', ')}}, {${expected.join(', ')}});`;
    }),
    ...text.statements,
    results.length === 1 ? `return ${results[0]};` : `return {${results.join(', ')}};`,
  ];
  const head = headOf(type, routine.name, routine.parameters, routine.names);
  return `${comment(documentation)}\n${head} {\n${indented(body.join('\n'), '  ')}\n}`;
}

function checkText(text: ModuleText): string {
  const { name, parameters, wrt } = text.check!;
  const { value, derivative } = text;
  const body = [
    `auto whole = ${derivative.routine.name}(${names(derivative.routine.parameters)});`,
    'const std::vector<double> derivative = values_(entries_(whole));',
    `const auto value = [&] { auto result = ${value!.routine.name}(${names(value!.routine.parameters)}); return values_(entries_(result)); };`,
    `const double step = std::pow(2.220446049250313e-16, 1.0 / ${wrt.length + 2});`,
    `const std::vector<double> estimate = difference_(value, {${wrt.map(each => `entries_(${each.name})`).join(', ')}}, ${wrt.length}, step);`,
    'double difference = 0, largest = 1;',
    'for (std::size_t k = 0; k < estimate.size(); ++k) {',
    '  difference = std::max(difference, std::abs(derivative[k] - estimate[k]));',
    '  largest = std::max(largest, std::abs(estimate[k]));',
    '}',
    'return difference / largest;',
  ];
  const head = headOf('double', name, parameters, text.both!.routine.names, true);
  return `${comment(checkLines(text))}\n${head} {\n${indented(body.join('\n'), '  ')}\n}`;
}

/** A backslash at the end would continue the comment. */
const comment = (lines: readonly string[]): string => lines.map(line => `// ${oneLine(line).replace(/\\+\s*$/, '')}`.trimEnd()).join('\n');
