import type { DocumentAnalysis } from '../analysis/document.ts';
import { Lines } from '../analysis/positions.ts';
import type { CheckedBlock, PlacedStatement } from '../analysis/program.ts';
import type { Diagnostic } from '../analysis/result.ts';
import type { TypedStatement } from '../shapes/typed.ts';
import { PROPERTIES } from '../syntax/properties.ts';
import * as messages from './messages.ts';
import { edited, type Place, placeOf, type Replacement } from './places.ts';

export interface QuickFix {
  readonly title: string;
  readonly replacements: readonly Replacement[];
}

/** Where a diagnostic stands, and what stands there. */
interface Flagged extends Place {
  readonly text: string;
  readonly document: string;
  readonly block: CheckedBlock;
  readonly statement: PlacedStatement;
  /** Of the statement. */
  readonly around: Place;
}

/** Not more are tried. */
const mostCandidates = 8;

/**
 * What mends a diagnostic that brings no fix of its own. The edited document is read before a fix is offered: it must have fewer problems, and no new one of
 * a graver kind.
 */
export function quickFixesOf(analysis: DocumentAnalysis, diagnostic: Diagnostic): readonly QuickFix[] {
  const repair = REPAIRS[diagnostic.code];
  const flagged = repair && flaggedIn(analysis, diagnostic);
  if (!repair || !flagged) return [];
  const before = problemsIn(analysis);
  return repair(flagged)
    .slice(0, mostCandidates)
    .filter(({ replacements }) => {
      const edition = analysis.after(edited(analysis.text, replacements));
      const after = problemsIn(edition);
      const isBetter = after.errors < before.errors || (after.errors === before.errors && after.all < before.all);
      return isBetter && picksSameEntries(analysis, edition, flagged.statement);
    });
}

/** Whether the statements beside the mended one that could be read pick the entries that they picked before: `base 0` counts for all of them. */
function picksSameEntries(before: DocumentAnalysis, after: DocumentAnalysis, mended: PlacedStatement): boolean {
  const statementsOf = ({ blocks }: DocumentAnalysis) => blocks.flatMap(({ statements }) => statements);
  const [was, is] = [statementsOf(before), statementsOf(after)];
  const added = is.length - was.length;
  const at = was.indexOf(mended);
  return was.every((statement, k) => {
    const { typed } = statement;
    if (statement === mended || typed.problems.length > 0) return true;
    const now = is[k < at ? k : k + added];
    return now !== undefined && positionsIn(typed) === positionsIn(now.typed);
  });
}

/** All positions that stand in a statement as numbers, counted alike whatever the document counts from. */
function positionsIn({ meaning, types }: TypedStatement): string {
  const isPosition = (index: unknown) => typeof index === 'number';
  const entries = [...types].map(([, typed]) => (typed.op === 'entry' ? typed.indices.filter(isPosition) : []));
  const variables = 'query' in meaning && meaning.query ? meaning.query.wrtIndices.map(indices => indices?.filter(isPosition)) : [];
  return JSON.stringify([entries.filter(positions => positions.length > 0), variables]);
}

function problemsIn({ blocks }: DocumentAnalysis): { readonly errors: number; readonly all: number } {
  const problems = blocks.flatMap(({ statements }) => statements.flatMap(({ typed }) => typed.problems));
  return { errors: problems.filter(({ severity }) => severity === 'error').length, all: problems.length };
}

function flaggedIn(analysis: DocumentAnalysis, { range }: Diagnostic): Flagged | null {
  const lines = new Lines(analysis.text);
  const [start, end] = [lines.offset(range.start), lines.offset(range.end)];
  for (const block of analysis.blocks)
    for (const statement of block.statements) {
      const around = placeOf(block.block, statement, statement.typed.tree.span);
      if (around.start <= start && end <= around.end)
        return { start, end, text: analysis.text.slice(start, end), document: analysis.text, block, statement, around };
    }
  return null;
}

type Repair = (flagged: Flagged) => readonly QuickFix[];

const replaced = ({ start, end }: Place, text: string, title: string): QuickFix => ({ title, replacements: [{ start, end, text }] });
const removed: Repair = flagged => [replaced(flagged, '', messages.fixes.remove(flagged.text))];
const insertedAt = (offset: number, text: string, title: string): QuickFix => replaced({ start: offset, end: offset }, text, title);
const closed =
  (closers: Readonly<Record<string, string>>): Repair =>
  ({ text, around }) => {
    const closer = closers[text];
    return closer === undefined ? [] : [insertedAt(around.end, closer, messages.fixes.add(closer))];
  };

const REPAIRS: Readonly<Record<string, Repair | undefined>> = {
  __proto__: null as never,
  'unopened-bracket': removed,
  'unknown-character': removed,
  'unclosed-bracket': closed({ '(': ')', '[': ']', '{': '}', '⟨': '⟩' }),
  'unbalanced-bars': closed({ '|': '|', '‖': '‖', '||': '||', '\\|': '\\|' }),
  'two-numbers': flagged => [replaced(flagged, flagged.text.replace(/\s+/, '*'), messages.fixes.write(flagged.text.replace(/\s+/, '*')))],
  'detached-quote': ({ start, document }) => {
    const blanks = /[ \t]*$/.exec(document.slice(0, start))![0].length;
    return [replaced({ start: start - blanks, end: start }, '', messages.fixes.attach)];
  },
  assignment: flagged => ['=', ':='].map(sign => replaced(flagged, sign, messages.fixes.write(sign))),
  'unknown-property': flagged => nearest(flagged.text, PROPERTIES).map(property => replaced(flagged, property, messages.fixes.write(property))),
  'size-needs-no-declaration': ({ around, document }) => {
    const line = { start: document.lastIndexOf('\n', around.start - 1) + 1, end: document.indexOf('\n', around.end) + 1 || document.length };
    const isAlone = document.slice(line.start, around.start).trim() === '' && document.slice(around.end, line.end).trim() === '';
    return [replaced(isAlone ? line : around, '', messages.fixes.remove(document.slice(around.start, around.end)))];
  },
  'index-range': flagged => [above(flagged, 'base 0')],
  'gradient-needs-name': flagged =>
    variablesOf(flagged).map(name => {
      const text = flagged.text.replace(/^(∇|\\nabla)(²|\^2)?\s*/, (_, sign: string, power = '') => `${sign}${power}_${name.length > 1 ? `{${name}}` : name} `);
      return replaced(flagged, text, messages.fixes.write(text));
    }),
  'function-without-argument': flagged =>
    variablesOf(flagged).map(name => replaced(flagged, `${flagged.text}(${name})`, messages.fixes.write(`${flagged.text}(${name})`))),
  'free-index': ({ text, statement, block, document }) => {
    const { tree } = statement.typed;
    if (tree.kind !== 'definition' || !/^\p{L}$/u.test(text)) return [];
    const value = placeOf(block.block, statement, tree.value.span);
    const summed = `sum_${text} (${document.slice(value.start, value.end)})`;
    return [replaced(value, summed, messages.fixes.write(summed))];
  },
  'undeclared-name': flagged => {
    const name = /^(\p{L}\p{M}*)[_[]/u.exec(flagged.text)?.[1];
    return name === undefined ? [] : [above(flagged, `${name} ∈ ℝ^n`)];
  },
  'elementwise-bars': flagged => [replaced(flagged, flagged.text.replace(/^\|(.*)\|$/s, '‖$1‖'), messages.fixes.norm)],
  'does-not-depend': ({ block, document }) =>
    block.statements.flatMap(statement => {
      const { tree, meaning } = statement.typed;
      if (meaning.kind !== 'equation' || tree.kind !== 'definition') return [];
      const place = placeOf(block.block, statement, { start: tree.target.span.end, end: tree.value.span.start });
      const sign = document.slice(place.start, place.end).indexOf('=');
      return sign < 0 ? [] : [insertedAt(place.start + sign, ':', messages.fixes.define(tree.target.written))];
    }),
};

/** A line above the statement, with what stands before it on its line where that is a comment sign. */
function above({ around, document }: Flagged, line: string): QuickFix {
  const start = document.lastIndexOf('\n', around.start - 1) + 1;
  const lead = /^\s*(?:\/\/+!?|#+|%+|--+|\*)?[ \t]*/.exec(document.slice(start, around.start))![0];
  return insertedAt(start, `${lead}${line}\n`, messages.fixes.above(line));
}

const variablesOf = ({ block }: Flagged): readonly string[] =>
  [...block.symbols.values()].filter(symbol => symbol.definition === null && symbol.domain === null).map(symbol => symbol.written);

/** Those that are a few letters away. */
function nearest(word: string, known: readonly string[]): readonly string[] {
  const distances = known.map(each => ({ each, distance: editDistance(word.toLowerCase(), each) })).filter(({ distance }) => distance <= 3);
  return distances.toSorted((a, b) => a.distance - b.distance).map(({ each }) => each);
}

/** Letters to insert, remove or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
