/** Names that end in a star or in a label: `x⋆`, `x^*`, `x^{*}`, `x^{(k)}`. */

import { current, type Reader, spanOf, written } from './reader.ts';
import { isOpen, isOperator, type Token } from './token.ts';
import type { NameNode } from './tree.ts';

const LONGEST_LABEL = 8;

/** The name with the star or label that stands here; null where there is none. */
export function parseStar(reader: Reader, node: NameNode): NameNode | null {
  const next = current(reader);
  if (isOperator(next, '⋆') && !next.space) return renamed(reader, node, '⋆', reader.at + 1);
  if (!isOperator(next, '^')) return null;
  const second = current(reader, 1);
  if (isStar(second)) return renamed(reader, node, '⋆', reader.at + 2);
  const open = reader.at + 1;
  const close = reader.match[open] ?? -1;
  if (!isOpen(second, '{') || close < open || close >= reader.limit) return null;
  const content = reader.tokens.slice(open + 1, Math.min(close, open + LONGEST_LABEL + 2));
  if (content.length === 1 && isStar(content[0]!)) return renamed(reader, node, '⋆', close + 1);
  const isLabel = isOpen(content[0], '(') && reader.match[open + 1] === close - 1 && content.length <= LONGEST_LABEL;
  return isLabel ? renamed(reader, node, `^${content.map(token => token.text).join('')}`, close + 1) : null;
}

const isStar = (token: Token): boolean => isOperator(token, '*') || isOperator(token, '⋆');

function renamed(reader: Reader, node: NameNode, suffix: string, end: number): NameNode {
  const span = spanOf(node.span, reader.tokens[end - 1]!);
  reader.at = end;
  return { kind: 'name', name: node.name + suffix, written: written(reader, span), span };
}
