/** How long a formula is, counted in tokens of its syntax tree, whatever the dialect that spells it. */

import { analyzeDocument } from '../../src/analysis/document.ts';
import { checkProgram } from '../../src/shapes/check.ts';
import { childrenOf } from '../../src/syntax/children.ts';
import type { Expression } from '../../src/syntax/tree.ts';

/**
 * Names, numbers, operators (also those between factors that stand side by side), brackets and commas. `inv(X)` counts as
 * the X⁻¹ that it is, with the brackets that X needs there; X⁻ᵀ has two operators.
 */
export function tokenCount(node: Expression): number {
  const inside = childrenOf(node).reduce((sum, child) => sum + tokenCount(child), 0);
  switch (node.kind) {
    case 'number':
    case 'name':
      return 1;
    case 'unary':
    case 'binary':
      return 1 + inside;
    case 'postfix':
      return (node.operator === 'inverseTranspose' ? 2 : 1) + inside;
    case 'call': {
      const [argument] = node.arguments;
      if (node.callee === 'inv' && argument) return 1 + inside + (argument.kind === 'binary' || argument.kind === 'unary' ? 2 : 0);
      return 2 + node.arguments.length + inside;
    }
    default:
      return 2 + inside;
  }
}

export interface FormLength {
  readonly id: string;
  readonly printed: string;
  readonly expected: string;
  /** Tokens. */
  readonly own: number;
  readonly wanted: number;
}

/** Of a document whose last line claims a derivative to be what a book prints; null where no matrix form is printed. */
export function lengthsOf(id: string, document: string): FormLength | null {
  const lines = document.trimEnd().split('\n');
  const claim = lines.pop()!;
  const statement = analyzeDocument(document).statements.at(-1)!;
  const { matrix } = statement.result.derivative ?? {};
  if (!matrix) return null;
  return {
    id,
    printed: matrix.unicode,
    expected: claim.slice(claim.indexOf(' = ') + 3),
    own: tokensOf([...lines, matrix.unicode].join('\n')),
    wanted: tokensOf(document),
  };
}

/** Of the last statement: a bare expression, or what a claim ends with. */
function tokensOf(document: string): number {
  const { tree } = checkProgram(document).statements.at(-1)!;
  if (tree.kind === 'expression') return tokenCount(tree.expression);
  if (tree.kind === 'claim') return tokenCount(tree.members.at(-1)!);
  throw new Error(`a formula is read as ${tree.kind}: ${document}`);
}
