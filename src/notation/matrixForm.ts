/** Tensors back to what people write, where a matrix form exists. */

import { addDimensions, type Dimension, scaleDimension } from '../dimensions/dimension.ts';
import { isPrintedOperation } from '../operations/matrixOperations.ts';
import type { SliceNode, TensorNode } from '../tensors/node.ts';
import { operandsOf } from '../tensors/node.ts';
import { select } from '../tensors/pieces.ts';
import * as Q from '../tensors/rational.ts';
import { SmallMap } from '../tensors/smallMap.ts';
import { depthBelowNames } from '../tensors/traverse.ts';
import { elementwisePower, identityOf, multiplied, transposed } from './construct.ts';
import type { MatrixForm, Orientation } from './form.ts';
import { rememberTensor } from './formMemory.ts';
import { formSize, rememberSizes } from './formSizes.ts';
import { reduceNetwork } from './network.ts';
import { type Term, termForm, withoutInnerCoefficients } from './term.ts';
import { type Frame, sumForm } from './terms.ts';

export interface MatrixFormOptions {
  /** Names that the user gave to tensors: they are used where the tensor occurs. */
  readonly names?: ReadonlyMap<TensorNode, string>;
  /** Sums that the user wrote: they are printed as written, without common factors taken out. */
  readonly isWritten?: (node: TensorNode) => boolean;
}

/** Forms with more parts than this are not read by anyone, and shared parts would multiply without bound. */
const LARGEST = 4000;
/** Nested deeper than this, a tensor has no matrix form. */
const DEEPEST = 200;

/** A constant size up to this is written out entry by entry. */
const WRITTEN_OUT = 6;

/**
 * The matrix form of a tensor of order 0, 1 (a column) or 2 (rows, columns); null where none exists: an order above 2,
 * or a network that is no series–parallel graph.
 */
export const matrixForm = (node: TensorNode, options: MatrixFormOptions = {}): MatrixForm | null => matrixForms(options)(node);

/** The same for several tensors: what they share is made once. */
export function matrixForms(options: MatrixFormOptions): (node: TensorNode) => MatrixForm | null {
  const builder = new FormBuilder(options);
  return node => builder.whole(node);
}

class FormBuilder {
  private readonly options: MatrixFormOptions;
  /** null where there are none. */
  private readonly names: ReadonlyMap<TensorNode, string> | null;
  private readonly forms = new SmallMap<TensorNode, MatrixForm | null>();
  /** Of the tensors that have been looked into; null while no tensor holds any pieces. */
  private piecewise: SmallMap<TensorNode, boolean> | null = null;
  /** Of deep tensors: how deep they are where names end the way. */
  private depths: Map<TensorNode, number> | null = null;
  private readonly formOf = (inner: TensorNode): MatrixForm | null => this.of(inner);

  constructor(options: MatrixFormOptions) {
    this.options = options;
    this.names = options.names && options.names.size > 0 ? options.names : null;
  }

  whole(node: TensorNode): MatrixForm | null {
    if (this.piecewise === null && node.holdsPieces) this.piecewise = new SmallMap();
    if (node.depth <= DEEPEST) return this.of(node);
    const { names } = this;
    if (!names) return null;
    this.depths ??= new Map();
    if (depthBelowNames(node, names, this.depths) > DEEPEST) return null;
    return this.of(node);
  }

  private of(inner: TensorNode): MatrixForm | null {
    const known = this.forms.get(inner);
    if (known !== undefined) return known;
    const built = inner.shape.length > 2 ? null : this.build(inner);
    const form = built && formSize(built) <= LARGEST ? built : null;
    if (form && inner.shape.length > 0) rememberTensor(form, inner);
    this.forms.add(inner, form);
    return form;
  }

  /** A name with more than two axes has no matrix form, and its slices have one: T[:,:,1]. */
  private nameOfTensor(node: TensorNode): MatrixForm | null {
    if (node.shape.length < 3) return null;
    const name = this.names?.get(node);
    if (name !== undefined) return { memory: null, kind: 'name', orientation: 'matrix', name, variable: false };
    return node.kind === 'variable' ? { memory: null, kind: 'name', orientation: 'matrix', name: node.name, variable: true } : null;
  }

  private hasPieces(inner: TensorNode): boolean {
    const { piecewise } = this;
    if (piecewise === null) return false;
    if (inner.depth > DEEPEST) return false;
    switch (inner.kind) {
      case 'place':
      case 'concatenate':
        return true;
      case 'sum':
      case 'product':
      case 'slice':
        break;
      default:
        return false;
    }
    const known = piecewise.get(inner);
    if (known !== undefined) return known;
    const value = operandsOf(inner).some(operand => this.hasPieces(operand));
    piecewise.add(inner, value);
    return value;
  }

  private build(inner: TensorNode): MatrixForm | null {
    const orientation = orientationOfOrder(inner.shape.length);
    const name = this.names?.get(inner);
    if (name !== undefined) return { memory: null, kind: 'name', orientation, name, variable: false };
    if (inner.shape.length > 0 && this.hasPieces(inner)) {
      const written = this.writtenOut(inner);
      if (written) return written;
    }
    switch (inner.kind) {
      case 'variable':
        if (inner.facts.size > 0 && inner.facts.has('flattened')) return null;
        if (inner.facts.size > 0 && inner.shape.length === 1 && inner.facts.has('row'))
          return transposed({ memory: null, kind: 'name', orientation: 'row', name: inner.name, variable: true });
        return { memory: null, kind: 'name', orientation, name: inner.name, variable: true };
      case 'dimension':
        return { memory: null, kind: 'dimension', orientation: 'scalar', dimension: inner.dimension };
      case 'product': {
        const term = this.termOf(inner, Q.ONE);
        return term && termForm(term);
      }
      case 'sum':
        return this.sumOf(inner);
      case 'power': {
        if (inner.shape.length === 0) {
          const base = this.of(inner.base);
          return base && termForm({ coefficient: Q.ONE, scalars: [{ base, exponent: inner.exponent }], chain: [] });
        }
        const base = this.of(inner.base);
        return base && elementwisePower(base, inner.exponent);
      }
      case 'elementwise':
        return this.unary(inner.argument, argument => ({ memory: null, kind: 'elementwise', orientation, function: inner.function, argument }));
      case 'matrixOperation': {
        const { name } = inner;
        return this.unary(inner.argument, argument =>
          isPrintedOperation(name)
            ? { memory: null, kind: 'call', orientation, function: name, argument }
            : { memory: null, kind: 'inverse', orientation, argument },
        );
      }
      case 'matrixFunction':
        return this.unary(inner.argument, argument => ({ memory: null, kind: 'matrixFunction', orientation, function: inner.function, argument }));
      case 'matrixPower': {
        const [base, exponent] = [this.of(inner.argument), this.of(inner.exponent)];
        return base && exponent && { memory: null, kind: 'matrixPower', orientation, base, exponent };
      }
      case 'frechet': {
        const [argument, direction] = [this.of(inner.argument), this.of(inner.direction)];
        return argument && direction && { memory: null, kind: 'frechet', orientation, function: inner.function, argument, direction };
      }
      case 'operation': {
        const operands = inner.operands.map(operand => this.formOf(operand));
        if (operands.some(operand => operand === null)) return null;
        return { kind: 'operation', orientation, name: inner.name, arguments: operands as MatrixForm[], size: inner.shape[0] ?? null };
      }
      case 'apply':
        return this.unary(inner.argument, argument => ({ memory: null, kind: 'apply', orientation, name: inner.name, order: inner.order, argument }));
      case 'select': {
        const positions = inner.positions.map(position => (position === null ? null : position + 1));
        // one row of a matrix is written as a row, X[1,:]
        const isRow = positions.length === 2 && positions[0] !== null && positions[1] === null;
        const tensor = this.nameOfTensor(inner.argument);
        if (tensor) return { memory: null, kind: 'entry', orientation, argument: tensor, positions };
        return this.unary(inner.argument, argument =>
          isRow
            ? transposed({ memory: null, kind: 'entry', orientation: 'row', argument, positions })
            : { memory: null, kind: 'entry', orientation, argument, positions },
        );
      }
      case 'concatenate': {
        const grid = inner.axis === 0 ? blockGrid(inner.parts) : null;
        const cells = grid?.map(row => row.map(part => this.blockOf(part, 1)));
        if (cells?.flat().every(cell => cell !== null)) return { memory: null, kind: 'stack', orientation, entries: cells as MatrixForm[][] };
        const parts = inner.parts.map(part => this.blockOf(part, inner.axis));
        if (parts.some(part => part === null)) return null;
        const shown = parts as MatrixForm[];
        return { memory: null, kind: 'stack', orientation, entries: inner.axis === 0 ? shown.map(part => [part]) : [shown] };
      }
      case 'slice':
        return this.sliced(inner);
      case 'matrixFunctionDerivative':
      case 'place':
        return null;
    }
  }

  /** Rows or columns are picked by an identity among zeros: [I, 0] M, M [I; 0]. */
  private sliced({ argument, axis, offset, shape }: SliceNode): MatrixForm | null {
    const form = this.of(argument);
    const [total, size] = [argument.shape[axis]!, shape[axis]!];
    const behind = addDimensions(total, scaleDimension(addDimensions(offset, size), -1));
    const zeros = (rows: Dimension): MatrixForm[] => (rows.constant === 0 ? [] : [{ memory: null, kind: 'zeros', orientation: 'matrix', rows, columns: size }]);
    const cells = [...zeros(offset), identityOf(size), ...zeros(behind)];
    const picker: MatrixForm = rememberSizes({ memory: null, kind: 'stack', orientation: 'matrix', entries: cells.map(cell => [cell]) }, [total, size]);
    return form && multiplied(axis === 0 ? [transposed(picker), form] : [form, picker]);
  }

  /** A block of one column is written as a vector, of one row as a row, of one entry as a scalar. */
  private blockOf(part: TensorNode, axis: number): MatrixForm | null {
    const thin = part.shape.map(size => size.constant === 1);
    if (!thin[axis]) return this.of(part);
    const line = select(part, thin.every(Boolean) ? part.shape.map(() => 0) : axis === 1 ? [null, 0] : [0, null]);
    const form = line.kind === 'select' && line.argument === part ? null : this.of(line);
    return form === null ? this.of(part) : axis === 0 ? transposed(form) : form;
  }

  private unary(argument: TensorNode, wrap: (form: MatrixForm) => MatrixForm): MatrixForm | null {
    const form = this.of(argument);
    return form && wrap(form);
  }

  private termOf(inner: TensorNode, coefficient: Q.Rational): Term | null {
    const named = this.names?.has(inner);
    if (inner.kind === 'product' && !named) {
      const reduced = reduceNetwork(inner, this.formOf);
      return reduced && withoutInnerCoefficients({ coefficient, scalars: reduced.scalars, chain: reduced.chain });
    }
    if (inner.kind === 'power' && inner.shape.length === 0 && !named) {
      const base = this.of(inner.base);
      return base && { coefficient, scalars: [{ base, exponent: inner.exponent }], chain: [] };
    }
    const form = this.of(inner);
    if (!form) return null;
    if (inner.kind === 'slice' && form.kind === 'product' && form.factors.every(factor => factor.orientation !== 'scalar'))
      return { coefficient, scalars: [], chain: form.factors };
    return form.orientation === 'scalar' ? { coefficient, scalars: [{ base: form, exponent: Q.ONE }], chain: [] } : { coefficient, scalars: [], chain: [form] };
  }

  private sumOf(inner: TensorNode & { kind: 'sum' }): MatrixForm | null {
    const frame: Frame = { rows: inner.shape[0] ?? null, columns: inner.shape[1] ?? null };
    if (inner.terms.length === 0)
      return inner.shape.length === 0
        ? { memory: null, kind: 'number', orientation: 'scalar', value: Q.ZERO }
        : { memory: null, kind: 'zeros', orientation: orientationOfOrder(inner.shape.length), ...frame };
    const terms: Term[] = [];
    for (const k of inner.written) {
      const term = this.termOf(inner.terms[k]!, inner.coefficients[k]!);
      if (!term) return null;
      terms.push(term);
    }
    return sumForm(terms, frame, !this.options.isWritten?.(inner));
  }

  private writtenOut(inner: TensorNode): MatrixForm | null {
    const sizes = inner.shape.map(size => size.constant);
    if (sizes.some(size => size === null || size > WRITTEN_OUT)) return null;
    const [rows, columns] = [sizes[0]!, sizes[1] ?? 1];
    const entries: MatrixForm[][] = [];
    for (let row = 0; row < rows; row++) {
      const line: MatrixForm[] = [];
      for (let column = 0; column < columns; column++) {
        const selected = select(inner, inner.shape.length === 1 ? [row] : [row, column]);
        // an entry that is only named as one is no shorter way to write the whole
        const entry = selected.kind === 'select' && selected.argument === inner ? null : this.of(selected);
        if (!entry) return null;
        line.push(entry);
      }
      entries.push(line);
    }
    return { memory: null, kind: 'stack', orientation: orientationOfOrder(inner.shape.length), entries };
  }
}

/** Blocks in rows and columns, where every row is cut at the same places. */
function blockGrid(rows: readonly TensorNode[]): readonly (readonly TensorNode[])[] | null {
  const cells = rows.map(row => (row.kind === 'concatenate' && row.axis === 1 ? row.parts : [row]));
  const first = cells[0]!;
  const isGrid = first.length > 1 && cells.every(row => row.length === first.length && row.every((part, k) => part.shape[1] === first[k]!.shape[1]));
  return isGrid ? cells : null;
}

const orientationOfOrder = (order: number): Orientation => (order === 0 ? 'scalar' : order === 1 ? 'column' : 'matrix');
