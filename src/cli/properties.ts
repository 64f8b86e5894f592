/** What a derivative tells only where it is asked: listed, so that it is printed as JSON too. */

import { type FileResult, fieldsOf, type StatementResult } from '../analysis/result.ts';

export const withProperties = (result: FileResult): FileResult => ({ ...result, statements: result.statements.map(listed) });

function listed(statement: StatementResult): StatementResult {
  const { derivative } = statement;
  if (derivative?.certificate.verdict !== 'verified') return statement;
  const { properties } = derivative;
  return { ...statement, derivative: { ...fieldsOf(derivative), ...(properties ? { properties } : {}) } };
}
