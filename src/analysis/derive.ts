/** A query becomes a tensor, or a refusal with its reason. */

import type { AxisCounts, ResultLayout } from '../calculus/derivativeForm.ts';
import { layoutOf } from '../calculus/derivativeForm.ts';
import { differentiate } from '../calculus/differentiate.ts';
import { Refusal } from '../calculus/refusal.ts';
import type { Dimension } from '../dimensions/dimension.ts';
import type { Value } from '../lowering/indexed.ts';
import { type LoweringOptions, lower, lowerIndexed, symbolNode } from '../lowering/lower.ts';
import { Unsupported } from '../lowering/unsupported.ts';
import { dependsOn, symbolsIn } from '../shapes/dependence.ts';
import type { IndexSymbol, Shape, Typed, TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import type { Span } from '../syntax/tree.ts';
import { BudgetExceeded } from '../tensors/intern.ts';
import { isScalarOne, isZero, numberOf } from '../tensors/leaves.ts';
import { isSymmetric } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { select } from '../tensors/pieces.ts';
import { product } from '../tensors/product.ts';
import { CoefficientOverflow } from '../tensors/rational.ts';
import type { SmallSet } from '../tensors/smallMap.ts';
import { substitute } from '../tensors/substitute.ts';
import { nodesBelow } from '../tensors/traverse.ts';
import { messages } from './messages.ts';

export interface Derived {
  readonly query: TypedQuery;
  /** Axes (of…, wrt…), without those that a number fixes. */
  readonly node: TensorNode;
  /** The same with an axis for every letter: what the certificate compares. */
  readonly checked: TensorNode;
  /** The letter of each axis of `checked`, null where the user wrote none. */
  readonly checkedLetters: readonly (string | null)[];
  /** What the user wrote for the axes of what is differentiated. */
  readonly ofIndices: Positions | null;
  readonly counts: AxisCounts;
  readonly ofAxes: readonly Dimension[];
  readonly wrtAxes: readonly (readonly Dimension[])[];
  /** How many axes each side has where one has more than one: vec(X), A ⊗ B. null where every axis is a side of its own. */
  readonly sides: Sides | null;
  /** The letters that the user gave to axes: ∂K_pq/∂R_ij. */
  readonly letters: readonly (string | null)[];
  readonly layout: ResultLayout;
  /** What is differentiated. */
  readonly source: TensorNode;
  /** The same without what is declared of the variables: the derivative treats their entries as independent. */
  readonly independentSource: TensorNode;
  /** Tensors that have a name of the user's. */
  readonly names: ReadonlyMap<TensorNode, string>;
  /** Whether a sum stands in the source as it is. */
  readonly isWritten: (node: TensorNode) => boolean;
  readonly leaves: ReadonlySet<TypedSymbol>;
}

export interface Sides {
  readonly of: readonly number[];
  readonly wrt: readonly (readonly number[])[];
}

export interface Refused {
  readonly operation: string;
  readonly reason: string;
  readonly span: Span | null;
  /** What to write instead, a sentence. */
  readonly instead: string | null;
}
export type DeriveOutcome = { readonly derived: Derived; readonly refused?: undefined } | { readonly refused: Refused; readonly derived?: undefined };

/** Never throws for what a document can contain. */
export function deriveQuery(query: TypedQuery): DeriveOutcome {
  return refusing(query.span, () => ({ derived: derive(query, {}, 0) }));
}

/** Runs the work of one statement; whatever cannot be derived becomes a refusal. */
export function refusing<Outcome extends object>(span: Span, work: () => Outcome): Outcome | { readonly refused: Refused } {
  try {
    return work();
  } catch (failure) {
    if (failure instanceof Unsupported)
      return { refused: { operation: failure.operation, reason: failure.message, span: failure.span, instead: failure.instead } };
    if (failure instanceof Refusal) return { refused: { operation: failure.operation, reason: failure.message, span, instead: failure.instead } };
    if (failure instanceof BudgetExceeded || failure instanceof CoefficientOverflow)
      return { refused: { operation: 'this expression', reason: failure.message, span, instead: null } };
    // the call stack is the one resource that recursion over forms can exhaust
    if (failure instanceof RangeError) return { refused: { operation: 'this expression', reason: 'the expression is nested too deeply', span, instead: null } };
    throw failure;
  }
}

/** `outer` is how the expression around this derivative reads its names. */
function derive(query: TypedQuery, outer: LoweringOptions, depth: number): Derived {
  const leaves = new Set(outer.leaves);
  const independent = new Set(outer.independent);
  for (const symbol of query.wrt) (symbol.definition === null ? independent : leaves).add(symbol);
  const named: [TypedSymbol, TensorNode][] = [];
  const options: LoweringOptions = {
    leaves,
    independent,
    named: (symbol, node) => named.push([symbol, node]),
    derivative: inner => nestedDerivative(inner, options, depth),
  };
  const { base, source, ofIndices } = lowered(query.of, options);
  const variables = query.wrt.map(symbol => symbolNode(symbol, options));
  const full = differentiate(source, variables);
  const declared = declaredNodes(query, variables, outer, leaves);
  const redeclared = declared.size > 0 ? substitute(full, declared) : full;
  const { node, checked, checkedLetters, letters, ofAxes, wrtAxes } = sliced(redeclared, source.shape, query, ofIndices);
  const sides = sidesOf(query, ofIndices, ofAxes, wrtAxes);
  const counts: AxisCounts = { of: ofAxes.length, wrt: wrtAxes.map(axes => axes.length) };
  const sideCounts: AxisCounts = sides ? { of: sides.of.length, wrt: sides.wrt.map(lengths => lengths.length) } : counts;
  const sameVariable = query.wrt.length === 2 && query.wrt[0] === query.wrt[1];
  const shown = declared.size > 0 ? substitute(source, declared) : source;
  let written: SmallSet<TensorNode> | null = null;
  return {
    query,
    node,
    checked,
    checkedLetters,
    ofIndices,
    counts,
    ofAxes,
    wrtAxes,
    sides,
    letters,
    layout: layoutOf(sideCounts, query.layout, () => sameVariable || isSymmetric(node)),
    source: shown,
    independentSource: source,
    names: namesOf(named, base, declared),
    isWritten: node => {
      written ??= nodesBelow(shown);
      return written.has(node);
    },
    leaves,
  };
}

/** For the variables whose declared facts were set aside the tensors that have them. */
function declaredNodes(
  query: TypedQuery,
  variables: readonly TensorNode[],
  { independent }: LoweringOptions,
  leaves: ReadonlySet<TypedSymbol>,
): ReadonlyMap<TensorNode, TensorNode> {
  if (query.wrt.every(({ properties }) => properties.size === 0)) return NOTHING_DECLARED;
  const declared = new Map<TensorNode, TensorNode>();
  query.wrt.forEach((symbol, k) => {
    if (symbol.properties.size === 0 || independent?.has(symbol)) return;
    const facts = symbolNode(symbol, { leaves });
    if (facts !== variables[k]) declared.set(variables[k]!, facts);
  });
  return declared;
}
const NOTHING_DECLARED: ReadonlyMap<TensorNode, TensorNode> = new Map();

const isFlattened = ({ kind, rows, columns }: Shape): boolean => kind !== 'tensor' && (rows.length > 1 || columns.length > 1);

function sidesOf(query: TypedQuery, ofIndices: unknown, ofAxes: readonly Dimension[], wrtAxes: readonly (readonly Dimension[])[]): Sides | null {
  const isPlain = (ofIndices !== null || !isFlattened(query.of.shape)) && query.wrt.every((symbol, k) => query.wrtIndices[k] || !isFlattened(symbol.shape));
  if (isPlain) return null;
  const lengths = ({ kind, rows, columns }: Shape): readonly number[] =>
    kind === 'tensor' ? rows.map(() => 1) : [rows.length, columns.length].filter(length => length > 0);
  const each = (axes: readonly Dimension[]): readonly number[] => axes.map(() => 1);
  return {
    of: ofIndices === null ? lengths(query.of.shape) : each(ofAxes),
    wrt: query.wrt.map((symbol, k) => (query.wrtIndices[k] ? each(wrtAxes[k]!) : lengths(symbol.shape))),
  };
}

const NO_NAMES: ReadonlyMap<TensorNode, string> = new Map();

/** The names that are worth writing: not those of a plain variable or number, nor that of what is differentiated itself. */
function namesOf(
  named: readonly (readonly [TypedSymbol, TensorNode])[],
  of: Typed,
  declared: ReadonlyMap<TensorNode, TensorNode>,
): ReadonlyMap<TensorNode, string> {
  if (named.length === 0) return NO_NAMES;
  const names = new Map<TensorNode, string>();
  for (const [symbol, node] of named) {
    if (of.op === 'reference' && of.symbol === symbol) continue;
    // tensors do not know rows from columns, nor what was flattened: only a variable carries it
    if (symbol.shape.kind === 'row' || isFlattened(symbol.shape)) continue;
    const shown = declared.size > 0 ? substitute(node, declared) : node;
    if (shown.kind === 'variable' || isZero(shown) || isScalarOne(shown) || numberOf(shown)) continue;
    if (!names.has(shown)) names.set(shown, symbol.name);
  }
  return names;
}

/** Along the axes of a tensor: numbers select, letters name. */
type Positions = readonly (number | IndexSymbol | null)[];
const isIndex = (position: number | IndexSymbol | null): position is IndexSymbol => position !== null && typeof position === 'object';

interface Lowered {
  /** What keeps its name. */
  readonly base: Typed;
  readonly source: TensorNode;
  /** Letters and numbers for the axes of `source`; null where the user wrote none. */
  readonly ofIndices: Positions | null;
}

/** `K_pq` is all of K with the letters p and q for its axes, literal positions stay; x_i x_j has an axis for each letter. */
function lowered(of: Typed, options: LoweringOptions): Lowered {
  const indices = of.op === 'entry' && of.indices.some(isIndex) ? of.indices : null;
  const names = indices?.filter(isIndex).map(index => index.name) ?? [];
  const base = indices && of.op === 'entry' && new Set(names).size === names.length ? of.args[0] : of;
  const value = lowerIndexed(base, options);
  if (value.indices.length === 0) return { base, source: value.node, ofIndices: base === of ? null : indices };
  const whole = base === of ? value : lowerIndexed(of, options);
  if (isFlattened(of.shape)) throw new Unsupported(messages.lettersBesideFlattened, of.span);
  const own = whole.node.shape.slice(whole.indices.length);
  return { base: of, source: whole.node, ofIndices: [...whole.indices, ...own.map(() => null)] };
}

type Sliced = Pick<Derived, 'node' | 'checked' | 'checkedLetters' | 'letters' | 'ofAxes' | 'wrtAxes'>;

/**
 * The part of the full derivative that the indices ask for. Numbers select; axes with the same letter become their
 * diagonal; a letter on which nothing depends needs no axis (∂f_i/∂A_{i,:} = xᵀ for every i).
 */
function sliced(full: TensorNode, ofShape: readonly Dimension[], query: TypedQuery, ofIndices: Positions | null): Sliced {
  if (ofIndices === null && query.wrtIndices.every(indices => !indices)) return whole(full, ofShape.length, query);
  const axes: { readonly letter: string | null; readonly position: number | null; readonly group: number }[] = [];
  const take = (sizes: readonly Dimension[], indices: Positions | null, group: number): void => {
    sizes.forEach((_, k) => {
      const position = indices?.[k] ?? null;
      axes.push({ letter: isIndex(position) ? position.name : null, position: typeof position === 'number' ? position - 1 : null, group });
    });
  };
  take(ofShape, ofIndices, 0);
  query.wrt.forEach((symbol, k) => {
    take([...symbol.shape.rows, ...symbol.shape.columns], query.wrtIndices[k] ?? null, k + 1);
  });
  const selected = select(
    full,
    axes.map(axis => axis.position),
  );
  const kept = axes.filter(axis => axis.position === null);
  const labels = kept.map(({ letter }, k) => (letter === null ? k : kept.findIndex(other => other.letter === letter)));
  const distinct = kept.map((_, k) => k).filter(k => labels[k] === k);
  const checked = distinct.length === kept.length ? selected : product([selected], [labels], distinct);
  let node = checked;
  const shown = [...distinct];
  for (const k of distinct) {
    if (kept[k]!.letter === null) continue;
    const without = withoutAxis(node, shown.indexOf(k));
    if (!without) continue;
    node = without;
    shown.splice(shown.indexOf(k), 1);
  }
  const sizesOf = (group: number): readonly Dimension[] => shown.flatMap((k, axis) => (kept[k]!.group === group ? [node.shape[axis]!] : []));
  return {
    node,
    checked,
    checkedLetters: distinct.map(k => kept[k]!.letter),
    letters: shown.map(k => kept[k]!.letter),
    ofAxes: sizesOf(0),
    wrtAxes: query.wrt.map((_, k) => sizesOf(k + 1)),
  };
}

/** Without indices it is the full derivative with all its axes. */
function whole(full: TensorNode, ofOrder: number, query: TypedQuery): Sliced {
  const letters = full.shape.map(() => null);
  let from = ofOrder;
  const wrtAxes = query.wrt.map(({ shape }) => {
    const axes = full.shape.slice(from, from + shape.rows.length + shape.columns.length);
    from += axes.length;
    return axes;
  });
  return { node: full, checked: full, checkedLetters: letters, letters, ofAxes: full.shape.slice(0, ofOrder), wrtAxes };
}

/** The node without an axis along which it does not change, or null where it does. */
function withoutAxis(node: TensorNode, axis: number): TensorNode | null {
  const first = select(
    node,
    node.shape.map((_, k) => (k === axis ? 0 : null)),
  );
  const out = node.shape.map((_, k) => k);
  const repeated = product([first], [out.filter(k => k !== axis)], out, node.shape);
  return repeated === node ? first : null;
}

/** Derivatives inside one another, beside the one that is asked for. */
const MOST_NESTED = 4;

/**
 * A derivative inside an expression: a leading axis for every index letter, then the axes of its shape.
 * @throws Refusal, Unsupported, BudgetExceeded, CoefficientOverflow
 */
export function nestedDerivative(query: TypedQuery, outer: LoweringOptions, depth = 0): Value {
  if (depth === MOST_NESTED) throw new Refusal('the inner ones', messages.nestedTooDeep(MOST_NESTED));
  refuseTwofoldMoves(query, outer);
  const derived = derive(query, outer, depth + 1);
  const value = arranged(derived);
  // a derivative by a defined name is taken where that name is
  const written = new Map<TensorNode, TensorNode>();
  for (const symbol of query.wrt)
    if (symbol.definition && !outer.leaves?.has(symbol)) written.set(symbolNode(symbol, { leaves: derived.leaves }), lower(symbol.definition, outer));
  return written.size === 0 ? value : { ...value, node: substitute(value.node, written) };
}

/** With e a variable of its own, the derivative by x of what holds e = y − Φx has two meanings. */
function refuseTwofoldMoves(query: TypedQuery, { leaves }: LoweringOptions): void {
  if (!leaves || leaves.size === 0) return;
  const reached = symbolsIn(query.of);
  for (const leaf of leaves) {
    if (query.wrt.includes(leaf) || reached.get(leaf.name) !== leaf || !leaf.definition) continue;
    const moving = query.wrt.find(symbol => dependsOn(leaf.definition!, symbol.name));
    if (moving) throw new Refusal('the inner derivative', messages.twofoldMoves(leaf.written, moving.written));
  }
}

/** Axes in the order of the rows and columns of the layout, those with a letter before them. */
function arranged({ query, ofIndices, checked, checkedLetters }: Derived): Value {
  const symbols = [...(ofIndices ?? []), ...query.wrtIndices.flatMap(indices => indices ?? [])].filter(isIndex);
  const lettered = checkedLetters.flatMap((letter, axis) => (letter === null ? [] : [{ letter, axis }]));
  const indices = lettered.map(({ letter }) => symbols.find(symbol => symbol.name === letter)!);
  const own = checkedLetters.flatMap((letter, axis) => (letter === null ? [axis] : []));
  const above = query.of.shape.rows.length + query.of.shape.columns.length;
  const ordered = isTransposed(query) ? [...own.slice(above), ...own.slice(0, above)] : own;
  const out = [...lettered.map(({ axis }) => axis), ...ordered];
  const inOrder = out.every((axis, k) => axis === k);
  return { node: inOrder ? checked : product([checked], [checked.shape.map((_, axis) => axis)], out), indices };
}

/** A vector by a vector in denominator layout: the transpose of the Jacobian. */
export function isTransposed({ of, wrt, wrtIndices, layout }: TypedQuery): boolean {
  const sides = ({ kind, rows, columns }: Shape): readonly unknown[] => (kind === 'tensor' ? rows : [rows, columns].filter(side => side.length > 0));
  const below = wrt.flatMap((symbol, k) => sides(symbol.shape).filter((_, side) => (wrtIndices[k]?.[side] ?? null) === null));
  return layout === 'denominator' && sides(of.shape).length === 1 && below.length === 1;
}
