/** A derived tensor as the result that is shown: forms, cases, conditions, code. */

import { derivativeForm } from '../calculus/derivativeForm.ts';
import { type StructuredDerivative, structuredDerivatives, structureOf } from '../calculus/structured.ts';
import { conditionsOf } from '../calculus/validity.ts';
import { type Dimension, printDimension } from '../dimensions/dimension.ts';
import { tableOfCases } from '../notation/cases.ts';
import { scalarPower } from '../notation/construct.ts';
import type { IndexForm, IndexName, MatrixForm } from '../notation/form.ts';
import { indexForm } from '../notation/indexForm.ts';
import { printIndexLatex } from '../notation/indexLatex.ts';
import { printIndexUnicode } from '../notation/indexUnicode.ts';
import { printLatex } from '../notation/latex.ts';
import { freeIndices, namesInside } from '../notation/letters.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { type NumpyVariable, numpyFunction } from '../notation/numpy.ts';
import { printUnicode } from '../notation/unicode.ts';
import { vecForm } from '../notation/vecForm.ts';
import { rational } from '../tensors/rational.ts';
import type { Derived } from './derive.ts';
import { CONDITION_TEXT, CONVENTION_TEXT } from './messages.ts';
import type { Certificate, Code, DerivativeResult, Printed } from './result.ts';

export const printed = (form: MatrixForm): Printed => ({ unicode: printUnicode(form), latex: printLatex(form) });
const printedIndex = (form: IndexForm): Printed => ({ unicode: printIndexUnicode(form), latex: printIndexLatex(form, { colours: true }) });

/** The matrix form in the layout of the query, or in the one that is asked for. */
export function matrixFormOf(derived: Derived, layout = derived.layout): MatrixForm | null {
  return derivativeForm(derived.node, derived.counts, layout, { names: derived.names, isWritten: derived.isWritten });
}

/** The same with every name of an intermediate replaced by what it stands for; null where nothing changes. */
export function expandedFormOf(derived: Derived, layout = derived.layout): MatrixForm | null {
  return derived.names.size === 0 ? null : derivativeForm(derived.node, derived.counts, layout, { isWritten: derived.isWritten });
}

export function indexNamesOf(derived: Derived): readonly IndexName[] {
  const avoid = namesInside(derived.node);
  for (const letter of derived.letters) if (letter !== null) avoid.add(letter);
  const free = freeIndices(derived.ofAxes, derived.wrtAxes.flat(), avoid);
  return free.map((index, axis) => ({ ...index, letter: derived.letters[axis] ?? index.letter }));
}

export const indexFormOf = (derived: Derived): IndexForm => indexForm(derived.node, indexNamesOf(derived), { names: derived.names });

/** Columns stacked; a scalar's second derivative by a matrix counts its first variable as the rows. */
export function vecFormOf(derived: Derived): MatrixForm | null {
  const rows = derived.ofAxes.length > 0 ? derived.ofAxes.length : (derived.wrtAxes[0]?.length ?? 0);
  return vecForm(derived.node, rows, { names: derived.names, isWritten: derived.isWritten });
}

/** The derivatives within the structure that the variable was declared with; none where its entries are independent. */
export function structuredOf(derived: Derived): readonly StructuredDerivative[] {
  const [symbol, second] = derived.query.wrt;
  const structure =
    symbol && !second && derived.ofAxes.length === 0 && derived.node.shape.length === 2 && !derived.query.wrtIndices[0] ? structureOf(symbol.properties) : null;
  return structure ? structuredDerivatives(derived.node, structure) : [];
}

const sizes = (axes: readonly Dimension[]): readonly string[] => axes.map(printDimension);

/** `1×D`, `D×1`, `M×(M×N)`, `(N×N)×(M×N)`. */
export function shapeText(derived: Derived, layout = derived.layout): string {
  const { ofAxes, wrtAxes } = derived;
  const groups = [ofAxes, ...wrtAxes].filter((axes, k) => axes.length > 0 || (k === 0 && derived.node.shape.length === 0));
  const total = derived.node.shape.length;
  if (total === 0) return '1×1';
  if (total === 1) {
    const [size] = sizes(derived.node.shape);
    const row = (ofAxes.length === 0) === (layout !== 'denominator');
    return row ? `1×${size}` : `${size}×1`;
  }
  if (total === 2) {
    const [rows, columns] = sizes(derived.node.shape);
    return layout === 'denominator' ? `${columns}×${rows}` : `${rows}×${columns}`;
  }
  return groups.map(axes => (axes.length > 1 ? `(${sizes(axes).join('×')})` : sizes(axes).join(''))).join('×');
}

/** The conditions in words, each once. */
export function validityOf(derived: Derived): readonly string[] {
  const texts = conditionsOf(derived.source, derived.node).map(({ kind, of }) => {
    const form = matrixForm(of, { names: derived.names });
    if (!form) return CONDITION_TEXT[kind]('an operand');
    // ‖u‖² is not 0 exactly where u is not
    const root = form.orientation === 'scalar' ? scalarPower(form, rational(1, 2)) : form;
    if (root.kind === 'call' && (root.function === 'norm2' || root.function === 'normF')) return CONDITION_TEXT.nonzero(printUnicode(root.argument));
    return CONDITION_TEXT[kind](printUnicode(form));
  });
  return [...new Set(texts)];
}

/** The NumPy function; its name comes from the query, as `dL_dtheta`. */
export function numpyOf(derived: Derived, functionName: string, query: string, variables: readonly NumpyVariable[]): Code {
  return numpyFunction({
    functionName,
    derivative: derived.node,
    ofAxes: derived.ofAxes.length,
    wrtAxes: derived.node.shape.length - derived.ofAxes.length,
    form: matrixFormOf(derived),
    layout: derived.layout,
    query,
    variables,
  });
}

export interface PrintContext {
  readonly functionName: string;
  readonly query: string;
  readonly variables: readonly NumpyVariable[];
}

/** Everything but the certificate is made when it is first read: a hover needs little of it. */
export function derivativeResult(derived: Derived, context: PrintContext, certificate: Certificate): DerivativeResult {
  const lazy = <Value>(make: () => Value): (() => Value) => {
    let made: { value: Value } | null = null;
    return () => {
      made ??= { value: make() };
      return made.value;
    };
  };
  const matrix = lazy(() => {
    const form = matrixFormOf(derived);
    return form && printed(form);
  });
  const index = lazy(() => indexFormOf(derived));
  const cases = lazy(() =>
    derived.node.shape.length > 2 ? (tableOfCases(index())?.map(({ value, condition }) => ({ value: printedIndex(value), condition })) ?? null) : null,
  );
  const printedIndexForm = lazy(() => printedIndex(index()));
  const vec = lazy(() => {
    const form = vecFormOf(derived);
    return form && printed(form);
  });
  const validity = lazy(() => validityOf(derived));
  const numpy = lazy(() => numpyOf(derived, context.functionName, context.query, context.variables));
  const structured = structuredOf(derived).flatMap(({ structure, convention, node }) => {
    const form = derivativeForm(node, derived.counts, derived.layout, { names: derived.names, isWritten: derived.isWritten });
    return form ? [{ convention: CONVENTION_TEXT[convention](structure), matrix: printed(form) }] : [];
  });
  return {
    layout: derived.layout,
    axes: { of: sizes(derived.ofAxes), wrt: derived.wrtAxes.map(sizes) },
    shape: shapeText(derived),
    get matrix() {
      return matrix();
    },
    get index() {
      return printedIndexForm();
    },
    get vec() {
      return vec();
    },
    get cases() {
      return cases();
    },
    get validity() {
      return validity();
    },
    ...(structured.length > 0 ? { structured } : {}),
    certificate,
    code: {
      get numpy() {
        return numpy();
      },
    },
  };
}
