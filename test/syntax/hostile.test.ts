import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { childrenOf } from '../../src/syntax/children.ts';
import { tokenize } from '../../src/syntax/lexer.ts';
import { LONGEST_STATEMENT } from '../../src/syntax/messages.ts';
import { parseStatement, splitStatements } from '../../src/syntax/statements.ts';
import type { Expression, Statement } from '../../src/syntax/tree.ts';
import { known, parse, readProgram, table } from './describe.ts';

const NAMES = 'A:2 X:2 W:2 Y:2 x:1 y:1 L c f() θ:1 d';

const repeated = (count: number, ...parts: readonly string[]): string => parts.map(part => part.repeat(count)).join('');

/** Nothing of this may throw; where a code is given, it is told. */
const HOSTILE: readonly (readonly [text: string, code?: string])[] = [
  [`${'('.repeat(10_000)}x${')'.repeat(10_000)}`, 'too-deep'],
  [`${'['.repeat(10_000)}x${']'.repeat(10_000)}`, 'too-deep'],
  [`${'{'.repeat(10_000)}x${'}'.repeat(10_000)}`, 'too-deep'],
  [`${'[a '.repeat(400)}b${']'.repeat(400)}`, 'too-deep'],
  [`${'sin('.repeat(10_000)}x${')'.repeat(10_000)}`, 'too-deep'],
  [`${'f('.repeat(10_000)}x${')'.repeat(10_000)}`, 'too-deep'],
  [`${'∇('.repeat(5_000)}x${')'.repeat(5_000)}`, 'too-deep'],
  [`${'d('.repeat(5_000)}L${')/dx'.repeat(5_000)}`, 'too-deep'],
  [`${'x_{'.repeat(10_000)}i${'}'.repeat(10_000)}`, 'subscript-too-long'],
  [`${'\\frac{1}{'.repeat(5_000)}x${'}'.repeat(5_000)}`, 'too-deep'],
  [`${'\\mathbf{'.repeat(5_000)}x${'}'.repeat(5_000)}`],
  ['('.repeat(50_000)],
  [')'.repeat(50_000), 'unopened-bracket'],
  ['|'.repeat(10_001), 'unbalanced-bars'],
  [`${'-'.repeat(50_000)}x`, 'too-deep'],
  [`${'x^'.repeat(30_000)}x`, 'too-deep'],
  [`${'sin '.repeat(20_000)}x`, 'too-deep'],
  [`${'sum_i '.repeat(10_000)}x`, 'too-deep'],
  [`${'∇'.repeat(10_000)}x`, 'too-deep'],
  [`${'∂'.repeat(10_000)}x`, 'partial-alone'],
  [`${'dA '.repeat(20_000)}/dx`],
  [','.repeat(50_000)],
  ["'".repeat(50_000)],
  [`A[${','.repeat(50_000)}]`, 'index-missing'],
  [repeated(20_000, '1/', 'x')],
  ['x\ud800y', 'unknown-character'],
  ['\udc00'],
  ['\u0000\u0001', 'unknown-character'],
  ['A ∈ ℝ^{'.concat('('.repeat(10_000))],
  [`x in R^(${'('.repeat(500)}n${')'.repeat(500)})`, 'too-deep'],
];

test('hostile statements give a tree and at most one error', () => {
  for (const [text, code] of HOSTILE) {
    const { problems } = parse(text, NAMES);
    const errors = problems.filter(found => found.severity === 'error');
    assert.ok(errors.length <= 1, text.slice(0, 20));
    if (code !== undefined) assert.equal(errors[0]?.code, code, text.slice(0, 20));
    for (const { span } of problems) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, text.slice(0, 20));
  }
});

test('a hundred brackets inside one another are read', () => {
  const { problems } = parse(`${'('.repeat(99)}x${')'.repeat(99)}`, NAMES);
  assert.deepEqual(problems, []);
});

test('chains of thousands are read from left to right', () => {
  for (const [join, operator] of [
    [' + ', 'add'],
    [' * ', 'star'],
    [' ', 'juxtapose'],
  ] as const) {
    const { statement, problems } = parse(new Array(5_000).fill('A').join(join), NAMES);
    assert.deepEqual(problems, []);
    assert.equal(statement.kind, 'expression');
    let node: Expression | null = statement.kind === 'expression' ? statement.expression : null;
    let count = 1;
    for (; node?.kind === 'binary'; node = node.left) {
      assert.equal(node.operator, operator);
      count++;
    }
    assert.equal(count, 5_000);
  }
});

test('a line above the limit is refused with its position', () => {
  const text = 'x+'.repeat(1 << 19);
  const [first] = readProgram(`L in R\n${text}\ny = L`).slice(1);
  assert.deepEqual(
    first!.problems.map(found => [found.code, found.span.start]),
    [['line-too-long', 7]],
  );
  assert.deepEqual(parse('x+'.repeat(LONGEST_STATEMENT / 2 - 1).concat('x'), NAMES).problems, []);
});

test('the longest statements are read to their end', () => {
  for (const part of ['A x + ', '(A x) * ', '‖x‖ + ', '[A x] ', '1/2 x + ', 'x_{1} + ', 'A[1,2] + ']) {
    const text = `${part.repeat(Math.floor((LONGEST_STATEMENT - 1) / part.length))}x`;
    const { statement, problems } = parse(text, NAMES);
    assert.equal(statement.span.end, text.length);
    assert.ok(
      problems.every(({ severity }) => severity !== 'error'),
      part,
    );
  }
});

test('texts of many lines do not hang', () => {
  for (const text of ['(\n'.repeat(20_000), '= x\n'.repeat(50_000), 'x +\n'.repeat(20_000), 'x;'.repeat(20_000), '\r'.repeat(100_000), 'a'.repeat(1 << 20)])
    readProgram(text);
});

const PIECES = [
  ...[
    'A',
    'x',
    'Ax',
    'θ',
    '\\theta',
    'L',
    'd',
    'dL',
    '∂',
    '∇',
    'dx',
    '/',
    '+',
    '-',
    '*',
    '.*',
    "'",
    'ᵀ',
    '^',
    '^T',
    '^{-1}',
    '²',
    '_',
    '_1',
    '_{i}',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '|',
    '‖',
  ],
  ...[
    ',',
    ';',
    ':',
    '=',
    ':=',
    '==',
    '+=',
    '∈',
    'in',
    'R',
    'ℝ^n',
    'is',
    'symmetric',
    ' ',
    '\n',
    '\\\\',
    '&',
    '\\frac',
    '\\mathbf',
    '\\hat',
    '\\left',
    '\\text',
    'sum_i',
    'Σ',
    'tr',
    'log',
    '1',
    '0.5',
    '½',
    '.T',
    '.sum',
  ],
  ...['derivative(', 'gradient of', 'wrt', 'layout', '\\begin{bmatrix}', '\\end{bmatrix}', '#', '%*%', '"', '…', 'np.', 'x^*', '→', '\ud835', '\u0302'],
];

/** Every node lies inside its parent, and every span inside the text. */
function assertSpans(statement: Statement, length: number): void {
  const waiting: Expression[] = [];
  if (statement.kind === 'query' || statement.kind === 'expression') waiting.push(statement.expression);
  if (statement.kind === 'claim') waiting.push(...statement.members);
  if (statement.kind === 'definition') waiting.push(statement.value);
  if (statement.kind === 'equality') waiting.push(statement.left, statement.right);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    assert.ok(
      node.span.start >= 0 && node.span.start <= node.span.end && node.span.end <= length,
      `${node.kind} ${node.span.start}-${node.span.end} of ${length}`,
    );
    waiting.push(...childrenOf(node));
  }
}

test('random pieces of the language never throw', () => {
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(text, source => {
      for (const names of ['', NAMES]) {
        for (const piece of splitStatements(source)) {
          const { statement, problems } = parseStatement(piece, known(table(names)));
          assertSpans(statement, source.length);
          for (const { span } of problems) assert.ok(span.start >= piece.start && span.end <= piece.end && span.start <= span.end);
        }
      }
    }),
    { numRuns: 3_000 },
  );
});

test('random characters never throw, and tokens cover the text in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), source => {
      const tokens = tokenize(source);
      for (const [i, token] of tokens.entries()) assert.ok(token.start >= (tokens[i - 1]?.start ?? 0) && token.end <= source.length);
      readProgram(source);
    }),
    { numRuns: 2_000 },
  );
});
