/** What language models are given: three functions of a text, with plain text as their answer, for the editor and for MCP alike. */

import type { AnalyzedStatement, DocumentAnalysis } from '../analysis/document.ts';
import type { Diagnostic, StatementResult } from '../analysis/result.ts';
import { CODE_LABELS, LANGUAGE_IDS, type LanguageId } from '../code/input.ts';
import { claimsOf } from './claims.ts';
import { checkedDerivative } from './derivative.ts';
import { withoutAxisColours } from './latex.ts';
import * as messages from './messages.ts';
import { messagesOfTools as say } from './messagesOfTools.ts';

export const toolNames = ['nabla_derive', 'nabla_check', 'nabla_shape_of'] as const;
export type ToolName = (typeof toolNames)[number];

export interface ToolInput {
  /** What is analysed: of `nabla_shape_of` the expression stands at its end. */
  readonly text: string;
  readonly languageId: string;
  readonly layout: 'numerator' | 'denominator' | undefined;
  /** In which language `nabla_derive` gives code; null for none. */
  readonly code: LanguageId | null;
}
/** `isError`: the model has to do something else, and the text says what. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/** The input as a model sent it, or what is wrong with it. */
export function readToolInput(name: ToolName, sent: unknown): ToolInput | { readonly problem: string } {
  const { text, languageId = 'mc', layout, code, expression } = typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {};
  if (typeof text !== 'string' || text.trim() === '') return { problem: say.noText };
  if (typeof languageId !== 'string') return { problem: say.badLanguage };
  if (layout !== undefined && layout !== 'numerator' && layout !== 'denominator') return { problem: say.badLayout };
  if (code !== undefined && !LANGUAGE_IDS.includes(code as LanguageId)) return { problem: say.badCode(LANGUAGE_IDS) };
  const asked: Omit<ToolInput, 'text'> = { languageId, layout, code: (code as LanguageId | undefined) ?? null };
  if (name !== 'nabla_shape_of') return { text, ...asked };
  if (typeof expression !== 'string' || expression.trim() === '') return { problem: say.noExpression };
  if (/[\n;]/.test(expression.trim())) return { problem: say.oneExpression };
  return { text: `${text}\n${expression.trim()}\n`, ...asked, languageId: 'mc' };
}

/** The answer for the analysis of the input's text, with all its certificates. For code the printer has to be loaded. */
export function toolAnswer(name: ToolName, analysis: DocumentAnalysis, input: ToolInput): ToolAnswer {
  switch (name) {
    case 'nabla_derive':
      return derivatives(analysis, input.code);
    case 'nabla_check':
      return claims(analysis);
    case 'nabla_shape_of':
      return shape(analysis);
  }
}

function derivatives(analysis: DocumentAnalysis, code: LanguageId | null): ToolAnswer {
  const asked = analysis.statements.filter(({ result }) => result.kind === 'query' || result.kind === 'claim');
  const others = analysis.statements.filter(statement => !asked.includes(statement)).flatMap(problemsOf);
  if (asked.length === 0) return failed([say.noQuery, ...others]);
  const answers = asked.map(statement => derivative(statement, code));
  return { text: [...answers.map(({ text }) => text), ...others].join('\n\n'), isError: answers.every(({ isError }) => isError) };
}

function derivative(statement: AnalyzedStatement, code: LanguageId | null): ToolAnswer {
  const { result } = statement;
  const found = checkedDerivative(statement);
  if (!found) return failed([say.notDerived(result.source), ...problemsOf(statement), say.nothingShown]);
  const { matrix, index, validity, layout, shape: size, certificate } = found;
  const left = result.source.split('=')[0]!.trim();
  const lines = [
    `${left} = ${(matrix ?? index).unicode}${matrix ? '' : say.oneEntry}`,
    say.shape(size, layout),
    say.latex(withoutAxisColours((matrix ?? index).latex)),
    ...(validity.length > 0 ? [messages.where(validity)] : []),
    say.certified(certificate.points),
    ...(result.solution?.solution ? [say.zero(result.solution.solution.unicode)] : []),
    ...(code ? [`${CODE_LABELS[code]}:\n${found.code[code].source}`] : []),
  ];
  return { text: lines.join('\n'), isError: false };
}

function claims(analysis: DocumentAnalysis): ToolAnswer {
  const found = claimsOf(analysis).claims;
  const isClaim = ({ result }: AnalyzedStatement) => result.kind === 'claim' || result.kind === 'equality';
  const others = analysis.statements.filter(statement => !isClaim(statement)).flatMap(problemsOf);
  if (found.length === 0) return failed([say.noClaim, ...others]);
  const lines = found.map(({ source, range, verdict, message, correction }) => {
    const said = [message, correction && say.correction(correction.expected)].filter(part => part);
    return `${say.line(range.start.line + 1)}: ${source}\n  ${say.verdicts[verdict]}${said.length > 0 ? `. ${said.join('. ')}` : ''}`;
  });
  return { text: [...lines, ...others].join('\n'), isError: false };
}

function shape(analysis: DocumentAnalysis): ToolAnswer {
  const last = analysis.statements.at(-1);
  const problems = analysis.statements.flatMap(problemsOf);
  if (!last?.result.shape || isBroken(last.result)) return failed([say.noShape, ...problems]);
  return { text: [`${last.result.source} ∈ ${last.result.shape}`, ...problems].join('\n'), isError: false };
}

const isBroken = ({ diagnostics }: StatementResult): boolean => diagnostics.some(({ severity }) => severity === 'error');

function problemsOf({ result }: AnalyzedStatement): readonly string[] {
  return result.diagnostics.map(({ range, severity, message, fixes }: Diagnostic) => {
    const proposals = (fixes ?? []).map(({ title }) => title);
    return `${say.line(range.start.line + 1)}: ${severity}: ${message}${proposals.length > 0 ? ` (${proposals.join('; ')})` : ''}`;
  });
}

function failed(parts: readonly string[]): ToolAnswer {
  return { text: parts.join('\n'), isError: true };
}
