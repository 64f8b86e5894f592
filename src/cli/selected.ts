/** What of a derivative stands in the JSON: properties only where they are asked for, code in one language or in all. */

import { type Code, type DerivativeResult, type FileResult, fieldsOf, type LanguageId, type StatementResult } from '../analysis/result.ts';

export interface Selection {
  readonly properties: boolean;
  /** null: every language. */
  readonly code: LanguageId | null;
}
/** A file's object with the code of the languages that were asked for. */
export interface SelectedFile extends Omit<FileResult, 'statements'> {
  readonly statements: readonly SelectedStatement[];
}
interface SelectedStatement extends Omit<StatementResult, 'derivative'> {
  readonly derivative?: (Omit<DerivativeResult, 'code'> & { readonly code: Readonly<Partial<Record<LanguageId, Code>>> }) | null;
}

export function selected(result: FileResult, selection: Selection): SelectedFile {
  if (!selection.properties && !selection.code) return result;
  return { ...result, statements: result.statements.map(statement => selectedOf(statement, selection)) };
}

function selectedOf(statement: StatementResult, { properties, code }: Selection): SelectedStatement {
  const { derivative } = statement;
  if (derivative?.certificate.verdict !== 'verified') return statement;
  return {
    ...statement,
    derivative: {
      ...fieldsOf(derivative),
      ...(properties && derivative.properties ? { properties: derivative.properties } : {}),
      ...(code ? { code: { [code]: derivative.code[code] } } : {}),
    },
  };
}
