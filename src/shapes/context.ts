/** What the check of one statement carries along. */

import type { Dimension } from '../dimensions/dimension.ts';
import { type SizeUnifier, sideProduct } from '../dimensions/unify.ts';
import type { Expression, Span } from '../syntax/tree.ts';
import type { Operand } from './messages.ts';
import type { Scope } from './scope.ts';
import { shapeOfSides } from './shape.ts';
import type { IndexSymbol, Layout, Problem, Shape, Typed, TypedQuery, TypedSymbol } from './typed.ts';
import type { TypeTable } from './typeTable.ts';

/** How `*` between two operands of one shape is read first. */
export type StarReading = 'product' | 'elementwise';

/** A kind that an undeclared name may have. */
export type Kind = 'scalar' | 'vector' | 'matrix';

export interface CheckOptions {
  /** An unmarked comment: an expression with an unknown name has no type and no problem. */
  readonly strict: boolean;
  /** `*` may be entry by entry. */
  readonly starAmbiguous: boolean;
  /** `name = …` defines even where the name has a declared shape: code assigns. */
  readonly assigns: boolean;
  readonly base: 0 | 1;
  readonly layout: Layout;
  /** Of scalars, where it differs from that of vectors. */
  readonly gradientLayout?: Layout;
}

/** Letters that stand as indices, null where there are none. An open frame takes every new letter. */
export interface IndexFrame {
  letters: Map<string, IndexSymbol> | null;
  readonly open: boolean;
}

/** A node whose size its neighbours decide: `I`, and `1` as the vector of ones. */
export interface Flexible {
  readonly size: Dimension;
  readonly tree: Expression;
  readonly kind: 'identity' | 'ones';
}

export interface UnknownName {
  readonly span: Span;
  readonly written: string;
  /** It stands only where a derivative is taken by it. */
  readonly variable?: boolean;
}

export interface Context {
  readonly text: string;
  readonly scope: Scope;
  options: CheckOptions;
  readonly sizes: SizeUnifier;
  readonly problems: Problem[];
  readonly types: TypeTable;
  readonly nodes: Typed[];
  readonly queries: TypedQuery[];
  readonly indexSymbols: IndexSymbol[];
  readonly flexible: Flexible[];
  /** Names whose shape this statement decides. */
  readonly locals: ReadonlyMap<string, TypedSymbol>;
  readonly frames: IndexFrame[];
  /** Names that nobody knows, and where each first stands; null where there are none. */
  unknown: Map<string, UnknownName> | null;
  /** Undeclared names that are called, null where there are none: the parser reports them, a later declaration would change the statement. */
  awaited: Set<string> | null;
  /** Readings that are possible but unusual, to choose between kinds of undeclared names. */
  unusual: number;
  /** Some name was silent because its own definition failed. */
  silenced: boolean;
  depth: number;
  star: StarReading;
  /** Some `*` conformed in both readings. */
  starDiffers: boolean;
  /** Every `1` in this set is the number. */
  readonly numberOnes: ReadonlySet<Expression>;
  /** Inside an adjoint claim the adjoints of the quantities on the right. */
  adjoints: ReadonlyMap<string, TypedSymbol>;
  /** The checker of expressions; the modules of single constructs call back. */
  readonly typeOf: (context: Context, expression: Expression) => Typed | null;
}

/** Nobody knows the name. */
export function addUnknown(context: Context, name: string, found: UnknownName): void {
  context.unknown ??= new Map();
  context.unknown.set(name, found);
}

/** Registers a node, so that its sizes are filled in once they are solved. */
export function make(context: Context, node: Typed): Typed {
  context.nodes.push(node);
  return node;
}

export const textAt = (context: Context, span: Span): string => {
  const text = context.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

export const operandAt = (context: Context, span: Span, shape: Shape): Operand => ({ text: textAt(context, span), shape: resolveShape(context, shape) });

/** The shape with its solved sizes. */
export function resolveShape(context: Context, shape: Shape): Shape {
  if (shape.kind === 'scalar') return shape;
  const rows = context.sizes.resolveSide(shape.rows);
  const columns = context.sizes.resolveSide(shape.columns);
  if (rows === shape.rows && columns === shape.columns) return shape;
  return shape.kind === 'tensor' ? { kind: 'tensor', rows, columns } : shapeOfSides(rows, columns);
}

/** Runs `action`; where it answers null, nothing of it stays: no problem, no node, no solved size. */
export function tentatively<T>(context: Context, action: () => T | null): T | null {
  const restore = checkpoint(context);
  const result = action();
  if (result === null) restore();
  return result;
}

/** A function that forgets everything that happened after this call. */
export function checkpoint(context: Context): () => void {
  const restoreSizes = context.sizes.checkpoint();
  const lists = [context.problems, context.nodes, context.queries, context.indexSymbols, context.flexible];
  const lengths = lists.map(list => list.length);
  const { unusual, starDiffers, silenced } = context;
  const frames = context.frames.map(({ letters }) => (letters ? [...letters.keys()] : []));
  return () => {
    restoreSizes();
    lists.forEach((list, i) => {
      list.length = lengths[i]!;
    });
    context.unusual = unusual;
    context.starDiffers = starDiffers;
    context.silenced = silenced;
    context.frames.length = frames.length;
    context.frames.forEach((frame, i) => {
      for (const letter of frame.letters?.keys() ?? []) if (!frames[i]!.includes(letter)) frame.letters!.delete(letter);
    });
  };
}

/** Fills the solved sizes into every node of the statement. Nodes are not shared between statements. */
export function fillSizes(context: Context): void {
  if (!context.sizes.hasBindings) return;
  for (const node of context.nodes) {
    (node as { shape: Shape }).shape = resolveShape(context, node.shape);
    if (node.op === 'dimension') (node as { dimension: Dimension }).dimension = context.sizes.resolve(node.dimension);
  }
  for (const query of context.queries) (query as { shape: Shape }).shape = resolveShape(context, query.shape);
  for (const index of context.indexSymbols) (index as { size: Dimension }).size = sideProduct(context.sizes.resolveSide([index.size]));
  for (const symbol of context.locals.values()) Object.assign(symbol, { shape: resolveShape(context, symbol.shape) });
}
