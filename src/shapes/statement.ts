/** One statement, typed under given kinds of its undeclared names. */

import { hasOpenSize, SizeUnifier } from '../dimensions/unify.ts';
import type { Declaration, Definition, Expression, Statement } from '../syntax/tree.ts';
import { alike, typeClaim, typeEquality, typeFurtherMembers } from './claims.ts';
import {
  type CheckOptions,
  type Context,
  checkpoint,
  type Flexible,
  fillSizes,
  type IndexFrame,
  type Kind,
  operandAt,
  resolveShape,
  textAt,
} from './context.ts';
import { NO_PROPERTIES } from './declare.ts';
import { dependsOn } from './dependence.ts';
import { typeExpression } from './expressions.ts';
import { fromEntries, newIndex, typeTerms, withFrame } from './indices.ts';
import { messages } from './messages.ts';
import type { Additions, Scope } from './scope.ts';
import { isScalar, scalarShape } from './shape.ts';
import type { Shape, Typed, TypedStatement, TypedSymbol } from './typed.ts';
import { TypeTable } from './typeTable.ts';
import { letterUses, ungrouped } from './walk.ts';

export interface Run {
  readonly context: Context;
  readonly meaning: TypedStatement['meaning'];
  /** Every part that should have a type has one. */
  readonly complete: boolean;
  readonly additions: Additions;
}

export interface RunInput {
  /** Declarations have nothing to type: declare.ts reads them. */
  readonly tree: Exclude<Statement, Declaration>;
  readonly text: string;
  readonly scope: Scope;
  readonly options: CheckOptions;
  /** Kinds to try for undeclared names, their sizes open. */
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Shapes that are decided. */
  readonly inferred: readonly TypedSymbol[];
}

const nothing: Additions = { symbols: [], updated: [], sizes: [], broken: [], equation: null, layout: null, base: null };

/** Types one statement. Nothing outside of the result changes. */
export function runStatement(input: RunInput): Run {
  let numberOnes: Set<Expression> | null = null;
  for (;;) {
    const context = newContext(input, numberOnes ?? NO_EXPRESSIONS);
    const { meaning, complete, additions } = typeStatement(context, input.tree);
    const open = complete && context.flexible.length > 0 ? context.flexible.filter(({ size }) => hasOpenSize(context.sizes.resolve(size))) : NOTHING;
    const openOnes = open.filter(({ kind, tree }) => kind === 'ones' && !numberOnes?.has(tree));
    if (openOnes.length > 0) {
      // a 1 whose length nothing decides is the number
      numberOnes ??= new Set();
      for (const { tree } of openOnes) numberOnes.add(tree);
      continue;
    }
    if (input.kinds.size === 0)
      for (const { tree } of open) context.problems.push(messages.openSize(tree.span, textAt(context, tree.span), 'write its size, as in I_n or eye(n)'));
    fillSizes(context);
    return { context, meaning, complete: complete && (open.length === 0 || input.kinds.size > 0), additions };
  }
}

const NOTHING: readonly Flexible[] = [];
const NO_EXPRESSIONS: ReadonlySet<Expression> = new Set();
const NO_SYMBOLS: ReadonlyMap<string, TypedSymbol> = new Map();

function newContext(input: RunInput, numberOnes: ReadonlySet<Expression>): Context {
  const sizes = new SizeUnifier();
  const locals = input.inferred.length === 0 && input.kinds.size === 0 ? NO_SYMBOLS : localsOf(input, sizes);
  return {
    text: input.text,
    scope: input.scope,
    options: input.options,
    sizes,
    problems: [],
    types: new TypeTable(),
    nodes: [],
    queries: [],
    indexSymbols: [],
    flexible: [],
    locals,
    frames: [],
    unknown: null,
    awaited: null,
    unusual: 0,
    silenced: false,
    depth: 0,
    star: 'product',
    starDiffers: false,
    numberOnes,
    adjoints: NO_SYMBOLS,
    typeOf: typeExpression,
  };
}

function localsOf(input: RunInput, sizes: SizeUnifier): ReadonlyMap<string, TypedSymbol> {
  const locals = new Map(input.inferred.map(symbol => [symbol.name, symbol]));
  for (const [name, kind] of input.kinds) {
    const shape: Shape = kind === 'scalar' ? scalarShape : { kind, rows: [sizes.fresh()], columns: kind === 'matrix' ? [sizes.fresh()] : [] };
    locals.set(name, { name, written: name, shape, properties: NO_PROPERTIES, definition: null, domain: null, origin: 'inferred', span: input.tree.span });
  }
  return locals;
}

type Typing = Pick<Run, 'meaning' | 'complete' | 'additions'>;

function typeStatement(context: Context, tree: RunInput['tree']): Typing {
  switch (tree.kind) {
    case 'directive': {
      const layout = tree.name === 'layout' && (tree.value === 'numerator' || tree.value === 'denominator') ? tree.value : null;
      const base = tree.name === 'base' && (tree.value === '0' || tree.value === '1') ? (Number(tree.value) as 0 | 1) : null;
      return { meaning: { kind: 'directive' }, complete: true, additions: { ...nothing, layout, base } };
    }
    case 'malformed':
      // of interest to whoever looks at the sides; outside of comments the equation itself is the problem
      if (context.options.strict) for (const side of tree.sides ?? []) withFrame(context, openFrame(), () => typeExpression(context, side));
      return { meaning: { kind: 'malformed' }, complete: true, additions: nothing };
    case 'definition':
      return typeDefinition(context, tree);
    case 'query': {
      const typed = withFrame(context, openFrame(), () => typeExpression(context, tree.expression));
      const isQuery = ungrouped(tree.expression).kind === 'derivative';
      const meaning = isQuery
        ? { kind: 'query' as const, query: typed?.op === 'derivative' ? typed.query : null }
        : { kind: 'expression' as const, expression: typed };
      return { meaning, complete: typed !== null, additions: nothing };
    }
    case 'claim': {
      const meaning = withFrame(context, openFrame(), () => typeClaim(context, tree));
      return { meaning, complete: meaning.members.every(member => member.expression !== null), additions: nothing };
    }
    case 'equality': {
      const meaning = withFrame(context, openFrame(), () => typeEquality(context, tree));
      return { meaning, complete: meaning.left !== null && meaning.right !== null, additions: nothing };
    }
    case 'expression': {
      const expression = withFrame(context, openFrame(), () => typeExpression(context, tree.expression));
      return { meaning: { kind: 'expression', expression }, complete: expression !== null, additions: nothing };
    }
  }
}

const openFrame = (): IndexFrame => ({ letters: null, open: true });

function typeDefinition(context: Context, tree: Definition): Typing {
  const { name, written, span } = tree.target;
  const before = context.scope.redefined(name);
  if (!context.options.strict && !before && context.scope.ownsSize(name)) context.problems.push(messages.sizeAndVariable(span, written));
  const value = typeValue(context, tree, before);
  const members = typeFurtherMembers(context, tree, value);
  const chain = members ? { members } : {};
  const isDeclared = before !== undefined && before.origin === 'declared';
  const updatesItself = before !== undefined && value !== null && dependsOn(value, name);
  const isEquation = isDeclared && tree.operator === '=' && (!context.options.assigns || updatesItself);
  if (isEquation || updatesItself)
    return {
      meaning: { kind: 'equation', left: before, right: value, ...chain },
      complete: value !== null,
      additions: { ...nothing, equation: { name, right: value, span } },
    };
  if (!value) {
    const symbol = before && context.scope.lookup(name);
    const meaning = symbol ? { kind: 'definition' as const, symbol, value, ...chain } : { kind: 'malformed' as const };
    return { meaning, complete: false, additions: symbol ? nothing : { ...nothing, broken: [name] } };
  }
  const symbol: TypedSymbol = {
    name,
    written: before?.written ?? written,
    shape: resolveShape(context, value.shape),
    properties: before?.properties ?? NO_PROPERTIES,
    definition: value,
    domain: null,
    origin: 'defined',
    span,
    ...(tree.parameters.length > 0 ? { parameters: tree.parameters.map(parameter => parameter.name), ...bodyOf(tree) } : {}),
  };
  return { meaning: { kind: 'definition', symbol, value, ...chain }, complete: true, additions: { ...nothing, symbols: [symbol] } };
}

const bodyOf = ({ value, indices }: Definition): Pick<TypedSymbol, 'body'> => (indices.length === 0 && letterUses(value).length === 0 ? { body: value } : {});

/** The right side in the shape that the left side has or gets. */
function typeValue(context: Context, tree: Definition, before: TypedSymbol | undefined): Typed | null {
  const { written } = tree.target;
  const value = typeRightSide(context, tree);
  if (!value || !before || before.origin === 'defined') return value;
  const declared: Typed = { op: 'variable', symbol: before, shape: before.shape, span: tree.target.span };
  const sides = alike(context, declared, value);
  if (sides) return sides[1];
  context.problems.push(messages.definitionMismatch(tree.value.span, written, before.shape, operandAt(context, tree.value.span, value.shape)));
  return null;
}

function typeRightSide(context: Context, tree: Definition): Typed | null {
  const { written } = tree.target;
  const left = tree.indices.length > 0 ? `${written}[${tree.indices.map(index => index.name).join(',')}]` : written;
  const uses = letterUses(tree.value);
  if (tree.indices.length === 0) return uses.length === 0 ? typeExpression(context, tree.value) : typeContraction(context, tree.value, left);
  const literal = tree.indices.find(index => /^\d/.test(index.name));
  if (literal) {
    context.problems.push(messages.indexNotLiteral(literal.span, `${literal.name} on the left side`));
    return null;
  }
  const indices = tree.indices.map(({ name }) => newIndex(context, name));
  const frame: IndexFrame = { letters: new Map(indices.map(index => [index.name, index])), open: false };
  const body = withFrame(context, frame, () => typeTerms(context, tree.value, null));
  if (!body) return null;
  if (!isScalar(body.shape)) {
    context.problems.push(messages.entryNotScalar(tree.value.span, left, operandAt(context, tree.value.span, body.shape)));
    return null;
  }
  return fromEntries(context, body, indices, tree.value.span);
}

/** `L = x[i]*y[i]`: no index on the left, so every letter is summed; it must be repeated, or it would be free. */
function typeContraction(context: Context, tree: Expression, left: string): Typed | null {
  const restore = checkpoint(context);
  const sum = typeTerms(context, tree, left);
  if (sum && !isScalar(sum.shape)) {
    restore();
    return withFrame(context, openFrame(), () => typeExpression(context, tree));
  }
  return sum;
}
