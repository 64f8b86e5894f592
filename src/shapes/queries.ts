/** Derivatives: of what, by what, in which layout, and the shape of the result. */

import { type Side, sideProduct } from '../dimensions/unify.ts';
import type { DerivativeNode, Expression, Span } from '../syntax/tree.ts';
import { addUnknown, type Context, make, operandAt, resolveShape, textAt } from './context.ts';
import { dependsOn, symbolsIn, variablesIn } from './dependence.ts';
import { findSymbol, referTo } from './expressions.ts';
import { readIndices } from './indices.ts';
import { messages } from './messages.ts';
import { commonShape } from './operators.ts';
import { axesOf, isScalar, scalarShape, shapeOfSides } from './shape.ts';
import type { IndexSymbol, Layout, Shape, Typed, TypedQuery, TypedSymbol } from './typed.ts';
import { ungrouped } from './walk.ts';

type WrtIndices = readonly (number | IndexSymbol | null)[] | null;

/** The query of a derivative in any of its notations, or null where a problem was reported or a name is unknown. */
export function typeDerivative(context: Context, tree: DerivativeNode): TypedQuery | null {
  const variables = tree.wrt.map(wrt => variableOf(context, wrt));
  const of = typeNumerator(context, tree.of, variables[0] ?? null);
  if (!of || variables.includes(null)) return null;
  if (tree.vectorised && tree.wrt.length === 1 && isScalar(resolveShape(context, of.shape))) {
    context.problems.push(messages.scalarByVec(tree.span, textAt(context, tree.of.span), textAt(context, tree.wrt[0]!.span)));
    return null;
  }
  const reached = symbolsIn(of);
  // `of` may hold an earlier symbol of this name: before a second definition, or from an outer block
  const named = (variables as Variable[]).map(variable => {
    const symbol = reached.get(variable.symbol.name);
    return symbol === undefined || symbol === variable.symbol ? variable : { ...variable, symbol };
  });
  const chosen = named.length > 0 ? named : onlyVariable(context, tree, of, reached);
  if (!chosen) return null;
  const wrt = tree.form === 'hessian' && chosen.length === 1 ? [chosen[0]!, chosen[0]!] : chosen;
  const read = wrt.map(variable => indicesOf(context, variable));
  if (read.includes('problem')) return null;
  const wrtIndices = read as WrtIndices[];
  const asked = layoutOf(context, tree, of, wrt.length);
  const shape = derivativeShape(
    resolveShape(context, of.shape),
    wrt.map(({ symbol }) => symbol.shape),
    wrtIndices,
    asked.layout,
  );
  for (const variable of wrt) if (!reached.has(variable.symbol.name)) reportIndependence(context, of, reached, variable);
  const query: TypedQuery = {
    of,
    wrt: wrt.map(({ symbol }) => symbol),
    wrtIndices,
    layout: asked.layout,
    layoutForced: asked.layoutForced,
    shape,
    span: tree.span,
  };
  context.queries.push(query);
  return query;
}

interface Variable {
  readonly symbol: TypedSymbol;
  readonly tree: Expression | null;
  readonly span: Span;
}

function variableOf(context: Context, written: Expression): Variable | null {
  const tree = ungrouped(written);
  const name = tree.kind === 'index' ? ungrouped(tree.operand) : tree;
  if (name.kind !== 'name') {
    context.problems.push(messages.notAVariable(written.span, textAt(context, written.span)));
    return null;
  }
  const symbol = findSymbol(context, name.name);
  if (symbol && !symbol.domain) {
    const node = make(
      context,
      symbol.definition ? { op: 'reference', symbol, shape: symbol.shape, span: name.span } : { op: 'variable', symbol, shape: symbol.shape, span: name.span },
    );
    context.types.set(name, node);
    return { symbol, tree, span: written.span };
  }
  if (symbol || context.scope.isSize(name.name)) context.problems.push(messages.notAVariable(written.span, textAt(context, written.span)));
  else if (context.scope.isBroken(name.name)) context.silenced = true;
  else if (!context.unknown?.has(name.name)) addUnknown(context, name.name, { span: name.span, written: name.written, variable: true });
  return null;
}

/** A function that was declared with an arrow and stands alone is applied to the variable. */
function typeNumerator(context: Context, tree: Expression, variable: Variable | null): Typed | null {
  const inner = ungrouped(tree);
  const symbol = inner.kind === 'name' ? findSymbol(context, inner.name) : undefined;
  if (!symbol?.domain) return context.typeOf(context, tree);
  const [domain, ...others] = symbol.domain;
  if (!variable || others.length > 0 || !domain) {
    context.problems.push(messages.functionWithoutArgument(tree.span, symbol.written));
    return null;
  }
  const argument = referTo(context, variable.symbol, variable.span);
  if (!commonShape(context, domain, argument.shape)) {
    context.problems.push(messages.argumentMismatch(tree.span, symbol.written, operandAt(context, variable.span, argument.shape), domain));
    return null;
  }
  const typed = make(context, { op: 'apply', function: symbol, args: [argument], shape: symbol.shape, span: tree.span });
  context.types.set(tree, typed);
  return typed;
}

/** `∇L`: by the one argument that L has. */
function onlyVariable(context: Context, tree: DerivativeNode, of: Typed, reached: ReadonlyMap<string, TypedSymbol>): Variable[] | null {
  const parameters = of.op === 'reference' ? (of.symbol.parameters ?? []) : [];
  const candidates = parameters.length > 0 ? parameters.flatMap(name => reached.get(name) ?? []) : variablesIn(of);
  const [symbol] = candidates;
  if (candidates.length === 1 && symbol) return [{ symbol, tree: null, span: tree.of.span }];
  context.problems.push(
    messages.gradientNeedsName(
      tree.span,
      textAt(context, tree.of.span),
      candidates.map(candidate => candidate.written),
    ),
  );
  return null;
}

function indicesOf(context: Context, { symbol, tree, span }: Variable): WrtIndices | 'problem' {
  if (tree?.kind !== 'index') return null;
  const indices = readIndices(context, tree, operandAt(context, span, symbol.shape), axesOf(symbol.shape));
  return indices ?? 'problem';
}

function layoutOf(context: Context, tree: DerivativeNode, of: Typed, order: number): { readonly layout: Layout; readonly layoutForced: boolean } {
  const { gradientLayout } = context.options;
  const layout = (isScalar(of.shape) && gradientLayout) || context.options.layout;
  switch (tree.form) {
    case 'nabla':
    case 'gradient':
      if (isScalar(of.shape)) return { layout: 'denominator', layoutForced: true };
      context.problems.push(messages.gradientOfVector(tree.span, operandAt(context, tree.of.span, of.shape)));
      return { layout: 'numerator', layoutForced: true };
    case 'jacobian':
      return { layout: 'numerator', layoutForced: true };
    default:
      return tree.transposedDenominator && order === 1 ? { layout: 'numerator', layoutForced: true } : { layout, layoutForced: false };
  }
}

function reportIndependence(context: Context, of: Typed, reached: ReadonlyMap<string, TypedSymbol>, { symbol, span }: Variable): void {
  const equation = [...reached.keys()].find(name => {
    const right = context.scope.equationOf(name)?.right;
    return right && dependsOn(right, symbol.name);
  });
  context.problems.push(messages.doesNotDepend(span, textAt(context, of.span), symbol.written, equation ?? null));
}

/**
 * The shape of a derivative. Of a scalar by a vector: a row in numerator layout, a column in denominator layout; of a
 * vector by a vector m×n, or n×m; of a scalar by a matrix and of a matrix by a scalar the matrix's own shape in both;
 * the second derivative of a scalar by two vectors a matrix; everything else a tensor with the axes (of…, wrt…).
 */
export function derivativeShape(of: Shape, wrt: readonly Shape[], wrtIndices: readonly WrtIndices[], layout: Layout): Shape {
  const sides: Side[] = [];
  addSides(of, null, sides);
  const above = sides.length;
  for (let k = 0; k < wrt.length; k++) addSides(wrt[k]!, wrtIndices[k] ?? null, sides);
  const [first, second] = sides;
  if (sides.length > 2) return { kind: 'tensor', rows: sides.map(sideProduct), columns: [] };
  if (!first) return scalarShape;
  if (!second) return (above === 1) === (layout === 'numerator') ? shapeOfSides(first, []) : shapeOfSides([], first);
  return above === 1 && layout === 'denominator' ? shapeOfSides(second, first) : shapeOfSides(first, second);
}

/** The sides that no index fixes. */
function addSides({ kind, rows, columns }: Shape, indices: WrtIndices, sides: Side[]): void {
  const all: readonly Side[] = kind === 'tensor' ? rows.map(size => [size]) : [rows, columns];
  let axis = 0;
  for (const side of all) if (side.length > 0 && (indices?.[axis++] ?? null) === null) sides.push(side);
}

/** The same derivative in the other layout. */
export const otherLayoutShape = (context: Context, query: TypedQuery): Shape =>
  derivativeShape(
    resolveShape(context, query.of.shape),
    query.wrt.map(symbol => symbol.shape),
    query.wrtIndices,
    query.layout === 'numerator' ? 'denominator' : 'numerator',
  );
