/** What the panel shows for a statement. */

import type { AxisShape } from '../derivations/derivation.ts';
import { derive } from '../derivations/derive.ts';
import { printDimension } from '../dimensions/dimension.ts';
import { tableOfCases } from '../notation/cases.ts';
import { firstPosition, lastPosition } from '../notation/indexBase.ts';
import { printIndexLatex } from '../notation/indexLatex.ts';
import { printIndexUnicode } from '../notation/indexUnicode.ts';
import { latexName } from '../notation/names.ts';
import { compareTensors } from '../numeric/exact.ts';
import type { PanelContent, PanelFormula, PanelLayout, PanelParts, PanelProperties, PanelResult, TensorSizes } from '../panel/protocol.ts';
import { printShape } from '../shapes/print.ts';
import type { Shape, Typed, TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import { operandsOf } from '../tensors/node.ts';
import { allOperands } from '../tensors/traverse.ts';
import { certifier } from './certifier.ts';
import { validityOf } from './conditions.ts';
import type { Derived } from './derive.ts';
import { experiments } from './experiments.ts';
import { hasGraph, panelGraph } from './graph.ts';
import { definitionOf, namesIn } from './hoverInfo.ts';
import { coloured, entryLeft, latexText, leftOf } from './leftSide.ts';
import { messages } from './messages.ts';
import { hasLimit, panelLimit } from './panelLimit.ts';
import { panelNumbers } from './panelNumbers.ts';
import type { Lines } from './positions.ts';
import { expandedFormOf, indexFormOf, indexNamesOf, matrixFormOf, printed, vecFormOf } from './print.ts';
import { type DerivativeResult, isDefect, type Printed } from './result.ts';
import type { StatementAnalysis } from './statement.ts';
import { hasEntries, tensorEntries } from './tensorEntries.ts';
import { isValueQuery } from './valueQuery.ts';

/** With the parts that are asked for. */
export function panelContent(statement: StatementAnalysis | null, lines: Lines, parts: PanelParts = {}): PanelContent {
  if (!statement?.query) return { kind: 'empty', text: messages.emptyPanel };
  const { query, result } = statement;
  const line = lines.lineAt(statement.start);
  const place = { query: result.source, place: '', uri: '', line, character: result.range.start.character };
  const outcome = statement.outcome();
  if (!outcome || outcome.refused) {
    const problem = result.diagnostics.find(({ severity }) => severity === 'error' || severity === 'warning');
    const what = outcome?.refused ? `Not derived: no rule for ${outcome.refused.operation}` : 'The shapes do not fit';
    return {
      kind: 'message',
      severity: outcome?.refused ? 'refused' : 'error',
      ...place,
      what,
      why: outcome?.refused?.reason ?? problem?.message ?? '',
      todo: outcome?.refused ? (outcome.refused.instead ?? messages.writeOtherwise) : 'Mend the statement; the panel follows.',
    };
  }
  if (!statement.isShown) {
    const refused = result.diagnostics.find(({ code }) => code === 'unsupported');
    if (refused)
      return {
        kind: 'message',
        severity: 'refused',
        ...place,
        what: 'There is no derivative that can be shown',
        why: refused.message,
        todo: 'Change the expression or its declarations; the panel follows.',
      };
    const problem = result.diagnostics.find(({ code }) => code === 'withheld');
    return {
      kind: 'message',
      severity: 'withheld',
      ...place,
      what: isDefect(result) ? 'Withheld: the result did not pass its check' : 'Withheld: the result could not be checked by numbers',
      why: problem?.message ?? '',
      todo: isDefect(result) ? 'This is a defect of Nabla. Please report the statement.' : messages.checkOtherwise,
    };
  }
  const { derived } = outcome;
  const isFixed = derived.layout === 'both' || isValueQuery(query);
  const layouts = isFixed ? [derived.layout] : (['numerator', 'denominator'] as const);
  const verdict = result.claim;
  const content: PanelResult = {
    kind: 'result',
    ...place,
    left: formula(leftOf(statement)),
    layouts: layouts.map(layout => panelLayout(derived, layout)),
    layout: derived.layout,
    certificate: certificateText(statement),
    validity: validityOf(derived),
    properties: propertiesOf(result.derivative),
    ...tensorOf(statement, derived, parts.sizes ?? null),
    ...graphOf(statement, derived, parts.graph ?? null),
    ...experimentsOf(statement, derived, parts),
    definitions: definitionsOf(query),
    shapes: shapesOf(query),
    claim: verdict ? { verdict: verdict.verdict, written: writtenClaim(result.source), text: verdict.diagnosis ?? '' } : null,
  };
  return content;
}

/** Of a derivative that was checked; what is not known is left out. */
function propertiesOf(derivative: DerivativeResult | null | undefined): PanelProperties {
  if (derivative?.certificate.verdict !== 'verified') return {};
  const { curvature, stationaryPoint, operations } = derivative.properties ?? {};
  return {
    ...(curvature && curvature.kind !== 'unknown' ? { curvature } : {}),
    ...(stationaryPoint?.verdict === 'solved' ? { stationaryPoint } : {}),
    ...(operations ? { operations } : {}),
  };
}

/** Nothing where the result has another order or is not checked. */
function tensorOf(statement: StatementAnalysis, derived: Derived, sizes: TensorSizes | null): Pick<PanelResult, 'tensor'> {
  if (statement.result.derivative?.certificate.verdict !== 'verified' || !hasEntries(derived)) return {};
  return { tensor: sizes && tensorEntries(derived, sizes) };
}

/** Nothing where nothing is computed or the result is not checked. */
function graphOf(statement: StatementAnalysis, derived: Derived, sizes: TensorSizes | null): Pick<PanelResult, 'graph'> {
  const certify = certifier();
  if (statement.result.derivative?.certificate.verdict !== 'verified' || !certify || !hasGraph(derived)) return {};
  return { graph: sizes && panelGraph(derived, leftOf(statement), sizes, certify) };
}

/** Where the numeric stage is there, of a result that is checked. */
function experimentsOf(statement: StatementAnalysis, derived: Derived, { limit, numbers }: PanelParts): Pick<PanelResult, 'limit' | 'numbers'> {
  const stage = experiments();
  if (stage === null || statement.result.derivative?.certificate.verdict !== 'verified' || isValueQuery(derived.query)) return {};
  return {
    ...(hasLimit(derived) ? { limit: limit ? panelLimit(derived, limit, stage) : null } : {}),
    numbers: numbers ? panelNumbers(derived, numbers, stage) : null,
  };
}

const formula = ({ unicode, latex }: Printed): PanelFormula => ({ tex: latex, unicode });

const writtenClaim = (source: string): PanelFormula => ({ tex: latexText(source), unicode: source });

function certificateText(statement: StatementAnalysis): PanelResult['certificate'] {
  const certificate = statement.result.derivative?.certificate;
  if (!certificate || certificate.verdict === 'pending') return { verdict: 'pending', text: 'checking…' };
  const how = certificate.method === 'complex-step' ? 'complex step' : 'central differences';
  return { verdict: 'verified', text: `Checked: ${how} at ${certificate.points} random points` };
}

function panelLayout(derived: Derived, layout: Derived['layout']): PanelLayout {
  const matrix = matrixFormOf(derived, layout);
  const expanded = expandedFormOf(derived, layout);
  const index = indexFormOf(derived);
  const vec = vecFormOf(derived);
  const order = derived.node.shape.length;
  const cases = order > 2 ? tableOfCases(index) : null;
  return {
    layout,
    shape: axisShape(derived),
    legend: legendOf(derived, layout),
    matrix: matrix && formula(printed(matrix)),
    ...(expanded && matrix && printed(expanded).unicode !== printed(matrix).unicode ? { expanded: formula(printed(expanded)) } : {}),
    index: { tex: printIndexLatex(index, { colours: true }), unicode: printIndexUnicode(index) },
    ...(order > 0 ? { indexLeft: formula(entryLeft(derived)), indexRange: rangeOf(derived) } : {}),
    ...(vec ? { vecLeft: vecLeft(derived), vecNote: messages.vecNote } : {}),
    ...(isValueQuery(derived.query)
      ? { name: messages.valueOfExpression }
      : layout === 'both'
        ? { name: messages.bothLayouts(derived.counts.of === 0 && derived.counts.wrt.length === 1, order) }
        : {}),
    vec: vec && formula(printed(vec)),
    missing: { ...(matrix ? {} : { matrix: messages.noMatrixForm(order) }), ...(vec ? {} : { vec: messages.noVecForm(order) }) },
    cases:
      cases?.map(({ value, condition }) => ({
        value: { tex: printIndexLatex(value, { colours: true }), unicode: printIndexUnicode(value) },
        condition: { tex: conditionLatex(condition), unicode: condition },
      })) ?? null,
    derivations: derivationsOf(derived, layout),
  };
}

/** A person follows no derivation of something longer; and every line of one is compared with the one before. */
const LONGEST_DERIVED = 250;
const STYLES = ['chain', 'differentials', 'components'] as const;

function derivationsOf(derived: Derived, layout: Derived['layout']): PanelLayout['derivations'] {
  const length = allOperands(derived.source).reduce((sum, node) => sum + 1 + operandsOf(node).length, 0);
  if (length > LONGEST_DERIVED) return STYLES.map(style => ({ style, lines: [], unavailable: messages.tooLongToFollow }));
  return derive(derived.query, layout === 'denominator' ? 'denominator' : 'numerator', { compare: compareTensors });
}

/** `d = 1, …, D`, sizes of one range together. */
function rangeOf(derived: Derived): PanelFormula {
  const groups = new Map<string, { readonly letters: string[]; readonly colours: string[]; readonly size: string }>();
  for (const index of indexNamesOf(derived)) {
    const size = printDimension(lastPosition(index.size));
    const group = groups.get(size) ?? { letters: [], colours: [], size };
    group.letters.push(index.letter);
    group.colours.push(coloured(index.letter, index.role));
    groups.set(size, group);
  }
  const parts = [...groups.values()];
  return {
    unicode: parts.map(group => `${group.letters.join(', ')} = ${firstPosition()}, …, ${group.size}`).join('; '),
    tex: parts.map(group => `${group.colours.join(', ')} = ${firstPosition()}, \\dots, ${sizeLatex(group.size)}`).join(';\\; '),
  };
}

/** ∂vec(K)/∂vec(R)ᵀ */
function vecLeft(derived: Derived): PanelFormula {
  const { query } = derived;
  const name = (symbol: TypedSymbol, axes: number): Printed => ({
    unicode: axes > 1 ? `vec(${symbol.written})` : symbol.written,
    latex: axes > 1 ? `\\operatorname{vec}(${latexName(symbol.name)})` : latexName(symbol.name),
  });
  const of =
    query.of.op === 'reference' || query.of.op === 'variable'
      ? name(query.of.symbol, derived.ofAxes.length)
      : { unicode: 'vec(f)', latex: '\\operatorname{vec}(f)' };
  const below = query.wrt.map((symbol, k) => name(symbol, derived.wrtAxes[k]!.length));
  if (query.wrt.length === 1)
    return { unicode: `∂${of.unicode}/∂${below[0]!.unicode}ᵀ`, tex: `\\frac{\\partial ${of.latex}}{\\partial ${below[0]!.latex}^{\\top}}` };
  return {
    unicode: `∂²${of.unicode}/${below.map(part => `∂${part.unicode}`).join('')}ᵀ`,
    tex: `\\frac{\\partial^{2} ${of.latex}}{${below.map(part => `\\partial ${part.latex}`).join('\\,')}^{\\top}}`,
  };
}

const conditionLatex = (condition: string): string =>
  condition === 'otherwise' ? '\\text{otherwise}' : condition.replaceAll('≠', '\\ne ').replaceAll(', ', ',\\; ');

function axisShape(derived: Derived): AxisShape {
  const numerator = derived.ofAxes.map(printDimension);
  const denominator = derived.wrtAxes.flat().map(printDimension);
  return { numerator: numerator.length > 0 ? numerator : ['1'], denominator: denominator.length > 0 ? denominator : ['1'] };
}

function legendOf(derived: Derived, layout: Derived['layout']): PanelLayout['legend'] {
  const { query } = derived;
  const name = query.of.op === 'reference' || query.of.op === 'variable' ? query.of.symbol.written : 'f';
  const shape = axisShape(derived);
  const numerator = { axis: 'numerator' as const, text: `${shape.numerator.join('×')} from ${name}` };
  const denominator = {
    axis: 'denominator' as const,
    text: `${shape.denominator.join('×')} from ${[...new Set(query.wrt.map(symbol => symbol.written))].join(', ')}`,
  };
  return layout === 'denominator' ? [denominator, numerator] : [numerator, denominator];
}

/** The user's names that the query rests on, each after those it is made of. */
function relevantNames(query: TypedQuery): readonly TypedSymbol[] {
  const found = new Set<TypedSymbol>();
  const visit = (expression: Typed, depth: number): void => {
    for (const symbol of namesIn(expression)) {
      if (found.has(symbol) || depth > 50) continue;
      if (symbol.definition && !query.wrt.includes(symbol)) visit(symbol.definition, depth + 1);
      found.add(symbol);
    }
  };
  visit(query.of, 0);
  return [...found];
}

function definitionsOf(query: TypedQuery): readonly PanelFormula[] {
  return relevantNames(query)
    .filter(symbol => !query.wrt.includes(symbol))
    .flatMap(symbol => {
      const definition = definitionOf(symbol);
      return definition ? [{ tex: `${latexName(symbol.name)} = ${definition.latex}`, unicode: `${symbol.written} = ${definition.unicode}` }] : [];
    });
}

/** `y, e ∈ ℝ^N`: names of one shape together. */
function shapesOf(query: TypedQuery): readonly PanelFormula[] {
  const symbols = new Set<TypedSymbol>();
  const collect = (expression: Typed): void => {
    const stack: Typed[] = [expression];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (node.op === 'variable') symbols.add(node.symbol);
      if ('args' in node) stack.push(...node.args);
    }
  };
  collect(query.of);
  for (const symbol of relevantNames(query)) {
    if (symbol.shape.kind !== 'scalar') symbols.add(symbol);
    if (symbol.definition && !query.wrt.includes(symbol)) collect(symbol.definition);
  }
  for (const symbol of query.wrt) symbols.add(symbol);
  const groups = new Map<string, TypedSymbol[]>();
  for (const symbol of symbols) groups.set(printShape(symbol.shape), [...(groups.get(printShape(symbol.shape)) ?? []), symbol]);
  return [...groups.values()].map(group => ({
    tex: `${group.map(symbol => latexName(symbol.name)).join(', ')} \\in ${shapeLatex(group[0]!.shape)}`,
    unicode: `${group.map(symbol => symbol.written).join(', ')} ∈ ${printShape(group[0]!.shape)}`,
  }));
}

function shapeLatex(shape: Shape): string {
  const axes = [...shape.rows, ...shape.columns].map(size => sizeLatex(printDimension(size)));
  if (axes.length === 0) return '\\mathbb{R}';
  return `\\mathbb{R}^{${shape.kind === 'row' ? '1 \\times ' : ''}${axes.join(' \\times ')}}`;
}

const sizeLatex = (size: string): string =>
  /^[A-Za-z]+$/.test(size) && size.length > 1 ? latexName(size) : size.replaceAll('·', '\\,').replace(/[^\w+\-*\\, ^]/g, '');
