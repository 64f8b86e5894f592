import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Entity, occurrencesOf } from '../../src/analysis/occurrences.ts';
import { fixture, shown } from '../support/fixture.ts';

/** Exactly what is marked is the name under the cursor. */
function check(kind: Entity['kind'], source: string, languageId = 'mc'): Entity {
  const { text, cursor, marks, analysis } = fixture(source, { languageId });
  const found = occurrencesOf(analysis).at(cursor)?.entity;
  assert.ok(found, 'nothing under the cursor');
  assert.equal(
    shown(text, found.occurrences),
    shown(
      text,
      marks.map(({ start, end }) => ({ start, end })),
    ),
  );
  assert.equal(found.kind, kind);
  return found;
}

describe('where names occur', () => {
  test('a variable in expressions, derivatives, sums and calls', () =>
    void check(
      'variable',
      `
A ∈ ℝ^{n×n}, x$0 ∈ ℝ^n
             ^
f = x' A x + sum_i x_i
    ^    ^         ^
d²f/dx²
     ^
f == sin(x[1]) ‖x‖
         ^      ^
`,
    ));
  test('in every spelling', () =>
    void check(
      'variable',
      String.raw`
θ ∈ ℝ^n
^
q = theta' theta + $0\theta_1
    ^^^^^  ^^^^^   ^^^^^^
dq/dtheta
    ^^^^^
grad_theta q
     ^^^^^
∇_θ q
  ^
theta_1 + theta[2]
^^^^^     ^^^^^
`,
    ));
  test('the adjoints of a variable, also where one has a declaration of its own', () =>
    void check(
      'variable',
      `
def f(X, W):
    # X: (n, k), W: (k, p)
                 ^
    # Y = X W
            ^
    dY = g(Y)  # (n, p)
    dW = X.T @ dY  # (k, p)
     ^
    # dW = Xᵀ dY
       ^
    # dL/dW$0 = Xᵀ dY
          ^
`,
      'python',
    ));
  test('a dimension in shapes, as a number, in sums and in the size of an identity', () =>
    void check(
      'dimension',
      `
A ∈ ℝ^{m×n}, v ∈ ℝ^{m n$0}
         ^            ^
f = sum_{i=1}^n (A' A)_ii / n + tr(eye(n)) + tr(I_n)
              ^             ^          ^          ^
`,
    ));
  test('an index of a sum, hidden by an inner sum', () =>
    void check(
      'index',
      `
x ∈ ℝ^n
s = sum_i x_i$0 (sum_i x_i²)
        ^   ^
`,
    ));
  test('free indices are those of their statement', () =>
    void check(
      'index',
      `
A ∈ ℝ^{m×n}, x ∈ ℝ^n
f_i$0 = sum_j A_ij x_j
  ^           ^
g_i = sum_j A_ij
`,
    ));
  test('a parameter that nothing declares', () => void check('parameter', 'h(t$0) := t² + sin(t)\n  ^     ^        ^\n'));
  test('a parameter that is declared is the declared variable', () => void check('variable', "x ∈ ℝ^n\n^\nh(x$0) := x' x\n  ^     ^  ^\n"));
  test('a function and its calls', () => void check('function', 'f : ℝ^n → ℝ\n^\nx ∈ ℝ^n\nL = f(x)\n    ^\ndf$0/dx\n ^\n'));
  test('what two functions of a file call alike is not the same', () => {
    const source = `
def f():
    # W$0: (n, d), x: (d,)
      ^
    # y = W x
          ^

def g():
    # W: (k,), c = Wᵀ W
`;
    check('variable', source, 'python');
  });
  test('what the file declares is seen in its functions, unless they declare it themselves', () => {
    const source = `
# W$0: (n, d)
  ^

def f():
    # x: (d,)
    # y = W x
          ^

def g():
    # W: (k,), c = Wᵀ W
`;
    check('variable', source, 'python');
  });
  test('a name that is declared after its use', () => void check('variable', "f = x' x\n    ^  ^\nx$0 ∈ ℝ^n\n^\n"));
  test('a name that nothing declares', () => void check('variable', 'A ∈ ℝ^{m×n}\nq = A z$0\n      ^\ndq/dz\n    ^\n'));
  test('what a comment mentions and nothing declares', () => void check('variable', '# K = P H^T S^{-1}\n        ^\n# Q = H$0 P H^T\n      ^   ^\n', 'python'));
  test('the argument of a derivative that only says what it depends on', () =>
    void check('variable', "θ$0 ∈ ℝ^n\n^\nL = θ' θ\n    ^  ^\ndL(θ)/dθ\n   ^   ^\nsolve(dL/dθ = 0, θ)\n          ^      ^\n"));
  test('the constants I and π are no names, unless they are declared', () => {
    const { analysis } = fixture('A ∈ ℝ^{n×n}\nB = A + I + π A\n');
    assert.deepEqual(
      occurrencesOf(analysis).entities.map(({ name }) => name),
      ['A', 'n', 'B'],
    );
    check('variable', "I ∈ ℝ^n\n^\nq = I$0' I\n    ^  ^\n");
  });
  test('LaTeX, and commands that stand for a name', () => {
    const source = String.raw`
\newcommand{\tw}{\theta}
Let $\theta \in \mathbb{R}^n$ and $q = \tw^\top $0\theta$ and
     ^^^^^^                            ^^^      ^^^^^^
`;
    const { occurrences } = check('variable', source, 'latex');
    assert.deepEqual(
      occurrences.map(({ isWritten }) => isWritten),
      [true, false, true],
    );
  });
  test('Typst', () => void check('variable', 'Let $theta in RR^n$ and $q = theta$0^T theta$.\n     ^^^^^                   ^^^^^   ^^^^^\n', 'typst'));
});

describe('what an occurrence is', () => {
  test('roles, definitions and places in code', () => {
    const { analysis, text } = fixture('def f(q, k):\n    # q: (n, d), k: (n, d)\n    s = q @ k.T  # (n, n)\n    # s = q kᵀ\n', { languageId: 'python' });
    const { entities } = occurrencesOf(analysis);
    const s = entities.find(({ name }) => name === 's')!;
    assert.deepEqual(
      s.occurrences.map(({ role, isCode }) => ({ role, isCode })),
      [
        { role: 'declaration', isCode: true },
        { role: 'definition', isCode: false },
      ],
    );
    assert.equal(text.slice(s.definitions[1]!.start, s.definitions[1]!.end), 's');
    assert.equal(entities.find(({ name }) => name === 'n')!.definitions.length, 1);
  });
  test('an equation of a declared name is no definition', () => {
    const { analysis } = fixture('y ∈ ℝ^n, A ∈ ℝ^{n×n}, x ∈ ℝ^n\ny = A x\n');
    const y = occurrencesOf(analysis).entities.find(({ name }) => name === 'y')!;
    assert.deepEqual(
      y.occurrences.map(({ role }) => role),
      ['declaration', 'equation'],
    );
    assert.equal(y.definitions.length, 1);
  });
  test('of two names that touch the one behind the cursor is meant', () => {
    const { analysis } = fixture('A ∈ ℝ^{n×n}, x ∈ ℝ^n\nAx\n');
    const found = occurrencesOf(analysis);
    const at = analysis.text.lastIndexOf('Ax');
    assert.deepEqual(
      [0, 1, 2].map(k => found.at(at + k)?.entity.name),
      ['A', 'x', 'x'],
    );
    assert.equal(found.at(3), null);
  });
});
