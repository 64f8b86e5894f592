/** What stands under an offset: the smallest symbol or subexpression, its shape, and what it is. */

import { writtenForm } from '../derivations/writtenForm.ts';
import type { Block } from '../documents/block.ts';
import { lower } from '../lowering/lower.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { latexName } from '../notation/names.ts';
import { byMatrixOperation } from '../operations/matrixOperations.ts';
import { normRow } from '../operations/norms.ts';
import { printShape } from '../shapes/print.ts';
import type { Typed, TypedStatement, TypedSymbol } from '../shapes/typed.ts';
import type { Expression, Span } from '../syntax/tree.ts';
import { refusing } from './derive.ts';
import { printed } from './print.ts';
import type { Printed } from './result.ts';
import { untypedAt } from './untypedHover.ts';

export interface Found {
  readonly span: Span;
  readonly title: string;
  readonly shape: string;
  readonly formula: Printed | null;
  readonly details: readonly string[];
  /** The whole derivative of a query or claim is meant: its result belongs to the hover. */
  readonly isDerivative: boolean;
}

/** Where the spans of a statement are: so far before their places in the text of the block. */
interface Place {
  readonly block: Block;
  readonly shift: number;
}

/** `at` is an offset as the spans of the statement are. */
export function findAt(statement: TypedStatement, place: Place, at: number): Found | null {
  const symbol = declaredAt(statement, at);
  if (symbol) return describeSymbol(symbol.symbol, symbol.span);
  if (statement.tree.kind === 'declaration') return describeDeclaration(statement);
  const adjoint = adjointAt(statement, at);
  if (adjoint) return adjoint;
  const best = smallestAt(statement, at);
  if (!best) return describeUntyped(statement, place, at);
  const { tree, typed, span } = best;
  if (tree.kind === 'number' && isInProse(place.block)) return describeUntyped(statement, place, at);
  if (typed.op === 'variable' || typed.op === 'reference') return describeSymbol(typed.symbol, span);
  const text = textOf(span, place).replace(/\s+/g, ' ').trim();
  const shape = printShape(typed.shape);
  const isGuessed = statement.problems.some(problem => READINGS.has(problem.code) && span.start <= problem.span.start && problem.span.end <= span.end);
  const formula = isGuessed ? writtenFormula(typed) : null;
  return { span, title: `${text} ∈ ${shape}`, shape, formula, details: [describeOperation(typed)], isDerivative: typed.op === 'derivative' };
}

/** What was read in one of two ways: then the hover shows how. */
const READINGS: ReadonlySet<string> = new Set(['quotient-of-product', 'quotient-before-factor', 'prefix-takes-one-factor']);

/** There a hover says what is not plain to see. */
const isInProse = ({ kind }: Block): boolean => kind === 'comment' || kind === 'inline' || kind === 'display';

interface Candidate {
  readonly tree: Expression;
  readonly span: Span;
  readonly typed: Typed;
}

/** The smallest expression there; of two that touch the one behind. `dL/dθ` is one word, its parts are not looked at. */
function smallestAt(statement: TypedStatement, at: number): Candidate | null {
  const own = statement.tree.span;
  let best: Candidate | null = null;
  for (const [tree, typed] of statement.types) {
    const { span } = tree;
    if (at < span.start || at > span.end || span.start < own.start || span.end > own.end) continue;
    const candidate = { tree, span, typed };
    if (tree.kind === 'derivative' && (tree.of.kind === 'name' || tree.of.kind === 'index') && at < span.end) return candidate;
    if (!best || isCloser(candidate, best, at)) best = candidate;
  }
  return best;
}

function isCloser(a: Candidate, b: Candidate, at: number): boolean {
  if (at === b.span.end && at < a.span.end) return true;
  if (at === a.span.end && at < b.span.end) return false;
  return a.span.end - a.span.start < b.span.end - b.span.start;
}

/** `dW` on the left of an adjoint claim stands for what is claimed. */
function adjointAt({ tree, meaning }: TypedStatement, at: number): Found | null {
  const left = tree.kind === 'claim' && tree.adjoint ? tree.members[0] : undefined;
  if (left?.kind !== 'adjoint' || meaning.kind !== 'claim' || !meaning.query || at < left.span.start || at > left.span.end) return null;
  const shape = printShape(meaning.query.shape);
  return { span: left.span, title: `${left.written} ∈ ${shape}`, shape, formula: null, details: ['adjoint'], isDerivative: true };
}

/** The name that a declaration or definition introduces under the offset. */
function declaredAt(statement: TypedStatement, at: number): { readonly symbol: TypedSymbol; readonly span: Span } | null {
  const { tree } = statement;
  const names = tree.kind === 'declaration' ? tree.names : tree.kind === 'definition' ? [tree.target, ...tree.parameters] : [];
  const name = names.find(({ span }) => at >= span.start && at <= span.end);
  const { meaning } = statement;
  const left = meaning.kind === 'equation' ? meaning.left : meaning.kind === 'definition' ? meaning.symbol : null;
  const symbol =
    name && (statement.symbols.find(candidate => candidate.name === name.name) ?? (left?.name === name.name ? left : symbolInside(statement, name.name)));
  return name && symbol ? { symbol, span: name.span } : null;
}

/** Of a parameter: what it is on the right side. */
function symbolInside({ types }: TypedStatement, name: string): TypedSymbol | undefined {
  for (const [, typed] of types) if ((typed.op === 'variable' || typed.op === 'reference') && typed.symbol.name === name) return typed.symbol;
  return undefined;
}

function describeSymbol(symbol: TypedSymbol, span: Span): Found {
  const shape = printShape(symbol.shape);
  const details = [ORIGIN[symbol.origin], ...[...symbol.properties]].filter(text => text !== '');
  const definition = symbol.definition && definitionOf(symbol);
  const formula = definition && { unicode: `${symbol.written} = ${definition.unicode}`, latex: `${latexName(symbol.name)} = ${definition.latex}` };
  return { span, title: `${symbol.written} ∈ ${shape}`, shape, formula: formula ?? null, details, isDerivative: false };
}

/** A size, a property: what the whole declares. */
function describeDeclaration({ tree, symbols }: TypedStatement): Found | null {
  const [first] = symbols;
  if (!first) return null;
  const one = describeSymbol(first, tree.span);
  return symbols.length === 1 ? one : { ...one, title: symbols.map(({ written, shape }) => `${written} ∈ ${printShape(shape)}`).join(', '), details: [] };
}

const textOf = ({ start, end }: Span, { block, shift }: Place): string => block.text.slice(start + shift, end + shift);

function describeUntyped(statement: TypedStatement, place: Place, at: number): Found | null {
  // in LaTeX and Markdown every letter would ask for a declaration
  const untyped = place.block.kind === 'comment' ? untypedAt(statement, span => textOf(span, place), at) : null;
  return untyped && { span: untyped.span, title: untyped.title, shape: '', formula: null, details: [untyped.detail], isDerivative: false };
}

const ORIGIN: Readonly<Record<TypedSymbol['origin'], string>> = { declared: '', inferred: 'shape inferred', defined: '', function: 'function' };

/** What a name stands for, as it was written. */
export function definitionOf(symbol: TypedSymbol): Printed | null {
  return symbol.definition && writtenFormula(symbol.definition);
}

/** An expression as it was written; where that has no form of its own, the form of its tensor with names kept as names. */
export function writtenFormula(expression: Typed): Printed | null {
  const written = writtenForm(expression);
  if (written) return printed(written);
  const outcome = refusing(expression.span, () => ({ form: matrixForm(lower(expression, { leaves: namesIn(expression) }), { isWritten: () => true }) }));
  return 'form' in outcome && outcome.form ? printed(outcome.form) : null;
}

/** The defined names that occur directly in an expression. */
export function namesIn(expression: Typed): ReadonlySet<TypedSymbol> {
  const found = new Set<TypedSymbol>();
  const stack: Typed[] = [expression];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.op === 'reference') found.add(node.symbol);
    if ('args' in node) stack.push(...node.args);
  }
  return found;
}

/** What an operation is, in a word or two. */
function describeOperation(typed: Typed): string {
  switch (typed.op) {
    case 'multiply':
      return typed.args[0].shape.kind === 'scalar' || typed.args[1].shape.kind === 'scalar'
        ? 'scalar multiple'
        : typed.shape.kind === 'scalar'
          ? 'inner product'
          : typed.args[0].shape.columns.length === 0
            ? 'outer product'
            : 'matrix product';
    case 'broadcast':
      return 'repeated to the shape of its neighbour';
    case 'norm':
      return normRow(typed.norm).words;
    case 'elementwise':
      return `${typed.function} of each entry`;
    default:
      return OPERATIONS[typed.op] ?? '';
  }
}

const OPERATIONS: Readonly<Partial<Record<Typed['op'], string>>> = {
  add: 'sum',
  subtract: 'difference',
  hadamard: 'Hadamard product',
  hadamardDivide: 'Hadamard quotient',
  elementwisePower: 'power of each entry',
  matrixPower: 'matrix power',
  symbolicMatrixPower: 'matrix power',
  transpose: 'transpose',
  ...byMatrixOperation(row => row.words),
  identity: 'identity matrix',
  entry: 'component',
  stack: 'stacked components',
  derivative: 'derivative',
};
