/** A result at numbers: what a reader typed or random values, the value, the derivative, and each entry against differences. */

import { printDimension } from '../dimensions/dimension.ts';
import { sizeOf } from '../numeric/exact.ts';
import type { ChosenSides, ChosenVariable, GradientCheck } from '../numeric/index.ts';
import type { NumbersChoice, PanelArray, PanelAtNumbers, PanelFormula, PanelGradientCheck, PanelNumberResults, PanelVariable } from '../panel/protocol.ts';
import { printShape } from '../shapes/print.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import { nameOf, pointFor, positionsOf, printedPositions, symbolsOf } from './chosenValues.ts';
import type { Derived } from './derive.ts';
import type { Experiments } from './experiments.ts';
import { entryLeft } from './leftSide.ts';
import { messages } from './messages.ts';

/** Of an array that is shown whole; of a larger one the corner. */
const MOST_SHOWN = 400;
const SHOWN_OF_LARGE = 8;
const MOST_WORST = 5;

export function panelNumbers(derived: Derived, choice: NumbersChoice, experiments: Experiments): PanelAtNumbers {
  const { variables, replaced, sides, refused } = pointFor(derived, choice, experiments);
  const symbols = symbolsOf(derived.query);
  const shown = variables.flatMap(variable => {
    const symbol = symbols.get(variable.name);
    return symbol ? [variableOf(variable, symbol)] : [];
  });
  const isUnread = shown.some(({ problem }) => problem !== null);
  const written = [...replaced].map(([size, used]) => `${size} = ${used}`).join(', ');
  const base = { variables: shown, replaced: written === '' || shown.every(({ isEntered }) => isEntered) ? null : written };
  if (sides === null) return { ...base, results: null, refused: isUnread ? messages.valuesUnread : (refused ?? messages.noValuesHere) };
  const check = experiments.checkGradient(sides);
  if (typeof check === 'string') return { ...base, results: null, refused: check };
  const isViolated = shown.some(({ violations }) => violations.length > 0);
  return { ...base, results: resultsOf(derived, sides, check, isViolated), refused: null };
}

function variableOf({ name, lengths, entries, isEntered, problem, violations }: ChosenVariable, symbol: TypedSymbol): PanelVariable {
  const text = printShape(symbol.shape);
  const sizes = [...symbol.shape.rows, ...symbol.shape.columns].map(printDimension);
  return {
    id: name,
    name: nameOf(symbol),
    shape: {
      unicode: text,
      tex: sizes.length === 0 ? '\\mathbb{R}' : `\\mathbb{R}^{${symbol.shape.kind === 'row' ? '1 \\times ' : ''}${sizes.map(sizeLatex).join(' \\times ')}}`,
    },
    facts: [...symbol.properties].filter(fact => fact !== 'constant'),
    // a vector is typed as a line of numbers
    value: lengths.length === 1 ? arrayOf(entries, 1, entries.length) : arrayOf(entries, ...rowsAndColumns(lengths)),
    isEntered,
    problem,
    violations,
  };
}

const sizeLatex = (size: string): string => size.replaceAll('·', '\\,').replace(/[^\w+\-*\\, ^]/g, '');

/** Of more than two axes all but the last are rows. */
function rowsAndColumns(lengths: readonly number[]): readonly [number, number] {
  const columns = lengths.at(-1) ?? 1;
  return [lengths.slice(0, -1).reduce((product, length) => product * length, 1), columns];
}

function arrayOf(entries: ArrayLike<number>, rows: number, columns: number): PanelArray {
  const isWhole = rows * columns <= MOST_SHOWN;
  const [shownRows, shownColumns] = isWhole ? [rows, columns] : [Math.min(rows, SHOWN_OF_LARGE), Math.min(columns, SHOWN_OF_LARGE)];
  const shown: (number | null)[] = [];
  for (let i = 0; i < shownRows; i++)
    for (let j = 0; j < shownColumns; j++) {
      const entry = entries[i * columns + j]!;
      shown.push(Number.isFinite(entry) ? entry : null);
    }
  return { rows, columns, shownRows, shownColumns, entries: shown };
}

function resultsOf(derived: Derived, sides: ChosenSides, check: GradientCheck, isViolated: boolean): PanelNumberResults {
  const { query } = derived;
  const valueLengths = [...query.of.shape.rows, ...query.of.shape.columns].map(dimension => sizeOf(dimension, sides.point.sizes));
  const valueRows = check.value.length / (valueLengths.at(-1) ?? 1);
  const value =
    valueLengths.length === 2
      ? arrayOf(check.value, valueRows, valueLengths[1]!)
      : query.of.shape.kind === 'row'
        ? arrayOf(check.value, 1, check.value.length)
        : arrayOf(check.value, check.value.length, 1);
  return { value, ...derivativeArray(derived, check), check: checkOf(derived, check, isViolated) };
}

/** Rows and columns as in numerator layout; where one side has several axes they are stacked, the first running fastest, as vec does. */
function derivativeArray(derived: Derived, { lengths, derivative }: GradientCheck): Pick<PanelNumberResults, 'derivative' | 'rows' | 'columns' | 'turns'> {
  const { query } = derived;
  const byAxes = query.wrt.map((symbol, k) =>
    query.wrtIndices[k] ? query.wrtIndices[k]!.filter(index => typeof index !== 'number').length : symbol.shape.rows.length + symbol.shape.columns.length,
  );
  const below = byAxes.reduce((sum, axes) => sum + axes, 0);
  const above = lengths.length - below;
  const of = query.of.op === 'reference' || query.of.op === 'variable' ? query.of.symbol.written : 'f';
  const by = [...new Set(query.wrt.map(symbol => symbol.written))];
  const isScalarByMatrix = above === 0 && lengths.length === 2;
  const isMatrixByScalar = below === 0 && above === 2;
  const split = isScalarByMatrix || isMatrixByScalar ? 1 : above > 0 ? above : query.wrt.length > 1 ? byAxes[0]! : 0;
  const stacked = (axes: number): string => (axes > 1 ? messages.stacked : '');
  const [first, second] = [lengths.slice(0, split), lengths.slice(split)];
  const positions = (own: readonly number[]): readonly (readonly number[])[] =>
    Array.from({ length: own.reduce((product, n) => product * n, 1) }, (_, k) => positionsOf(k, own.toReversed()).toReversed());
  const entries = positions(first).flatMap(row => positions(second).map(column => derivative[offsetOf([...row, ...column], lengths)]!));
  const rowAxis = above > 0 || isMatrixByScalar ? 'numerator' : 'denominator';
  const columnAxis = isMatrixByScalar ? 'numerator' : 'denominator';
  const rowName = rowAxis === 'numerator' ? of : by[0]!;
  const columnName = columnAxis === 'numerator' ? of : by.at(-1)!;
  return {
    derivative: arrayOf(entries, count(first), count(second)),
    rows: first.length === 0 ? null : { axis: rowAxis, text: messages.arrayRows(rowName) + stacked(first.length) },
    columns: second.length === 0 ? null : { axis: columnAxis, text: messages.arrayColumns(columnName) + stacked(second.length) },
    turns: !isScalarByMatrix && !isMatrixByScalar && query.wrt.length === 1,
  };
}

const count = (lengths: readonly number[]): number => lengths.reduce((product, length) => product * length, 1);
const offsetOf = (positions: readonly number[], lengths: readonly number[]): number =>
  positions.reduce((offset, position, axis) => offset * lengths[axis]! + position, 0);

const METHODS: Readonly<Record<GradientCheck['method'], string>> = { 'complex-step': 'complex step', 'central-difference': 'central differences' };

function checkOf(derived: Derived, check: GradientCheck, isViolated: boolean): PanelGradientCheck {
  const { derivative, differences, lengths, compared, relativeError, tolerance } = check;
  const gap = (at: number): number => Math.abs(derivative[at]! - differences[at]!);
  const worst = [...derivative.keys()]
    .filter(at => !Number.isNaN(derivative[at]))
    .sort((a, b) => gap(b) - gap(a))
    .slice(0, MOST_WORST);
  const isRested = isViolated && check.verdict === 'differs';
  return {
    verdict: isRested ? 'undecided' : check.verdict,
    text: isRested ? messages.restsOnDeclarations : check.verdict === 'agrees' ? messages.agrees : (check.reason ?? messages.differsHere),
    method: METHODS[check.method],
    compared,
    relativeError,
    tolerance,
    entries: worst.map(at => ({ left: leftAt(derived, positionsOf(at, lengths)), derivative: derivative[at]!, difference: differences[at]! })),
  };
}

/** ∂K_12/∂R_21; where letters are fixed or occur twice, the entry by its positions alone. */
function leftAt(derived: Derived, positions: readonly number[]): PanelFormula {
  if (positions.length !== derived.node.shape.length)
    return { tex: `\\text{${messages.entryAt(printedPositions(positions))}}`, unicode: messages.entryAt(printedPositions(positions)) };
  const { latex, unicode } = entryLeft(
    derived,
    positions.map(position => printedPositions([position])),
  );
  return { tex: latex, unicode };
}
