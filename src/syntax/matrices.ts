/**
 * Matrix literals. `;` and new lines separate rows, `,` and `&` columns; blanks separate columns only where every row
 * then has the same number (two or more) of entries, and then the reading as products is kept beside it.
 */

import { current, fail, nested, type Reader, spanOf, startsFactor, unexpected, within } from './reader.ts';
import { endsOperand, isOpen, isOperator } from './token.ts';
import type { Expression, MatrixNode } from './tree.ts';

/** A part of the token list, end exclusive. */
interface Range {
  readonly from: number;
  readonly to: number;
}

export function parseMatrix(reader: Reader): Expression {
  const open = reader.at;
  const close = reader.match[open]!;
  const opener = current(reader);
  const span = spanOf(opener, opener);
  if (close < 0) return unclosedMatrix(reader);
  const known = reader.matrices?.get(open);
  if (known) {
    reader.problems.push(...known.problems);
    reader.errors += known.errors;
    reader.at = close + 1;
    return known.node;
  }
  const whole = spanOf(opener, reader.tokens[close]!);
  const { errors } = reader;
  const from = reader.problems.length;
  const node = nested(reader, span, () => parseRows(reader, open, close, whole));
  reader.at = close + 1;
  reader.matrices ??= new Map();
  reader.matrices.set(open, { node, problems: reader.problems.slice(from), errors: reader.errors - errors });
  return node;
}

function parseRows(reader: Reader, open: number, close: number, span: Expression['span']): Expression {
  const rows = splitRows(reader, open + 1, close);
  if (rows.length === 0) return { kind: 'error', parts: [], span: reportMissing(reader, span) };
  const cells = rows.map(row => splitAt(reader, row, ','));
  const spacedCells = opensEnvironment(reader, open) ? null : spacedColumns(reader, cells);
  const asProducts = attempt(reader, () => cells.map(row => row.map(cell => parseEntry(reader, cell))));
  if (!spacedCells) return unnested(node(asProducts.accept(), span, false));
  const asColumns = attempt(reader, () => spacedCells.map(row => row.map(cell => parseEntry(reader, cell))));
  if (asColumns.failed) return unnested(node(asProducts.accept(), span, false));
  if (asProducts.failed) return node(asColumns.accept(), span, false);
  asProducts.accept();
  return { kind: 'matrix', rows: asColumns.accept(), spaced: true, products: asProducts.rows, span };
}

function node(rows: readonly (readonly Expression[])[], span: Expression['span'], spaced: boolean): MatrixNode {
  return { kind: 'matrix', rows, spaced, span };
}

/** A reading whose problems count only when it is taken. */
function attempt(reader: Reader, read: () => Expression[][]): { readonly rows: Expression[][]; readonly failed: boolean; accept(): Expression[][] } {
  const { problems, errors } = reader;
  reader.problems = [];
  const rows = read();
  const found = reader.problems;
  const failed = reader.errors > errors;
  const foundErrors = reader.errors - errors;
  reader.problems = problems;
  reader.errors = errors;
  const accept = (): Expression[][] => {
    reader.problems.push(...found);
    reader.errors += foundErrors;
    return rows;
  };
  return { rows, failed, accept };
}

const opensEnvironment = (reader: Reader, open: number): boolean => !isOpen(reader.tokens[open], '[');

function parseEntry(reader: Reader, cell: Range): Expression {
  if (cell.from >= cell.to) {
    const token = reader.tokens[Math.min(cell.from, reader.tokens.length - 1)]!;
    const { limit } = reader;
    reader.limit = cell.to;
    const missing = fail(reader, 'row-missing', spanOf(token, token));
    reader.limit = limit;
    return missing;
  }
  return within(reader, cell.from, cell.to, reader.grammar.expression);
}

function reportMissing(reader: Reader, span: Expression['span']): Expression['span'] {
  const { limit, at } = reader;
  fail(reader, 'row-missing', span);
  reader.limit = limit;
  reader.at = at;
  return span;
}

/** At `;`, at `\\`, and at a new line that does not continue an expression. */
function splitRows(reader: Reader, from: number, to: number): Range[] {
  const rows: Range[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    const token = reader.tokens[at]!;
    const newLine = token.line && at > start && startsNewRow(reader, at);
    if (isOperator(token, ';') || isOperator(token, '\\\\')) {
      rows.push({ from: start, to: at });
      start = at + 1;
    } else if (newLine) {
      rows.push({ from: start, to: at });
      start = at;
    }
    const partner = reader.match[at]!;
    if (partner > at) at = partner;
  }
  if (start < to) rows.push({ from: start, to });
  return rows;
}

const startsNewRow = (reader: Reader, at: number): boolean => startsFactor(reader, at) && endsEntry(reader, at - 1);

function endsEntry(reader: Reader, at: number): boolean {
  const token = reader.tokens[at]!;
  if (token.kind === 'bar') return reader.match[at]! < at;
  return endsOperand(token);
}

function splitAt(reader: Reader, row: Range, separator: ','): Range[] {
  const cells: Range[] = [];
  let start = row.from;
  for (let at = row.from; at < row.to; at++) {
    const token = reader.tokens[at]!;
    if (isOperator(token, separator) || isOperator(token, '&')) {
      cells.push({ from: start, to: at });
      start = at + 1;
    }
    const partner = reader.match[at]!;
    if (partner > at) at = partner;
  }
  // a comma at the end of a row, as Python writes lists over lines
  if (start < row.to || cells.length === 0) cells.push({ from: start, to: row.to });
  return cells;
}

/** The rows with blanks as separators, where some row has them and all rows then have one length of two or more. */
function spacedColumns(reader: Reader, rows: readonly (readonly Range[])[]): Range[][] | null {
  const split = rows.map(row => (row.length > 1 ? [...row] : splitAtBlanks(reader, row[0]!)));
  const columns = split[0]!.length;
  const someSpaced = rows.some((row, i) => row.length === 1 && split[i]!.length > 1);
  return someSpaced && columns >= 2 && split.every(row => row.length === columns) ? split : null;
}

function splitAtBlanks(reader: Reader, row: Range): Range[] {
  const cells: Range[] = [];
  let start = row.from;
  for (let at = row.from; at < row.to; at++) {
    if (at > start && separatesByBlank(reader, at, row.to)) {
      cells.push({ from: start, to: at });
      start = at;
    }
    const partner = reader.match[at]!;
    if (partner > at) at = partner;
  }
  cells.push({ from: start, to: row.to });
  return cells;
}

/** A blank between two operands, or before a sign that touches its operand: `[1 -2]`. */
function separatesByBlank(reader: Reader, at: number, to: number): boolean {
  const token = reader.tokens[at]!;
  const before = reader.tokens[at - 1]!;
  if (!token.space || !endsEntry(reader, at - 1)) return false;
  if (before.kind === 'name' && reader.names.builtin(before.text) !== undefined) return false;
  if (startsFactor(reader, at) || token.kind === 'bar') return token.kind !== 'bar' || reader.match[at]! > at;
  const isSign = isOperator(token, '-') || isOperator(token, '+');
  return isSign && at + 1 < to && !reader.tokens[at + 1]!.space;
}

/** `[[1, 2], [3, 4]]`, as Python writes a matrix. */
function unnested(matrix: MatrixNode): MatrixNode {
  const only = matrix.rows.length === 1 ? matrix.rows[0]! : null;
  if (!only?.every(entry => entry.kind === 'matrix' && entry.rows.length === 1 && !entry.spaced)) return matrix;
  const rows = only.map(entry => (entry as MatrixNode).rows[0]!);
  return { ...matrix, rows };
}

function unclosedMatrix(reader: Reader): Expression {
  const opener = current(reader);
  const { errors } = reader;
  reader.at++;
  const body = current(reader).kind === 'end' ? null : nested(reader, spanOf(opener, opener), () => reader.grammar.expression(reader));
  if (reader.errors > errors) return body ?? unexpected(reader);
  const closer = opener.text === '[' ? ']' : '\\end{…}';
  return fail(reader, 'unclosed-bracket', spanOf(opener, opener), [opener.written, closer], body ? [body] : []);
}
