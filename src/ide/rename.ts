/** Another name for a quantity, an index or a size, wherever it is written: done only where the document is then read as before. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { type Entity, type Occurrence, occurrencesOf } from '../analysis/occurrences.ts';
import { builtinFunction, DERIVATIVE_FUNCTIONS, REFUSED } from '../syntax/functions.ts';
import { adjointOf } from '../syntax/names.ts';
import { parseStatement, splitStatements } from '../syntax/statements.ts';
import * as messages from './messages.ts';
import { nameAt } from './navigation.ts';
import { edited, type Place, type Replacement } from './places.ts';
import { firstDifference } from './sameReading.ts';
import { keptApart, type NewName, spelled } from './spelling.ts';

export type RenameAnswer = { readonly edits: readonly Replacement[] } | { readonly refused: string };
export type RenamePlace = (Place & { readonly written: string }) | { readonly refused: string };

/** What would be renamed at the offset, of an adjoint its quantity; null where there is no name of mathematics. */
export function renamePlaceAt(analysis: DocumentAnalysis, offset: number): RenamePlace | null {
  const found = nameAt(analysis, offset);
  if (!found) return null;
  const refused = fixedIn(found.entity, analysis.text);
  const { start, end } = found;
  return refused === null ? { start, end, written: analysis.text.slice(start, end) } : { refused };
}

/**
 * The edits that give the name at the offset another one, in the spelling of each place; or why not. The edited
 * document is read before they are given: it must be the same program up to the name.
 */
export function renameAt(analysis: DocumentAnalysis, offset: number, typed: string): RenameAnswer | null {
  const found = nameAt(analysis, offset);
  if (!found) return null;
  const { entity } = found;
  const { text, languageId } = analysis;
  if (isBuiltin(typed.trim())) return { refused: messages.renaming.builtin(typed.trim()) };
  const name = nameOf(typed.trim());
  if (name === null) return { refused: messages.renaming.noName(typed.trim()) };
  const asked = { typed: typed.trim(), name };
  const refused = fixedIn(entity, text) ?? (name === entity.name ? null : refusal(analysis, entity, asked));
  if (refused !== null) return { refused };
  const edits = entity.occurrences.map(each => {
    const spelling = spelled(asked, each, text, languageId);
    return { start: each.start, end: each.end, text: keptApart(spelling, each, text, touchesAnother(analysis, each)) };
  });
  const after = analysis.after(edited(text, edits));
  const difference = firstDifference(analysis, after, entity, name, start => start + shiftBefore(edits, start));
  return difference === null ? { edits } : { refused: messages.renaming.changes(asked.typed, lineAt(text, difference)) };
}

/** The canonical name that the text is, read by itself; null where it is none. */
function nameOf(text: string): string | null {
  const pieces = splitStatements(text);
  const [piece] = pieces;
  if (!piece || pieces.length > 1) return null;
  const { statement, problems } = parseStatement(piece, { lookup: () => undefined });
  if (statement.kind !== 'expression' || problems.length > 0 || statement.expression.kind !== 'name') return null;
  const { name, span } = statement.expression;
  return span.start === 0 && span.end === text.length ? name : null;
}

/** Why the name cannot be changed at all its places. */
function fixedIn({ occurrences }: Entity, text: string): string | null {
  for (const { isCode, isWritten, start, end } of occurrences) {
    const written = text.slice(start, end);
    if (isCode) return messages.renaming.ofCode(written, lineAt(text, start));
    if (!isWritten) return messages.renaming.notWritten(written, lineAt(text, start));
  }
  return null;
}

const CONSTANTS: ReadonlySet<string> = new Set(['I', 'π']);
const isBuiltin = (name: string): boolean => builtinFunction(name) !== undefined || DERIVATIVE_FUNCTIONS.has(name) || REFUSED.has(name) || CONSTANTS.has(name);

function refusal(analysis: DocumentAnalysis, entity: Entity, { typed, name }: NewName): string | null {
  if (isBuiltin(name)) return messages.renaming.builtin(typed);
  const { text, scopes } = analysis;
  const parents = new Map(scopes.map(({ id, parent }) => [id, parent]));
  const around = chain(entity.scope, parents);
  const visible = (other: Entity): boolean => other !== entity && other.kind !== 'index' && around.includes(other.scope);
  const { entities } = occurrencesOf(analysis);
  const taken = entities.find(other => other.name === name && visible(other));
  if (taken) return messages.renaming.taken(typed, lineAt(text, taken.definitions[0]!.start));
  const capturing = entities.find(other => other.name === name && other !== entity && captures(other, entity, parents));
  if (capturing) return messages.renaming.captured(typed, lineAt(text, capturing.definitions[0]!.start));
  const quantities = new Set(entities.filter(other => visible(other) && other.kind !== 'dimension').map(other => other.name));
  const quantity = adjointOf(name, each => quantities.has(each));
  return quantity === null ? null : messages.renaming.derivative(typed, quantity);
}

/** Whether the other name is in force at a place where the entity is used. */
function captures(other: Entity, { occurrences }: Entity, parents: ReadonlyMap<number, number | null>): boolean {
  if (other.kind === 'index') return other.occurrences.some(({ statement }) => occurrences.some(each => each.statement === statement));
  return occurrences.some(({ block }) => chain(block.scope, parents).includes(other.scope));
}

function chain(scope: number, parents: ReadonlyMap<number, number | null>): readonly number[] {
  const scopes: number[] = [];
  for (let each: number | null = scope; each !== null; each = parents.get(each) ?? null) scopes.push(each);
  return scopes;
}

/** `Ax`: another name ends where this one begins. */
const touchesAnother = (analysis: DocumentAnalysis, { start }: Occurrence): boolean => occurrencesOf(analysis).all.some(({ end }) => end === start);

/** How far what begins at the offset moves; where an edit begins there, by the blanks that it puts before the name. */
function shiftBefore(edits: readonly Replacement[], offset: number): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    if (start === offset) shift += text.length - text.trimStart().length;
    if (start < offset) shift += text.length - (end - start);
  }
  return shift;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
