/** Results as text for a terminal. */

import {
  type DerivativeResult,
  type Diagnostic,
  type FileResult,
  isDefect,
  type LanguageId,
  type OperationCount,
  type OperationCounts,
  type StatementResult,
} from '../analysis/result.ts';
import type { Derivation, Line } from '../derivations/derivation.ts';
import { layoutName } from '../ide/layout.ts';
import type { PanelContent, PanelProperties } from '../panel/protocol.ts';
import * as messages from './messages.ts';
import type { Style } from './style.ts';

/** Every query and claim of a file with its derivative, and what is wrong with the other statements. */
export function printDerivatives(result: FileResult, text: string, style: Style, properties = false): string {
  const blocks = result.statements
    .filter(statement => statement.kind === 'query' || statement.kind === 'claim' || statement.kind === 'equality' || statement.diagnostics.length > 0)
    .map(statement => printStatement(result.file, statement, text, style, properties));
  return `${[style.bold(result.file), ...(blocks.length > 0 ? blocks : [`  ${messages.noQueries}`])].join('\n')}\n`;
}

/** The code of every query and claim whose derivative is checked, one module after the other. */
export function printCode(result: FileResult, language: LanguageId): string {
  return result.statements
    .flatMap(({ derivative }) => (derivative?.certificate.verdict === 'verified' ? [`${derivative.code[language].source}\n`] : []))
    .join('');
}

/** What is refuted or wrong in a file, and the claims that hold. */
export function printVerdicts(result: FileResult, text: string, style: Style): string {
  const lines = result.statements.flatMap(statement => {
    const head = statement.claim || statement.equality ? [verdictLine(result.file, statement, style)] : [];
    return [...head, ...statement.diagnostics.map(diagnostic => printDiagnostic(result.file, diagnostic, text, style))];
  });
  return lines.map(line => `${line}\n`).join('');
}

/** A derivation of the panel, line by line, with the shape of every factor. */
export function printExplanation(content: PanelContent, style: Style): string {
  if (content.kind === 'empty') return `${content.text}\n`;
  if (content.kind === 'message') {
    return `${[style.bold(`${content.place}  ${content.query}`), content.what, content.why, content.todo, content.snippet ?? ''].filter(line => line !== '').join('\n')}\n`;
  }
  const layout = content.layouts.find(candidate => candidate.layout === content.layout) ?? content.layouts[0];
  const out = [style.bold(`${content.place}  ${content.query}`)];
  if (content.certificate.verdict === 'pending' || !layout) return `${[...out, messages.notChecked].join('\n')}\n`;
  const shape = shapeText(layout.shape.numerator, layout.shape.denominator);
  const axes = { of: layout.shape.numerator.filter(size => size !== '1'), wrt: [layout.shape.denominator.filter(size => size !== '1')] };
  const [left, right] = layout.matrix ? [content.left, layout.matrix] : [layout.indexLeft ?? content.left, layout.index];
  out.push(`${left.unicode} = ${right.unicode}    ${style.dim(`${shape}, ${layout.name ?? layoutName({ layout: layout.layout, axes })}`)}`);
  out.push(`${style.green('✓')} ${content.certificate.text}`);
  if (content.claim) out.push(content.claim.text);
  out.push(...knownLines(content.properties ?? {}));
  for (const definition of content.definitions) out.push(style.dim(definition.unicode));
  for (const derivation of layout.derivations) out.push('', ...printDerivation(derivation, style));
  return `${out.join('\n')}\n`;
}

const knownLines = ({ curvature, stationaryPoint, operations }: PanelProperties): readonly string[] => [
  ...(curvature ? [curvature.text] : []),
  ...(stationaryPoint ? [messages.zeroAt(stationaryPoint.text)] : []),
  ...(operations ? [operations.text] : []),
];

function printStatement(file: string, statement: StatementResult, text: string, style: Style, properties: boolean): string {
  const { derivative } = statement;
  const lines = [`${style.dim(`${file}:${statement.line}`)}  ${style.bold(oneLine(statement.source))}`];
  if (statement.claim || statement.equality) lines.push(`  ${verdictWords(statement, style)}`);
  if (statement.status === 'withheld') lines.push(`  ${style.red(isDefect(statement) ? messages.withheld : messages.undecided)}`);
  else if (derivative) lines.push(...printDerivative(derivative, style, properties));
  if (statement.solution?.verdict === 'solved' && !properties) lines.push(...table([[messages.labels.stationary, statement.solution.text]], style));
  lines.push(...statement.diagnostics.map(diagnostic => printDiagnostic(file, diagnostic, text, style)));
  return lines.join('\n');
}

function printDerivative(derivative: DerivativeResult, style: Style, properties: boolean): readonly string[] {
  const { certificate } = derivative;
  const { labels } = messages;
  const rows: (readonly [string, string])[] = [[labels.shape, `${derivative.shape}  ${style.dim(layoutName(derivative))}`]];
  if (certificate.verdict === 'pending') return table([...rows, [labels.certificate, messages.notChecked]], style);
  rows.push([labels.matrix, derivative.matrix?.unicode ?? style.dim(messages.noMatrixForm)], [labels.index, derivative.index.unicode]);
  for (const { convention, matrix } of derivative.structured ?? []) rows.push([labels.structured, `${matrix.unicode}  ${style.dim(convention)}`]);
  if (derivative.vec) rows.push([labels.vec, derivative.vec.unicode]);
  for (const { value, condition } of derivative.cases ?? []) rows.push([labels.cases, `${value.unicode}  ${style.dim(condition)}`]);
  if (derivative.validity.length > 0) rows.push([labels.holds, derivative.validity.join(', ')]);
  if (properties) rows.push(...propertyRows(derivative, style));
  rows.push([labels.certificate, `${style.green('✓')} ${messages.certificate(certificate.method, certificate.points, certificate.maxRelativeError)}`]);
  return table(rows, style);
}

function propertyRows({ properties }: DerivativeResult, style: Style): readonly (readonly [string, string])[] {
  const { curvature, stationaryPoint, operations } = properties ?? {};
  return [
    ...(curvature ? [[messages.labels.curvature, curvature.text] as const] : []),
    ...(stationaryPoint ? [[messages.labels.stationary, stationaryPoint.text] as const] : []),
    ...countRows(operations ?? null, style),
  ];
}

/** A row each, the terms of the highest degree bold. */
function countRows(counts: OperationCounts | null, style: Style): readonly (readonly [string, string])[] {
  if (!counts) return [];
  const shown = ({ text, leading }: OperationCount): string => style.bold(leading) + text.slice(leading.length);
  const parts = (['value', 'derivative', 'together', 'hessian'] as const).flatMap(part => {
    const count = counts[part];
    return count ? [`${messages.counted[part]} ${shown(count)}`] : [];
  });
  return [[messages.labels.operations, parts.join(', ')]];
}

function table(rows: readonly (readonly [string, string])[], style: Style): readonly string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${style.dim(label.padEnd(width))}  ${value}`);
}

function verdictLine(file: string, statement: StatementResult, style: Style): string {
  return `${style.dim(`${file}:${statement.line}`)}  ${oneLine(statement.source)}  ${verdictWords(statement, style)}`;
}

function verdictWords(statement: StatementResult, style: Style): string {
  const verdict = statement.claim?.verdict ?? statement.equality?.verdict ?? 'unknown';
  const paint = verdict === 'verified' || verdict === 'equal' ? style.green : verdict === 'refuted' || verdict === 'different' ? style.red : style.yellow;
  const sign = verdict === 'verified' || verdict === 'equal' ? '✓' : verdict === 'refuted' || verdict === 'different' ? '✗' : '?';
  const more = [
    statement.claim?.diagnosis,
    statement.claim?.correct && statement.claim.verdict === 'refuted' ? messages.correct(statement.claim.correct) : null,
    statement.equality?.witness,
    verdict === 'unknown' && statement.diagnostics.length === 0 ? messages.notUnderstood : null,
  ];
  return [paint(`${sign} ${messages.verdicts[verdict]}`), ...more.filter(part => part)].join(' · ');
}

const severityWords = { error: 'error', warning: 'warning', information: 'information', hint: 'hint' } as const;

function printDiagnostic(file: string, diagnostic: Diagnostic, text: string, style: Style): string {
  const { start, end } = diagnostic.range;
  const paint = diagnostic.severity === 'error' ? style.red : diagnostic.severity === 'warning' ? style.yellow : style.blue;
  const place = `${file}:${start.line + 1}:${start.character + 1}`;
  const line = (text.split('\n')[start.line] ?? '').replace(/\r$/, '');
  const last = end.line === start.line ? end.character : line.length;
  // tabs keep their width before the carets
  const indent = width(line.slice(0, start.character), '\t');
  const carets = '^'.repeat(Math.max(1, width(line.slice(start.character, last), null).length));
  const fixes = (diagnostic.fixes ?? []).map(fix => `    ${style.dim('fix:')} ${fix.title}`);
  return [
    `${place}: ${paint(severityWords[diagnostic.severity])}: ${diagnostic.message} ${style.dim(`[${diagnostic.code}]`)}`,
    `    ${line}`,
    `    ${indent}${paint(carets)}`,
    ...fixes,
  ].join('\n');
}

/** Blanks as wide as the text; combining marks take no room. */
function width(text: string, tab: string | null): string {
  return [...text.replace(/\p{M}/gu, '')].map(character => (character === '\t' && tab ? tab : ' ')).join('');
}

function printDerivation(derivation: Derivation, style: Style): readonly string[] {
  const title = style.bold(messages.styles[derivation.style]);
  if (derivation.unavailable) return [`${title}: ${derivation.unavailable}`];
  return [title, ...derivation.lines.flatMap((line, number) => printLine(line, `${number + 1}`, '  ', style))];
}

function printLine(line: Line, number: string, indent: string, style: Style): readonly string[] {
  const mathematics = [line.leftUnicode ?? '', ...line.parts.map(part => part.unicode)].filter(part => part !== '').join(' ');
  const shapes = line.parts.filter(part => part.shape).map(part => shapeText(part.shape!.numerator, part.shape!.denominator));
  const reason = [line.rule, line.source && `(${line.source})`].filter(part => part).join(' ');
  const mark = line.verdict === 'equal' ? style.green('✓') : ' ';
  return [
    `${indent}${style.dim(number.padStart(2))} ${mark} ${mathematics}`,
    `${indent}     ${style.dim([reason, shapes.join(' · ')].filter(part => part !== '').join('    '))}`,
    ...(line.details ?? []).flatMap((detail, index) => printLine(detail, `${number}.${index + 1}`, `${indent}  `, style)),
  ];
}

function shapeText(numerator: readonly string[], denominator: readonly string[]): string {
  const side = (axes: readonly string[]) => (axes.length > 1 ? `(${axes.join('×')})` : (axes[0] ?? ''));
  return [side(numerator), side(denominator)].filter(part => part !== '').join('×');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
