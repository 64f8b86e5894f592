/** Declarations: names, a sign that declares, a shape, properties. */

import { type Paired, pairBrackets } from './brackets.ts';
import { parseVariable } from './derivativeVariables.ts';
import { Names } from './knownNames.ts';
import type { ProblemCode } from './messages.ts';
import { type FoundProperty, isPropertyWord, readProperties, signProperty } from './properties.ts';
import { createReader, current, fail, type Grammar, type Reader, report, spanOf, written } from './reader.ts';
import { isIntegerSet, isRealSet, isSeparator, readShape, type ShapeReading } from './shapeNotation.ts';
import { isName, isOpen, isOperator, type Token } from './token.ts';
import type { Declaration, DeclaredName, ShapeNode, SyntaxProblem } from './tree.ts';

export interface ReadDeclaration {
  readonly declaration: Pick<Declaration, 'names' | 'shape' | 'domain' | 'properties'>;
  readonly problems: readonly SyntaxProblem[];
}

export interface DeclarationContext {
  readonly text: string;
  readonly offset: number;
  readonly names: Names;
  readonly grammar: Grammar;
  /** In comments what is no property is prose. */
  readonly strict: boolean;
}

/** The declaration that the tokens are; null where they are none. */
export function parseDeclaration(tokens: readonly Token[], paired: Paired, context: DeclarationContext): ReadDeclaration | null {
  if (!mayDeclare(tokens)) return null;
  const holdsProse = tokens.some(({ kind }) => kind === 'prose');
  const words = holdsProse ? tokens.map((token): Token => (token.kind === 'prose' ? { ...token, kind: 'name' } : token)) : tokens;
  const reader = createReader(context.text, context.offset, holdsProse ? pairBrackets(words) : paired, context.names, false, context.grammar);
  const names = readNames(reader);
  if (names.length === 0) return null;
  const sign = current(reader);
  if (isOperator(sign, '∈')) return afterSign(reader, names, context, 'shape-missing');
  if (isName(sign, 'in') && isSetAt(reader, reader.at + 1)) return afterSign(reader, names, context, 'shape-missing');
  if (isName(sign, 'in') && sign.space && !context.strict && !reader.names.isKnown('in')) return afterSign(reader, names, context, 'shape-missing');
  if (isOperator(sign, ':')) return afterSign(reader, names, context, 'shape-missing');
  if (isName(sign, 'is') || isName(sign, 'are') || isName(sign, 'be') || isName(sign, 'denotes')) return afterSign(reader, names, context, 'unknown-property');
  if (names.length === 1 && sign.space && isShapeAfterName(reader, context.names, names[0]!)) return finish(reader, names, readShape(reader), null, context);
  if (isScalarAfterNames(reader)) return finish(reader, names, readShape(reader), null, context);
  if (signProperty(words, reader.at) !== null || isPropertyAfterName(reader, names)) return finish(reader, names, 'none', null, context);
  return null;
}

/** A word comes first, and what touches it is no bracket; behind it stands a sign or a word that declares. */
function mayDeclare(tokens: readonly Token[]): boolean {
  const first = tokens[0]!;
  if (first.kind !== 'name' && first.kind !== 'prose') return false;
  const second = tokens[1]!;
  if (second.kind === 'open' && !second.space) return false;
  for (let at = 1; at < tokens.length; at++) {
    const { kind, text, space } = tokens[at]!;
    if (kind === 'operator' && DECLARING_SIGNS.has(text)) return true;
    if (kind === 'prose' || (kind === 'name' && (space || DECLARING_WORDS.has(text))) || (kind === 'open' && space)) return true;
  }
  return false;
}
const DECLARING_SIGNS: ReadonlySet<string> = new Set(['∈', ':', '≻', '⪰', '≺', '⪯', '>', '>=']);
const DECLARING_WORDS: ReadonlySet<string> = new Set(['in', 'is', 'are', 'be', 'denotes']);

/** `A, B and C`. */
function readNames(reader: Reader): DeclaredName[] {
  const names: DeclaredName[] = [];
  while (current(reader).kind === 'name') {
    const node = parseVariableName(reader);
    if (!node) return [];
    names.push(node);
    const separator = current(reader);
    const joins = isOperator(separator, ',') || isName(separator, 'and') || isOperator(separator, '&');
    if (!joins || current(reader, 1).kind !== 'name') break;
    reader.at++;
  }
  return names;
}

/** A name with its subscript and star, as it is declared; a component `A[1,2]` is none. */
function parseVariableName(reader: Reader): DeclaredName | null {
  if (current(reader, 1).kind === 'open' && !current(reader, 1).space) {
    const token = current(reader);
    reader.at++;
    return { name: token.text, written: token.written, span: spanOf(token, token) };
  }
  const next = current(reader, 1);
  if (next.kind !== 'open' && !(next.kind === 'operator' && GOES_ON.has(next.text))) {
    const token = current(reader);
    reader.at++;
    return { name: token.text, written: token.written, span: spanOf(token, token) };
  }
  const plain: Reader = { ...reader, names: NOTHING_KNOWN };
  const node = parseVariable(plain);
  reader.at = plain.at;
  return node.kind === 'name' && plain.errors === reader.errors ? { name: node.name, written: node.written, span: node.span } : null;
}
const NOTHING_KNOWN = new Names({ lookup: () => undefined });
/** What makes another name of the one before it. */
const GOES_ON: ReadonlySet<string> = new Set(['_', '^', '⋆']);

function isSetAt(reader: Reader, at: number): boolean {
  if (isRealSet(reader, at)) return true;
  const token = reader.tokens[at];
  if (token === undefined || at >= reader.limit) return false;
  return isIntegerSet(token) || isName(token, 'ℂ') || isName(token, '𝕊') || (isName(token, 'S') && isOperator(reader.tokens[at + 1], '^'));
}

/** `W [out, in]`, `X (n x p)`: two sizes or more behind a name that is not declared yet; `A m-by-n`. */
function isShapeAfterName(reader: Reader, names: Names, name: DeclaredName): boolean {
  const token = current(reader);
  if (names.isKnown(name.name)) return false;
  if (!isOpen(token, '[') && !isOpen(token, '(')) return false;
  const close = reader.match[reader.at]!;
  if (close < 0) return false;
  let separators = 0;
  for (let at = reader.at + 1; at < close; at++) {
    const inner = reader.tokens[at]!;
    const separates = isOperator(inner, ',') || isSeparator(reader, at, reader.at + 1, close) > 0;
    const isSize = inner.kind === 'name' || inner.kind === 'number' || isOperator(inner, '*') || isOperator(inner, '+') || isOperator(inner, '-');
    if (separates) separators++;
    else if (!isSize) return false;
  }
  const after = reader.tokens[close + 1];
  const ends = close + 1 >= reader.limit || isOperator(after, ',') || (after?.kind === 'name' && (isPropertyWord(after.text) || isName(after, 'matrix')));
  return separators > 0 && ends;
}

/** `lam scalar`, and nothing behind it. */
const isScalarAfterNames = (reader: Reader): boolean =>
  (isName(current(reader), 'scalar') || isName(current(reader), 'scalars')) && current(reader).space && reader.at + 1 >= reader.limit;

/** `A symmetric`: nothing but properties behind the names. */
function isPropertyAfterName(reader: Reader, names: readonly DeclaredName[]): boolean {
  const rest = reader.tokens.slice(reader.at, reader.limit);
  const [first] = rest;
  if (first?.kind !== 'name' || !first.space || !isPropertyWord(first.written)) return false;
  const list = readProperties(rest, namesOf(names));
  return list.properties.length > 0 && list.unknown.length === 0;
}

const namesOf = (names: readonly DeclaredName[]): ReadonlySet<string> => new Set(names.map(({ name }) => name));

/** Of most declarations nothing is left behind the shape. */
const restOf = (reader: Reader): readonly Token[] => (reader.at >= reader.limit ? NOTHING : reader.tokens.slice(reader.at, reader.limit));
const NOTHING: readonly never[] = [];

function afterSign(reader: Reader, names: readonly DeclaredName[], context: DeclarationContext, absent: ProblemCode): ReadDeclaration {
  const sign = current(reader);
  reader.at++;
  if (isName(current(reader), 'in') && isSetAt(reader, reader.at + 1)) reader.at++;
  if (isIntegerSet(current(reader))) {
    report(reader, 'size-needs-no-declaration', spanOf(names[0]!.span, current(reader)), [names[0]!.name]);
    return { declaration: { names: [], shape: null, domain: null, properties: [] }, problems: reader.problems };
  }
  if (absent === 'shape-missing' && !isOperator(sign, ':') && isSetOfNumbers(current(reader), context.strict)) {
    const span = spanOf(current(reader), reader.tokens[reader.limit - 1]!);
    fail(reader, 'shape-unreadable', span, [written(reader, span)]);
    return finish(reader, names, 'failed', null, context);
  }
  const domain = readDomain(reader);
  if (domain === 'failed') return finish(reader, names, 'failed', null, context);
  const shape = readShape(reader);
  if (shape === 'none' && absent === 'shape-missing') {
    const rest = current(reader);
    const isEmpty = rest.kind === 'end';
    const properties = readProperties(reader.tokens.slice(reader.at, reader.limit), namesOf(names));
    if (isEmpty) fail(reader, 'shape-missing', spanOf(sign, sign), [names[0]!.written]);
    else if (properties.properties.length === 0 || properties.unknown.length > 0) {
      const span = spanOf(rest, reader.tokens[reader.limit - 1]!);
      fail(reader, 'shape-unreadable', span, [written(reader, span)]);
    }
  }
  if (shape === 'none' && absent === 'unknown-property' && current(reader).kind === 'end')
    fail(reader, 'shape-missing', spanOf(sign, sign), [names[0]!.written]);
  if (shape !== 'none' && shape !== 'failed' && isPair(reader)) {
    fail(reader, 'shape-pair', spanOf(shape.shape.span, current(reader, 1)));
    return finish(reader, names, 'failed', null, context);
  }
  return finish(reader, names, shape, domain, context);
}

/** `∈ [-r, r]`, `∈ {0, 1}`; `∈ (m, n)` is a shape only where nobody writes prose. */
const isSetOfNumbers = (token: Token, strict: boolean): boolean => isOpen(token, '[') || isOpen(token, '{') || (strict && isOpen(token, '('));

/** `× ℝ^n` behind a shape. */
const isPair = (reader: Reader): boolean => (isOperator(current(reader), '×') || isName(current(reader), 'x')) && isSetAt(reader, reader.at + 1);

/** `ℝ^n × ℝ^m →`: the shapes before the arrow; null where there is none. */
function readDomain(reader: Reader): readonly ShapeNode[] | null | 'failed' {
  let arrow = reader.at;
  while (arrow < reader.limit && !isOperator(reader.tokens[arrow], '->')) arrow = reader.match[arrow]! > arrow ? reader.match[arrow]! + 1 : arrow + 1;
  if (arrow >= reader.limit) return null;
  const shapes: ShapeNode[] = [];
  const { limit } = reader;
  reader.limit = arrow;
  while (reader.at < arrow) {
    const shape = readShape(reader);
    if (shape === 'failed' || shape === 'none') {
      const span = spanOf(current(reader), reader.tokens[arrow]!);
      if (shape === 'none') report(reader, 'shape-unreadable', span, [written(reader, span)]);
      reader.limit = limit;
      return 'failed';
    }
    shapes.push(shape.shape);
    if (isOperator(current(reader), '×') || isOperator(current(reader), ',') || isName(current(reader), 'x')) reader.at++;
    else if (reader.at < arrow) {
      const span = spanOf(current(reader), reader.tokens[arrow]!);
      fail(reader, 'shape-unreadable', span, [written(reader, span)]);
      reader.limit = limit;
      return 'failed';
    }
  }
  reader.limit = limit;
  reader.at = arrow + 1;
  return shapes;
}

function finish(
  reader: Reader,
  names: readonly DeclaredName[],
  shape: ShapeReading,
  domain: readonly ShapeNode[] | null,
  context: DeclarationContext,
): ReadDeclaration {
  const read = shape === 'none' || shape === 'failed' ? null : shape;
  const rest = shape === 'failed' ? NOTHING : restOf(reader);
  const complete = domain !== null && read === null ? null : domain;
  const stated = rest.length === 0 ? NOTHING : statedProperties(reader, rest, names, context);
  const properties = read && read.properties.length > 0 ? [...read.properties.map(property => ({ property, span: read.shape.span })), ...stated] : stated;
  return { declaration: { names, shape: read?.shape ?? null, domain: complete, properties }, problems: reader.problems };
}

function statedProperties(reader: Reader, rest: readonly Token[], names: readonly DeclaredName[], context: DeclarationContext): readonly FoundProperty[] {
  const list = readProperties(rest, namesOf(names));
  if (!context.strict && reader.errors === 0) for (const span of list.unknown) report(reader, 'unknown-property', span, [written(reader, span)]);
  return list.properties;
}
