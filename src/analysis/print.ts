/** A derived tensor as the result that is shown: forms, cases, conditions, code. */

import { derivativeForm, flattenedForm, type ResultLayout } from '../calculus/derivativeForm.ts';
import { type StructuredDerivative, structuredDerivatives, structureOf } from '../calculus/structured.ts';
import type { CodeInput, CodeVariable } from '../code/input.ts';
import { type Dimension, multiplyDimensions, printDimension } from '../dimensions/dimension.ts';
import { tableOfCases } from '../notation/cases.ts';
import type { IndexForm, IndexName, MatrixForm } from '../notation/form.ts';
import { indexForm } from '../notation/indexForm.ts';
import { printIndexLatex } from '../notation/indexLatex.ts';
import { printIndexUnicode } from '../notation/indexUnicode.ts';
import { printLatex } from '../notation/latex.ts';
import { freeIndices, namesInside } from '../notation/letters.ts';
import type { MatrixFormOptions } from '../notation/matrixForm.ts';
import { printUnicode } from '../notation/unicode.ts';
import { vecForm } from '../notation/vecForm.ts';
import { product } from '../tensors/product.ts';
import { codesOf } from './codePrinter.ts';
import { validityOf } from './conditions.ts';
import type { Derived } from './derive.ts';
import { CONVENTION_TEXT } from './messages.ts';
import { propertiesOf } from './properties.ts';
import { type Certificate, type DerivativeResult, fieldsOf, type Printed, type ResultProperties } from './result.ts';
import { isValueQuery } from './valueQuery.ts';

export const printed = (form: MatrixForm): Printed => ({ unicode: printUnicode(form), latex: printLatex(form) });
export const printedIndex = (form: IndexForm): Printed => ({ unicode: printIndexUnicode(form), latex: printIndexLatex(form, { colours: true }) });

/** The matrix form in the layout of the query, or in the one that is asked for. */
export function matrixFormOf(derived: Derived, layout = derived.layout): MatrixForm | null {
  return formOf(derived, layout, { names: derived.names, isWritten: derived.isWritten });
}

function formOf({ node, counts, sides, letters }: Derived, layout: ResultLayout, options: MatrixFormOptions): MatrixForm | null {
  // an entry ∂f_i/∂x_j is no matrix
  if (letters.some(letter => letter !== null)) return null;
  return sides ? flattenedForm(node, [...sides.of, ...sides.wrt.flat()], counts, layout, options) : derivativeForm(node, counts, layout, options);
}

/** The same with every name of an intermediate replaced by what it stands for; null where nothing changes. */
export function expandedFormOf(derived: Derived, layout = derived.layout): MatrixForm | null {
  return derived.names.size === 0 ? null : formOf(derived, layout, { isWritten: derived.isWritten });
}

export const indexNamesOf = (derived: Derived): readonly IndexName[] => indexNames(derived, namesInside(derived.node));

function indexNames(derived: Derived, names: ReadonlySet<string>): readonly IndexName[] {
  const { letters, ofAxes, node } = derived;
  const isLettered = letters.some(letter => letter !== null);
  const avoid = isLettered ? new Set([...names, ...letters.filter(letter => letter !== null)]) : names;
  const free = freeIndices(ofAxes, node.shape.slice(ofAxes.length), avoid);
  return isLettered ? free.map((index, axis) => ({ ...index, letter: letters[axis] ?? index.letter })) : free;
}

export function indexFormOf(derived: Derived): IndexForm {
  const names = namesInside(derived.node);
  return indexForm(derived.node, indexNames(derived, names), { names: derived.names }, names);
}

/** Columns stacked; a scalar's second derivative by a matrix counts its first variable as the rows. */
export function vecFormOf(derived: Derived): MatrixForm | null {
  const { shape } = derived.query.of;
  // the sides of a Kronecker product have an order of their own, and by a vec the matrix form is the vec form
  if (shape.kind === 'matrix' && shape.rows.length + shape.columns.length > 2) return null;
  if (derived.sides?.wrt.some(lengths => lengths.some(length => length > 1))) return null;
  if (derived.wrtAxes.length !== (derived.ofAxes.length > 0 ? 1 : 2)) return null;
  const rows = derived.ofAxes.length > 0 ? derived.ofAxes.length : (derived.wrtAxes[0]?.length ?? 0);
  const isStacked = derived.sides?.of.length === 1 && derived.sides.of[0] === rows;
  const order = derived.node.shape.map((_, axis) => (isStacked && axis < rows ? rows - 1 - axis : axis));
  const unstacked = product([derived.node], [derived.node.shape.map((_, axis) => axis)], order);
  return vecForm(unstacked, rows, { names: derived.names, isWritten: derived.isWritten });
}

/** The derivatives within the structure that the variable was declared with; none where its entries are independent. */
export function structuredOf(derived: Derived): readonly StructuredDerivative[] {
  const [symbol, second] = derived.query.wrt;
  const structure =
    symbol && !second && derived.ofAxes.length === 0 && derived.node.shape.length === 2 && !derived.query.wrtIndices[0] ? structureOf(symbol.properties) : null;
  return structure ? structuredDerivatives(derived.node, structure) : [];
}

export const structuredFormOf = (derived: Derived, { node }: StructuredDerivative): MatrixForm | null =>
  derivativeForm(node, derived.counts, derived.layout, { names: derived.names, isWritten: derived.isWritten });

const sizes = (axes: readonly Dimension[]): readonly string[] => axes.map(printDimension);

/** The sizes of the numerator and of each denominator, axes that were flattened as one: vec(X) has the size mn. */
export function sidesOf({ ofAxes, wrtAxes, sides }: Derived): { readonly of: readonly Dimension[]; readonly wrt: readonly (readonly Dimension[])[] } {
  if (!sides) return { of: ofAxes, wrt: wrtAxes };
  const joined = (axes: readonly Dimension[], lengths: readonly number[]): readonly Dimension[] => {
    const starts = lengths.map((_, k) => lengths.slice(0, k).reduce((sum, length) => sum + length, 0));
    return lengths.map((length, k) => axes.slice(starts[k], starts[k]! + length).reduce(multiplyDimensions));
  };
  return { of: joined(ofAxes, sides.of), wrt: wrtAxes.map((axes, k) => joined(axes, sides.wrt[k]!)) };
}

/** `1×D`, `D×1`, `M×(M×N)`, `(N×N)×(M×N)`. An axis that has a letter, as in ∂K_pq/∂R, is fixed and has no part in it. */
export function shapeText(derived: Derived, layout = derived.layout): string {
  let axis = 0;
  const unnamed = (axes: readonly Dimension[]): readonly string[] => axes.filter(() => derived.letters[axis++] === null).map(sizeText);
  const flattened = sidesOf(derived);
  const [of, ...wrt] = (
    derived.sides ? [flattened.of, ...flattened.wrt].map(axes => axes.map(sizeText)) : [derived.ofAxes, ...derived.wrtAxes].map(unnamed)
  ) as [readonly string[], ...(readonly string[])[]];
  const groups = [of, ...wrt].filter(axes => axes.length > 0);
  const [first, second] = groups.flat();
  switch (groups.flat().length) {
    case 0:
      return '1×1';
    case 1:
      return (of.length === 0) === (layout !== 'denominator') ? `1×${first}` : `${first}×1`;
    case 2:
      return layout === 'denominator' ? `${second}×${first}` : `${first}×${second}`;
    default:
      return groups.map(axes => (axes.length > 1 ? `(${axes.join('×')})` : axes.join(''))).join('×');
  }
}

/** A sum of sizes needs brackets beside a ×. */
const sizeText = (size: Dimension): string => (size.terms.length > 1 ? `(${printDimension(size)})` : printDimension(size));

/** What code is printed from. */
export function codeInput(derived: Derived, context: PrintContext): CodeInput {
  const isWhole = derived.query.wrtIndices.every(indices => !indices) && derived.letters.every(letter => letter === null);
  const form = matrixFormOf(derived);
  return {
    functionName: context.functionName,
    valueName: context.valueName,
    derivative: derived.node,
    // an expression that holds derivatives is its own value
    value: isValueQuery(derived.query) ? null : derived.independentSource,
    ofAxes: derived.ofAxes.length,
    wrtAxes: derived.node.shape.length - derived.ofAxes.length,
    wrt: isWhole ? derived.query.wrt.map(symbol => symbol.name) : null,
    ...(derived.sides ? { flattened: { of: sidesOf(derived).of, wrt: sidesOf(derived).wrt.flat() } } : {}),
    formula: form && printUnicode(form),
    layout: derived.layout,
    query: context.query,
    variables: context.variables(),
    names: derived.names,
  };
}

/** Runs work with the nodes of the statement. */
export type Within = <Result>(work: () => Result) => Result;

export interface PrintContext {
  /** `dL_dtheta` */
  readonly functionName: string;
  /** `L` */
  readonly valueName: string;
  readonly query: string;
  /** Asked for by the code alone. */
  variables(): readonly CodeVariable[];
}

/** Everything but the certificate is made when it is first read: a hover needs little of it. */
export class LazyDerivative implements DerivativeResult {
  readonly #forms: Forms;
  readonly #context: PrintContext;
  readonly certificate: Certificate;
  #code: DerivativeResult['code'] | null = null;

  constructor(forms: Forms, context: PrintContext, certificate: Certificate) {
    this.#forms = forms;
    this.#context = context;
    this.certificate = certificate;
  }
  get layout(): ResultLayout {
    return this.#forms.derived.layout;
  }
  get axes(): DerivativeResult['axes'] {
    return this.#forms.axes;
  }
  get shape(): string {
    return this.#forms.shape;
  }
  get matrix(): Printed | null {
    return this.#forms.matrix;
  }
  get index(): Printed {
    return this.#forms.index;
  }
  get vec(): Printed | null {
    return this.#forms.vec;
  }
  get cases(): DerivativeResult['cases'] {
    return this.#forms.cases;
  }
  get validity(): readonly string[] {
    return this.#forms.validity;
  }
  get structured(): DerivativeResult['structured'] {
    const { structured } = this.#forms;
    return structured.length > 0 ? structured : undefined;
  }
  get code(): DerivativeResult['code'] {
    this.#code ??= this.#forms.codes(this.#context);
    return this.#code;
  }
  get properties(): ResultProperties {
    return this.#forms.properties;
  }
  /** Getters of a class are not listed; as JSON they are. */
  toJSON(): DerivativeResult {
    return fieldsOf(this);
  }
}

function structuredForms(derived: Derived): NonNullable<DerivativeResult['structured']> {
  return structuredOf(derived).flatMap(within => {
    const form = structuredFormOf(derived, within);
    return form ? [{ convention: CONVENTION_TEXT[within.convention](within.structure), matrix: printed(form) }] : [];
  });
}

/** The parts of a result that do not tell where its statement stands, each made once. */
export class Forms {
  readonly derived: Derived;
  readonly #within: Within;
  #axes: DerivativeResult['axes'] | undefined;
  #shape: string | undefined;
  #matrix: Printed | null | undefined;
  #entries: IndexForm | undefined;
  #index: Printed | undefined;
  #vec: Printed | null | undefined;
  #cases: DerivativeResult['cases'] | undefined;
  #validity: readonly string[] | undefined;
  #properties: ResultProperties | undefined;
  #structured: NonNullable<DerivativeResult['structured']> | undefined;

  constructor(derived: Derived, within: Within) {
    this.derived = derived;
    this.#within = within;
  }

  get structured(): NonNullable<DerivativeResult['structured']> {
    this.#structured ??= this.#within(() => structuredForms(this.derived));
    return this.#structured;
  }

  get axes(): DerivativeResult['axes'] {
    if (this.#axes === undefined) {
      const { of, wrt } = sidesOf(this.derived);
      this.#axes = { of: sizes(of), wrt: wrt.map(sizes) };
    }
    return this.#axes;
  }

  get shape(): string {
    this.#shape ??= this.#within(() => shapeText(this.derived));
    return this.#shape;
  }

  get matrix(): Printed | null {
    if (this.#matrix === undefined) this.#matrix = this.#within(() => printedOrNull(matrixFormOf(this.derived)));
    return this.#matrix;
  }

  get index(): Printed {
    this.#index ??= this.#within(() => printedIndex(this.#entriesForm()));
    return this.#index;
  }

  get vec(): Printed | null {
    if (this.#vec === undefined) this.#vec = this.#within(() => printedOrNull(vecFormOf(this.derived)));
    return this.#vec;
  }

  get cases(): DerivativeResult['cases'] {
    if (this.#cases === undefined) {
      this.#cases = this.#within(() => {
        const table = this.derived.node.shape.length > 2 ? tableOfCases(this.#entriesForm()) : null;
        return table?.map(({ value, condition }) => ({ value: printedIndex(value), condition })) ?? null;
      });
    }
    return this.#cases;
  }

  get validity(): readonly string[] {
    this.#validity ??= this.#within(() => validityOf(this.derived));
    return this.#validity;
  }

  codes(context: PrintContext): DerivativeResult['code'] {
    return codesOf(() => this.#within(() => codeInput(this.derived, context)));
  }

  get properties(): ResultProperties {
    this.#properties ??= this.#within(() => propertiesOf(this.derived));
    return this.#properties;
  }

  #entriesForm(): IndexForm {
    this.#entries ??= indexFormOf(this.derived);
    return this.#entries;
  }
}

const printedOrNull = (form: MatrixForm | null): Printed | null => form && printed(form);
