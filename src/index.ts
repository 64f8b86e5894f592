/**
 * Nabla as a library: one text in, its results out, without I/O and without an editor, in Node and in the browser.
 *
 * ```ts
 * import { analyze } from 'nabla';
 * const { statements } = analyze('A ∈ ℝ^{n×n}, x ∈ ℝ^n\nd(xᵀ A x)/dx');
 * statements[1].derivative.matrix.unicode;   // xᵀ (A + Aᵀ)
 * ```
 */

import { type AnalysisOptions, analyzeFile, useCertifier, useCodePrinter } from './analysis/document.ts';
import type { FileResult } from './analysis/result.ts';
import { codeIn, countOperations } from './code/index.ts';
import { certify as certifier } from './numeric/index.ts';

export type {
  Certificate,
  Code,
  CodeParameter,
  CurvatureResult,
  DerivativeResult,
  Diagnostic,
  FileResult,
  LanguageId,
  Output,
  Position,
  Printed,
  Range,
  ResultProperties,
  StatementResult,
  StationaryResult,
} from './analysis/result.ts';

export interface AnalyzeOptions {
  /** As VS Code names languages; `mc` unless told. */
  readonly languageId?: string;
  /** Where the text does not say it; `numerator` unless told. */
  readonly layout?: 'numerator' | 'denominator';
  /** With false the certificates are `pending`, and {@link certify} fills them in later; true unless told. */
  readonly certify?: boolean;
  /** What `file` of the result is; empty unless told. */
  readonly file?: string;
}

useCertifier(certifier);
useCodePrinter(codeIn, countOperations);

/** From which text and options a result with pending certificates came. */
const sources = new WeakMap<FileResult, { readonly text: string; readonly options: AnalyzeOptions }>();

/** The statements of a text with their shapes, derivatives and verdicts. Never throws on any text. */
export function analyze(text: string, options: AnalyzeOptions = {}): FileResult {
  const result = analyzeFile(text, options satisfies AnalysisOptions);
  if (options.certify === false) sources.set(result, { text, options });
  return result;
}

/**
 * Fills in the pending certificates of a result of {@link analyze}, in place, and gives it back. A derivative whose
 * certificate disagrees becomes null and its statement `withheld`.
 * @throws TypeError for an object that `analyze` did not make.
 */
export function certify(result: FileResult): FileResult {
  const source = sources.get(result);
  if (!source) {
    if (result.statements.every(({ derivative }) => derivative?.certificate.verdict !== 'pending')) return result;
    throw new TypeError('certify takes the very object that analyze returned: a copy of it has lost its text.');
  }
  const certified = analyzeFile(source.text, { ...source.options, certify: true });
  certified.statements.forEach((statement, index) => {
    Object.assign(result.statements[index]!, statement);
  });
  sources.delete(result);
  return result;
}
