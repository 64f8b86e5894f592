/** What the words of a document are: the colours that only someone who has read it can give. The rest is the grammar's. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { type Occurrence, occurrencesOf } from '../analysis/occurrences.ts';
import { partsOfStatement } from '../analysis/statementParts.ts';
import { everyExpression } from '../shapes/walk.ts';
import type { Expression, Span, Statement } from '../syntax/tree.ts';
import { type Place, placeOf } from './places.ts';

/** `type` is a size. */
export type SemanticTokenType = 'variable' | 'parameter' | 'function' | 'type' | 'number' | 'operator' | 'keyword' | 'property';
/** `readonly` is what is declared constant, `defaultLibrary` a built-in function. */
export type SemanticTokenModifier = 'declaration' | 'definition' | 'readonly' | 'defaultLibrary';

export interface SemanticToken extends Place {
  readonly type: SemanticTokenType;
  readonly modifiers: readonly SemanticTokenModifier[];
}

/** In the order of the document; none reaches over a line's end, and no two overlap. */
export function semanticTokensOf(analysis: DocumentAnalysis): readonly SemanticToken[] {
  const tokens = occurrencesOf(analysis).all.map(nameToken);
  for (const { block, statements, unread } of analysis.blocks) {
    for (const placed of [...statements, ...unread]) {
      const textOf = ({ start, end }: Span) => block.text.slice(start + placed.shift, end + placed.shift);
      for (const { span, type, modifiers } of marksOf(placed.typed.tree, textOf)) tokens.push({ ...placeOf(block, placed, span), type, modifiers });
    }
  }
  tokens.sort((a, b) => a.start - b.start || b.end - a.end);
  const { text } = analysis;
  let end = 0;
  return tokens.filter(token => {
    if (token.start < end || token.start >= token.end || /[\r\n]/.test(text.slice(token.start, token.end))) return false;
    end = token.end;
    return true;
  });
}

const TYPES: Readonly<Record<Occurrence['entity']['kind'], SemanticTokenType>> = {
  variable: 'variable',
  function: 'function',
  parameter: 'parameter',
  index: 'parameter',
  dimension: 'type',
};

function nameToken({ start, end, entity, role }: Occurrence): SemanticToken {
  const modifiers: SemanticTokenModifier[] = role === 'declaration' || role === 'definition' ? [role] : [];
  if (entity.symbol?.properties.has('constant')) modifiers.push('readonly');
  return { start, end, type: TYPES[entity.kind], modifiers };
}

interface Mark {
  readonly span: Span;
  readonly type: SemanticTokenType;
  readonly modifiers: readonly SemanticTokenModifier[];
}

/** What is no name that the document gives. */
function marksOf(tree: Statement, textOf: (span: Span) => string): readonly Mark[] {
  const marks: Mark[] = [];
  const add = (span: Span, type: SemanticTokenType, ...modifiers: SemanticTokenModifier[]): void => void marks.push({ span, type, modifiers });
  if (tree.kind === 'directive') add({ start: tree.span.start, end: tree.span.start + tree.name.length }, 'keyword');
  if (tree.kind === 'declaration') for (const { span } of tree.properties) if (WORDS.test(textOf(span))) add(span, 'property');
  for (const root of partsOfStatement(tree)) {
    const partsOfNames = new Set<Expression>();
    for (const node of everyExpression(root)) {
      // the 1 of `x₁` is coloured with the x
      if (node.kind === 'index' && node.style === 'subscript') for (const index of node.indices) if (index.kind === 'number') partsOfNames.add(index);
      if (!partsOfNames.has(node)) markNode(node, add);
    }
  }
  return marks;
}

/** Of `𝕊^n` and `c > 0` the signs say it. */
const WORDS = /^[a-z]+(?:[ -][a-z]+)*$/i;

function markNode(node: Expression, add: (span: Span, type: SemanticTokenType, ...modifiers: SemanticTokenModifier[]) => void): void {
  switch (node.kind) {
    case 'number':
      add(node.span, 'number');
      return;
    case 'call':
      if (node.builtin) add(node.calleeSpan, 'function', 'defaultLibrary');
      return;
    case 'binary':
      // juxtaposition has no sign, and `\\frac` stands before both
      if (node.operator !== 'juxtapose' && node.operatorSpan.start > node.span.start) add(node.operatorSpan, 'operator');
      return;
    case 'postfix':
      add(node.operatorSpan, 'operator');
      return;
  }
}
