import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONGEST_STATEMENT, MESSAGES } from '../../src/syntax/messages.ts';
import { parse } from './describe.ts';

/** Code → names, a text that has the problem, and the marked part of the text. */
const EXAMPLES: Readonly<Record<string, readonly [names: string, text: string, marked: string]>> = {
  'unclosed-bracket': ['', '(a + b', '('],
  'unopened-bracket': ['', 'a + b)', ')'],
  'unbalanced-bars': ['', 'a + |b', '|'],
  'operand-missing': ['', 'a +', '+'],
  'expression-missing': ['', 'a + ()', '()'],
  'unexpected-token': ['', 'a + * b', '*'],
  'unknown-character': ['', 'a ¤ b', '¤'],
  'unknown-command': ['', 'a\\foo', '\\foo'],
  'accent-over-expression': ['', '\\hat{x + y}', '\\hat{'],
  'unsupported-environment': ['', '\\begin{cases} a \\end{cases}', '\\begin{cases}'],
  'too-deep': ['', `${'('.repeat(101)}x${')'.repeat(101)}`, '('],
  'line-too-long': ['', 'x'.repeat(LONGEST_STATEMENT + 1), 'x'.repeat(80)],
  'number-too-large': ['', 'x + 1e999', '1e999'],
  'two-numbers': ['', 'x + 2 3', '2 3'],
  'string-here': ['', 'x + "a"', '"a"'],
  'undeclared-before-bracket': ['', 'x + q(y)', 'q'],
  'undeclared-letter-of-function': ['', 'x + σ(y)', 'σ'],
  'function-needs-argument': ['', 'x + tr', 'tr'],
  'function-needs-brackets': ['', 'sum x', 'sum'],
  'prefix-takes-one-factor': ['A:2 X:2', 'tr A X', 'tr A'],
  'inverse-of-function': ['', 'sin^-1 x', 'sin^-'],
  'argument-missing': ['', 'max(x, , y)', ','],
  'unknown-keyword': ['', 'sum(x, keep=1)', '1'],
  'axis-unclear': ['', 'sum(x, 1)', '1'],
  'unknown-norm': ['', '‖x‖_{2,1}', '_{2,1}'],
  'tuple-here': ['', '(a, b)', ','],
  'unknown-method': ['A:2', 'A.foo()', '.foo'],
  'dot-product-sign': ['a:1 b:1', 'a.b', 'a.b'],
  'glued-transpose': ['A:2', 'ATA', 'T'],
  'transpose-not-power': ['A:2 T', 'A^T', '^T'],
  'r-transpose': ['X:2', 't(X)', 't'],
  'dropped-argument': ['L θ:1', 'dL(θ)/dθ', '(θ)'],
  'prime-derivative': ['f()', "f'(x)", "'"],
  'solved-no-derivative': ['A:2 x:1', 'solve A x = 0', 'A x'],
  'solved-by-another': ['L:0 θ:1 Φ:2', 'solve(dL/dθ = 0, Φ)', 'Φ'],
  'detached-quote': ['A:2', "A '", "'"],
  'star-needs-name': ['', '(x + y)^*', '^'],
  optimisation: ['', 'min_x f', 'min_x'],
  'not-differentiable': ['', 'sort(x)', 'sort'],
  decomposition: ['A:2', 'svd(A)', 'svd'],
  probability: ['', 'Cov(x)', 'Cov'],
  expectation: ['', 'E[x]', 'E'],
  'quotient-before-factor': ['X:2', '1/n X', '1/n'],
  'quotient-of-product': ['', 'a/2b', '2b'],
  'index-missing': ['A:2', 'A[1,]', ']'],
  'subscript-too-long': ['', `x_{${'i+'.repeat(40)}i}`, `_{${'i+'.repeat(40)}i}`],
  'slice-range': ['A:2', 'A[1:3,2]', ':'],
  'row-missing': ['', '[a,,b]', ','],
  'sum-index-missing': ['', '∑ x', '∑'],
  'sum-range': ['', '∑_{i<j} x', '∑_'],
  'product-sign': ['', '∏_i x', '∏'],
  'integral-sign': ['', '∫ x', '∫'],
  ellipsis: ['', 'a + … + b', '…'],
  'derivative-order': ['L x', 'd²L/dx', 'd²L/dx'],
  'derivative-variable-missing': ['f', 'derivative(f)', 'derivative'],
  'derivative-by-expression': ['f x', 'derivative(f, x + 1)', '+'],
  'derivative-operand-missing': ['', 'a + ∇_x', '∇'],
  'derivative-operand-unclear': ['A:2 x:1', "∇_x x'Ax", '∇_x x'],
  'derivative-too-high': ['L x', 'd^9 L/dx^9', 'd'],
  'partial-alone': ['', '∂L', '∂'],
  'vector-operator': ['', '∇·F', '∇·'],
  'nabla-several-names': ['L x y', '∇_{x,y} L', '∇_{x,y}'],
  equation: ['A:2 x:1 b:1', 'A x = b', '='],
  'chain-without-start': ['', '= x + y', '='],
  'left-side-missing': ['', ':= 3', ':='],
  assignment: ['', 'x += y', '+='],
  'definition-target': ['A:2', 'A^T := x', ':='],
  inequality: ['', 'x < y', '<'],
  'unknown-directive': ['', 'layout sideways', 'layout sideways'],
  'unknown-base': ['', 'base 2', 'base 2'],
  'shape-missing': ['', 'A ∈', '∈'],
  'shape-pair': ['', 'A ∈ ℝ^m × ℝ^n', 'ℝ^m × ℝ'],
  'shape-unreadable': ['', 'A : foo bar', 'foo bar'],
  'size-not-polynomial': ['', 'x ∈ ℝ^{n/2}', 'n/2'],
  'size-needs-no-declaration': ['', 'n ∈ ℕ', 'n ∈ ℕ'],
  'complex-numbers': ['', 'x ∈ ℂ^n', 'ℂ'],
  'size-missing': ['', 'x is a vector', 'a vector'],
  'unknown-property': ['', 'A ∈ ℝ^n, convex', 'convex'],
};

test('every problem has an example, and no code is without one', () => {
  assert.deepEqual(Object.keys(EXAMPLES).sort(), Object.keys(MESSAGES).sort());
});

test('every problem is told once, at its place', () => {
  for (const [code, [names, text, marked]] of Object.entries(EXAMPLES)) {
    const { problems } = parse(text, names);
    assert.deepEqual(
      problems.map(found => found.code),
      [code],
    );
    const { start, end } = problems[0]!.span;
    assert.equal(text.slice(start, end), marked, code);
  }
});

test('a message is one line, begins like a sentence and has no full stop', () => {
  for (const [code, [names, text]] of Object.entries(EXAMPLES)) {
    const { message } = parse(text, names).problems[0]!;
    assert.match(message, /^[^\n]{15,260}$/u, code);
    assert.doesNotMatch(message, /undefined|\.$/, code);
  }
});

test('of a quotient over a product both readings are offered', () => {
  for (const [text, below, beside] of [
    ['a/2b', 'a/(2b)', '(a/2)b'],
    ['1/2x', '1/(2x)', '(1/2)x'],
    ['c a/2 b d', 'c a/(2 b d)', '(c a/2) b d'],
    ['a/2 (b + c)', 'a/(2 (b + c))', '(a/2) (b + c)'],
  ] as const) {
    const { fixes, message } = parse(text, '').problems[0]!;
    const mended = fixes!.map(fix => text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end));
    assert.deepEqual(mended, [below, beside]);
    assert.ok(message.endsWith(`or write ${beside}`), message);
    for (const other of mended) assert.deepEqual(parse(other, '').problems, [], other);
  }
});

test('a fix, applied, takes the problem away', () => {
  for (const [names, text] of [
    ['A:2 X:2', 'tr A X'],
    ['X:2', '1/n X'],
    ['', 'a/2b'],
    ['A:2', 'ATA'],
    ['A:2 x:1 b:1', 'A x = b'],
  ] as const) {
    const [found] = parse(text, names).problems;
    const fix = found!.fixes![0]!;
    const mended = text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
    assert.ok(!parse(mended, names).problems.some(({ code }) => code === found!.code), `${text} → ${mended}`);
  }
});
