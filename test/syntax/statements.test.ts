import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitStatements } from '../../src/syntax/statements.ts';
import { describeStatement, parse, readProgram } from './describe.ts';

type Row = readonly [names: string, text: string, expected: string, problem?: string];

function check(title: string, rows: readonly Row[]): void {
  test(title, () => {
    for (const [names, text, expected, problem] of rows) {
      const { statement, problems } = parse(text, names);
      assert.equal(describeStatement(statement), expected, text);
      assert.deepEqual(
        problems.map(found => found.code),
        problem === undefined ? [] : [problem],
        text,
      );
    }
  });
}

check('definitions', [
  ['Φ:2 θ:1 y:1', 'e = y - Φ θ', 'define e = (- y (· Φ θ))'],
  ['', 'L(e) := ‖e‖²', 'define L(e) := (^ (norm:default e) 2)'],
  ['', 'f(x, y) = x + y', 'define f(x,y) = (+ x y)'],
  ['', 'f(x) = x(t)', 'define f(x) = (· x <t>)'],
  ['y:1 Φ:2 θ:1', 'y = Φθ', 'define y = (· Φ θ)'],
  ['T:3 x:1 X:2', 'F[i,l] = T[i,j,k] * x[j] * X[k,l]', 'define F[i,l] = (* (* (at T i j k) (at x j)) (at X k l))'],
  ['A:2 x:1', 'f_i = sum_j A_ij x_j', 'define f[i] = (sum j (· (at A i j) (at x j)))'],
  ['A:2 B:2', 'C_{ij} = sum_k A_{ik} B_{kj}', 'define C[i,j] = (sum k (· (at A i k) (at B k j)))'],
  ['x:1', 'e_i = x[i]^2', 'define e[i] = (^ (at x i) 2)'],
  ['', 'f_i = 3', 'define f_i = 3'],
  ['', 'x_{max} = 3', 'define x_max = 3'],
  ['', '\\theta_1 = 3', 'define θ_1 = 3'],
  ['', 'x^* = y', 'define x⋆ = y'],
  ['', 'Y <- X', 'define Y = X'],
  ['a b', 'L = a = b', 'define L = a = b'],
  ['', 'L :=', 'define L := (error)', 'operand-missing'],
  ['', 'where e = y', 'define e = y'],
  ['', 'where = y', 'define where = y'],
]);

check('equations that are neither a definition nor a claim', [
  ['A:2 x:1 b:1', 'A x = b', 'malformed', 'equation'],
  ['A:2 x:1 b:1', 'Ax = b', 'malformed', 'equation'],
  ['x:1', 'x_1 = 3', 'malformed', 'equation'],
  ['A:2', 'A(x) = 3', 'malformed', 'equation'],
  ['A:2', 'A^T := 3', 'malformed', 'definition-target'],
  ['', 'W += 3', 'define W = 3', 'assignment'],
  ['', 'a -> b', 'define a = b', 'assignment'],
  ['', '= 3', 'malformed', 'chain-without-start'],
]);

check('equalities', [
  ['A:2 x:1 y:1', 'xᵀAy == yᵀAᵀx', 'equality (· (· (transpose x) A) y) == (· (· (transpose y) (transpose A)) x)'],
  ['A:2 B:2', 'tr(A B) = tr(B A) = tr(B A)', 'claim (trace (· A B)) = (trace (· B A)) = (trace (· B A))'],
  ['a b', '2a == b == 2a', 'claim (· 2 a) = b = (· 2 a)'],
  ['a b', 'a == b', 'equality a == b'],
]);

check('directives', [
  ['', 'layout numerator', 'directive layout numerator'],
  ['', 'layout: denominator', 'directive layout denominator'],
  ['', 'base 0', 'directive base 0'],
  ['', 'nabla: off', 'directive off'],
  ['', 'nabla:', 'directive on'],
  ['', '∇', 'directive on'],
  ['', 'layout sideways', 'malformed', 'unknown-directive'],
  ['', 'base 2', 'malformed', 'unknown-base'],
  ['layout', 'layout x', 'expression (· layout x)'],
  ['', 'nabla: x in R^n', 'declare x [n]'],
  ['A:2 x:1', 'nabla: A x', 'expression (· A x)'],
]);

const program = (text: string): string[] =>
  readProgram(text).map(({ statement, problems }) => [describeStatement(statement), ...problems.map(found => `!${found.code}`)].join(' '));

test('lines: continuation, chains, comments', () => {
  assert.deepEqual(program('x in R^n\ny = (x\n  + x)\n'), ['declare x [n]', 'define y = <(+ x x)>']);
  assert.deepEqual(program('x in R^n\ny = x +\n  x'), ['declare x [n]', 'define y = (+ x x)']);
  assert.deepEqual(program('L in R\nx in R^n\ndL/dx = 2x\n  = x + x\n# in words\n  = 2x'), [
    'declare L []',
    'declare x [n]',
    'claim (d:quotient L x) = (· 2 x) = (+ x x) = (· 2 x)',
  ]);
  assert.deepEqual(program('a = 1 # one\nb = 2 // two\nc = 3 % three\n# all'), ['define a = 1', 'define b = 2', 'define c = 3']);
  assert.deepEqual(program('C = A %*% B'), ['define C = (@ A B)']);
  assert.deepEqual(program('\ufeffa = 1\r\nb = 2\rc = 3'), ['define a = 1', 'define b = 2', 'define c = 3']);
  assert.deepEqual(program('a = 1; b = 2'), ['define a = 1', 'define b = 2']);
  assert.deepEqual(program('y = a + e where e = 2'), ['define y = (+ a e)', 'define e = 2']);
  assert.deepEqual(program('X = [1, 2;\n  3, 4]'), ['define X = (matrix 1, 2; 3, 4)']);
});

test('LaTeX lines', () => {
  assert.deepEqual(program('\\begin{align}\nL &= a \\\\\n  &= b \\\\\nM &= c\n\\end{align}'), ['define L = a = b', 'define M = c']);
  assert.deepEqual(program('L &= a \\\\ &= b \\\\ M &= c'), ['define L = a = b', 'define M = c']);
});

test('a half-written line leaves the others alone', () => {
  assert.deepEqual(program('q = (a\nx in R^n\ny = x'), ['define q = (error a) !unclosed-bracket', 'declare x [n]', 'define y = x']);
  assert.deepEqual(program('dL/dx =\nx in R^n'), ['claim (d:quotient L x) = (error) !operand-missing', 'declare x [n]']);
  assert.deepEqual(program('L = tr(A\nlayout numerator'), ['define L = (error A) !unclosed-bracket', 'directive layout numerator']);
  assert.deepEqual(program('A ∈ ℝ^{m×\n\nx in R^n'), ['declare A !unclosed-bracket', 'declare x [n]']);
});

test('every member of a chain knows where its line begins', () => {
  const text = 'L in R\ndL/dx = 2x\n  = x + x = 2x\n  = 2x';
  const { statement } = readProgram(text)[1]!;
  assert.equal(statement.kind, 'claim');
  const starts = statement.kind === 'claim' ? statement.memberLineStarts : [];
  assert.deepEqual(starts, [7, 7, 18, 18, 33]);
  assert.deepEqual(
    [7, 18, 33].map(start => text.slice(start).trimStart()[0]),
    ['d', '=', '='],
  );
});

test('pieces hold their own text, with comments blanked and offsets kept', () => {
  const text = 'a = (1 + # one\n  2)\nb = 3 # three';
  for (const { start, end, text: own } of splitStatements(text)) {
    assert.equal(own.length, end - start);
    for (let i = 0; i < own.length; i++) assert.ok(own[i] === text[start + i] || own[i] === ' ');
  }
});

test('spans point into the text that was split', () => {
  const text = 'x in R^n\ny = x +';
  const [, second] = readProgram(text);
  const [problem] = second!.problems;
  assert.equal(problem!.code, 'operand-missing');
  assert.equal(text.slice(problem!.span.start, problem!.span.end), '+');
  assert.equal(second!.statement.source, 'y = x +');
});

test('the fixes of an equation are offered', () => {
  const [problem] = parse('A x = b', 'A:2 x:1 b:1').problems;
  assert.deepEqual(
    problem!.fixes?.map(fix => fix.text),
    ['==', ':='],
  );
});

test('strict reading is silent: what is no mathematics, or has two readings, is malformed', () => {
  const strict = (text: string, names = ''): string => {
    const { statement, problems } = parse(text, names, true);
    assert.deepEqual(problems, [], text);
    return describeStatement(statement);
  };
  for (const text of ['see (b) and c)', '||W(y-Xb||^2', 'note: this is prose', 'A x = b', 'a < b', 'tr A X', 'x/2y', '(a, b)'])
    assert.equal(strict(text, 'A:2 X:2 x:1 b:1 y:1'), 'malformed', text);
  assert.equal(strict("dL/dx = A' (A x - b)", 'L A:2 x:1 b:1'), 'claim (d:quotient L x) = (· (transpose A) <(- (· A x) b)>)');
  assert.equal(strict('y = g(A x)', 'A:2 x:1'), 'define y = (call:g (· A x))');
  assert.equal(strict("1/n X'X", 'X:2'), 'expression (· (· (/ 1 n) (transpose X)) X)');
});

check('where a derivative is 0', [
  ['L:0 θ:1', 'solve dL/dθ = 0', 'query:solved (d:quotient L θ)'],
  ['L:0 θ:1', 'solve(dL/dθ = 0, θ)', 'query:solved (d:quotient L θ)'],
  ['L:0 θ:1', 'solve(dL/dtheta = 0, \\theta)', 'query:solved (d:quotient L θ)'],
  ['L:0 θ:1', 'solve(dL/dθ = 0)', 'query:solved (d:quotient L θ)'],
  ['L:0 θ:1', 'solve ∇_θ L = 0', 'query:solved (d:nabla L θ)'],
  ['L:0 θ:1 Φ:2', 'solve(dL/dθ = 0, Φ)', 'query (d:quotient L θ)', 'solved-by-another'],
  ['A:2 x:1', 'solve A x = 0', 'malformed', 'solved-no-derivative'],
  ['A:2 x:1', 'solve(A, x)', 'expression (solve A x)'],
]);
