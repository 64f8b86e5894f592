/** A result as one LaTeX equation, in the two ways of writing its left side. */

import { printLatex } from '../notation/latex.ts';
import { entryLeft, gradientLeft, leftOf } from './leftSide.ts';
import { matrixFormOf } from './print.ts';
import type { StatementAnalysis } from './statement.ts';

export interface LatexEquations {
  /** `\frac{\partial L}{\partial \theta} = …`, in the layout of the result; an entry in index form where there is no matrix form. */
  readonly fraction: string;
  /** `\nabla_{\theta} L = …`: a column whatever the layout. null where what is derived is no scalar or has no matrix form. */
  readonly gradient: string | null;
}

/** Axes have their colours. null where the statement has no derivative that may be shown. */
export function latexEquations(statement: StatementAnalysis): LatexEquations | null {
  const derived = statement.outcome()?.derived;
  const { derivative } = statement.result;
  if (!derived || !derivative) return null;
  const { matrix, index } = derivative;
  const left = gradientLeft(derived);
  const column = left === null ? null : matrixFormOf(derived, 'denominator');
  return {
    fraction: matrix ? `${leftOf(statement).latex} = ${matrix.latex}` : `${entryLeft(derived).latex} = ${index.latex}`,
    gradient: left !== null && column ? `${left} = ${printLatex(column)}` : null,
  };
}
