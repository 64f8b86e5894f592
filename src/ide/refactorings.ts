/** Rewritings that change no meaning. Each is read before it is offered: same shapes, equal values, the same derivatives. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { occurrencesOf } from '../analysis/occurrences.ts';
import type { CheckedBlock } from '../analysis/program.ts';
import type { TypedQuery, TypedStatement } from '../shapes/typed.ts';
import type { Expression } from '../syntax/tree.ts';
import * as messages from './messages.ts';
import { edited, type Place, placeOf, type Replacement, trimmedPlace } from './places.ts';
import { isSameProgram } from './sameProgram.ts';

export interface Refactoring {
  readonly title: string;
  readonly kind: 'refactor.extract' | 'refactor.inline' | 'refactor.rewrite';
  readonly replacements: readonly Replacement[];
}

/** Where a line of its own is read. */
export const READS_LINES: ReadonlySet<CheckedBlock['block']['kind']> = new Set(['whole', 'marked']);

/** The selected subexpression under a name of its own, which a line above defines; null where no whole subexpression is selected. */
export function extractionOf(analysis: DocumentAnalysis, selected: Place): Refactoring | null {
  const { text } = analysis;
  const trimmed = trimmedPlace(text, selected);
  const found = subexpressionAt(analysis, trimmed);
  if (!found) return null;
  const { block, placed, node } = found;
  const name = freeName(block);
  const inner = node.kind === 'group' ? placeOf(block.block, placed, node.body.span) : trimmed;
  const written = text.slice(inner.start, inner.end);
  if (name === null || written.includes('\n')) return null;
  const { start } = placeOf(block.block, placed, placed.typed.tree.span);
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const lead = /^\s*(?:\/\/+!?|#+|%+|--+|\*)?[ \t]*/.exec(text.slice(line, start))![0];
  const replacements = [
    { start: line, end: line, text: `${lead}${name} = ${written}\n` },
    { ...trimmed, text: keptApart(text, trimmed, name) },
  ];
  return isSameProgram(analysis, analysis.after(edited(text, replacements)), { added: name, removed: null })
    ? { title: messages.refactorings.extract(written, name), kind: 'refactor.extract', replacements }
    : null;
}

/** At a use of a defined name what it stands for in its place; at its definition in all places, without the definition. */
export function inliningAt(analysis: DocumentAnalysis, offset: number): Refactoring | null {
  const { text } = analysis;
  const occurrence = occurrencesOf(analysis).at(offset);
  const symbol = occurrence?.entity.symbol;
  if (!occurrence || occurrence.isAdjoint || !symbol?.definition) return null;
  const definition = onlyDefinition(analysis, symbol.name);
  if (!definition || isDerivedBy(analysis, symbol.name)) return null;
  const { block, placed, target, value } = definition;
  const place = placeOf(block.block, placed, value.span);
  const written = text.slice(place.start, place.end);
  if (written.includes('\n')) return null;
  const inserted = STANDS_ALONE.has(value.kind) ? written : `(${written})`;
  const atTarget = occurrence.start === target.start;
  const uses = atTarget ? occurrence.entity.occurrences.filter(each => each.start !== target.start) : [occurrence];
  if (uses.length === 0 || uses.some(each => each.isAdjoint || !each.isWritten)) return null;
  const replacements = uses.map(({ start, end }): Replacement => ({ start, end, text: keptApart(text, { start, end }, inserted) }));
  if (atTarget) replacements.push({ ...wholeLine(text, placeOf(block.block, placed, placed.typed.tree.span)), text: '' });
  const after = analysis.after(edited(text, replacements));
  if (!isSameProgram(analysis, after, { added: null, removed: atTarget ? symbol.name : null })) return null;
  return {
    title: atTarget ? messages.refactorings.inlineAll(symbol.written) : messages.refactorings.inline(symbol.written),
    kind: 'refactor.inline',
    replacements,
  };
}

/** What needs no brackets in any place. */
const STANDS_ALONE: ReadonlySet<Expression['kind']> = new Set(['name', 'number', 'group', 'norm', 'bars', 'matrix']);

function subexpressionAt(analysis: DocumentAnalysis, selected: Place) {
  if (selected.start >= selected.end) return null;
  for (const block of analysis.blocks) {
    if (!READS_LINES.has(block.block.kind)) continue;
    for (const placed of block.statements) {
      const { tree, types } = placed.typed;
      for (const [node] of types) {
        if (node.kind === 'name' || node.kind === 'number' || node.kind === 'derivative' || node.kind === 'adjoint') continue;
        if (tree.kind === 'definition' && node === tree.value) continue;
        const place = placeOf(block.block, placed, node.span);
        if (place.start === selected.start && place.end === selected.end) return { block, placed, node };
      }
    }
  }
  return null;
}

/** A letter that nothing in the block is called. */
function freeName({ symbols, statements }: CheckedBlock): string | null {
  const taken = new Set(symbols.keys());
  for (const { shape } of symbols.values()) for (const size of [...shape.rows, ...shape.columns]) for (const each of size.names) taken.add(each);
  for (const { typed } of statements) for (const [node] of typed.types) if (node.kind === 'name') taken.add(node.name);
  return [...'tuvwrshkgz'].find(name => !taken.has(name)) ?? null;
}

/** With blanks where it would run into the letters beside it. */
function keptApart(text: string, { start, end }: Place, inserted: string): string {
  const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  const before = /[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(text.slice(Math.max(0, start - 40), start)) && isLetter(inserted[0]) ? ' ' : '';
  return `${before}${inserted}${isLetter(inserted.at(-1)) && isLetter(text[end]) ? ' ' : ''}`;
}

function wholeLine(text: string, { start, end }: Place): Place {
  const line = { start: text.lastIndexOf('\n', start - 1) + 1, end: text.indexOf('\n', end) + 1 || text.length };
  const isAlone = /^\s*(?:\/\/+!?|#+|%+|--+|\*)?\s*$/.test(text.slice(line.start, start)) && text.slice(end, line.end).trim() === '';
  return isAlone ? line : { start, end };
}

/** Without parameters and indices, and the only one of its name. */
function onlyDefinition(analysis: DocumentAnalysis, name: string) {
  const found = analysis.blocks.flatMap(block =>
    block.statements.flatMap(placed => {
      const { tree, meaning } = placed.typed;
      if (tree.kind !== 'definition' || tree.target.name !== name) return [];
      const isPlain = meaning.kind === 'definition' && tree.parameters.length === 0 && tree.indices.length === 0 && !tree.furtherMembers;
      return [{ block, placed, isPlain, target: placeOf(block.block, placed, tree.target.span), value: tree.value }];
    }),
  );
  const [only, ...others] = found;
  return only?.isPlain && others.length === 0 && READS_LINES.has(only.block.block.kind) ? only : null;
}

/** A derivative by a defined name is taken where that name is. */
const isDerivedBy = ({ blocks }: DocumentAnalysis, name: string): boolean =>
  blocks.some(({ statements }) => statements.some(({ typed }) => queriesOf(typed).some(({ wrt }) => wrt.some(symbol => symbol.name === name))));

function queriesOf({ meaning, types }: TypedStatement): readonly TypedQuery[] {
  const own = (meaning.kind === 'query' || meaning.kind === 'claim') && meaning.query ? [meaning.query] : [];
  return [...own, ...[...types].flatMap(([, typed]) => (typed.op === 'derivative' ? [typed.query] : []))];
}
