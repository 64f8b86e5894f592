/** NumPy, PyTorch and JAX: one syntax, three libraries. */

import type { Dimension } from '../../dimensions/dimension.ts';
import { identifier } from '../../notation/names.ts';
import type { MatrixFunctionName } from '../../operations/matrixFunctions.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../../operations/tensorOperations.ts';
import { type Rational, toNumber } from '../../tensors/rational.ts';
import { bothLines, checkLines, compressedLines, derivativeLines, valueLines, wantedShapes } from '../documentation.ts';
import { type Helpers, helperSources } from '../helpers.ts';
import type { LanguageId } from '../input.ts';
import type { Calculated, Language, ModuleSource, ModuleText, RoutineText, Spelling } from '../language.ts';
import { isShortDecimal } from '../operand.ts';
import { isPlainNumber, type OperationOf } from '../operation.ts';
import { isKnownSize } from '../print.ts';
import type { Parameter, SizeSource } from '../routine.ts';
import { applySpelling, matrixOperationText, spellingOf } from '../spelling.ts';
import { atom, call, inside, LEVEL, matrixTimes, negative, plus, suffixed, type Text, textAt, times } from '../text.ts';
import { arraysOf, einsumFormula, names } from './common.ts';

/** Where the three libraries differ. */
export interface PythonDialect {
  readonly id: LanguageId & ('numpy' | 'torch' | 'jax');
  readonly imports: readonly string[];
  readonly helpers: Helpers;
  /** Further reserved words. */
  readonly reserved: string;
  readonly pi: string;
  /** `axis` or `dim`. */
  readonly axis: string;
  readonly names: Readonly<Record<PythonFunction, string>>;
  /** Behind the arguments of what makes a new array: `**like`. */
  readonly like: string;
  readonly copy: string;
  permute(operand: Text, order: readonly number[]): Text;
  inner(left: Text, right: Text): Text;
  einsum(formula: string, operands: readonly Text[], planned: boolean): Text;
  /** @param shape the whole's, a tuple */
  spread(operation: OperationOf<'spread'>, part: Text, shape: Text, spelling: Spelling): Text;
  /** A number that is no array yet, where a function of arrays takes it. */
  asArray(number: Text): Text;
  /** Lines before the first statement. */
  preamble(text: RoutineText): readonly string[];
  /** `_expm`; a function of the library where it has one. */
  matrixFunction(name: MatrixFunctionName, spelling: Spelling): string;
  /** The lines of the check behind the definition of the estimate. */
  readonly largestDifference: readonly string[];
}
type PythonFunction = 'zeros' | 'ones' | 'eye' | 'trace' | 'diagonal' | 'diag' | 'outer' | 'solve' | 'sum' | 'sqrt' | 'concatenate' | 'reshape';

export function pythonLanguage(dialect: PythonDialect): Language {
  const reserved = new Set([...RESERVED, ...dialect.reserved.split(' '), ...Object.keys(dialect.helpers)]);
  return {
    id: dialect.id,
    identifier: name => identifier(name, reserved),
    operation: (operation, operands, spelling) => spell(operation, operands, spelling, dialect),
    assignment: (local, text) => `${local} = ${text}`,
    module: text => moduleSource(text, dialect),
  };
}

function spell(operation: Calculated, operands: readonly Text[], spelling: Spelling, dialect: PythonDialect): Text {
  const [first, second] = operands as [Text, Text];
  const { names: library, like } = dialect;
  const made = (name: string, ...args: readonly (Text | string)[]): Text => call(name, ...args, ...(like ? [like] : []));
  const tuple = (sizes: readonly (Dimension | null)[]): Text => {
    const texts = sizes.map(size => (size ? spelling.size(size).text : '1'));
    return atom(`(${texts.join(', ')}${texts.length === 1 ? ',' : ''})`);
  };
  const shape = (): Text => (operation.shape.length === 1 ? spelling.size(operation.shape[0]!) : tuple(operation.shape));
  switch (operation.kind) {
    case 'number':
      return rationalText(operation.value);
    case 'real':
      return operation.value === Math.PI ? atom(dialect.pi) : decimal(operation.value);
    case 'size':
      return spelling.size(operation.dimension);
    case 'zeros':
      return operation.shape.length === 0 ? atom('0.0') : made(library.zeros, shape());
    case 'ones':
      return made(library.ones, shape());
    case 'identity':
      return made(library.eye, spelling.size(operation.shape[0]!));
    case 'negate':
      return negative(first);
    case 'copy':
      return suffixed(first, dialect.copy);
    case 'matrixOperation':
      return matrixOperationText(operation.name, first, dialect.id, dialect.helpers, spelling);
    case 'decomposition':
      return operation.name === 'svd'
        ? call(`${libraryOf(dialect)}.linalg.svd`, first, 'full_matrices=False')
        : call(`${libraryOf(dialect)}.linalg.eigh`, first);
    case 'tensorOperation':
      return atom(tensorOperationText(operation.name, operands, spelling, dialect));
    case 'trace':
      return call(library.trace, first);
    case 'diagonal':
      return call(library.diagonal, first);
    case 'diagonalMatrix':
      return call(library.diag, first);
    case 'add':
      return plus(first, second, '+');
    case 'subtract':
      return plus(first, second, '-');
    case 'multiply':
      return times(first, second, '*');
    case 'divide':
      return times(first, second, '/');
    case 'power':
      return powerText(operation, first, dialect);
    case 'elementwise': {
      const spelled = spellingOf(operation.function, dialect.id);
      const argument = isPlainNumber(operation.operands[0]) ? dialect.asArray(first) : first;
      return applySpelling(spelled in dialect.helpers ? spelling.helper(spelled) : spelled, argument);
    }
    case 'permute':
      return operation.order.length === 2 ? suffixed(first, '.T') : dialect.permute(first, operation.order);
    case 'expand': {
      const axes = operation.present.map(there => (there ? ':' : 'None'));
      // axes of length 1 in front need not be written
      while (axes[0] === 'None') axes.shift();
      return axes.includes('None') ? suffixed(first, `[${axes.join(', ')}]`) : first;
    }
    case 'matmul':
      return matrixTimes(first, second, '@');
    case 'outer':
      return call(library.outer, first, second);
    case 'inner':
      return dialect.inner(first, second);
    case 'contract':
      return contraction(operation, operands, dialect);
    case 'spread':
      return dialect.spread(operation, first, tuple(operation.shape), spelling);
    case 'solve':
      return call(library.solve, first, second);
    case 'sum': {
      const { axes } = operation;
      if (operation.shape.length === 0) return call(library.sum, first);
      return call(library.sum, first, `${dialect.axis}=${axes.length === 1 ? axes[0] : `(${axes.join(', ')})`}`);
    }
    case 'matrixFunction':
      return call(dialect.matrixFunction(operation.function, spelling), first);
    case 'matrixPower':
      return call(spelling.helper('_matrix_power'), first, second);
    case 'frechet':
      return call(spelling.helper('_frechet'), dialect.matrixFunction(operation.function, spelling), first, second);
    case 'matrixFunctionDerivative':
      return call(spelling.helper('_matrix_function_derivative'), dialect.matrixFunction(operation.function, spelling), String(operation.order), first);
    case 'call':
      return call(first.text, second);
    case 'select': {
      const axes = operation.positions.map(position => (position === null ? ':' : String(position)));
      while (axes.at(-1) === ':') axes.pop();
      return axes.length === 0 ? first : suffixed(first, `[${axes.join(', ')}]`);
    }
    case 'place': {
      const index = operation.positions.map(position => (position === null ? 'slice(None)' : String(position)));
      return call(spelling.helper('_place'), first, shape(), `(${index.join(', ')},)`, ...(like ? [like] : []));
    }
    case 'slice': {
      const start = spelling.size(operation.offset);
      const end = plus(start, spelling.size(operation.shape[operation.axis]!), '+');
      return suffixed(first, `[${':, '.repeat(operation.axis)}${start.text}:${end.text}]`);
    }
    case 'concatenate':
      return call(library.concatenate, `[${operands.map(operand => operand.text).join(', ')}]`, `${dialect.axis}=${operation.axis}`);
    case 'reshape':
      return call(library.reshape, first, tuple(operation.shape));
  }
}

const libraryOf = ({ names }: PythonDialect): string => names.zeros.split('.')[0]!;

function tensorOperationText(name: OperationName, operands: readonly Text[], spelling: Spelling, dialect: PythonDialect): string {
  const { python } = TENSOR_OPERATIONS[name].printing;
  const template = typeof python === 'string' ? python : python[dialect.id];
  const helper = /^_\w+/.exec(template)?.[0];
  if (helper) spelling.helper(helper);
  return template
    .replace('@', () => libraryOf(dialect))
    .replace('%', () => dialect.axis)
    .replace(/\$(\d)/g, (_, position: string) => operands[Number(position) - 1]!.text);
}

const decimal = (value: number): Text => (value < 0 ? textAt(String(value), LEVEL.unary) : atom(String(value)));

/** `3`, `0.5`, `2 / 3`. */
export function rationalText(value: Rational): Text {
  if (isShortDecimal(value)) return decimal(toNumber(value));
  return times(decimal(value.numerator), atom(String(value.denominator)), '/');
}

function powerText({ exponent, operands }: OperationOf<'power'>, base: Text, { names }: PythonDialect): Text {
  const isRoot = exponent.numerator === 1 && exponent.denominator === 2;
  if (isRoot && !isPlainNumber(operands[0])) return call(names.sqrt, base);
  const above = exponent.denominator <= 2 ? String(toNumber(exponent)) : `(${exponent.numerator} / ${exponent.denominator})`;
  return textAt(`${inside(base, LEVEL.atom)} ** ${above}`, LEVEL.power);
}

function contraction(operation: OperationOf<'contract'>, operands: readonly Text[], dialect: PythonDialect): Text {
  const [a = [], b = []] = operation.labels;
  const isSummed = a.some(label => b.includes(label) && !operation.out.includes(label));
  const isBatch = a.some(label => b.includes(label) && operation.out.includes(label));
  // a product of matrices in disguise is reshaped and given to the fast routine; a plan for the others costs more than it saves
  return dialect.einsum(einsumFormula(operation), operands, isSummed && !isBatch);
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ');

function moduleSource(text: ModuleText, dialect: PythonDialect): ModuleSource {
  const { imports, sources } = helperSources(dialect.helpers, text.helpers);
  const difference = dialect.helpers._difference!;
  const modules = new Set([...imports, ...(text.check ? difference.imports : [])]);
  const { derivative, value, both, compressed } = text;
  const functions = [
    definition(derivative, derivativeLines(text.input, derivative.routine.parameters), dialect),
    ...(value ? [definition(value, valueLines(text), dialect)] : []),
    ...(both ? [definition(both, bothLines(text), dialect)] : []),
    ...(compressed ? [definition(compressed, compressedLines(text), dialect)] : []),
    ...(text.check ? [difference.source, checkDefinition(text, dialect)] : []),
  ];
  return { imports: [...[...modules].map(name => `import ${name}`), ...dialect.imports], blocks: [...sources, ...functions], separator: '\n\n\n' };
}

function definition(text: RoutineText, documentation: readonly string[], dialect: PythonDialect): string {
  const { routine } = text;
  const sizes = routine.sizes.flatMap(({ local, source, needed }) =>
    source.kind === 'axis' && needed ? [`${local} = ${axisLength(source.parameter.name, source)}`] : [],
  );
  const results = text.results.map((result, k) => (isPlainNumber(routine.results[k]!) ? dialect.asArray(atom(result)).text : result));
  const body = [docstring(documentation), ...shapeCheck(text), ...dialect.preamble(text), ...sizes, ...text.statements, `return ${results.join(', ')}`];
  return [`def ${routine.name}(${names(routine.parameters)}):`, ...body.map(indent)].join('\n');
}

function axisLength(array: string, { axis, slope, offset }: { readonly axis: number; readonly slope: number; readonly offset: number }): string {
  const length = `${array}.shape[${axis}]`;
  const shifted = offset === 0 ? length : offset > 0 ? `${length} - ${offset}` : `${length} + ${-offset}`;
  if (slope === 1) return shifted;
  return offset === 0 ? `${shifted} // ${slope}` : `(${shifted}) // ${slope}`;
}

/** One condition, spelled out: a call would cost more than a small product. `len` of a vector takes half the time of a length out of a shape. */
function shapeCheck({ routine }: RoutineText): readonly string[] {
  const arrays = arraysOf(routine.parameters);
  const sizes = routine.sizes.map(({ size, source }): { readonly size: string; readonly source: SizeSource } => {
    const vector = arrays.find(({ axes }) => axes.length === 1 && axes[0]!.name === size);
    return { size, source: vector ? { kind: 'axis', parameter: vector, axis: 0, slope: 1, offset: 0 } : source };
  });
  const lengths = new Map(sizes.map(({ size, source }) => [size, source.kind === 'axis' ? checkedLength(source) : atom(source.parameter.name)]));
  const length = (size: Dimension): string => lengthText(size, lengths);
  const isSource = (parameter: Parameter, axis: number): boolean =>
    sizes.some(({ source }) => source.kind === 'axis' && source.parameter === parameter && source.axis === axis && source.slope === 1);
  const first: string[] = [];
  const then: string[] = [];
  for (const parameter of arrays) {
    const { name, axes } = parameter;
    const checkable = axes.map((size, axis) => isKnownSize(size, routine) && !isSource(parameter, axis));
    if (checkable.every(Boolean)) {
      const sizes = axes.map(length);
      then.push(`${name}.shape != (${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`);
      continue;
    }
    first.push(`${name}.ndim != ${axes.length}`);
    axes.forEach((size, axis) => {
      if (checkable[axis]) then.push(`${name}.shape[${axis}] != ${length(size)}`);
    });
  }
  if (first.length + then.length === 0) return [];
  const given = arrays.map(({ name }) => `{${name}.shape}`).join(', ');
  const message = `${routine.name} takes ${wantedShapes(arrays)}; the shapes given are ${given}`;
  return [`if ${[...first, ...then].join(' or ')}:`, `    raise ValueError(f'${message}')`];
}

function checkedLength(source: Extract<SizeSource, { kind: 'axis' }>): Text {
  const isPlain = source.slope === 1 && source.offset === 0;
  if (isPlain && source.axis === 0) return call('len', source.parameter.name);
  return textAt(axisLength(source.parameter.name, source), isPlain ? LEVEL.atom : LEVEL.sum);
}

function lengthText(size: Dimension, lengths: ReadonlyMap<string, Text>): string {
  const parts = size.terms.map(({ coefficient, monomial }) => {
    const factors = monomial.factors.flatMap(([name, exponent]) => Array.from({ length: exponent }, () => lengths.get(name)!));
    const numbers = Math.abs(coefficient) !== 1 || factors.length === 0 ? [atom(String(Math.abs(coefficient)))] : [];
    return { sign: coefficient < 0, text: [...numbers, ...factors].reduce((product, factor) => times(product, factor, '*')) };
  });
  if (parts.length === 0) return '0';
  return parts.slice(1).reduce((sum, { sign, text }) => plus(sum, text, sign ? '-' : '+'), parts[0]!.sign ? negative(parts[0]!.text) : parts[0]!.text).text;
}

function checkDefinition(text: ModuleText, dialect: PythonDialect): string {
  const { name, parameters, wrt } = text.check!;
  const places = wrt.map(each => parameters.indexOf(each)).join(', ');
  const all = names(parameters);
  const body = [
    docstring(checkLines(text)),
    `estimate = _difference(lambda ${all}: ${text.value!.routine.name}(${names(text.value!.routine.parameters)}), [${all}], [${places}])`,
    `derivative = ${text.derivative.routine.name}(${names(text.derivative.routine.parameters)})`,
    ...dialect.largestDifference,
  ];
  return [`def ${name}(${all}):`, ...body.map(indent)].join('\n');
}

const docstring = (lines: readonly string[]): string => (lines.length === 1 ? `"""${escaped(lines[0]!)}"""` : `"""${escaped(lines.join('\n'))}\n"""`);

/** Names come from documents: none of them may end the string or begin an escape. */
const escaped = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/[^\P{C}\n]/gu, ' ');

/** What a name may not be: keywords, and what the generated module itself uses. */
const RESERVED: readonly string[] = (
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda ' +
  'nonlocal not or pass raise return try while with yield match case type math ' +
  'abs all any bool complex dict dir enumerate eval exec filter float format help hex id input int iter len list map max min next object open ord ' +
  'pow print property range repr reversed round set slice sorted str sum super tuple vars zip'
).split(' ');
