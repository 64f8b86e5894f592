/** How far `∇`, `d/dx` and `∂_x` reach: over one clear operand. What is unclear is refused and brackets are offered. */

import { parsePrefixFunction } from './calls.ts';
import { current, fail, nested, type Reader, spanOf, startsFactor } from './reader.ts';
import { isOpen, isOperator, type Token } from './token.ts';
import type { Expression } from './tree.ts';

export function parseOperand(reader: Reader, marker: Token, operator: string): Expression {
  const first = current(reader);
  const span = spanOf(marker, marker);
  if (!startsFactor(reader)) return fail(reader, 'derivative-operand-missing', span, [operator]);
  if (first.kind === 'number' || first.kind === 'fraction') return fail(reader, 'derivative-operand-unclear', spanOf(marker, first), [operator]);
  return nested(reader, span, () => {
    const called = parsePrefixFunction(reader);
    if (called) return called;
    const operand = reader.grammar.primary(reader);
    if (operand.kind === 'error') return operand;
    if (operand.kind === 'name') return afterName(reader, operand, marker, operator);
    if (operand.kind === 'norm' || operand.kind === 'bars') return isPower(reader) ? reader.grammar.postfixes(reader, operand) : operand;
    return isPower(reader) ? unclear(reader, operand, marker, operator) : operand;
  });
}

/** A name that nothing follows, or that a bracket follows: `∇L`, `∇f(x)`, `∇f(x)ᵀ d`. */
function afterName(reader: Reader, operand: Expression & { kind: 'name' }, marker: Token, operator: string): Expression {
  const next = current(reader);
  const known = reader.names.lookup(operand.name);
  if (isOpen(next, '(') && !next.space && known && !known.isFunction) return withArgument(reader, operand);
  const isScalar = known === undefined || known.isFunction || known.order === null || known.order === 0;
  const goesOn = startsFactor(reader) || isTranspose(next) || isOperator(next, '^');
  if (isOperator(next, '_')) return reader.grammar.postfixes(reader, operand);
  return (!isScalar && goesOn) || isPower(reader) ? unclear(reader, operand, marker, operator) : operand;
}

/** `f(x)` as a product, which the caller takes for an application where the bracket holds the variable. */
function withArgument(reader: Reader, operand: Expression): Expression {
  const right = reader.grammar.primary(reader);
  const operatorSpan = { start: right.span.start, end: right.span.start };
  return { kind: 'binary', operator: 'juxtapose', left: operand, right, operatorSpan, span: spanOf(operand.span, right.span) };
}

const isTranspose = (token: Token): boolean => isOperator(token, "'") || isOperator(token, '⊤');

/** A power other than a transpose. */
function isPower(reader: Reader): boolean {
  if (!isOperator(current(reader), '^')) return false;
  const next = current(reader, isOpen(current(reader, 1), '{') ? 2 : 1);
  return next.text !== 'T' && next.text !== 't' && next.text !== '⊤';
}

function unclear(reader: Reader, operand: Expression, marker: Token, operator: string): Expression {
  return fail(reader, 'derivative-operand-unclear', spanOf(marker, operand.span), [operator], [operand]);
}
