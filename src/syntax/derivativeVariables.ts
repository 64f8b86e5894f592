/** What is differentiated by: names and components, in denominators and argument lists. */

import { nameOrComponent, parseBracketIndices, parseSubscript } from './indices.ts';
import { current, fail, type Reader, spanOf, within } from './reader.ts';
import { parseStar } from './stars.ts';
import { isOpen, isOperator } from './token.ts';
import type { Expression } from './tree.ts';

export interface Variables {
  readonly wrt: readonly Expression[];
  readonly transposed: boolean;
  /** Some of them stand in a vec: `∂vec(X)ᵀ`. */
  readonly vectorised: boolean;
  readonly failed: boolean;
}

/** `∂θ`, `dx²`, `∂θ∂Φᵀ`, `d(θ)`, `∂vec(X)ᵀ`: as many as the order asks for. */
export function parseVariables(reader: Reader, order: number): Variables {
  const wrt: Expression[] = [];
  let transposed = false;
  let vectorised = false;
  while (wrt.length < order && (isOperator(current(reader), '∂') || isOperator(current(reader), 'd'))) {
    const marker = current(reader);
    reader.at++;
    const isVec = skipVec(reader);
    if (isVec) vectorised = true;
    const variable = parseDenominatorVariable(reader);
    if (!variable) {
      fail(reader, 'derivative-variable-missing', spanOf(marker, marker));
      return { wrt, transposed, vectorised, failed: true };
    }
    if (variable.kind === 'error') return { wrt, transposed, vectorised, failed: true };
    const times = parsePower(reader);
    if (times === 'transpose' || parseTranspose(reader)) transposed = true;
    for (let i = 0; i < (times === 'transpose' ? 1 : times); i++) wrt.push(variable);
  }
  return { wrt, transposed, vectorised, failed: false };
}

/** The `vec` of `dvec(X)`, `∂ vec X`, where it is the function and its argument follows. */
function skipVec(reader: Reader): boolean {
  const token = current(reader);
  const next = current(reader, 1);
  if (token.kind !== 'name' || reader.names.isKnown(token.text) || reader.names.builtin(token.text) !== 'vec') return false;
  if (!isOpen(next, '(') && next.kind !== 'name') return false;
  reader.at++;
  return true;
}

function parseDenominatorVariable(reader: Reader): Expression | null {
  const token = current(reader);
  if (isOperator(token, '_')) reader.at++;
  if (current(reader).kind === 'name') return parseVariable(reader);
  const open = reader.at;
  const close = reader.match[open] ?? -1;
  if (!(isOpen(token, '(') || isOpen(token, '{')) || close < open || close >= reader.limit) return null;
  const inner = within(reader, open + 1, close, reading =>
    current(reading).kind === 'name' ? parseVariable(reading) : fail(reading, 'derivative-by-expression', spanOf(current(reading), current(reading))),
  );
  reader.at = close + 1;
  return inner;
}

/** `dθ²`; `dθᵀ` as `dθ^T`. */
function parsePower(reader: Reader): number | 'transpose' {
  if (!isOperator(current(reader), '^')) return 1;
  const braces = isOpen(current(reader, 1), '{');
  const token = current(reader, braces ? 2 : 1);
  const length = braces ? 4 : 2;
  if (token.kind === 'number' && Number.isInteger(Number(token.text)) && Number(token.text) >= 1 && Number(token.text) <= 8) {
    reader.at += length;
    return Number(token.text);
  }
  if (token.text !== 'T' && token.text !== 't' && token.text !== '⊤') return 1;
  reader.at += length;
  return 'transpose';
}

function parseTranspose(reader: Reader): boolean {
  const token = current(reader);
  if (!isOperator(token, "'") && !isOperator(token, '⊤')) return false;
  reader.at++;
  return true;
}

/** A name with its subscripts and indices; never a call. */
export function parseVariable(reader: Reader): Expression {
  const token = current(reader);
  reader.at++;
  let node = starred(reader, nameOrComponent(reader, token));
  for (;;) {
    const next = current(reader);
    if (isOperator(next, '_') && !next.space) node = starred(reader, parseSubscript(reader, node));
    else if (isOpen(next, '[') && !next.space) node = parseBracketIndices(reader, node);
    else return node;
  }
}

/** `W^{(1)}` below a derivative. */
const starred = (reader: Reader, node: Expression): Expression => (node.kind === 'name' && parseStar(reader, node)) || node;
