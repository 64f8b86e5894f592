/** Claims and equalities: every member in the shape that the left side asks for. */

import type { Side } from '../dimensions/unify.ts';
import type { Claim, Definition, Equality, Expression } from '../syntax/tree.ts';
import { adjointQuestion } from './adjoints.ts';
import { type Context, checkpoint, make, operandAt, resolveShape, textAt } from './context.ts';
import { differentialQuestion } from './differentials.ts';
import { findLetter, fromEntries, newIndex, typeTerms, withFrame } from './indices.ts';
import { messages } from './messages.ts';
import { broadcastTo, commonShape, isZero } from './operators.ts';
import { printQueryShape, queryAxes } from './print.ts';
import { otherLayoutShape } from './queries.ts';
import { lineStart } from './rewrite.ts';
import { blockSize, isScalar } from './shape.ts';
import type { IndexSymbol, Shape, Typed, TypedMember, TypedQuery, TypedStatement } from './typed.ts';
import { everyExpression, letterUses, ungrouped } from './walk.ts';

type ClaimMeaning = Extract<TypedStatement['meaning'], { readonly kind: 'claim' }>;
type EqualityMeaning = Extract<TypedStatement['meaning'], { readonly kind: 'equality' }>;

/** A claim; member 0 is the left side. */
export function typeClaim(context: Context, tree: Claim): ClaimMeaning {
  if (tree.adjoint) return typeAdjointClaim(context, tree);
  const problemsBefore = context.problems.length;
  const [leftTree, ...rightTrees] = tree.members;
  const left = leftTree ? context.typeOf(context, leftTree) : null;
  const query = left?.op === 'derivative' ? left.query : null;
  const leftIsQuery = leftTree !== undefined && ungrouped(leftTree).kind === 'derivative';
  const members = [
    ...(leftTree ? [{ ...emptyMember(context, leftTree), expression: left }] : []),
    ...rightTrees.map(member => typeMember(context, member, leftIsQuery ? query : null, leftIsQuery ? null : left)),
  ];
  if (tree.mnemonic && context.unknown !== null) {
    // the chain rule as a reminder, with names that stand for nothing
    context.unknown = null;
    context.problems.length = problemsBefore;
    return { kind: 'claim', query: null, members: tree.members.map(member => emptyMember(context, member)) };
  }
  return { kind: 'claim', query, members };
}

/** The left side of an adjoint claim has no expression of its own: what is claimed is the query. */
function typeAdjointClaim(context: Context, tree: Claim): ClaimMeaning {
  for (const member of tree.members) typeNames(context, member);
  const question = adjointQuestion(context, tree);
  const differential = question || tree.mnemonic ? null : typeDifferentialClaim(context, tree);
  if (differential) return differential;
  if (!question || tree.mnemonic) return { kind: 'claim', query: null, members: tree.members.map(member => emptyMember(context, member)) };
  context.adjoints = question.adjoints;
  const members = tree.members.map((member, k) => (k === 0 ? emptyMember(context, member) : typeMember(context, member, question.query, null)));
  return { kind: 'claim', query: question.query, members };
}

/** In comments on code a name is assigned anew, and what its differential was meant to be stays open. */
function typeDifferentialClaim(context: Context, tree: Claim): ClaimMeaning | null {
  const question = context.options.starAmbiguous ? null : differentialQuestion(context, tree);
  if (!question) return null;
  context.adjoints = question.differentials;
  const members = tree.members.map((member, k) =>
    k === 0 ? { ...emptyMember(context, member), expression: question.differential } : typeMember(context, member, null, question.differential),
  );
  return { kind: 'claim', query: null, members };
}

/** The rest of a chain that begins with a definition, `L = a = b`; that of `g = dL/dw = a` may stand in either layout. */
export function typeFurtherMembers(context: Context, tree: Definition, value: Typed | null): readonly TypedMember[] | undefined {
  const query = value?.op === 'derivative' ? value.query : null;
  return tree.furtherMembers?.map(member => typeMember(context, member, query, query ? null : value));
}

/** `a == b`. */
export function typeEquality(context: Context, tree: Equality): EqualityMeaning {
  const left = context.typeOf(context, tree.left);
  const right = context.typeOf(context, tree.right);
  if (!left || !right) return { kind: 'equality', left, right };
  const sides = alike(context, left, right);
  if (sides) return { kind: 'equality', left: sides[0], right: sides[1] };
  context.problems.push(messages.equalityMismatch(tree.span, operandAt(context, tree.left.span, left.shape), operandAt(context, tree.right.span, right.shape)));
  return { kind: 'equality', left: null, right: null };
}

const emptyMember = (context: Context, tree: Expression): TypedMember => ({
  expression: null,
  span: tree.span,
  lineStart: lineStart(context.text, tree.span.start),
});

function typeNames(context: Context, tree: Expression): void {
  for (const part of everyExpression(tree)) {
    const symbol = part.kind === 'name' ? context.scope.lookup(part.name) : undefined;
    if (symbol && !symbol.domain)
      context.types.set(
        part,
        make(
          context,
          symbol.definition
            ? { op: 'reference', symbol, shape: symbol.shape, span: part.span }
            : { op: 'variable', symbol, shape: symbol.shape, span: part.span },
        ),
      );
  }
}

/** A member, and the same with its inner derivatives in other layouts. */
function typeMember(context: Context, tree: Expression, query: TypedQuery | null, left: Typed | null): TypedMember {
  const otherLayouts = query && hasDerivative(tree) ? inOtherLayouts(context, () => typeReadings(context, tree, query, left).expression) : [];
  const member = typeReadings(context, tree, query, left);
  return otherLayouts.length > 0 ? { ...member, otherLayouts } : member;
}

function hasDerivative(tree: Expression): boolean {
  for (const part of everyExpression(tree)) if (part.kind === 'derivative') return true;
  return false;
}

function inOtherLayouts(context: Context, read: () => Typed | null): readonly Typed[] {
  const { options } = context;
  const other = options.layout === 'numerator' ? 'denominator' : 'numerator';
  return [{ layout: other } as const, { gradientLayout: other } as const].flatMap(change => {
    const restore = checkpoint(context);
    const problemsBefore = context.problems.length;
    context.options = { ...options, ...change };
    const typed = read();
    context.options = options;
    if (typed && context.problems.length === problemsBefore) return [typed];
    restore();
    return [];
  });
}

/** Both readings of `*` where it has two; the product first. */
function typeReadings(context: Context, tree: Expression, query: TypedQuery | null, left: Typed | null): TypedMember {
  const read = (star: Context['star']): Typed | null => {
    context.star = star;
    const typed = query ? typeQueryMember(context, tree, query) : typeChainMember(context, tree, left);
    context.star = 'product';
    return typed;
  };
  const member = emptyMember(context, tree);
  if (!context.options.starAmbiguous) return { ...member, expression: read('product') };
  const restore = checkpoint(context);
  context.starDiffers = false;
  const conforms = read('product') !== null;
  const differs = context.starDiffers;
  restore();
  if (!differs) return { ...member, expression: read('product') };
  const again = checkpoint(context);
  const problemsBefore = context.problems.length;
  const other = read('elementwise');
  if (!other) again();
  // the reading that is shown says what there is to say
  if (other && conforms) context.problems.length = problemsBefore;
  if (other && !conforms) return { ...member, expression: other };
  const expression = read('product');
  return other ? { ...member, expression, otherReading: other } : { ...member, expression };
}

function typeChainMember(context: Context, tree: Expression, left: Typed | null): Typed | null {
  const typed = context.typeOf(context, tree);
  if (!typed || !left) return typed;
  const sides = alike(context, left, typed);
  if (sides) return sides[1];
  context.problems.push(messages.equalityMismatch(tree.span, operandAt(context, left.span, left.shape), operandAt(context, tree.span, typed.shape)));
  return null;
}

/** Two sides of one shape; a literal 0 takes the other's. */
export function alike(context: Context, left: Typed, right: Typed): readonly [Typed, Typed] | null {
  if (commonShape(context, left.shape, right.shape)) return [left, right];
  if (isZero(left)) return [broadcastTo(context, left, right.shape), right];
  return isZero(right) ? [left, broadcastTo(context, right, left.shape)] : null;
}

function typeQueryMember(context: Context, tree: Expression, query: TypedQuery): Typed | null {
  const letters = [...new Set(letterUses(tree).map(use => use.letter))].filter(letter => !findLetter(context, letter));
  if (letters.length > 0) return typeIndexMember(context, tree, query, letters);
  const typed = context.typeOf(context, tree);
  if (!typed) return null;
  if (isZero(typed)) return broadcastTo(context, typed, query.shape);
  if (conforms(context, typed.shape, query)) return typed;
  context.problems.push(messages.claimMismatch(tree.span, operandAt(context, tree.span, typed.shape), printQueryShape(query)));
  return null;
}

/** In this layout, in the other one, or, where the result is a tensor, as the matrix of vec(of) by vec(wrt). */
function conforms(context: Context, shape: Shape, query: TypedQuery): boolean {
  const wanted = [query.shape, otherLayoutShape(context, query)];
  if (wanted.some(candidate => commonShape(context, candidate, shape) !== null)) return true;
  const own = blockSize(resolveShape(context, shape));
  if (own && wanted.some(candidate => isBlock(context, own, blockSize(candidate)))) return true;
  if (!own || query.shape.kind !== 'tensor') return false;
  return vecSides(query).some(([rows, columns]) => isBlock(context, own, { rows, columns }) || isBlock(context, own, { rows: columns, columns: rows }));
}

type Block = ReturnType<typeof blockSize>;

/** A column and a matrix with one column are the same block. */
const isBlock = (context: Context, a: Block, b: Block): boolean =>
  a !== null && b !== null && context.sizes.attempt(() => context.sizes.unifySides(a.rows, b.rows) && context.sizes.unifySides(a.columns, b.columns));

/** vec stacks columns: the last axis comes first. */
function vecSides(query: TypedQuery): readonly (readonly [Side, Side])[] {
  const { of, wrt } = queryAxes(query);
  const vec = (axes: Side): Side => axes.toReversed();
  const pairs: (readonly [Side, Side])[] = [];
  if (of.length > 0) pairs.push([vec(of), vec(wrt.flat())]);
  if (of.length === 0 && wrt.length === 2) pairs.push([vec(wrt[0]!), vec(wrt[1]!)]);
  return pairs.filter(([rows, columns]) => rows.length > 0 && columns.length > 0);
}

/**
 * An index claim, `eye(n)[j,l]*(X'*B)[i,k] + …`: the letters i, j, k … stand for the axes (of…, wrt…) in order, the
 * others are summed within their term. A definition by indices names its own axes.
 */
function typeIndexMember(context: Context, tree: Expression, query: TypedQuery, letters: readonly string[]): Typed | null {
  const { of, wrt } = queryAxes(query);
  const axes = [...of, ...wrt.flat()].map(axis => context.sizes.resolve(axis));
  if (axes.length === 0) return typeTerms(context, tree, textAt(context, query.span));
  for (const choice of letterChoices(letters, axes.length, ownLetters(query))) {
    const restore = checkpoint(context);
    const typed = typeWithLetters(context, tree, query, choice, axes);
    if (typed) return typed;
    restore();
  }
  // an unknown name is reported by itself
  if (context.unknown === null) context.problems.push(messages.indexClaim(tree.span, letters, printQueryShape(query)));
  return null;
}

function typeWithLetters(context: Context, tree: Expression, query: TypedQuery, letters: readonly string[], axes: Side): Typed | null {
  const indices = letters.map(letter => newIndex(context, letter));
  if (!indices.every((index, k) => context.sizes.unify(index.size, axes[k]!))) return null;
  const frame = { letters: new Map<string, IndexSymbol>(indices.map(index => [index.name, index])), open: false };
  const body = withFrame(context, frame, () => typeTerms(context, tree, textAt(context, query.span)));
  if (!body || !isScalar(body.shape)) return null;
  const typed = fromEntries(context, body, indices, tree.span);
  if (typed) context.types.set(tree, body);
  return typed;
}

const ownLetters = (query: TypedQuery): readonly string[] => {
  const definition = query.of.op === 'reference' ? query.of.symbol.definition : query.of;
  return definition?.op === 'fromEntries' ? definition.indices.map(index => index.name) : [];
};

const mostChoices = 100;

/** The sets of `count` letters, i j k … before a b c …, each in the order in which it names the axes. */
function* letterChoices(letters: readonly string[], count: number, own: readonly string[]): Generator<readonly string[]> {
  const rank = (letter: string): string => (letter >= 'i' ? `0${letter}` : `1${letter}`);
  const sorted = letters.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  let left = mostChoices;
  for (const chosen of combinations(sorted, count)) {
    if (left-- === 0) return;
    const first = own.every(letter => chosen.includes(letter)) ? own : [];
    yield [...first, ...chosen.filter(letter => !first.includes(letter)).toSorted()];
  }
}

function* combinations(letters: readonly string[], count: number): Generator<readonly string[]> {
  if (count > letters.length) return;
  const positions = Array.from({ length: count }, (_, i) => i);
  for (;;) {
    yield positions.map(position => letters[position]!);
    let last = count - 1;
    while (last >= 0 && positions[last] === letters.length - count + last) last--;
    if (last < 0) return;
    positions[last]!++;
    for (let i = last + 1; i < count; i++) positions[i] = positions[i - 1]! + 1;
  }
}
