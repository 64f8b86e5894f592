/** One random document through the engine: is the derivative certified, and does everything that is printed say the same? */

import type { Derived } from '../../src/analysis/derive.ts';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { indexFormOf, matrixFormOf, sidesOf, vecFormOf } from '../../src/analysis/print.ts';
import { StatementAnalysis } from '../../src/analysis/statement.ts';
import type { Code } from '../../src/code/input.ts';
import type { Dimension } from '../../src/dimensions/dimension.ts';
import { lower } from '../../src/lowering/lower.ts';
import { tableOfCases } from '../../src/notation/cases.ts';
import type { IndexForm, MatrixForm } from '../../src/notation/form.ts';
import { hasSpelling } from '../../src/notation/spelling.ts';
import { printUnicode } from '../../src/notation/unicode.ts';
import { chooseSizes, compareTensors, dimensionsOf, drawPoint, evaluateTensor, type Point, sizeOf, unknownsOf } from '../../src/numeric/exact.ts';
import { nearbyPoint } from '../../src/numeric/nearby.ts';
import { elementwiseNames, elementwiseRows } from '../../src/operations/elementwise.ts';
import type { Typed, TypedSymbol } from '../../src/shapes/typed.ts';
import { transpose } from '../../src/tensors/matrix.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { allOperands } from '../../src/tensors/traverse.ts';
import type { Run } from '../code/numpyProcess.ts';
import { indexFormValue } from './indexFormValue.ts';
import { type Environment, formValue, type Matrix, type NamedTensor, NoValue, transposed } from './matrixFormValue.ts';

export interface Examination {
  readonly status: 'verified' | 'refused' | 'undecided' | 'disagrees' | 'malformed' | 'threw';
  /** The refused operation, the reason, or the exception. */
  readonly detail: string;
  /** What is printed and says something else. */
  readonly problems: readonly string[];
  /** Which printed forms were checked, and which could not be. */
  readonly checks: readonly string[];
  /** Operations of the typed tree, functions by name. */
  readonly typedOperations: ReadonlySet<string>;
  /** The NumPy function with values for its parameters, and what it must return. */
  readonly code?: { readonly run: Run; readonly expected: NamedTensor };
}

const TOLERANCE = 1e-7;

/** The derivative that the last line of the document asks for. */
export function examine(text: string): Examination {
  try {
    return examineStatement(text);
  } catch (failure) {
    const detail = failure instanceof Error ? (failure.stack ?? failure.message).split('\n').slice(0, 4).join(' | ') : String(failure);
    return { status: 'threw', detail, problems: [], checks: [], typedOperations: new Set() };
  }
}

function examineStatement(text: string): Examination {
  const analysis = analyzeDocument(text, { certify: true });
  const statement = analysis.statements.at(-1);
  if (!(statement instanceof StatementAnalysis)) throw new Error('no statement');
  const { result, query } = statement;
  const typedOperations = query ? operationsOf(query.of) : new Set<string>();
  const done = (status: Examination['status'], detail = ''): Examination => ({ status, detail, problems: [], checks: [], typedOperations });
  const errors = analysis.statements.flatMap(each => each.result.diagnostics).filter(({ severity, code }) => severity === 'error' && code !== 'withheld');
  if (!query || errors.length > 0) return done('malformed', errors.map(({ message }) => message).join('; '));
  const outcome = statement.outcome()!;
  if (outcome.refused) return done('refused', outcome.refused.operation);
  const withheld = result.diagnostics.find(({ code }) => code === 'withheld');
  if (withheld) return done(withheld.severity === 'error' ? 'disagrees' : 'undecided', withheld.message);
  if (result.status === 'unsupported')
    return done(
      'refused',
      result.diagnostics.at(-1)!.message.includes('can be written') ? 'a derivative without a notation' : 'a derivative that exists at no point',
    );
  if (result.derivative?.certificate.verdict !== 'verified') return done('malformed', 'neither refused nor certified');
  const found = checkPrinted(text, statement, outcome.derived, result.derivative.code.numpy);
  return { status: 'verified', detail: '', typedOperations, ...found };
}

type Found = Pick<Examination, 'problems' | 'checks' | 'code'>;

function checkPrinted(text: string, statement: StatementAnalysis, derived: Derived, numpy: Code): Found {
  const problems: string[] = [];
  const checks: string[] = [];
  const check = (name: string, work: () => string | null): void => {
    try {
      const problem = work();
      if (problem === null) checks.push(name);
      else problems.push(`${name}: ${problem}`);
    } catch (failure) {
      if (failure instanceof NoValue) checks.push(`${name} without a value`);
      else problems.push(`${name}: ${failure instanceof Error ? failure.message : String(failure)}`);
    }
  };
  const form = matrixFormOf(derived);
  if (form)
    check(hasSpelling(form) ? 'matrix form read back' : 'matrix form without a spelling', () =>
      hasSpelling(form) ? readBack(text, printUnicode(form)) : null,
    );
  const sample = samplePoint(derived, statement.symbols);
  if (!sample) return { problems, checks: [...checks, 'no sample'] };
  const { environment, value } = sample;
  if (form) check('matrix form evaluated', () => sameMatrix(formValue(form, environment), asMatrix(value, derived)));
  check('index form evaluated', () => checkIndexForm(indexFormOf(derived), value, environment));
  const vec = vecFormOf(derived);
  if (vec) check('vec form evaluated', () => sameMatrix(formValue(vec, environment), vecOf(value, derived)));
  if (derived.node.shape.length > 2) check('table of cases evaluated', () => checkCases(indexFormOf(derived), value, environment));
  return { problems, checks, ...codeOf(numpy, sample, derived, statement.symbols) };
}

/** Nothing where an opaque function would have to be written in Python. */
function codeOf(code: Code, { environment, value }: Sample, derived: Derived, symbols: ReadonlyMap<string, TypedSymbol>): Pick<Examination, 'code'> {
  const { named, point } = environment;
  if (environment.resultOf.size > 0 || isAtJump(derived.node, point)) return {};
  const values = new Map([...named, ...[...point.sizes.named].map(([name, size]) => [name, { shape: [], data: Float64Array.of(size) }] as const)]);
  // a parameter is called as the document writes it: ϕ, where the name is φ
  for (const { name, written } of [...symbols.values(), ...derived.leaves]) if (named.has(name)) values.set(written, named.get(name)!);
  const { of, wrt } = sidesOf(derived);
  const shape = [...of, ...wrt.flat()].map(size => sizeOf(size, point.sizes));
  return { code: { run: { code, values }, expected: { shape, data: value.data } } };
}

const JUMPS = new Set(elementwiseNames.filter(name => elementwiseRows[name].real(Number.MIN_VALUE) !== elementwiseRows[name].real(0)));

/** The sign of what cancels to 0 is that of its rounding, which each order of multiplication has its own of. */
function isAtJump(node: TensorNode, point: Point): boolean {
  return allOperands(node).some(inner => {
    if (inner.kind !== 'elementwise' || !JUMPS.has(inner.function) || inner.argument.kind === 'variable') return false;
    const argument = evaluateTensor(inner.argument, point);
    return argument.status === 'ok' && argument.data.some(x => Math.abs(x) < 1e-12);
  });
}

/** The printed form as a claim about the query: read again, lowered, and compared. */
function readBack(text: string, printed: string): string | null {
  const query = text.slice(text.lastIndexOf('\n') + 1);
  const statement = analyzeDocument(`${text} = ${printed}`).statements.at(-1) as StatementAnalysis;
  const said = statement.result.diagnostics.filter(({ severity }) => severity !== 'hint' && severity !== 'information').map(({ message }) => message);
  if (statement.result.claim?.verdict !== 'verified') return `${query} = ${printed} is ${statement.result.claim?.verdict ?? 'no claim'} (${said.join('; ')})`;
  const derived = statement.outcome()?.derived;
  const { meaning } = statement.typed;
  const expression = meaning.kind === 'claim' ? meaning.members.at(-1)?.expression : null;
  if (!derived || !expression) return `${query} = ${printed} is not read as a claim`;
  if (derived.sides || operationsOf(expression).has('derivative')) return null;
  const claimed = lower(expression, { leaves: derived.leaves });
  const turned = derived.node.shape.length === 2 && derived.layout === 'denominator' ? transpose(claimed) : claimed;
  const compared = compareTensors(derived.node, turned);
  return compared.verdict === 'equal' ? null : `${query} = ${printed}: ${compared.verdict} ${compared.witness?.text ?? compared.reason ?? ''}`;
}

export interface Sample {
  readonly environment: Environment;
  readonly value: NamedTensor;
}

/** Values for everything that was declared: the generated code may ask for any of it. */
export function samplePoint(derived: Derived, symbols: ReadonlyMap<string, TypedSymbol>): Sample | null {
  const roots = [derived.node, derived.source, ...derived.names.keys()];
  const unknowns = unknownsOf(roots);
  const dimensions = dimensionsOf(roots);
  for (const { name, shape, properties, definition, domain } of symbols.values()) {
    const axes = [...shape.rows, ...shape.columns];
    if (definition === null && domain === null && !unknowns.has(name)) unknowns.set(name, { name, shape: axes, facts: properties });
    for (const size of axes) dimensions.add(size);
  }
  for (let attempt = 0; attempt < 12; attempt++) {
    const sizes = chooseSizes(dimensions, attempt, false);
    if (!sizes) return null;
    const point = pointAt(() => drawPoint(unknowns.values(), sizes, 77, attempt));
    const value = point && evaluateTensor(derived.node, point);
    if (value?.status !== 'ok' || !hasDigits(derived, value.data, nearbyPoint(point!, unknowns, 1))) continue;
    const named = new Map<string, NamedTensor>();
    for (const { name, shape } of unknowns.values()) named.set(name, { shape: shape.map(size => sizeOf(size, sizes)), data: point!.values.get(name)! });
    for (const [node, name] of derived.names) {
      const inner = evaluateTensor(node, point!);
      if (inner.status === 'ok') named.set(name, inner);
    }
    const resultOf = new Map<string, readonly Dimension[]>();
    for (const node of roots.flatMap(allOperands)) {
      if (node.kind === 'variable' && node.value !== null) named.set(node.name, { shape: [], data: Float64Array.of(node.value) });
      if (node.kind === 'apply') resultOf.set(node.name, node.shape.slice(0, node.shape.length - node.order * node.argument.shape.length));
    }
    return { environment: { point: point!, named, resultOf }, value };
  }
  return null;
}

/** Are so many digits of the derivative right that its printed forms can be compared with it? */
function hasDigits(derived: Derived, data: ArrayLike<number>, nearby: Point): boolean {
  const other = evaluateTensor(derived.node, nearby);
  return other.status === 'ok' && sameNumbers(other.data, data) === null;
}

/** null where the properties could not be had at this point. */
function pointAt(draw: () => Point): Point | null {
  try {
    return draw();
  } catch {
    return null;
  }
}

/** The value as the page shows it: rows and columns in the layout. */
function asMatrix({ shape, data }: NamedTensor, { layout, counts, sides }: Derived): Matrix {
  const lengths = sides ? [...sides.of, ...sides.wrt.flat()] : shape.map(() => 1);
  if (lengths.length === 0) return { rows: 1, columns: 1, data };
  if (lengths.length === 1)
    return (counts.of === 0) === (layout !== 'denominator') ? { rows: 1, columns: data.length, data } : { rows: data.length, columns: 1, data };
  const value = flattened({ shape, data }, lengths, 1);
  return layout === 'denominator' ? transposed(value) : value;
}

/** ∂vec F/∂vec(X)ᵀ, columns stacked; what was flattened already keeps its order, the last axis fastest. */
function vecOf(value: NamedTensor, { ofAxes, wrtAxes, sides }: Derived): Matrix {
  const lengths = sides ? [sides.of, ...sides.wrt] : [ofAxes, ...wrtAxes].map(axes => axes.map(() => 1));
  const rows = lengths.find(side => side.length > 0)!.length;
  return flattened(value, lengths.flat(), rows);
}

/** Sides of so many axes, of which the first `rows` make the rows; the first side of rows and of columns runs fastest, within a side the last axis. */
function flattened({ shape, data }: NamedTensor, lengths: readonly number[], rows: number): Matrix {
  const volume = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, 1);
  const starts = lengths.map((_, k) => lengths.slice(0, k).reduce((sum, length) => sum + length, 0));
  const sides = lengths.map((length, k) => volume(shape.slice(starts[k], starts[k]! + length)));
  const [left, right] = [sides.slice(0, rows), sides.slice(rows)];
  const columns = volume(right);
  const result = new Float64Array(volume(left) * columns);
  for (let i = 0; i < volume(left); i++)
    for (let j = 0; j < columns; j++) {
      const positions = [...columnMajor(i, left), ...columnMajor(j, right)];
      result[i * columns + j] = data[positions.reduce((offset, position, side) => offset * sides[side]! + position, 0)]!;
    }
  return { rows: volume(left), columns, data: result };
}

const columnMajor = (offset: number, sizes: readonly number[]): readonly number[] => {
  let rest = offset;
  return sizes.map(size => {
    const position = rest % size;
    rest = Math.floor(rest / size);
    return position;
  });
};

function sameMatrix(found: Matrix, wanted: Matrix): string | null {
  if (found.rows !== wanted.rows || found.columns !== wanted.columns) return `${found.rows}×${found.columns}, not ${wanted.rows}×${wanted.columns}`;
  return sameNumbers(found.data, wanted.data);
}

function sameNumbers(found: ArrayLike<number>, wanted: ArrayLike<number>): string | null {
  let scale = 1e-3;
  for (let k = 0; k < wanted.length; k++) scale = Math.max(scale, Math.abs(wanted[k]!));
  for (let k = 0; k < wanted.length; k++) if (!(Math.abs(found[k]! - wanted[k]!) <= TOLERANCE * scale)) return `entry ${k} is ${found[k]}, not ${wanted[k]}`;
  return null;
}

/** So many entries of a large tensor are looked at, and so many products are added up for all of them together. */
const ENTRIES = 200;
const WORK = 40_000;

/** Products that one entry takes. */
function costOf(form: IndexForm, environment: Environment): number {
  const ofTerm = ({ summed, factors }: IndexForm['terms'][number]): number =>
    summed.reduce((product, { size }) => product * sizeOf(size, environment.point.sizes), 1) *
    factors.reduce((sum, factor) => sum + (factor.kind === 'function' ? costOf(factor.argument, environment) : 1), 1);
  return form.terms.reduce((sum, term) => sum + ofTerm(term), 0);
}

function entriesOf(
  form: IndexForm,
  { shape, data }: NamedTensor,
  environment: Environment,
): readonly { readonly positions: ReadonlyMap<string, number>; readonly value: number }[] {
  const cost = costOf(form, environment);
  if (cost > WORK) throw new NoValue('too many products');
  const count = Math.max(3, Math.min(ENTRIES, Math.floor(WORK / cost)));
  const step = Math.max(1, Math.floor(data.length / count));
  // a step that divides no size visits every position of every axis
  const stride = step === 1 ? 1 : step % 2 === 0 ? step + 1 : step;
  const entries = [];
  for (let offset = 0; offset < data.length; offset += stride) {
    const positions = new Map<string, number>();
    let rest = offset;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      positions.set(form.free[axis]!.letter, rest % shape[axis]!);
      rest = Math.floor(rest / shape[axis]!);
    }
    entries.push({ positions, value: data[offset]! });
  }
  return entries;
}

function checkIndexForm(form: IndexForm, value: NamedTensor, environment: Environment): string | null {
  const cache = new Map<MatrixForm, Matrix>();
  const entries = entriesOf(form, value, environment);
  return sameNumbers(
    entries.map(({ positions }) => indexFormValue(form, positions, environment, cache)),
    entries.map(entry => entry.value),
  );
}

/** The first row of the table whose condition holds. */
function checkCases(form: IndexForm, value: NamedTensor, environment: Environment): string | null {
  const table = tableOfCases(form);
  if (!table) throw new NoValue('no table');
  const cache = new Map<MatrixForm, Matrix>();
  const entries = entriesOf(form, value, environment);
  return sameNumbers(
    entries.map(({ positions }) => indexFormValue(table.find(({ condition }) => holds(condition, positions))!.value, positions, environment, cache)),
    entries.map(entry => entry.value),
  );
}

/** `j = p, p ≠ q` */
function holds(condition: string, positions: ReadonlyMap<string, number>): boolean {
  if (condition === 'otherwise') return true;
  return condition.split(', ').every(part => {
    const letters = part.split(/ [=≠] /).map(letter => positions.get(letter)!);
    return part.includes('≠') ? letters[0] !== letters[1] : letters.every(position => position === letters[0]);
  });
}

/** The operations of a typed expression and of the definitions below it. */
export function operationsOf(root: Typed): Set<string> {
  const found = new Set<string>();
  const seen = new Set<Typed>([root]);
  for (const node of seen) {
    found.add(nameOf(node));
    if (node.op === 'reference' && node.symbol.definition) seen.add(node.symbol.definition);
    if ('args' in node) for (const operand of node.args) seen.add(operand);
    if (node.op === 'derivative') seen.add(node.query.of);
  }
  return found;
}

function nameOf(node: Typed): string {
  switch (node.op) {
    case 'elementwise':
    case 'matrixFunction':
      return node.function;
    case 'norm':
      return node.norm;
    case 'operation':
      return `operation ${node.name}`;
    case 'matrixPower':
      return `matrixPower ${node.exponent}`;
    default:
      return node.op;
  }
}
