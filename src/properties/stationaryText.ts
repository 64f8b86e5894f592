/** A stationary point in words: `θ = (Φᵀ Φ)⁻¹ Φᵀ y where Φ has full column rank, the only minimum`. */

import type { MatrixForm } from '../notation/form.ts';
import { printLatex } from '../notation/latex.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { latexName } from '../notation/names.ts';
import { printUnicode } from '../notation/unicode.ts';
import { transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { type CurvatureNames, printedShort } from './curvatureText.ts';
import { isIdentity, type KroneckerTerm } from './kroneckerTerms.ts';
import { CURVATURE_TEXT, STATIONARY_TEXT } from './messages.ts';
import type { InvertibilityCondition, NoStationaryPoint, StationaryPoint } from './stationaryPoint.ts';

export interface StationaryText {
  readonly verdict: 'solved' | 'refused';
  /** The equation `θ = …` or `vec(X) = …`. */
  readonly solution: { readonly unicode: string; readonly latex: string } | null;
  readonly conditions: readonly string[];
  readonly extremum: 'minimum' | 'maximum' | 'unknown';
  /** `the only minimum`; empty where nothing is solved. */
  readonly extremumText: string;
  /** All of it as one line; of what is refused the reason. */
  readonly text: string;
}

export function stationaryText(found: StationaryPoint | NoStationaryPoint, names: CurvatureNames): StationaryText {
  if (found.kind === 'refused') return refusedText(STATIONARY_TEXT.refused[found.reason](names.variable, found.of && printedShort(found.of, names.names)));
  const solution = found.solution ? equation(found.solution, names) : stacked(found.terms ?? [], found.right, names);
  if (!solution) return refusedText(STATIONARY_TEXT.noForm(names.variable));
  const conditions = found.conditions.flatMap(condition => conditionInWords(condition, found.terms, names));
  const { extremum } = found;
  const text = STATIONARY_TEXT.line(solution.unicode, conditions, extremum);
  return { verdict: 'solved', solution, conditions, extremum, extremumText: STATIONARY_TEXT.extremum[extremum], text };
}

const refusedText = (text: string): StationaryText => ({ verdict: 'refused', solution: null, conditions: [], extremum: 'unknown', extremumText: '', text });

function equation(solution: TensorNode, { variable, names }: CurvatureNames): StationaryText['solution'] {
  const form = matrixForm(solution, { ...(names ? { names } : {}) });
  return form && { unicode: `${variable} = ${printUnicode(form)}`, latex: `${latexName(variable)} = ${printLatex(form)}` };
}

/** vec(X) = (Σ B ⊗ A)⁻¹ vec(C) */
function stacked(terms: readonly KroneckerTerm[], right: TensorNode, { variable, names }: CurvatureNames): StationaryText['solution'] {
  const sum = kroneckerForm(terms, names);
  const form = matrixForm(right, { ...(names ? { names } : {}) });
  if (!sum || !form) return null;
  const vec: MatrixForm = { kind: 'call', orientation: 'column', function: 'vec', argument: form };
  const whole: MatrixForm = { kind: 'product', orientation: 'column', factors: [{ kind: 'inverse', orientation: 'matrix', argument: sum }, vec] };
  return { unicode: `vec(${variable}) = ${printUnicode(whole)}`, latex: `\\operatorname{vec}(${latexName(variable)}) = ${printLatex(whole)}` };
}

function kroneckerForm(terms: readonly KroneckerTerm[], names: CurvatureNames['names']): MatrixForm | null {
  const one = { numerator: 1, denominator: 1 };
  const forms = terms.map(({ left, right }): MatrixForm | null => {
    const [a, b] = [left, right].map(side => matrixForm(side, { ...(names ? { names } : {}) }));
    return a && b ? { kind: 'kronecker', orientation: 'matrix', factors: [b, a] } : null;
  });
  if (!forms.every(form => form !== null)) return null;
  return { kind: 'sum', orientation: 'matrix', terms: forms.map(form => ({ coefficient: one, form })) };
}

function conditionInWords({ of, enough }: InvertibilityCondition, terms: readonly KroneckerTerm[] | null, { names }: CurvatureNames): readonly string[] {
  const easier = enough?.map(condition => printedShort(condition.of, names));
  if (easier?.every(text => text !== null)) return easier.map(CURVATURE_TEXT.fullRank);
  if (of) {
    const name = printedShort(of, names) ?? CURVATURE_TEXT.part;
    return [of.shape.length === 0 ? STATIONARY_TEXT.nonzero(name) : STATIONARY_TEXT.invertible(name)];
  }
  const sylvester = terms && spectraOf(terms);
  const [a, b] = (sylvester ?? []).map(side => printedShort(side, names));
  if (a && b) return [STATIONARY_TEXT.noCommonEigenvalue(a, b)];
  const sum = terms && kroneckerForm(terms, names);
  return [STATIONARY_TEXT.invertible(sum ? printUnicode(sum) : CURVATURE_TEXT.part)];
}

/** A X + X Bᵀ = C has one solution where no eigenvalue of A is the negative of one of B. */
function spectraOf(terms: readonly KroneckerTerm[]): readonly [TensorNode, TensorNode] | null {
  const [first, second] = terms;
  if (terms.length !== 2 || !first || !second) return null;
  if (isIdentity(first.right) && isIdentity(second.left)) return [first.left, transpose(second.right)];
  return isIdentity(second.right) && isIdentity(first.left) ? [second.left, transpose(first.right)] : null;
}
