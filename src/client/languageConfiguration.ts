/** The language configurations that extensions contribute, as far as they can be read without the editor. */

import { createScanner, type ParseError, parse, type SyntaxKind } from 'jsonc-parser';

/** The paths, relative to the extension, of its configurations of a language. A manifest may hold anything. */
export function configurationPaths(manifest: unknown, languageId: string): readonly string[] {
  const { contributes } = fieldsOf(manifest);
  const { languages } = fieldsOf(contributes);
  if (!Array.isArray(languages)) return [];
  return languages.map(fieldsOf).flatMap(({ id, configuration }) => (id === languageId && typeof configuration === 'string' ? [configuration] : []));
}

/** What a configuration says, mistakes in it passed over as the editor does; empty where it is no object, is too long or nests too deep. */
export function parseConfiguration(text: string): Readonly<Record<string, unknown>> {
  if (text.length > LONGEST_CONFIGURATION || depthOf(text) > DEEPEST) return {};
  const mistakes: ParseError[] = [];
  const value: unknown = parse(text, mistakes, { allowTrailingComma: true });
  return Array.isArray(value) ? {} : fieldsOf(value);
}
export const LONGEST_CONFIGURATION = 1_000_000;
/** The parser calls itself for what is nested. */
const DEEPEST = 100;

function depthOf(text: string): number {
  const scanner = createScanner(text, true);
  let depth = 0;
  let deepest = 0;
  for (let token = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--;
  }
  return deepest;
}
// the library declares them without values that could be imported
const OPEN_BRACE: SyntaxKind.OpenBraceToken = 1;
const CLOSE_BRACE: SyntaxKind.CloseBraceToken = 2;
const OPEN_BRACKET: SyntaxKind.OpenBracketToken = 3;
const CLOSE_BRACKET: SyntaxKind.CloseBracketToken = 4;
const END: SyntaxKind.EOF = 17;

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
