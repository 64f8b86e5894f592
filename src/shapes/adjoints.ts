/**
 * Adjoint claims, `dW = Xᵀ dY`: dY is the gradient of an unnamed scalar loss that depends on Y alone. Then dW is the
 * gradient of ⟨dY, Y⟩ with dY constant, so the claim is one about the query ∂⟨dY, Y⟩/∂W in the shape of W.
 */

import type { AdjointNode, Claim, Expression } from '../syntax/tree.ts';
import { type Context, make } from './context.ts';
import { symbolsIn } from './dependence.ts';
import { sameShape, scalarShape } from './shape.ts';
import type { Typed, TypedQuery, TypedSymbol } from './typed.ts';
import { everyExpression } from './walk.ts';

/** The adjoints of one claim, by the name of the quantity. */
export type Adjoints = ReadonlyMap<string, TypedSymbol>;

export interface AdjointQuestion {
  readonly query: TypedQuery;
  readonly adjoints: Adjoints;
}

/** null where a quantity is not known, or one of those on the right does not depend on the one on the left: nothing is said then. */
export function adjointQuestion(context: Context, tree: Claim): AdjointQuestion | null {
  const [left] = tree.members;
  if (left?.kind !== 'adjoint') return null;
  const upstream = upstreamOf(tree);
  if (upstream.size === 0) return null;
  const adjoints = new Map<string, TypedSymbol>();
  const pairings: Typed[] = [];
  let variable: TypedSymbol | undefined;
  for (const [name, node] of upstream) {
    const symbol = forwardValue(context, name);
    if (!symbol?.definition || name === left.of) return null;
    const reached = symbolsIn(symbol.definition).get(left.of);
    if (!reached || !isAlike(context, node, symbol)) return null;
    variable ??= reached;
    const adjoint = adjointOf(symbol, node);
    adjoints.set(name, adjoint);
    pairings.push(pairing(context, adjoint, symbol, node));
  }
  if (!variable || variable.domain || !isAlike(context, left, variable)) return null;
  const of = pairings.reduce((sum, next) => make(context, { op: 'add', args: [sum, next], shape: scalarShape, span: left.span }));
  const query: TypedQuery = { of, wrt: [variable], wrtIndices: [null], layout: 'denominator', layoutForced: true, shape: variable.shape, span: left.span };
  context.queries.push(query);
  return { query, adjoints };
}

/** An adjoint whose shape was declared has that of its quantity; where it has another one it may be something else. */
function isAlike(context: Context, { declared }: AdjointNode, { shape }: TypedSymbol): boolean {
  const given = declared === undefined ? undefined : context.scope.lookup(declared);
  return given === undefined || sameShape(given.shape, shape);
}

/** The adjoints or differentials on the right, by the name of the quantity. */
export function upstreamOf(tree: Claim): ReadonlyMap<string, AdjointNode> {
  const upstream = new Map<string, AdjointNode>();
  for (const member of tree.members.slice(1))
    for (const part of everyExpression(member)) if (part.kind === 'adjoint' && !upstream.has(part.of)) upstream.set(part.of, part);
  return upstream;
}

/** The quantity with what it stands for: by definition, or by an equation of a declared name. */
export function forwardValue(context: Context, name: string): TypedSymbol | undefined {
  const symbol = context.scope.lookup(name);
  if (!symbol || symbol.definition) return symbol;
  const right = context.scope.equationOf(name)?.right;
  return right ? { ...symbol, definition: right, origin: 'defined' } : symbol;
}

export const adjointOf = (symbol: TypedSymbol, node: AdjointNode): TypedSymbol => ({
  name: `d${symbol.name}`,
  written: node.written,
  shape: symbol.shape,
  properties: new Set(),
  definition: null,
  domain: null,
  origin: 'declared',
  span: node.span,
});

/** ⟨dY, Y⟩ = Σ dY ⊙ Y. */
function pairing(context: Context, adjoint: TypedSymbol, symbol: TypedSymbol, { span }: Expression): Typed {
  const { shape } = symbol;
  const constant = make(context, { op: 'variable', symbol: adjoint, shape, span });
  const value = make(context, { op: 'reference', symbol, shape, span });
  if (shape.kind === 'scalar') return make(context, { op: 'multiply', args: [constant, value], shape: scalarShape, span });
  const product = make(context, { op: 'hadamard', args: [constant, value], shape, span });
  return make(context, { op: 'sum', args: [product], shape: scalarShape, span });
}
