/** Mathematics whose shapes nobody has said: how it was read, and what there is to declare. */

import type { TypedStatement } from '../shapes/typed.ts';
import { everyExpression } from '../shapes/walk.ts';
import type { Expression, Span, Statement } from '../syntax/tree.ts';
import { messages } from './messages.ts';
import { partsOfStatement } from './statementParts.ts';

export interface Untyped {
  readonly span: Span;
  readonly title: string;
  readonly detail: string;
}

/** The name under an offset if its shape is missing, else the whole statement; null where nothing is missing. */
export function untypedAt(statement: TypedStatement, textOf: (span: Span) => string, at: number): Untyped | null {
  const { tree } = statement;
  if (at < tree.span.start || at > tree.span.end || statement.problems.some(problem => problem.severity === 'error')) return null;
  const names = namesWithoutShape(statement);
  const [first] = names;
  if (!first) return null;
  const name = names.find(({ span }) => at >= span.start && at < span.end) ?? names.find(({ span }) => at === span.end);
  if (name) return { span: name.span, title: name.written, detail: messages.noShape([name.written]) };
  const title = textOf(tree.span).replace(/\s+/g, ' ').trim();
  return { span: tree.span, title, detail: messages.noShape([...new Set(names.map(({ written }) => written))]) };
}

interface Named {
  readonly span: Span;
  readonly written: string;
}

/** The names in it of which nothing says the shape, in the order of the text. */
export function namesWithoutShape({ tree, types, meaning }: TypedStatement): readonly Named[] {
  const names: Named[] = [];
  for (const root of expressionsOf(tree)) {
    for (const part of everyExpression(root)) {
      if ((part.kind === 'name' || part.kind === 'adjoint') && types.get(part) === undefined) names.push(part);
    }
  }
  // what a right side gives it, it will have then
  if (tree.kind === 'definition' && meaning.kind === 'malformed' && names.length > 0) names.unshift(tree.target, ...tree.parameters);
  return names;
}

const expressionsOf = (tree: Statement): readonly Expression[] => (tree.kind === 'declaration' ? [] : partsOfStatement(tree));
