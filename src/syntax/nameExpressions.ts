/** A name in an expression: variable, component, call, product, or one of the words that ask for a derivative. */

import { elementwiseFunctions, elementwiseRows } from '../operations/elementwise.ts';
import { adjointNamed } from './adjointNames.ts';
import { isTransparent, parseArguments } from './calls.ts';
import { parseDerivativeFunction, parseGradientWord, parseJacobianWord } from './derivatives.ts';
import { builtinBeforeBracket, DERIVATIVE_FUNCTIONS, REFUSED } from './functions.ts';
import { areIndices, nameOrComponent, parseParenthesisIndices, sizesOf } from './indices.ts';
import { adjointPlace, splitSubscript } from './names.ts';
import { current, fail, type Reader, report, spanOf, startsFactor, written } from './reader.ts';
import { parseStar } from './stars.ts';
import { parseSum, parseSumWord } from './sums.ts';
import { isName, isOpen, isOperator, type Token } from './token.ts';
import type { AdjointNode, Expression } from './tree.ts';

export function parseName(reader: Reader): Expression {
  const token = current(reader);
  if (reader.adjoint) {
    const adjoint = parseAdjoint(reader, token);
    if (adjoint) return adjoint;
  }
  if (!reader.names.isKnown(token.text)) {
    const word = parseUndeclaredWord(reader, token);
    if (word) return word;
  }
  reader.at++;
  return parseBehindName(reader, nameOrComponent(reader, token), token);
}

/** The words that mean something only while no variable has their name; null where the token is none. */
function parseUndeclaredWord(reader: Reader, token: Token): Expression | null {
  const next = current(reader, 1);
  const parts = splitSubscript(token.text);
  const head = parts?.base ?? token.text;
  if (DERIVATIVE_FUNCTIONS.has(token.text) && (isOpen(next, '(') || isName(next, 'of') || (token.text === 'grad' && startsFactor(reader, reader.at + 1))))
    return parseDerivativeFunction(reader);
  if (head === 'grad' && parts && startsFactor(reader, reader.at + 1)) return parseGradientWord(reader, parts.subscript);
  if ((head === 'J' || head === 'H') && parts && !reader.names.isKnown(head) && reader.names.isKnown(parts.subscript))
    return parseJacobianWord(reader, head, parts.subscript);
  if ((head === 'sum' || head === 'Σ') && !reader.names.isKnown(head)) {
    if (!parts && isOperator(next, '_')) return parseSum(reader);
    if (parts && /^\p{L}{1,4}$/u.test(parts.subscript) && (startsFactor(reader, reader.at + 1) || isOperator(next, '^') || isOperator(next, '-')))
      return parseSumWord(reader, parts.subscript);
  }
  if (head === 'I' && !reader.names.isKnown('I') && (parts || isOperator(next, '_'))) return parseSizedIdentity(reader, token, parts?.subscript ?? null);
  const refused = REFUSED.get(head) ?? (parts || isOperator(next, '_') ? EXTREMA.get(head) : undefined);
  if (refused !== undefined && (startsFactor(reader, reader.at + 1) || isOperator(next, '_')))
    return fail(reader, refused, spanOf(token, token), [token.written]);
  if ((head === '𝔼' || (head === 'E' && !parts)) && (isOpen(next, '[') || isOpen(next, '(')) && !next.space)
    return fail(reader, 'expectation', spanOf(token, token));
  return parseUndeclaredCall(reader, token);
}

const EXTREMA: ReadonlyMap<string, 'optimisation'> = new Map([
  ['min', 'optimisation'],
  ['max', 'optimisation'],
]);

/** `dW` inside an adjoint claim. */
function parseAdjoint(reader: Reader, token: Token): AdjointNode | null {
  const of = adjointNamed(token.text, reader.names, reader.at === 0);
  if (of === null) return null;
  const declared = reader.names.isKnown(token.text) ? { declared: token.text } : null;
  reader.at++;
  const place = adjointPlace(token.written, of);
  const ofSpan = { start: token.start + place.start, end: token.start + place.end };
  return { kind: 'adjoint', of, written: token.written, ofSpan, ...declared, span: spanOf(token, token) };
}

function parseUndeclaredCall(reader: Reader, token: Token): Expression | null {
  const next = current(reader, 1);
  if (!isOpen(next, '(') && !(isOpen(next, '[') && isTransparent(reader, token.text))) return null;
  const builtin = builtinBeforeBracket(token.text) ?? (isTransparent(reader, token.text) ? token.text : undefined);
  if (builtin !== undefined) {
    reader.at++;
    if (token.text === 't') report(reader, 'r-transpose', spanOf(token, token));
    return parseArguments(reader, token, builtin);
  }
  if (next.space || reader.names.componentOf(token.text) !== null || token.text === 'I' || token.text === 'π') return null;
  reader.at++;
  const call = parseArguments(reader, token, token.text, false);
  const builtinName = USUAL_LETTERS.get(token.text);
  const span = spanOf(token, token);
  if (builtinName)
    report(reader, 'undeclared-letter-of-function', span, [token.text, builtinName], [{ title: `Write ${builtinName}`, span, text: builtinName }]);
  else report(reader, 'undeclared-before-bracket', span, [token.text]);
  return call;
}

/** Letters that usually stand for a function, and as often for something else: σ is also a singular value or a deviation. */
const USUAL_LETTERS: ReadonlyMap<string, string> = new Map(
  elementwiseFunctions.flatMap((name): [string, string][] => (elementwiseRows[name].letter ? [[elementwiseRows[name].letter, name]] : [])),
);

/** `I_n` is eye(n). */
function parseSizedIdentity(reader: Reader, token: Token, size: string | null): Expression {
  reader.at++;
  const span = spanOf(token, token);
  if (size !== null) {
    const start = token.end - size.length;
    const sizeSpan = { start: Math.max(start, token.start), end: token.end };
    const argument: Expression = /^\d+$/.test(size)
      ? { kind: 'number', text: size, value: Number(size), span: sizeSpan }
      : { kind: 'name', name: size, written: written(reader, sizeSpan), span: sizeSpan };
    return {
      kind: 'call',
      callee: 'eye',
      calleeSpan: { start: token.start, end: Math.min(token.start + 1, token.end) },
      builtin: true,
      arguments: [argument],
      span,
    };
  }
  const underscore = current(reader);
  reader.at++;
  const sizes = sizesOf(reader, current(reader), underscore);
  if (sizes[0]?.kind === 'error') return sizes[0];
  return { kind: 'call', callee: 'eye', calleeSpan: span, builtin: true, arguments: sizes, span: spanOf(token, reader.tokens[reader.at - 1]!) };
}

/** `f(x)` of a function, `A(i,:)` of a tensor, `A(B + C)` a product; `x^*` and `x^{(k)}` are names. */
function parseBehindName(reader: Reader, node: Expression, token: Token): Expression {
  if (node.kind !== 'name') return node;
  const starred = parseStar(reader, node);
  if (starred) return starred;
  const next = current(reader);
  if (!isOpen(next, '(')) return node;
  const known = reader.names.lookup(node.name);
  if (known?.isFunction) return parseArguments(reader, token, node.name, false);
  if (known === undefined || next.space || known.order === 0 || reader.match[reader.at]! < 0) return node;
  return areIndices(reader, reader.at) ? parseParenthesisIndices(reader, node) : node;
}
