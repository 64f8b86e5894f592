import type { DocumentAnalysis } from '../analysis/document.ts';
import { CODE_LABELS } from '../code/input.ts';
import { type CodeChoice, codeLanguageFor } from './codeLanguage.ts';
import { checkedDerivative } from './derivative.ts';
import { scalarDefinitions } from './deriveBy.ts';
import * as messages from './messages.ts';
import { placeOf } from './places.ts';
import { commands } from './requests.ts';

/** A line of links above a statement has one of these for each link. */
export interface CodeLens {
  /** Where the statement starts in the document. */
  readonly offset: number;
  readonly kind: CodeLensKind;
  /** By what a definition would be derived; null where that is to be asked, and elsewhere. */
  readonly variable: string | null;
}
export type CodeLensKind = 'derivation' | 'latex' | 'code' | 'deriveBy';

/** More variables than these are asked for in a list. */
const mostVariables = 4;

/**
 * Above queries and claims the links to their derivation and, once it is certified, to copies of the derivative; above the definition of a scalar links that
 * derive it. A chain over several lines has them once. In the order of the document.
 */
export function codeLensesOf(analysis: DocumentAnalysis): readonly CodeLens[] {
  const beginnings = new Set(
    analysis.blocks.flatMap(({ block, statements }) => statements.map(placed => placeOf(block, placed, placed.typed.tree.span).start)),
  );
  const results = analysis.statements.flatMap(statement => {
    const { start, result } = statement;
    const isAsked = (result.kind === 'query' || result.kind === 'claim') && result.derivative !== undefined && result.status !== 'error';
    if (!isAsked || !beginnings.has(start)) return [];
    return lenses(start, checkedDerivative(statement) ? ['derivation', 'latex', 'code'] : ['derivation']);
  });
  const definitions = scalarDefinitions(analysis).flatMap(({ start, variables }) =>
    variables.length > mostVariables
      ? lenses(start, ['deriveBy'])
      : variables.map((variable): CodeLens => ({ offset: start, kind: 'deriveBy', variable: variable.written })),
  );
  return [...results, ...definitions].sort((a, b) => a.offset - b.offset);
}

/** What a link says, and which command it runs at its place. */
export function codeLensCommand(
  analysis: DocumentAnalysis,
  { kind, variable }: Pick<CodeLens, 'kind' | 'variable'>,
  codeSetting: CodeChoice,
): { readonly title: string; readonly command: (typeof commands)[keyof typeof commands] } {
  switch (kind) {
    case 'derivation':
      return { title: messages.links.derivation, command: commands.showDerivation };
    case 'latex':
      return { title: messages.links.latex, command: commands.copyLatex };
    case 'code':
      return { title: messages.links.code(CODE_LABELS[codeLanguageFor(analysis, 'auto', codeSetting)]), command: commands.copyCode };
    case 'deriveBy':
      return { title: messages.links.deriveBy(variable), command: commands.deriveBy };
  }
}

const lenses = (offset: number, kinds: readonly CodeLensKind[]): readonly CodeLens[] => kinds.map(kind => ({ offset, kind, variable: null }));
