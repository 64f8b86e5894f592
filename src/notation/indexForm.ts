/** The index form of a tensor: it always exists. Deltas are the output labels that repeat. */

import { addDimensions, constantDimension, type Dimension } from '../dimensions/dimension.ts';
import { isZero } from '../tensors/leaves.ts';
import type { SliceNode, TensorNode } from '../tensors/node.ts';
import { place, select } from '../tensors/pieces.ts';
import * as Q from '../tensors/rational.ts';
import type { IndexFactor, IndexForm, IndexName, IndexTerm, MatrixForm } from './form.ts';
import { formSize } from './formSizes.ts';
import { namesInside, summedLetter } from './letters.ts';
import { type MatrixFormOptions, matrixForms } from './matrixForm.ts';

/** Nested sums deeper than this are printed by the name of their operation alone. */
const DEPTH = 40;
/** So are those behind this many parts: shared ones would be written out again and again. */
const MOST_PARTS = 20_000;

/**
 * `free` names the axes of the node in order. `taken` are the names inside the node, where they are known: no index looks
 * like one of them, and the letters in use are added to it.
 */
export function indexForm(node: TensorNode, free: readonly IndexName[], options: MatrixFormOptions = {}, taken: Set<string> = namesInside(node)): IndexForm {
  for (const index of free) taken.add(index.letter);
  return build(node, free, taken, { names: options.names, formOf: matrixForms(options), left: MOST_PARTS }, 0);
}

interface Context {
  readonly names: MatrixFormOptions['names'];
  readonly formOf: (node: TensorNode) => MatrixForm | null;
  /** Parts that may still be written. */
  left: number;
}

/** Letters that stand for something where the work is; a sum takes its own back when its term is done. */
type Taken = Set<string>;

function build(node: TensorNode, free: readonly IndexName[], taken: Taken, options: Context, depth: number): IndexForm {
  const terms: IndexTerm[] = [];
  addTerms(node, Q.ONE, terms, free, taken, options, depth);
  return { free, terms };
}

/** Adds the terms of a tensor with a coefficient. */
function addTerms(
  inner: TensorNode,
  coefficient: Q.Rational,
  terms: IndexTerm[],
  free: readonly IndexName[],
  taken: Taken,
  options: Context,
  depth: number,
): void {
  const isNamed = options.names?.has(inner);
  const rows = inner.kind === 'concatenate' && inner.shape.length > 2 ? singleRows(inner) : null;
  if (inner.kind === 'sum' && !isNamed)
    for (const k of inner.written) addTerms(inner.terms[k]!, Q.multiply(coefficient, inner.coefficients[k]!), terms, free, taken, options, depth);
  else if (rows) for (const row of rows) addTerms(row, coefficient, terms, free, taken, options, depth);
  else if (inner.kind === 'concatenate' && !isNamed && (inner.shape.length > 2 || !options.formOf(inner)))
    for (const term of blockTerms(inner, free, taken, options, depth)) terms.push({ ...term, coefficient: Q.multiply(coefficient, term.coefficient) });
  else {
    const { summed, factors } = termOf(inner, free, taken, options, depth);
    terms.push({ coefficient, summed, factors });
  }
}

/** Blocks of one row each, every one at its place among zeros; null where a block is longer or its place no number. */
function singleRows({ axis, parts, shape }: TensorNode & { kind: 'concatenate' }): readonly TensorNode[] | null {
  if (parts.some(part => part.shape[axis]!.constant !== 1)) return null;
  return parts.flatMap((part, position) => {
    if (isZero(part)) return [];
    const at = (own: number): (number | null)[] => shape.map((_, k) => (k === axis ? own : null));
    return [place(select(part, at(0)), at(position), shape)];
  });
}

/** Σ over the blocks of Σ_t δ_{i,offset+t} block_t…; where t is an index of the block's own delta, that index takes its place. */
function blockTerms(
  node: TensorNode & { kind: 'concatenate' },
  free: readonly IndexName[],
  taken: Taken,
  options: Context,
  depth: number,
): readonly IndexTerm[] {
  const outer = free[node.axis]!;
  let offset = outer.offset ?? constantDimension(0);
  return node.parts.flatMap(part => {
    const size = part.shape[node.axis]!;
    const start = offset;
    offset = addDimensions(offset, size);
    if (isZero(part)) return [];
    const letter = summedLetter(size, taken);
    const own: IndexName = { letter, size, role: 'summed' };
    taken.add(letter);
    const { terms } = build(
      part,
      free.map((index, axis) => (axis === node.axis ? own : index)),
      taken,
      options,
      depth,
    );
    taken.delete(letter);
    return terms.map(term => embedded(term, outer, own, start));
  });
}

function embedded(term: IndexTerm, outer: IndexName, own: IndexName, offset: Dimension): IndexTerm {
  const isOwn = (index: IndexName): boolean => index.letter === own.letter && !index.offset;
  const joined = term.factors.find(factor => factor.kind === 'delta' && (isOwn(factor.left) || isOwn(factor.right)));
  const at = (index: IndexName): IndexFactor => ({ kind: 'delta', left: outer, right: { ...index, offset } });
  if (joined?.kind === 'delta') {
    const other = isOwn(joined.left) ? joined.right : joined.left;
    const stands = term.factors.filter(factor => factor !== joined && lettersOf(factor).includes(own.letter)).length > 0;
    if (!stands && !other.offset && !isLiteral(other)) return { ...term, factors: term.factors.map(factor => (factor === joined ? at(other) : factor)) };
  }
  return { ...term, summed: [own, ...term.summed], factors: [at(own), ...term.factors] };
}

const isLiteral = (index: IndexName): boolean => /^\d+$/.test(index.letter);

/** A part of an axis is the whole with an index that is moved. */
function slicedIndices(node: SliceNode, indices: readonly IndexName[]): readonly IndexName[] {
  return indices.map((index, axis) => (axis === node.axis ? { ...index, offset: addDimensions(node.offset, index.offset ?? constantDimension(0)) } : index));
}

/** The whole with numbers for the axes that are fixed; null where the whole has no entries of its own. */
function selectedIndices(node: TensorNode & { kind: 'select' }, indices: readonly IndexName[]): readonly IndexName[] {
  let next = 0;
  return node.positions.map((position, axis) =>
    position === null ? indices[next++]! : { letter: String(position + 1), size: node.argument.shape[axis]!, role: 'summed' },
  );
}

function termOf(node: TensorNode, free: readonly IndexName[], taken: Taken, options: Context, depth: number): Omit<IndexTerm, 'coefficient'> {
  if (node.kind === 'place') {
    const kept = free.filter((_, axis) => node.positions[axis] === null);
    const inner = termOf(node.argument, kept, taken, options, depth);
    const units: IndexFactor[] = node.positions.flatMap((position, axis) =>
      position === null
        ? []
        : [{ kind: 'delta' as const, left: free[axis]!, right: { letter: String(position + 1), size: free[axis]!.size, role: 'summed' as const } }],
    );
    return { summed: inner.summed, factors: [...units, ...inner.factors] };
  }
  if (node.kind === 'slice' && !options.names?.has(node)) return termOf(node.argument, slicedIndices(node, free), taken, options, depth);
  if (node.kind !== 'product' || options.names?.has(node)) return { summed: [], factors: [factorOf(node, free, Q.ONE, taken, options, depth)] };
  const letters: (IndexName | undefined)[] = [];
  const deltas: IndexFactor[] = [];
  for (let axis = 0; axis < node.out.length; axis++) {
    const label = node.out[axis]!;
    const known = letters[label];
    if (known) deltas.push({ kind: 'delta', left: known, right: free[axis]! });
    else letters[label] = free[axis]!;
  }
  const summed: IndexName[] = [];
  for (const own of node.labels)
    for (const label of own) {
      if (letters[label]) continue;
      const letter = summedLetter(node.sizes[label]!, taken);
      taken.add(letter);
      const index: IndexName = { letter, size: node.sizes[label]!, role: 'summed' };
      letters[label] = index;
      summed.push(index);
    }
  const factors: IndexFactor[] = [];
  for (let k = 0; k < node.factors.length; k++) {
    const factor = node.factors[k]!;
    const indices: IndexName[] = [];
    for (const label of node.labels[k]!) indices.push(letters[label]!);
    const isPower = factor.kind === 'power';
    const made = factorOf(isPower ? factor.base : factor, indices, isPower ? factor.exponent : Q.ONE, taken, options, depth);
    const opened = openedProduct(made);
    if (!opened) factors.push(made);
    else for (const each of opened) (each.kind === 'delta' ? deltas : factors).push(each);
  }
  for (const index of summed) taken.delete(index.letter);
  const ordered = readingOrder(factors, free);
  return { summed, factors: deltas.length === 0 ? ordered : [...deltas, ...ordered] };
}

/** A bracket around a plain product says nothing: the factors in it. null where there is none. */
function openedProduct(factor: IndexFactor): readonly IndexFactor[] | null {
  if (factor.kind !== 'function' || factor.function !== null || !Q.isOne(factor.exponent) || factor.argument.terms.length !== 1) return null;
  const [only] = factor.argument.terms;
  return Q.isOne(only!.coefficient) && only!.summed.length === 0 ? only!.factors : null;
}

/** Scalars first; then the factors in the order in which their indices join, from the first free index on: A_ij x_j, e_n Φ_nd. */
function readingOrder(factors: readonly IndexFactor[], free: readonly IndexName[]): readonly IndexFactor[] {
  if (factors.length < 2) return factors;
  const scalars: IndexFactor[] = [];
  const waiting: Waiting[] = [];
  for (const factor of factors) {
    const letters = lettersOf(factor);
    if (letters.length === 0) scalars.push(factor);
    else waiting.push({ factor, letters, isTaken: false });
  }
  const joined: IndexFactor[] = [];
  for (const index of free) takeAlong(index.letter, waiting, joined);
  for (const each of waiting) if (!each.isTaken) takeAlong(each.letters[0]!, waiting, joined);
  // the derivative of a scalar is a row: its free index stands last
  const isRow = free.length === 1 && free[0]!.role === 'denominator';
  if (isRow) joined.reverse();
  return scalars.length === 0 ? joined : [...scalars, ...joined];
}

/** A factor with indices that has no place yet, or had none. */
interface Waiting {
  readonly factor: IndexFactor;
  readonly letters: readonly string[];
  isTaken: boolean;
}

/** The factors along the path that begins at a letter. */
function takeAlong(start: string, waiting: readonly Waiting[], joined: IndexFactor[]): void {
  for (let letter: string | null = start; letter !== null; ) {
    const next: Waiting | null = holderOf(letter, waiting);
    if (!next) return;
    joined.push(next.factor);
    next.isTaken = true;
    const came: string = letter;
    letter = null;
    for (const other of next.letters)
      if (other !== came && holderOf(other, waiting)) {
        letter = other;
        break;
      }
  }
}

/** The first that waits and has the letter. */
function holderOf(letter: string, waiting: readonly Waiting[]): Waiting | null {
  for (const each of waiting) if (!each.isTaken && each.letters.includes(letter)) return each;
  return null;
}

function lettersOf(factor: IndexFactor): readonly string[] {
  const letters: string[] = [];
  if (factor.kind === 'delta') letters.push(factor.left.letter, factor.right.letter);
  else for (const index of factor.kind === 'function' ? factor.argument.free : factor.indices) letters.push(index.letter);
  return letters;
}

function factorOf(node: TensorNode, indices: readonly IndexName[], exponent: Q.Rational, taken: Taken, options: Context, depth: number): IndexFactor {
  if (node.kind === 'variable' && (node.shape.length > 2 || (node.facts.size > 0 && node.facts.has('flattened'))))
    return { kind: 'tensor', name: node.name, indices, exponent };
  if (node.kind === 'slice' && !options.names?.has(node)) return factorOf(node.argument, slicedIndices(node, indices), exponent, taken, options, depth);
  if (node.kind === 'select' && node.argument.shape.length > 2) return factorOf(node.argument, selectedIndices(node, indices), exponent, taken, options, depth);
  const name = node.shape.length > 2 ? options.names?.get(node) : undefined;
  if (name !== undefined) return { kind: 'tensor', name, indices, exponent };
  const applied = appliedForm(node, options);
  if (applied) return { kind: 'entry', form: applied, indices, exponent };
  const form: MatrixForm | null = node.shape.length <= 2 ? options.formOf(node) : null;
  if (form) options.left -= formSize(form);
  // (rᵀ)_i of a row r is r_i
  if (form) return { kind: 'entry', form: form.kind === 'transpose' && node.shape.length === 1 ? form.argument : form, indices, exponent };
  if (depth < DEPTH && --options.left > 0) {
    if (node.kind === 'elementwise')
      return { kind: 'function', function: node.function, argument: build(node.argument, indices, taken, options, depth + 1), exponent };
    if (node.kind === 'power' && Q.isInteger(exponent))
      return {
        kind: 'function',
        function: null,
        argument: build(node.base, indices, taken, options, depth + 1),
        exponent: Q.multiply(node.exponent, exponent),
      };
    // (x²)^(1/2) is |x|: a power of a power stays one
    if (node.kind === 'power') return { kind: 'function', function: null, argument: build(node, indices, taken, options, depth + 1), exponent };
    if (node.kind === 'sum' || node.kind === 'product' || node.kind === 'place' || node.kind === 'concatenate')
      return { kind: 'function', function: null, argument: build(node, indices, taken, options, depth + 1), exponent };
  }
  return { kind: 'tensor', name: node.kind, indices, exponent };
}

/** A function of a tensor, or a derivative of one, of any order: it has entries also where it is no matrix. */
function appliedForm(node: TensorNode, options: Context): MatrixForm | null {
  if (node.kind !== 'apply' && node.kind !== 'matrixFunctionDerivative') return null;
  const argument = options.formOf(node.argument);
  return argument && { kind: 'apply', orientation: 'matrix', name: node.kind === 'apply' ? node.name : node.function, order: node.order, argument };
}
