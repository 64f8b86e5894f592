/** `layout numerator`, `base 0`, `off`, `on`. */

import type { Names } from './knownNames.ts';
import { problem } from './messages.ts';
import { isOperator, type Token } from './token.ts';
import type { Directive, SyntaxProblem } from './tree.ts';

export interface ReadDirective {
  /** null where its value is none, which is a problem. */
  readonly name: Directive['name'] | null;
  readonly value: string;
  readonly problems: readonly SyntaxProblem[];
}

const LAYOUTS: ReadonlyMap<string, string> = new Map([
  ['numerator', 'numerator'],
  ['jacobian', 'numerator'],
  ['denominator', 'denominator'],
  ['gradient', 'denominator'],
]);

/** The directive that the tokens are; null where they are none. A variable named `layout` hides it. */
export function readDirective(tokens: readonly Token[], names: Names): ReadDirective | null {
  const [first, second] = tokens;
  const end = tokens.length - 1;
  if (!first || !mayBeDirective(first) || names.isKnown(first.text)) return null;
  if (end === 1 && first.kind === 'name' && (first.text === 'on' || first.text === 'off')) return { name: first.text, value: '', problems: [] };
  if (end === 1 && (isOperator(first, '∇') || (first.kind === 'name' && first.text === 'nabla'))) return { name: 'on', value: '', problems: [] };
  if (first.kind !== 'name' || (first.text !== 'layout' && first.text !== 'base')) return null;
  const value = isOperator(second, ':') ? tokens[2]! : second!;
  const length = isOperator(second, ':') ? 3 : 2;
  if (length > end || end > length || (value.kind !== 'name' && value.kind !== 'number'))
    return end > 1 && value.kind === 'operator' ? null : refused(first, value);
  if (first.text === 'base') return value.text === '0' || value.text === '1' ? { name: 'base', value: value.text, problems: [] } : refused(first, value);
  const layout = LAYOUTS.get(value.text);
  return layout === undefined ? refused(first, value) : { name: 'layout', value: layout, problems: [] };
}

const WORDS: ReadonlySet<string> = new Set(['on', 'off', 'nabla', 'layout', 'base']);
const mayBeDirective = (token: Token): boolean => (token.kind === 'name' ? WORDS.has(token.text) : isOperator(token, '∇'));

function refused(first: Token, value: Token): ReadDirective {
  const span = { start: first.start, end: Math.max(value.end, first.end) };
  const found = first.text === 'base' ? problem('unknown-base', span) : problem('unknown-directive', span, [first.text]);
  return { name: null, value: '', problems: [found] };
}
