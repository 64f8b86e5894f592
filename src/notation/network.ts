/**
 * The matrix form of one product: a series–parallel reduction of the graph whose vertices are labels, whose edges are
 * factors with two axes and whose vertex weights are factors with one.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import type { ProductNode, TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { openChain } from './chain.ts';
import { diagonalMatrix, elementwisePower, hadamard, identityOf, isMarkedSymmetric, multiplied, scalarNumber, transposed } from './construct.ts';
import type { MatrixForm } from './form.ts';
import { formKey } from './formKey.ts';

export interface ScalarFactor {
  readonly base: MatrixForm;
  readonly exponent: Q.Rational;
}
/** Scalars times a chain of factors. A scalar product has an empty chain. */
export interface Reduced {
  readonly scalars: readonly ScalarFactor[];
  readonly chain: readonly MatrixForm[];
}

interface Edge {
  from: number;
  to: number;
  /** Rows at `from`, columns at `to`. */
  form: MatrixForm;
}

/** null where the network has no matrix form: an axis of three factors, or a factor of order 3 and up. */
export function reduceNetwork(node: ProductNode, formOf: (factor: TensorNode) => MatrixForm | null): Reduced | null {
  const { out } = node;
  const scalars: ScalarFactor[] = [];
  const forms = new Array<MatrixForm>(node.factors.length);
  let shaped = 0;
  for (let k = 0; k < node.factors.length; k++) {
    const factor = node.factors[k]!;
    const own = node.labels[k]!;
    if (own.length > 2) return null;
    const isPower = own.length === 0 && factor.kind === 'power';
    const form = formOf(isPower ? factor.base : factor);
    if (!form) return null;
    forms[k] = form;
    if (own.length > 0) shaped++;
    else scalars.push({ base: form, exponent: isPower ? factor.exponent : Q.ONE });
  }
  if (shaped === 0 && out.length === 0) return { scalars, chain: [] };
  const chain = openChain(node, forms);
  if (chain && out.length > 0) return { scalars, chain };
  if (!chain) return reducedBySearch(node, forms, scalars);
  scalars.push({ base: chain[0]!, exponent: Q.ONE });
  return { scalars, chain: [] };
}

/** Of a product that is no open chain. `forms` are those of its factors; the scalars that are found are added. */
function reducedBySearch(node: ProductNode, forms: readonly MatrixForm[], scalars: ScalarFactor[]): Reduced | null {
  const { out } = node;
  const weights = new Map<number, MatrixForm[]>();
  const traces: { readonly label: number; readonly form: MatrixForm }[] = [];
  let edges: Edge[] = [];
  const weigh = (label: number, form: MatrixForm): void => {
    const known = weights.get(label);
    if (known) known.push(form);
    else weights.set(label, [form]);
  };
  for (let k = 0; k < node.factors.length; k++) {
    const own = node.labels[k]!;
    const form = forms[k]!;
    if (own.length === 0) continue;
    if (own.length === 1) weigh(own[0]!, form);
    else if (own[0] === own[1] && !out.includes(own[0]!) && node.labels.every((others, other) => other === k || !others.includes(own[0]!)))
      traces.push({ label: own[0]!, form });
    else if (own[0] === own[1]) weigh(own[0]!, diagonalOf(form));
    else edges.push({ from: own[0]!, to: own[1]!, form });
  }
  const inner = new Set<number>();
  for (let label = 0; label < node.sizes.length; label++) if (!out.includes(label)) inner.add(label);
  for (const { label, form } of traces) {
    inner.delete(label);
    scalars.push({ base: traceOf(form), exponent: Q.ONE });
  }
  const touching = (label: number): Edge[] => edges.filter(edge => edge.from === label || edge.to === label);
  const onesAt = (label: number): MatrixForm => ({ memory: null, kind: 'ones', orientation: 'column', rows: node.sizes[label]!, columns: null });
  const columnAt = (label: number): MatrixForm => {
    const own = weights.get(label);
    return own ? hadamard(own) : onesAt(label);
  };
  const remove = (...gone: Edge[]): void => {
    edges = edges.filter(edge => !gone.includes(edge));
  };

  for (let changed = true; changed; ) {
    changed = false;
    for (const label of inner) {
      const own = touching(label);
      if (own.length === 0) {
        scalars.push({ base: total(weights.get(label) ?? [], node.sizes[label]!), exponent: Q.ONE });
        inner.delete(label);
        changed = true;
      } else if (own.length === 1) {
        const edge = own[0]!;
        const [far, matrix] = edge.to === label ? [edge.from, edge.form] : [edge.to, transposed(edge.form)];
        remove(edge);
        inner.delete(label);
        weigh(far, multiplied([matrix, columnAt(label)]));
        changed = true;
      } else if (own.length === 2) {
        const [first, second] = own as [Edge, Edge];
        const left = first.to === label ? first.form : transposed(first.form);
        const right = second.from === label ? second.form : transposed(second.form);
        const from = first.to === label ? first.from : first.to;
        const to = second.from === label ? second.to : second.from;
        remove(first, second);
        inner.delete(label);
        const middle = weights.get(label);
        const chain = multiplied(middle ? [left, diagonalMatrix(hadamard(middle)), right] : [left, right]);
        if (from !== to) edges.push({ from, to, form: chain });
        else if (inner.has(from) && touching(from).length === 0 && !weights.has(from)) {
          inner.delete(from);
          scalars.push({ base: traceOf(chain), exponent: Q.ONE });
        } else weigh(from, middle ? diagonalOf(chain) : shorter(diagonalOf(chain), multiplied([hadamard([left, transposed(right)]), onesAt(label)])));
        changed = true;
      }
      if (changed) break;
    }
    if (!changed) changed = mergeParallel();
  }
  if (inner.size > 0) return null;

  function mergeParallel(): boolean {
    for (let a = 0; a < edges.length; a++)
      for (let b = a + 1; b < edges.length; b++) {
        const [one, other] = [edges[a]!, edges[b]!];
        const same = one.from === other.from && one.to === other.to;
        if (!same && !(one.from === other.to && one.to === other.from)) continue;
        const merged: Edge = { from: one.from, to: one.to, form: hadamard([one.form, same ? other.form : transposed(other.form)]) };
        remove(one, other);
        edges.push(merged);
        return true;
      }
    return false;
  }

  return { scalars, chain: assembled(node, edges, label => weights.get(label) ?? [], onesAt) };
}

function assembled(
  node: ProductNode,
  edges: readonly Edge[],
  weightsAt: (label: number) => readonly MatrixForm[],
  onesAt: (label: number) => MatrixForm,
): readonly MatrixForm[] {
  const { out } = node;
  if (out.length === 0) return [];
  const parts = (form: MatrixForm): readonly MatrixForm[] => (form.kind === 'product' ? form.factors : [form]);
  const [rows, columns] = [out[0]!, out[1]];
  const left = weightsAt(rows);
  if (columns === undefined) return parts(left.length > 0 ? hadamard(left) : onesAt(rows));
  if (rows === columns) return [left.length > 0 ? diagonalMatrix(hadamard(left)) : identityOf(node.sizes[rows]!)];
  const right = weightsAt(columns);
  const edge = edges[0];
  if (edge) {
    const matrix = edge.from === rows ? edge.form : transposed(edge.form);
    return [...(left.length > 0 ? [diagonalMatrix(hadamard(left))] : []), ...parts(matrix), ...(right.length > 0 ? [diagonalMatrix(hadamard(right))] : [])];
  }
  if (left.length === 0 && right.length === 0)
    return [{ memory: null, kind: 'ones', orientation: 'matrix', rows: node.sizes[rows]!, columns: node.sizes[columns]! }];
  const column = left.length > 0 ? hadamard(left) : onesAt(rows);
  const row = transposed(right.length > 0 ? hadamard(right) : onesAt(columns));
  return [...parts(column), ...parts(row)];
}

const shorter = (a: MatrixForm, b: MatrixForm): MatrixForm => (formKey(b).length < formKey(a).length ? b : a);

const call = (name: 'diagonal' | 'trace' | 'sum', argument: MatrixForm): MatrixForm => ({
  kind: 'call',
  orientation: name === 'diagonal' ? 'column' : 'scalar',
  function: name,
  argument,
});

const diagonalOf = (form: MatrixForm): MatrixForm => {
  const other = isMarkedSymmetric(form) ? form : transposed(form);
  return call('diagonal', shorter(form, other));
};

/** tr(M), in the shorter of the two transposes. */
const traceOf = (form: MatrixForm): MatrixForm => {
  const chain = shorter(form, transposed(form));
  return call('trace', shorter(chain, asRepeated(chain)));
};

/** A B A B is (A B)². */
function asRepeated(form: MatrixForm): MatrixForm {
  if (form.kind !== 'product') return form;
  const { factors } = form;
  for (let period = 2; period <= factors.length / 2; period++) {
    if (factors.length % period !== 0) continue;
    const repeats = factors.every((factor, k) => k < period || formKey(factor) === formKey(factors[k - period]!));
    if (repeats && factors.every(({ orientation }) => orientation === 'matrix'))
      return { memory: null, kind: 'power', orientation: 'matrix', base: multiplied(factors.slice(0, period)), exponent: Q.rational(factors.length / period) };
  }
  return form;
}

/** Σ over one axis of the weights there: uᵀv, uᵀu, the sum of one. */
function total(weights: readonly MatrixForm[], size: Dimension): MatrixForm {
  if (weights.length === 0) return { memory: null, kind: 'dimension', orientation: 'scalar', dimension: size };
  if (weights.length === 1) return totalOfOne(weights[0]!);
  const [first, ...others] = [...weights].sort((a, b) => Number(isColumnChain(b)) - Number(isColumnChain(a)));
  const rest = hadamard(others);
  const one = multiplied([transposed(first!), rest]);
  return shorter(one, multiplied([transposed(rest), first!]));
}

const isColumnChain = (form: MatrixForm): boolean => form.kind === 'product' || form.kind === 'name';

const sizeOf = (dimension: Dimension): MatrixForm =>
  dimension.constant === null ? { memory: null, kind: 'dimension', orientation: 'scalar', dimension } : scalarNumber(Q.rational(dimension.constant));

function totalOfOne(weight: MatrixForm): MatrixForm {
  if (weight.kind === 'elementwisePower' && weight.exponent.denominator === 1 && weight.exponent.numerator >= 2 && weight.orientation === 'column') {
    // a long u is read once in ‖u‖² and twice in uᵀ u
    if (weight.exponent.numerator === 2 && weight.base.kind === 'sum' && weight.base.terms.length > 1)
      return {
        kind: 'power',
        orientation: 'scalar',
        base: { memory: null, kind: 'call', orientation: 'scalar', function: 'norm2', argument: weight.base },
        exponent: Q.rational(2),
      };
    const rest = elementwisePower(weight.base, Q.add(weight.exponent, Q.MINUS_ONE));
    return multiplied([transposed(weight.base), rest]);
  }
  if (weight.kind === 'product') {
    const last = weight.factors[weight.factors.length - 1]!;
    if (last.kind === 'ones') {
      const written = multiplied(weight.factors.slice(0, -1));
      // Σ over n equal entries
      if (written.orientation === 'scalar') return last.rows ? multiplied([sizeOf(last.rows), written]) : call('sum', weight);
      const matrix = shorter(written, transposed(written));
      if (matrix.kind === 'elementwisePower' && matrix.exponent.numerator === 2 && matrix.exponent.denominator === 1)
        return {
          kind: 'power',
          orientation: 'scalar',
          base: { memory: null, kind: 'call', orientation: 'scalar', function: 'normF', argument: matrix.base },
          exponent: Q.rational(2),
        };
      return call('sum', matrix);
    }
  }
  if (weight.kind === 'hadamard' && weight.factors.length === 2) return multiplied([transposed(weight.factors[0]!), weight.factors[1]!]);
  return call('sum', weight);
}
