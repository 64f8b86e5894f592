/** The outline: what a document declares, defines, asks and claims, in host files by the functions in which it stands. */

import type { AnalyzedStatement, DocumentAnalysis } from '../analysis/document.ts';
import type { PlacedStatement } from '../analysis/program.ts';
import type { Block, Scope } from '../documents/block.ts';
import { printShape } from '../shapes/print.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import type { DeclaredName, Definition } from '../syntax/tree.ts';
import { type Place, placeOf } from './places.ts';
import { verdictOf } from './verdict.ts';

export interface OutlineItem {
  /** On one line. */
  readonly name: string;
  /** The shape; of a claim whether it holds, where that is known. */
  readonly detail: string;
  readonly kind: 'variable' | 'function' | 'query' | 'claim' | 'region';
  /** It holds the places of its children. */
  readonly place: Place;
  /** The name alone, within `place`. */
  readonly selection: Place;
  readonly children: readonly OutlineItem[];
}

/** In the order of the document. */
export function outlineOf(analysis: DocumentAnalysis): readonly OutlineItem[] {
  const asked = analysis.statements.filter(({ result: { kind } }) => kind === 'query' || kind === 'claim' || kind === 'equality');
  const items: Scoped[] = analysis.blocks.flatMap(({ block, statements }) => statements.flatMap(placed => namedIn(block, placed)));
  const scopeAt = regionFinder(analysis);
  for (const statement of asked) items.push({ scope: scopeAt(statement.start), item: askedItem(statement) });
  return grouped(items, analysis);
}

interface Scoped {
  readonly scope: number;
  readonly item: OutlineItem;
}

/** The names that a statement declares or defines. */
function namedIn(block: Block, placed: PlacedStatement): readonly Scoped[] {
  const { tree, symbols, meaning } = placed.typed;
  const symbolOf = (name: string): TypedSymbol | undefined => symbols.find(symbol => symbol.name === name);
  if (tree.kind === 'definition') {
    const symbol = meaning.kind === 'equation' ? meaning.left : meaning.kind === 'definition' ? meaning.symbol : symbolOf(tree.target.name);
    return [named(block, placed, tree.target, symbol, placeOf(block, placed, tree.span), leftSide(tree))];
  }
  if (tree.kind !== 'declaration' || !tree.shape) return [];
  const whole = tree.names.length === 1 ? placeOf(block, placed, tree.span) : null;
  return tree.names.map(name => named(block, placed, name, symbolOf(name.name), whole, name.written));
}

function named(block: Block, placed: PlacedStatement, name: DeclaredName, symbol: TypedSymbol | undefined, whole: Place | null, label: string): Scoped {
  const selection = placeOf(block, placed, name.span);
  const place = whole && whole.start <= selection.start && whole.end >= selection.end ? whole : selection;
  const isFunction = symbol !== undefined && (symbol.domain !== null || (symbol.parameters?.length ?? 0) > 0);
  const shape = symbol ? printShape(symbol.shape) : '';
  const detail = symbol?.domain ? `${symbol.domain.map(printShape).join(' × ')} → ${shape}` : shape;
  return { scope: block.scope, item: { name: label, detail, kind: isFunction ? 'function' : 'variable', place, selection, children: [] } };
}

const leftSide = ({ target, parameters, indices }: Definition): string =>
  `${target.written}${parameters.length > 0 ? `(${parameters.map(({ written }) => written).join(', ')})` : ''}${indices.length > 0 ? `[${indices.map(({ name }) => name).join(',')}]` : ''}`;

function askedItem({ result, start, end }: AnalyzedStatement): OutlineItem {
  const verdict = verdictOf(result)?.label ?? '';
  const detail = [result.shape ?? '', verdict].filter(text => text !== '').join(' ');
  const place = { start, end };
  return { name: shortened(result.source), detail, kind: result.kind === 'query' ? 'query' : 'claim', place, selection: place, children: [] };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_NAME ? line : `${line.slice(0, LONGEST_NAME - 1).trimEnd()}…`;
}
const LONGEST_NAME = 80;

/** In which region a statement stands that starts at the offset. */
function regionFinder({ blocks }: DocumentAnalysis): (offset: number) => number {
  const starts = blocks.flatMap(({ block, statements }) =>
    statements.map(placed => ({ start: placeOf(block, placed, placed.typed.tree.span).start, scope: block.scope })),
  );
  starts.sort((a, b) => a.start - b.start);
  return offset => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]!.start <= offset) low = middle + 1;
      else high = middle;
    }
    return starts[low - 1]?.scope ?? 0;
  };
}

interface Group extends Place {
  readonly scope: Scope;
  readonly items: OutlineItem[];
}

function grouped(items: readonly Scoped[], { scopes, text }: DocumentAnalysis): readonly OutlineItem[] {
  const groups = new Map<number, Group>();
  for (const scope of scopes) groups.set(scope.id, { scope, items: [], start: scope.place?.start ?? 0, end: scope.place?.end ?? 0 });
  for (const { scope, item } of items) groups.get(scope)!.items.push(item);
  // a scope stands behind its parent in the list
  for (const { id, parent } of [...scopes].reverse()) {
    const group = groups.get(id)!;
    if (parent !== null && group.items.length > 0) groups.get(parent)!.items.push(regionItem(group, text));
  }
  return ordered(groups.get(0)?.items ?? []);
}

function regionItem({ items, start, end }: Group, text: string): OutlineItem {
  const children = ordered(items);
  // a comment above the header belongs to it
  const place = { start: Math.min(start, ...children.map(child => child.place.start)), end: Math.max(end, ...children.map(child => child.place.end)) };
  const header = headerAt(text, start, end);
  return { name: shortened(text.slice(header.start, header.end)), detail: '', kind: 'region', place, selection: header, children };
}

const ordered = (items: readonly OutlineItem[]): readonly OutlineItem[] =>
  [...items].sort((a, b) => a.place.start - b.place.start || a.place.end - b.place.end);

/** The first line that is no attribute, up to what opens the body. */
function headerAt(text: string, start: number, end: number): Place {
  for (let at = start; at < end; ) {
    const lineEnd = text.slice(at, end).search(/[\r\n]|$/) + at;
    const line = text.slice(at, lineEnd);
    const from = at + (line.length - line.trimStart().length);
    const to = from + line.trim().replace(/\s*[:{]?$/, '').length;
    if (from < to && !ATTRIBUTE.test(line)) return { start: from, end: to };
    at = lineEnd + 1;
  }
  return { start, end: start };
}
const ATTRIBUTE = /^\s*(?:@|#\[|\[\[|template\s*<)/;
