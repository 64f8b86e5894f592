/** The index form of a tensor: it always exists. Deltas are the output labels that repeat. */

import type { TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import type { IndexFactor, IndexForm, IndexName, IndexTerm, MatrixForm } from './form.ts';
import { namesInside, summedLetter } from './letters.ts';
import { type MatrixFormOptions, matrixForm } from './matrixForm.ts';

/** Nested sums deeper than this are printed by the name of their operation alone. */
const DEPTH = 40;

/** `free` names the axes of the node in order. */
export function indexForm(node: TensorNode, free: readonly IndexName[], options: MatrixFormOptions = {}): IndexForm {
  const avoid = namesInside(node);
  return build(node, free, new Set([...avoid, ...free.map(index => index.letter)]), options, 0);
}

function build(node: TensorNode, free: readonly IndexName[], taken: ReadonlySet<string>, options: MatrixFormOptions, depth: number): IndexForm {
  const terms: IndexTerm[] = [];
  const collect = (inner: TensorNode, coefficient: Q.Rational): void => {
    if (inner.kind === 'sum' && !options.names?.has(inner))
      for (const k of inner.written) collect(inner.terms[k]!, Q.multiply(coefficient, inner.coefficients[k]!));
    else terms.push({ coefficient, ...termOf(inner, free, taken, options, depth) });
  };
  collect(node, Q.ONE);
  return { free, terms };
}

function termOf(
  node: TensorNode,
  free: readonly IndexName[],
  taken: ReadonlySet<string>,
  options: MatrixFormOptions,
  depth: number,
): Omit<IndexTerm, 'coefficient'> {
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
  if (node.kind !== 'product' || options.names?.has(node)) return { summed: [], factors: [factorOf(node, free, Q.ONE, taken, options, depth)] };
  const letters = new Map<number, IndexName>();
  const deltas: IndexFactor[] = [];
  node.out.forEach((label, axis) => {
    const known = letters.get(label);
    if (known) deltas.push({ kind: 'delta', left: known, right: free[axis]! });
    else letters.set(label, free[axis]!);
  });
  const summed: IndexName[] = [];
  const used = new Set(taken);
  for (const own of node.labels)
    for (const label of own) {
      if (letters.has(label)) continue;
      const letter = summedLetter(node.sizes[label]!, used);
      used.add(letter);
      const index: IndexName = { letter, size: node.sizes[label]!, role: 'summed' };
      letters.set(label, index);
      summed.push(index);
    }
  const factors = node.factors.map((factor, k) => {
    const indices = node.labels[k]!.map(label => letters.get(label)!);
    return factor.kind === 'power'
      ? factorOf(factor.base, indices, factor.exponent, used, options, depth)
      : factorOf(factor, indices, Q.ONE, used, options, depth);
  });
  return { summed, factors: [...deltas, ...readingOrder(factors, free)] };
}

/** Scalars first; then the factors in the order in which their indices join, from the first free index on: A_ij x_j, e_n Φ_nd. */
function readingOrder(factors: readonly IndexFactor[], free: readonly IndexName[]): readonly IndexFactor[] {
  const lettersOf = (factor: IndexFactor): readonly string[] =>
    (factor.kind === 'entry' || factor.kind === 'tensor' ? factor.indices : factor.kind === 'function' ? factor.argument.free : []).map(index => index.letter);
  const scalars = factors.filter(factor => lettersOf(factor).length === 0);
  const left = factors.filter(factor => lettersOf(factor).length > 0);
  const ordered: IndexFactor[] = [];
  const take = (letter: string): void => {
    for (let at: string | undefined = letter; at !== undefined; ) {
      const joined: string = at;
      const k = left.findIndex(factor => lettersOf(factor).includes(joined));
      if (k < 0) return;
      const [factor] = left.splice(k, 1);
      ordered.push(factor!);
      at = lettersOf(factor!).find(other => other !== joined && left.some(rest => lettersOf(rest).includes(other)));
    }
  };
  for (const index of free) take(index.letter);
  while (left.length > 0) take(lettersOf(left[0]!)[0]!);
  // the derivative of a scalar is a row: its free index stands last
  const isRow = free.length === 1 && free[0]!.role === 'denominator';
  return [...scalars, ...(isRow ? ordered.reverse() : ordered)];
}

function factorOf(
  node: TensorNode,
  indices: readonly IndexName[],
  exponent: Q.Rational,
  taken: ReadonlySet<string>,
  options: MatrixFormOptions,
  depth: number,
): IndexFactor {
  if (node.kind === 'variable' && (node.shape.length > 2 || node.facts.has('flattened'))) return { kind: 'tensor', name: node.name, indices, exponent };
  const applied = appliedForm(node, options);
  if (applied) return { kind: 'entry', form: applied, indices, exponent };
  const form: MatrixForm | null = node.shape.length <= 2 ? matrixForm(node, options) : null;
  // (rᵀ)_i of a row r is r_i
  if (form) return { kind: 'entry', form: form.kind === 'transpose' && node.shape.length === 1 ? form.argument : form, indices, exponent };
  if (depth < DEPTH) {
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
    if (node.kind === 'sum' || node.kind === 'product' || node.kind === 'place')
      return { kind: 'function', function: null, argument: build(node, indices, taken, options, depth + 1), exponent };
  }
  return { kind: 'tensor', name: node.kind, indices, exponent };
}

/** A function of a tensor, or a derivative of one, of any order: it has entries also where it is no matrix. */
function appliedForm(node: TensorNode, options: MatrixFormOptions): MatrixForm | null {
  if (node.kind !== 'apply' && node.kind !== 'matrixFunctionDerivative') return null;
  const argument = matrixForm(node.argument, options);
  return argument && { kind: 'apply', orientation: 'matrix', name: node.kind === 'apply' ? node.name : node.function, order: node.order, argument };
}
