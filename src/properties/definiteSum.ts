/** A sum is semidefinite where all of its terms are, or where a term of the other sign is outweighed by one of the others. */

import { expand } from '../calculus/expand.ts';
import { splitCoefficient } from '../tensors/leaves.ts';
import type { ProductNode, SumNode, TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear, scale } from '../tensors/sum.ts';
import { comparisonOf } from './comparisons.ts';
import { type Decide, type Definiteness, type Evidence, either, type Found, type Sign, type Split, type StrictIf, signed } from './quadraticForm.ts';

interface Term {
  readonly coefficient: Q.Rational;
  readonly node: TensorNode;
}

export function definiteSum(node: SumNode, split: Split, decide: Decide): Found | null {
  const terms = node.written.map(k => ({ coefficient: node.coefficients[k]!, node: node.terms[k]! }));
  const found = signOfTerms(terms, split, decide);
  if (found) return found;
  const open = opened(terms, split, decide);
  return signOfTerms(open, split, decide) ?? signOfTerms(withOneWeight(withOneDiagonal(open, split)), split, decide);
}

/** Σ_t G_t a_t and Σ_t G_t b_t as Σ_t G_t (a + b)_t: Φᵀ diag(a) Φ − Φᵀ diag(b) Φ, where a − b may have a sign. */
function withOneWeight(terms: readonly Term[]): readonly Term[] {
  const weighted = terms.map(({ node }) => (node.kind === 'product' ? weightsIn(node) : []));
  for (const { map } of weighted.flat()) {
    const own = weighted.map(options => options.find(option => option.map === map) ?? null);
    if (own.filter(option => option !== null).length < 2) continue;
    const { shape } = map;
    const weight = linear(
      own.flatMap((option, k) => (option ? [[terms[k]!.coefficient, option.weight] as const] : [])),
      shape.slice(-1),
    );
    const axes = shape.map((_, axis) => axis);
    const joined = product([map, weight], [axes, axes.slice(-1)], axes.slice(0, -1), shape.slice(0, -1));
    return [...withOneWeight(terms.filter((_, k) => !own[k])), { coefficient: Q.ONE, node: joined }];
  }
  return terms;
}

/** A product as the sum over one label: `map` is what hangs together with the axes of the product, `weight` what does not but for this label. */
function weightsIn({ factors, labels, out, sizes, shape }: ProductNode): readonly { readonly map: TensorNode; readonly weight: TensorNode }[] {
  return sizes.flatMap((size, label) => {
    if (out.includes(label)) return [];
    const reached = new Set(out);
    const outer = new Set<number>();
    for (let before = -1; before < outer.size; ) {
      before = outer.size;
      for (const [k, own] of labels.entries()) {
        if (outer.has(k) || !own.some(each => reached.has(each))) continue;
        outer.add(k);
        for (const each of own) if (each !== label) reached.add(each);
      }
    }
    const part = (isOuter: boolean, wanted: readonly number[], wantedSizes: ProductNode['sizes']): TensorNode => {
      const kept = [...factors.keys()].filter(k => outer.has(k) === isOuter);
      return product(
        kept.map(k => factors[k]!),
        kept.map(k => labels[k]!),
        wanted,
        wantedSizes,
      );
    };
    return [{ map: part(true, [...out, label], [...shape, size]), weight: part(false, [label], [size]) }];
  });
}

/** diag(a) and diag(b) as diag(a + b): where neither has a sign the sum may. */
function withOneDiagonal(terms: readonly Term[], split: Split): readonly Term[] {
  const isDiagonal = ({ node }: Term): boolean =>
    node.kind === 'product' && split.left.length > 0 && split.left.every((axis, k) => node.out[axis] === node.out[split.right[k]!]);
  const diagonal = terms.filter(isDiagonal);
  if (diagonal.length < 2) return terms;
  const { shape } = diagonal[0]!.node;
  const axes = shape.map((_, axis) => axis).filter(axis => !split.right.includes(axis));
  const entries = linear(
    diagonal.map(({ coefficient, node }) => {
      const { factors, labels, out } = node as ProductNode;
      return [
        coefficient,
        product(
          factors,
          labels,
          axes.map(axis => out[axis]!),
          axes.map(axis => shape[axis]!),
        ),
      ] as const;
    }),
    axes.map(axis => shape[axis]!),
  );
  const joined = product(
    [entries],
    [axes],
    shape.map((_, axis) => (split.right.includes(axis) ? split.left[split.right.indexOf(axis)]! : axis)),
  );
  return [...terms.filter(term => !isDiagonal(term)), { coefficient: Q.ONE, node: joined }];
}

/** Terms that say nothing by themselves multiplied out: they may cancel or be outweighed then. */
function opened(terms: readonly Term[], split: Split, decide: Decide): readonly Term[] {
  return terms.flatMap(term => {
    if (decide(term.node, split)) return [term];
    const expanded = expand(term.node);
    if (expanded === term.node || expanded.kind !== 'sum') return [term];
    return expanded.written.map(k => {
      const { coefficient, rest } = splitCoefficient(expanded.terms[k]!);
      return { coefficient: Q.multiply(term.coefficient, Q.multiply(expanded.coefficients[k]!, coefficient)), node: rest };
    });
  });
}

function signOfTerms(terms: readonly Term[], split: Split, decide: Decide): Found | null {
  const found = terms.map(term => ({ ...term, found: decide(term.node, split) }));
  for (const sign of [1, -1] as const) {
    const fitting = found.filter(term => term.found && signed(term.found.sign, term.coefficient.numerator) !== -sign);
    const against = found.filter(term => !fitting.includes(term));
    if (fitting.length === 0) continue;
    const sum = against.length === 0 ? summed(fitting, sign, []) : outweighed(fitting, against, sign, split, decide);
    if (sum) return sum;
  }
  return null;
}

interface FoundTerm extends Term {
  readonly found: Definiteness | null;
}

function summed(terms: readonly FoundTerm[], sign: Sign, more: readonly Evidence[]): Found {
  const strictIf = terms.reduce<StrictIf>((known, { found }) => either(known, found!.sign === 0 ? null : found!.strictIf), null);
  const isZeroSum = terms.every(({ found }) => found!.sign === 0) && more.length === 0;
  return { sign: isZeroSum ? 0 : sign, strictIf, parts: [...terms.map(scaledEvidence), ...more] };
}

const scaledEvidence = ({ coefficient, node, found }: FoundTerm): Evidence => ({
  ...found!.evidence,
  node: scale(coefficient, node),
  sign: signed(found!.sign, coefficient.numerator),
});

/** Every term against is taken from a fitting one that is the same with two factors joined; what is left of that one still fits. */
function outweighed(fitting: readonly FoundTerm[], against: readonly FoundTerm[], sign: Sign, split: Split, decide: Decide): Found | null {
  const left = fitting.map(term => ({ ...term }));
  const remainders: Evidence[] = [];
  for (const term of against) {
    const size = Q.rational(Math.abs(term.coefficient.numerator), term.coefficient.denominator);
    if (term.coefficient.numerator * sign > 0 || term.node.kind !== 'product') return null;
    const signedSize = Q.rational(-sign * size.numerator, size.denominator);
    /** What is left of the fitting term that is a multiple of this one; null where there is none, or it is too small. */
    const taken = (greater: TensorNode): { readonly at: number; readonly coefficient: Q.Rational } | null => {
      const { coefficient: times, rest } = splitCoefficient(greater);
      const at = left.findIndex(({ node }) => node === rest);
      const coefficient = at < 0 ? null : Q.add(left[at]!.coefficient, Q.multiply(signedSize, times));
      return coefficient && coefficient.numerator * sign >= 0 ? { at, coefficient } : null;
    };
    const match = comparisonOf(term.node, split, decide, greater => taken(greater) !== null);
    const rest = match && taken(match.greater);
    if (!rest) return null;
    left[rest.at] = { ...left[rest.at]!, coefficient: rest.coefficient };
    remainders.push(match.evidence);
  }
  return summed(
    left.filter(({ coefficient }) => !Q.isZero(coefficient)),
    sign,
    remainders,
  );
}
