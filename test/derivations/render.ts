/** Derivations as text, for golden files and for reading. */

import type { AxisShape, Derivation, Line } from '../../src/derivations/derivation.ts';
import { type DeriveOptions, derive } from '../../src/derivations/derive.ts';
import { checkProgram } from '../../src/shapes/check.ts';
import type { Layout, TypedQuery } from '../../src/shapes/typed.ts';
import { resetInterning } from '../../src/tensors/intern.ts';

export interface Queried {
  readonly source: string;
  readonly query: TypedQuery;
}

/** The queries of a program that has no problems. Tensors of other programs are forgotten, so that they decide nothing here. */
export function queriesOf(program: string): readonly Queried[] {
  resetInterning();
  const { statements } = checkProgram(program);
  const problems = statements.flatMap(statement => statement.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return statements.flatMap(({ tree, meaning }) => (meaning.kind === 'query' && meaning.query ? [{ source: tree.source, query: meaning.query }] : []));
}

/** The derivations of the last query of a program, in its layout. */
export function derivationsOf(program: string, options?: DeriveOptions, layout?: Layout): readonly Derivation[] {
  const { query } = queriesOf(program).at(-1)!;
  return derive(query, layout ?? query.layout, options);
}

export function renderProgram(program: string): string {
  return queriesOf(program)
    .map(({ source, query }) => `== ${source} (${query.layout} layout)\n${derive(query, query.layout).map(renderDerivation(query.layout)).join('\n')}`)
    .join('\n\n');
}

const renderDerivation =
  (layout: Layout) =>
  ({ style, lines, unavailable }: Derivation): string =>
    [`-- ${style}`, ...(unavailable ? [`   ${unavailable}`] : []), ...lines.flatMap((line, k) => renderLine(line, String(k + 1), layout))].join('\n');

function renderLine(line: Line, number: string, layout: Layout, indent = ''): readonly string[] {
  const right = line.parts.map(part => part.unicode).join(' ');
  const shapes = line.parts.flatMap(part => (part.shape ? [renderShape(part.shape, layout)] : []));
  const mark = line.verdict === 'equal' ? '✓' : line.verdict === 'unknown' ? '?' : ' ';
  const left = (line.leftUnicode ?? '').padEnd(line.leftUnicode === null ? 9 : 0);
  const text = `${indent}${number.padStart(2)} ${mark} ${left} ${right}`;
  const why = `${line.rule}${line.ruleId ? ` <${line.ruleId}>` : ''}${line.source ? ` [${line.source}]` : ''}`;
  return [
    `${text}${shapes.length > 0 ? `   (${shapes.join(', ')})` : ''}`,
    `${indent}       ${why}`,
    ...(line.details ?? []).flatMap((detail, k) => renderLine(detail, `${number}.${k + 1}`, layout, `${indent}      `)),
  ];
}

function renderShape({ numerator, denominator }: AxisShape, layout: Layout): string {
  const sides = [numerator, denominator]
    .filter(side => side.length > 0)
    .map(side => (side.length > 1 && numerator.length > 0 && denominator.length > 0 ? `(${side.join('×')})` : side.join('×')));
  return (layout === 'denominator' ? sides.reverse() : sides).join('×');
}
