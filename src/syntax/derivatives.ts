/** Derivatives in all their forms: quotients, ∇, the functions, the words. */

import { parseOperand } from './derivativeOperands.ts';
import { parseVariable, parseVariables, type Variables } from './derivativeVariables.ts';
import { DERIVATIVE_FUNCTIONS, TRACED_DERIVATIVES } from './functions.ts';
import { canonicalName } from './names.ts';
import { current, fail, nested, type Reader, report, slashAt, spanOf, startsFactor, within } from './reader.ts';
import { isName, isOpen, isOperator, type Token } from './token.ts';
import type { DerivativeNode, Expression, NameNode, Span } from './tree.ts';
import { MOST_DERIVATIVES } from './words.ts';

const isMarker = (token: Token | undefined): boolean => isOperator(token, '∂') || isOperator(token, 'd');

/** At `∂` or the `d` of a derivative: `∂L/∂θ`, `d/dx f`, `∂_x f`, and in equations between differentials `∂X`. */
export function parseDifferential(reader: Reader): Expression {
  const marker = current(reader);
  const start = reader.at;
  reader.at++;
  const order = parseOrder(reader);
  if (order === null) return fail(reader, 'derivative-too-high', spanOf(marker, marker), [String(MOST_DERIVATIVES)]);
  if (isOperator(current(reader), '_')) return parseSubscriptedOperator(reader, marker, order, 'quotient');
  const slash = slashAt(reader, reader.at);
  const bracketed = isOpen(reader.tokens[slash + 1], '(') && isMarker(reader.tokens[slash + 2]);
  if (slash < 0 || slash >= reader.limit || !(bracketed || isMarker(reader.tokens[slash + 1]))) return parseLoneDifferential(reader, marker, start);
  const of =
    slash === reader.at ? null : nested(reader, spanOf(marker, marker), () => within(reader, reader.at, slash, inner => inner.grammar.implicitProduct(inner)));
  reader.at = slash + 1;
  const close = bracketed ? reader.match[slash + 1]! : -1;
  const variables = close > 0 ? within(reader, slash + 2, close, inner => parseVariables(inner, order)) : parseVariables(reader, order);
  if (close > 0) reader.at = close + 1;
  return finishQuotient(reader, marker, of, order, variables, reader.tokens[reader.at - 1]!);
}

/** `\frac{∂L}{∂θ}`, `\frac{a}{b}`, `\frac12`. */
export function parseFraction(reader: Reader): Expression {
  const sign = current(reader);
  reader.at++;
  const upper = fractionPart(reader, reader.at);
  const lower = upper && fractionPart(reader, upper.end);
  if (!upper || !lower) {
    const open = reader.tokens[upper ? upper.end : reader.at];
    if (isOpen(open, '{') && reader.at < reader.limit) return fail(reader, 'unclosed-bracket', spanOf(open!, open!), ['{', '}']);
    return fail(reader, 'operand-missing', spanOf(sign, sign), [sign.written]);
  }
  const whole = spanOf(sign, reader.tokens[lower.end - 1]!);
  if (isMarker(reader.tokens[upper.from]) && isMarker(reader.tokens[lower.from]) && upper.from < upper.to)
    return parseFractionDerivative(reader, sign, upper, lower);
  return nested(reader, spanOf(sign, sign), () => {
    const left = fractionExpression(reader, sign, upper);
    const right = fractionExpression(reader, sign, lower);
    reader.at = lower.end;
    return { kind: 'binary', operator: 'divide', left, right, operatorSpan: spanOf(sign, sign), span: whole };
  });
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

function fractionPart(reader: Reader, at: number): Part | null {
  const token = reader.tokens[at];
  if (token === undefined || at >= reader.limit) return null;
  const close = reader.match[at]!;
  if (isOpen(token, '{')) return close > at ? { from: at + 1, to: close, end: close + 1 } : null;
  return token.kind === 'number' || token.kind === 'name' ? { from: at, to: at + 1, end: at + 1 } : null;
}

function fractionExpression(reader: Reader, sign: Token, part: Part): Expression {
  if (part.from === part.to) return fail(reader, 'operand-missing', spanOf(sign, sign), [sign.written]);
  return within(reader, part.from, part.to, reader.grammar.expression);
}

function parseFractionDerivative(reader: Reader, sign: Token, upper: Part, lower: Part): Expression {
  let order: number | null = 1;
  const of = within(reader, upper.from, upper.to, inner => {
    inner.at++;
    order = parseOrder(inner);
    return current(inner).kind === 'end' ? null : inner.grammar.implicitProduct(inner);
  });
  if (order === null) return fail(reader, 'derivative-too-high', spanOf(sign, sign), [String(MOST_DERIVATIVES)]);
  const known: number = order;
  const variables = within(reader, lower.from, lower.to, inner => parseVariables(inner, known));
  reader.at = lower.end;
  return finishQuotient(reader, sign, of, known, variables, reader.tokens[lower.end - 1]!);
}

function finishQuotient(reader: Reader, marker: Token, of: Expression | null, order: number, variables: Variables, last: Span): Expression {
  if (variables.wrt.length !== order && !variables.failed) {
    report(reader, 'derivative-order', spanOf(marker, last), [String(order), String(variables.wrt.length)]);
  }
  if (variables.failed) return { kind: 'error', parts: of ? [of] : [], span: spanOf(marker, last) };
  const { wrt } = variables;
  const flags = { ...(variables.transposed && { transposedDenominator: true }), ...(variables.vectorised && { vectorised: true }) };
  const operand = of ?? parseQuotientOperand(reader, marker);
  const applied = variables.vectorised ? { of: withoutVec(operand) } : withoutArgument(reader, operand, wrt);
  const span = spanOf(marker, of ? last : operand.span);
  const node: DerivativeNode = { kind: 'derivative', form: 'quotient', ...applied, wrt, ...flags, span };
  return of ? asAdjoint(reader, node) : node;
}

/**
 * The operand of `d/dx`. A product of vectors and matrices that is all there is up to the end of the side, as in
 * `∂/∂X aᵀX⁻¹b = …`, has one reading; with a sum behind it, or something before the operator, it has two.
 */
function parseQuotientOperand(reader: Reader, marker: Token): Expression {
  const from = reader.at;
  const { errors, problems } = reader;
  const problemsBefore = problems.length;
  const operand = parseOperand(reader, marker, 'd/dx');
  if (operand.kind !== 'error' || problems.at(-1)?.code !== 'derivative-operand-unclear' || !isAloneOnItsSide(reader, marker, from)) return operand;
  reader.at = from;
  reader.errors = errors;
  problems.length = problemsBefore;
  return nested(reader, spanOf(marker, marker), () => reader.grammar.implicitProduct(reader));
}

function isAloneOnItsSide(reader: Reader, marker: Token, from: number): boolean {
  let before = from - 1;
  while (before > 0 && reader.tokens[before]!.start > marker.start) before--;
  const previous = reader.tokens[before - 1];
  if (previous && !isRelation(previous) && previous.kind !== 'open') return false;
  for (let at = from; at < reader.limit; at++) {
    const token = reader.tokens[at]!;
    if (isRelation(token)) return true;
    if (['+', '-', '±', '∂', '∇', 'd', 'frac', ',', ';', '∑'].some(sign => isOperator(token, sign))) return false;
    if (reader.match[at]! > at) at = reader.match[at]!;
  }
  return true;
}

const isRelation = (token: Token): boolean => isOperator(token, '=') || isOperator(token, '==') || isOperator(token, ':=');

/** `∂vec(F)/∂vec(X)ᵀ` has the entries of ∂F/∂X. */
function withoutVec(of: Expression): Expression {
  if (of.kind === 'group') return withoutVec(of.body);
  return of.kind === 'call' && of.callee === 'vec' && of.arguments.length === 1 ? of.arguments[0]! : of;
}

/** Inside an adjoint claim the derivative of the unnamed loss by Y is the adjoint of Y. */
function asAdjoint(reader: Reader, node: DerivativeNode): Expression {
  const [wrt] = node.wrt;
  if (
    !reader.adjoint ||
    node.of.kind !== 'name' ||
    reader.names.resolves(node.of.name) ||
    wrt?.kind !== 'name' ||
    node.wrt.length !== 1 ||
    !reader.names.isKnown(wrt.name)
  )
    return node;
  const written = reader.text.slice(node.span.start - reader.offset, node.span.end - reader.offset);
  if (!node.transposedDenominator) return { kind: 'adjoint', of: wrt.name, written, ofSpan: wrt.span, span: node.span };
  // the adjoint of Yᵀ is the adjoint of Y, transposed
  const span = { start: node.span.start, end: wrt.span.end };
  const operand: Expression = { kind: 'adjoint', of: wrt.name, written: written.slice(0, span.end - span.start), ofSpan: wrt.span, span };
  return { kind: 'postfix', operator: 'transpose', operand, operatorSpan: { start: span.end, end: node.span.end }, span: node.span };
}

/** `dL(θ)/dθ` of a quantity that is no function: the bracket only says what it depends on. */
function withoutArgument(reader: Reader, of: Expression, wrt: readonly Expression[]): Pick<DerivativeNode, 'of' | 'argument'> {
  if (of.kind !== 'binary' || of.operator !== 'juxtapose' || of.left.kind !== 'name' || of.right.kind !== 'group' || of.left.span.end !== of.right.span.start)
    return { of };
  const { body } = of.right;
  const known = reader.names.lookup(of.left.name);
  if (body.kind !== 'name' || !wrt.some(variable => variable.kind === 'name' && variable.name === body.name)) return { of };
  if (!known || known.isFunction) return { of };
  report(reader, 'dropped-argument', of.right.span, [body.name, of.left.name]);
  return { of: of.left, argument: body };
}

/** `²`, `^2` after a marker; null where it is no order that is read. */
function parseOrder(reader: Reader): number | null {
  if (!isOperator(current(reader), '^')) return 1;
  const braces = isOpen(current(reader, 1), '{');
  const token = current(reader, braces ? 2 : 1);
  const order = token.kind === 'number' ? Number(token.text) : 0;
  if (!Number.isInteger(order) || order < 1 || order > MOST_DERIVATIVES) return null;
  reader.at += braces ? 4 : 2;
  return order;
}

/** `∂X` without a quotient: a differential, where the statement is about differentials. */
function parseLoneDifferential(reader: Reader, marker: Token, start: number): Expression {
  const name = current(reader);
  if (reader.adjoint && name.kind === 'name' && reader.at === start + 1 && reader.names.isKnown(name.text)) {
    reader.at++;
    return { kind: 'adjoint', of: name.text, written: `${marker.written}${name.written}`, ofSpan: spanOf(name, name), span: spanOf(marker, name) };
  }
  return fail(reader, 'partial-alone', spanOf(marker, marker));
}

/** `∇L`, `∇_θ L`, `∇²f`, `∇_{xy} f`. */
export function parseNabla(reader: Reader): Expression {
  const marker = current(reader);
  reader.at++;
  const sign = current(reader);
  if (isOperator(sign, '·') || isOperator(sign, '×')) return fail(reader, 'vector-operator', spanOf(marker, sign), [marker.written + sign.written]);
  const order = parseOrder(reader);
  if (order === null || order > 2) return fail(reader, 'derivative-too-high', spanOf(marker, marker), ['2']);
  return parseSubscriptedOperator(reader, marker, order, 'nabla');
}

/** The subscript, a power after it, and the operand. */
function parseSubscriptedOperator(reader: Reader, marker: Token, before: number, form: 'nabla' | 'quotient'): Expression {
  const names = isOperator(current(reader), '_') ? parseOperatorSubscript(reader) : [];
  if (names === null) return fail(reader, 'derivative-by-expression', spanOf(marker, reader.tokens[reader.at]!));
  const after = parseOrder(reader) ?? 0;
  const order = before > 1 ? before : after;
  if (order < 1 || order > 2) return fail(reader, 'derivative-too-high', spanOf(marker, marker), ['2']);
  if (names.length === 2 && names[0]!.separated) return fail(reader, 'nabla-several-names', spanOf(marker, reader.tokens[reader.at - 1]!));
  const wrt = names.map(({ node }) => node);
  const repeated = order === 2 && wrt.length === 1 ? [wrt[0]!, wrt[0]!] : wrt;
  if (repeated.length > 2 || (order === 2 && repeated.length === 1))
    return fail(reader, 'derivative-order', spanOf(marker, marker), [String(order), String(wrt.length)]);
  const second = order === 2 || repeated.length === 2;
  const kind = form === 'nabla' && second ? 'hessian' : form;
  const [only] = repeated;
  if (reader.adjoint && kind === 'nabla' && only?.kind === 'name' && repeated.length === 1 && reader.names.isKnown(only.name)) {
    const adjoint = parseNablaAdjoint(reader, marker, only);
    if (adjoint) return adjoint;
  }
  const sign = current(reader);
  if (form === 'nabla' && (isOperator(sign, '·') || isOperator(sign, '×')))
    return fail(reader, 'vector-operator', spanOf(marker, sign), [marker.written + sign.written]);
  if (!startsFactor(reader)) return fail(reader, 'derivative-operand-missing', spanOf(marker, marker), [marker.written]);
  const operand = parseOperand(reader, marker, marker.written);
  const applied = repeated.length === 0 ? applicationTo(reader, operand) : null;
  const span = spanOf(marker, operand.span);
  if (applied) return { kind: 'derivative', form: kind, of: applied.of, wrt: order === 2 ? [applied.variable, applied.variable] : [applied.variable], span };
  return { kind: 'derivative', form: kind, ...withoutArgument(reader, operand, repeated), wrt: repeated, span };
}

/** `∇_W`, or `∇_W L` of the unnamed loss, inside an adjoint claim. */
function parseNablaAdjoint(reader: Reader, marker: Token, of: NameNode): Expression | null {
  const next = current(reader);
  const unnamed = next.kind === 'name' && !reader.names.resolves(next.text) && reader.names.builtin(next.text) === undefined;
  if (startsFactor(reader) && !unnamed) return null;
  if (unnamed) reader.at++;
  const span = spanOf(marker, reader.tokens[reader.at - 1]!);
  return { kind: 'adjoint', of: of.name, written: reader.text.slice(span.start - reader.offset, span.end - reader.offset), ofSpan: of.span, span };
}

/** `∇f(x)` of a quantity that is no function: its variable is the x in brackets. */
function applicationTo(reader: Reader, operand: Expression): { readonly of: Expression; readonly variable: Expression } | null {
  if (operand.kind !== 'binary' || operand.operator !== 'juxtapose' || operand.left.kind !== 'name' || operand.right.kind !== 'group') return null;
  const { body } = operand.right;
  const known = reader.names.lookup(operand.left.name);
  return known && !known.isFunction && body.kind === 'name' ? { of: operand.left, variable: body } : null;
}

interface SubscriptName {
  readonly node: Expression;
  /** A comma stands after it. */
  readonly separated: boolean;
}

/** The names in `_θ`, `_{W_1}`, `_{xy}`; null where there is anything else. `_xf` takes the symbol x. */
function parseOperatorSubscript(reader: Reader): readonly SubscriptName[] | null {
  reader.at++;
  const token = current(reader);
  if (token.kind === 'name') {
    reader.at++;
    return [{ node: { kind: 'name', name: token.text, written: token.written, span: spanOf(token, token) }, separated: false }];
  }
  const open = reader.at;
  const close = reader.match[open] ?? -1;
  if (!isOpen(token, '{') || close < open) return null;
  const names = within(reader, open + 1, close, inner => {
    const found: SubscriptName[] = [];
    while (current(inner).kind === 'name') {
      const node = parseVariable(inner);
      const separated = isOperator(current(inner), ',');
      if (separated) inner.at++;
      found.push({ node, separated });
    }
    return found;
  });
  reader.at = close + 1;
  return names.length > 0 ? names : null;
}

/** `derivative(L, θ, Φ)`, `gradient(L, θ)`, `hessian(L, x)`, `gradient of L wrt θ`, `grad L`, `laplacian(f, x)`. */
export function parseDerivativeFunction(reader: Reader): Expression {
  const token = current(reader);
  const name = DERIVATIVE_FUNCTIONS.get(token.text)!;
  if (name !== 'laplacian' && name !== 'divergence') return parseDerivativeCall(reader, token, name);
  const node = parseDerivativeCall(reader, token, TRACED_DERIVATIVES.get(name)!);
  if (node.kind !== 'derivative') return node;
  return { kind: 'call', callee: 'trace', calleeSpan: spanOf(token, token), builtin: true, arguments: [node], span: node.span };
}

function parseDerivativeCall(reader: Reader, token: Token, form: DerivativeNode['form']): Expression {
  reader.at++;
  const next = current(reader);
  if (isName(next, 'of')) return parseDerivativeWords(reader, token, form);
  const close = reader.match[reader.at]!;
  if (isOpen(next, '(') && close > 0) {
    const open = reader.at;
    const node = nested(reader, spanOf(token, token), () => within(reader, open + 1, close, inner => parseFunctionArguments(inner, token, form)));
    reader.at = close + 1;
    return node.kind === 'derivative' ? { ...node, span: spanOf(token, reader.tokens[close]!) } : node;
  }
  if (isOpen(next, '(')) return unclosedArguments(reader, token, form);
  const operand = parseOperand(reader, token, token.written);
  return { kind: 'derivative', form: 'nabla', of: operand, wrt: [], span: spanOf(token, operand.span) };
}

/** Half a call: what is there is kept, and only the bracket is complained about. */
function unclosedArguments(reader: Reader, token: Token, form: DerivativeNode['form']): Expression {
  const opener = current(reader);
  const { problems, errors } = reader;
  reader.problems = [];
  reader.at++;
  const part = current(reader).kind === 'end' ? null : nested(reader, spanOf(token, token), () => parseFunctionArguments(reader, token, form));
  reader.problems = problems;
  reader.errors = errors;
  const parts = part === null ? [] : part.kind === 'error' ? part.parts : [part];
  return fail(reader, 'unclosed-bracket', spanOf(opener, opener), ['(', ')'], parts);
}

function parseFunctionArguments(reader: Reader, token: Token, form: DerivativeNode['form']): Expression {
  if (current(reader).kind === 'end') return fail(reader, 'function-needs-argument', spanOf(token, token), [token.written]);
  const of = reader.grammar.expression(reader);
  const wrt: Expression[] = [];
  while (isOperator(current(reader), ',')) {
    const comma = current(reader);
    reader.at++;
    const next = current(reader);
    const previous = wrt.at(-1);
    if (next.kind === 'number' && previous) {
      const times = Number(next.text);
      if (!Number.isInteger(times) || times < 1 || wrt.length - 1 + times > MOST_DERIVATIVES)
        return fail(reader, 'derivative-too-high', spanOf(next, next), [String(MOST_DERIVATIVES)], [of]);
      reader.at++;
      for (let i = 1; i < times; i++) wrt.push(previous);
    } else if (next.kind === 'name') wrt.push(parseVariable(reader));
    else if (next.kind === 'end') return fail(reader, 'derivative-variable-missing', spanOf(comma, comma), [], [of]);
    else return fail(reader, 'derivative-by-expression', spanOf(next, next), [], [of]);
    if (wrt.length > MOST_DERIVATIVES) return fail(reader, 'derivative-too-high', spanOf(next, next), [String(MOST_DERIVATIVES)], [of]);
  }
  if (current(reader).kind !== 'end') return wrt.length > 0 ? fail(reader, 'derivative-by-expression', spanOf(current(reader), current(reader)), [], [of]) : of;
  return functionNode(form, of, wrt, spanOf(token, of.span), reader, token);
}

function functionNode(form: DerivativeNode['form'], of: Expression, wrt: readonly Expression[], span: Span, reader: Reader, token: Token): Expression {
  if (form === 'derivative' && wrt.length === 0) return fail(reader, 'derivative-variable-missing', spanOf(token, token), [], [of]);
  const repeated = form === 'hessian' && wrt.length === 1 ? [wrt[0]!, wrt[0]!] : wrt;
  return { kind: 'derivative', form, of, wrt: repeated, span };
}

const BY_WORDS: readonly (readonly string[])[] = [['with', 'respect', 'to'], ['in', 'terms', 'of'], ['wrt'], ['by'], ['in']];

/** `gradient of L with respect to θ`. */
function parseDerivativeWords(reader: Reader, token: Token, form: DerivativeNode['form']): Expression {
  reader.at++;
  const from = reader.at;
  let to = from;
  while (to < reader.limit && wordsAt(reader, to) === 0) to = reader.match[to]! > to ? reader.match[to]! + 1 : to + 1;
  if (to === from) return fail(reader, 'derivative-operand-missing', spanOf(token, token), [token.written]);
  const of = within(reader, from, Math.min(to, reader.limit), reader.grammar.expression);
  const wrt: Expression[] = [];
  reader.at = Math.min(to, reader.limit);
  if (reader.at < reader.limit) {
    reader.at += wordsAt(reader, to);
    do {
      if (current(reader).kind !== 'name') return fail(reader, 'derivative-variable-missing', spanOf(token, token), [], [of]);
      wrt.push(parseVariable(reader));
    } while (isName(current(reader), 'and') && reader.at++ >= 0);
  }
  return functionNode(form, of, wrt, spanOf(token, reader.tokens[reader.at - 1]!), reader, token);
}

/** How many tokens the phrase at the position has that names the variables; 0 where there is none. */
function wordsAt(reader: Reader, at: number): number {
  for (const words of BY_WORDS) {
    const matches = words.every((word, i) => at + i < reader.limit && isName(reader.tokens[at + i], word));
    if (matches && !reader.names.isKnown(words[0]!)) return words.length;
  }
  return 0;
}

/** `grad_θ L`. */
export function parseGradientWord(reader: Reader, subscript: string): Expression {
  const token = current(reader);
  reader.at++;
  const name = canonicalName(subscript);
  const written = token.written.slice(token.written.indexOf('_') + 1);
  const wrt: Expression = { kind: 'name', name, written, span: { start: token.end - written.length, end: token.end } };
  const operand = parseOperand(reader, token, token.written);
  return { kind: 'derivative', form: 'nabla', of: operand, wrt: [wrt], span: spanOf(token, operand.span) };
}

/** `J_f`, `H_f`, `J_f(x)` of a known f. */
export function parseJacobianWord(reader: Reader, head: string, name: string): Expression {
  const token = current(reader);
  reader.at++;
  const span = spanOf(token, token);
  const written = token.written.includes('_') ? token.written.slice(token.written.indexOf('_') + 1) : token.written.slice(-name.length);
  const of: Expression = { kind: 'name', name, written, span: { start: token.end - written.length, end: token.end } };
  const form = head === 'J' ? 'jacobian' : 'hessian';
  const open = reader.at;
  const close = reader.match[open] ?? -1;
  if (!isOpen(current(reader), '(') || current(reader).space || close !== open + 2 || reader.tokens[open + 1]!.kind !== 'name')
    return { kind: 'derivative', form, of, wrt: [], span };
  const variable = within(reader, open + 1, close, parseVariable);
  reader.at = close + 1;
  return { kind: 'derivative', form, of, wrt: form === 'hessian' ? [variable, variable] : [variable], span: spanOf(token, reader.tokens[close]!) };
}
