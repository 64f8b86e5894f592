import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanDocument } from '../../src/documents/scan.ts';
import { shown } from './show.ts';

test('scopes nest, and their list has no hole', () => {
  const text = `class K:
    # A ∈ ℝ^n

    @property
    def f(self):
        # B ∈ ℝ^n
        x = 1
        def g():
            # C ∈ ℝ^n
            pass
        # D ∈ ℝ^n
    # E ∈ ℝ^n
# F ∈ ℝ^n
x = [
1,
2]  # G ∈ ℝ^n
`;
  assert.deepEqual(shown(text, 'python'), [
    'comment 1: A ∈ ℝ^n',
    'comment 2: B ∈ ℝ^n',
    'comment 3: C ∈ ℝ^n',
    'comment 2: D ∈ ℝ^n',
    'comment 1: E ∈ ℝ^n',
    'comment 0: F ∈ ℝ^n',
    'comment 0: G ∈ ℝ^n',
  ]);
  const { scopes } = scanDocument(text, 'python');
  assert.deepEqual(
    scopes.map(({ id, parent }) => ({ id, parent })),
    [
      { id: 0, parent: null },
      { id: 1, parent: 0 },
      { id: 2, parent: 1 },
      { id: 3, parent: 2 },
    ],
  );
  const headers = scopes.map(({ place }) => place && text.slice(place.start, place.end).trimStart().split('\n')[0]);
  assert.deepEqual(headers, [undefined, 'class K:', '@property', 'def g():']);
});

test('a comment directly above a function is its own, what an empty line separates is the file’s', () => {
  for (const [id, sign, code] of [
    ['python', '#', 'def f():\n    pass'],
    ['python', '#', '@decorated\ndef f():\n    pass'],
    ['cpp', '//', 'template <class T>\nT f(T x) {\n}'],
    ['rust', '///', '#[inline]\npub fn f() {\n}'],
    ['julia', '#', 'function f()\nend'],
    ['julia', '#', '@inline function f()\nend'],
    ['go', '//', 'func f() {\n}'],
    ['typescript', '//', 'export const f = async (x: number): Promise<void> => {\n};'],
    ['typescript', '//', 'export default function f() {\n}'],
    ['r', '#', 'f <- function(x)\n{\n}'],
    ['java', '//', '@Override\npublic double f(double x) {\n}'],
  ] as const) {
    const text = `${sign} A ∈ ℝ^n\n\n${sign} B ∈ ℝ^n\n${code}\n\n${sign} C ∈ ℝ^n\n\n${code}\n`;
    assert.deepEqual(shown(text, id), ['comment 0: A ∈ ℝ^n', 'comment 1: B ∈ ℝ^n', 'comment 0: C ∈ ℝ^n'], code);
  }
});

test('blocks of control flow, initialisers and object literals are no scopes', () => {
  const cpp =
    'void f() {\n  if (x) {\n    // A ∈ ℝ^n\n  } else if (y) { // B ∈ ℝ^n\n  }\n  for (int i = 0; i < n; i++) { // C ∈ ℝ^n\n  }\n  int a[] = {1, 2}; // D ∈ ℝ^n\n}\n';
  assert.deepEqual(
    shown(cpp, 'cpp'),
    ['A', 'B', 'C', 'D'].map(name => `comment 1: ${name} ∈ ℝ^n`),
  );
  const js = 'const o = {\n  // A ∈ ℝ^n\n  a: { b: 1 },\n};\nwhile (x) { /* B ∈ ℝ^n */ }\ncall({ c: 1 }, () => { /* C ∈ ℝ^n */ });\n// D ∈ ℝ^n\n';
  assert.deepEqual(shown(js, 'javascript'), ['comment 0: A ∈ ℝ^n', 'comment 0: B ∈ ℝ^n', 'comment 1: C ∈ ℝ^n', 'comment 0: D ∈ ℝ^n']);
});

test('functions of MATLAB without end reach to the next one', () => {
  const text = 'function f(x)\n% A ∈ ℝ^n\nif x, y = 1; end\n% B ∈ ℝ^n\ny = 2;\nfunction g(x)\n% C ∈ ℝ^n\n';
  assert.deepEqual(shown(text, 'matlab'), ['comment 1: A ∈ ℝ^n', 'comment 1: B ∈ ℝ^n', 'comment 2: C ∈ ℝ^n']);
});

test('end as an index, words in comprehensions, symbols and abstract types do not close a function in Julia', () => {
  const text =
    'function f(x)\n  y = x[end]; z = (a for a in x if a > 0); s = :end; t = x.end\n  abstract type T end\n  map(x) do a\n    a\n  end\n  # A ∈ ℝ^n\nend\n# B ∈ ℝ^n\n';
  assert.deepEqual(shown(text, 'julia'), ['comment 1: A ∈ ℝ^n', 'comment 0: B ∈ ℝ^n']);
});
