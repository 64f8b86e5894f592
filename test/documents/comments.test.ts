import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanDocument } from '../../src/documents/scan.ts';
import { shown, sourceOf } from './show.ts';

test('line comments with nothing but white space between them form one block, a trailing one stands for itself', () => {
  const text = '# A ∈ ℝ^n\n\n  # B ∈ ℝ^n\nx = 1  # C ∈ ℝ^n\n# D ∈ ℝ^n\n';
  assert.deepEqual(
    scanDocument(text, 'python').blocks.map(block => block.text.replace(/ +/g, ' ')),
    ['A ∈ ℝ^n\nB ∈ ℝ^n', 'C ∈ ℝ^n', 'D ∈ ℝ^n'],
  );
});

test('every comment sign and decoration is removed, and the offsets lead back', () => {
  const text = '/**\n * A ∈ ℝ^n\n *   dL/dw = Xᵀ r\n **/\n/// B ∈ ℝ^n\n//! C ∈ ℝ^n\n//////// D ∈ ℝ^n\n';
  const { blocks } = scanDocument(text, 'cpp');
  assert.deepEqual(shown(text, 'cpp'), ['comment 0: A ∈ ℝ^n', 'comment 0: dL/dw = Xᵀ r', 'comment 0: B ∈ ℝ^n', 'comment 0: C ∈ ℝ^n', 'comment 0: D ∈ ℝ^n']);
  assert.equal(sourceOf(text, blocks[0]!, 'dL/dw = Xᵀ r'), 'dL/dw = Xᵀ r');
  assert.equal(sourceOf(text, blocks[1]!, 'C ∈ ℝ^n'), 'C ∈ ℝ^n');
});

test('lines that are not read are blank, of their own length, between lines that are', () => {
  const text = '# A ∈ ℝ^n\n# some prose\n# dL/dw = Xᵀ r\n';
  assert.equal(scanDocument(text, 'python').blocks[0]!.text, 'A ∈ ℝ^n\n          \ndL/dw = Xᵀ r');
});

test('one size in square brackets behind a colon is a shape, elsewhere an index', () => {
  assert.deepEqual(shown('# A: [m, n], x: [n], b: [m]\n# L = ||A x - b||^2\n', 'python'), [
    'comment 0: A: [m, n]',
    'comment 0: x: [n]',
    'comment 0: b: [m]',
    'comment 0: L = ||A x - b||^2',
  ]);
  assert.deepEqual(shown('# opts: [str]\n# see x [n]\n', 'python'), []);
});

test('prose, licences and code without mathematics give no block', () => {
  const text = `# Copyright 2024. Licensed under the Apache License, Version 2.0 (the "License").
# x = foo(a, b); y = x.T
# Returns (a, b) and c = a + b.
# Ax - b
def f(): pass  # the (first, second) pair
`;
  const { blocks, scopes } = scanDocument(text, 'python');
  assert.deepEqual({ blocks, scopes }, { blocks: [], scopes: [{ id: 0, parent: null }] });
});

test('what is uncertain is kept only in a document where something is certain, and is listed', () => {
  assert.deepEqual(shown('# y = X w\n', 'python'), []);
  assert.deepEqual(shown('# X: (n, d), w: (d,)\n# y = X w\n# e = y - z\n', 'python'), [
    'comment 0: X: (n, d)',
    'comment 0: w: (d,)',
    'comment 0: y = X w ?',
    'comment 0: e = y - z ?',
  ]);
});

test('a plain equation is code unless its own comment holds mathematics', () => {
  assert.deepEqual(shown('# X: (n, d)\ndone()\n# e = y - z\n', 'python'), ['comment 0: X: (n, d)']);
  assert.deepEqual(shown('# X: (n, d)\n# w = w - s\n# W = V\n', 'python'), ['comment 0: X: (n, d)']);
});

test('a chain keeps its lines, a sum over lines is joined', () => {
  const text = '# dL/dw = 2 eᵀ E\n#       = -2 eᵀ X\n# L = ‖e‖²\n#     + 2 aᵀ w\n#     - b\n';
  assert.deepEqual(
    scanDocument(text, 'python')
      .blocks[0]!.text.split('\n')
      .map(line => line.replace(/ +/g, ' ')),
    ['dL/dw = 2 eᵀ E', '= -2 eᵀ X', 'L = ‖e‖² + 2 aᵀ w - b'],
  );
});

test('an equation whose rest is not read is not read either', () => {
  for (const rest of ['+ 2 aᵀ w averaged over the batch', '+ foo(w, 3)', '    G']) {
    assert.deepEqual(shown(`# X: (n, d)\n# dL/dw = Xᵀ y\n# ${rest}\n`, 'python'), ['comment 0: X: (n, d)'], rest);
  }
  assert.deepEqual(shown('# X: (n, d)\n# dL/dw = Xᵀ (y\n#\n', 'python'), ['comment 0: X: (n, d)']);
  assert.deepEqual(shown('# X: (n, d)\n# ||W(y-Xb||^2\n# prose\n', 'python'), ['comment 0: X: (n, d)']);
});

test('a bracket or operator at the end of a line is closed on the next', () => {
  assert.deepEqual(shown('# dL/dw = Xᵀ (y -\n#            X w)\n', 'python'), ['comment 0: dL/dw = Xᵀ (y -', 'comment 0: X w)']);
});

test('equations after a condition in prose are not read, declarations are', () => {
  const text = '# For a symmetric matrix A:\n# A ∈ ℝ^{n×n}, x ∈ ℝ^n\n# d(xᵀ A x)/dx = 2 A x\n';
  assert.deepEqual(shown(text, 'python'), ['comment 0: A ∈ ℝ^{n×n}', 'comment 0: x ∈ ℝ^n']);
});

test('words of the neighbouring lines that bear on an equation keep it from being read', () => {
  const read = (...lines: string[]): string[] => shown(`# A ∈ ℝ^{n×n}\n${lines.map(line => `# ${line}\n`).join('')}`, 'python').slice(1);
  assert.deepEqual(read('dL/dW = Xᵀ G', 'averaged over the batch'), []);
  assert.deepEqual(read('dL/dx = 2 A x,', 'where the matrix is symmetric'), []);
  assert.deepEqual(read('the gradient is minus', 'dL/dW = Xᵀ G'), []);
  assert.deepEqual(read('the transpose of the', 'dL/dW = Xᵀ G'), []);
  assert.deepEqual(read('dL/dx = 2 A x', 'A is symmetric'), ['comment 0: A is symmetric ?']);
  assert.deepEqual(read('A is symmetric', 'dL/dx = 2 A x'), ['comment 0: A is symmetric ?', 'comment 0: dL/dx = 2 A x']);
  assert.deepEqual(read('dL/dW = Xᵀ G', 'which is what the next lines compute'), ['comment 0: dL/dW = Xᵀ G']);
});

test('bullets and tags of documentation are no operators', () => {
  const text = '/**\n * - A ∈ ℝ^{m×n}\n * - dL/db = Gᵀ 1\n * @param X An n by p matrix of inputs\n * @param {Matrix} W (p x k) weights\n */\n';
  assert.deepEqual(shown(text, 'typescript'), ['comment 0: A ∈ ℝ^{m×n}', 'comment 0: dL/db = Gᵀ 1', 'comment 0: X:   n by p', 'comment 0: W (p x k)']);
});

test('a marker turns on everything for the rest of its comment', () => {
  for (const marker of ['nabla:', '∇']) {
    assert.deepEqual(shown(`# A ∈ ℝ^n\n# prose\n# ${marker}\n# f = foo(x);\n# any thing\nx = 1\n# prose\n`, 'python'), [
      'comment 0: A ∈ ℝ^n',
      'marked 0: f = foo(x);',
      'marked 0: any thing',
    ]);
  }
  assert.deepEqual(shown('x = 1  # nabla: f = A x\n', 'python'), ['marked 0: f = A x']);
  assert.deepEqual(shown('# nabla: layout denominator\n# f = A x\n', 'python'), ['marked 0: layout denominator', 'marked 0: f = A x']);
});

test('∇ before a name is a gradient, and words that begin like the marker are none', () => {
  assert.deepEqual(shown('# ∇f = 2 A x\n', 'python'), ['comment 0: ∇f = 2 A x']);
  assert.deepEqual(shown('# nablaL: x\n# nab\n', 'python'), []);
});

test('nabla: off silences the rest of its comment; alone in a comment, the rest of the file; nabla: on ends it', () => {
  assert.deepEqual(shown('# A ∈ ℝ^n\n# nabla: off\n# B ∈ ℝ^n\nx = 1\n# C ∈ ℝ^n\n', 'python'), ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n']);
  assert.deepEqual(shown('# A ∈ ℝ^n\nx = 1\n# nabla: off\nx = 2  # (n, d)\n# B ∈ ℝ^n\nx = 1\n# nabla: on\n# C ∈ ℝ^n\nx = 1\n# D ∈ ℝ^n\n', 'python'), [
    'comment 0: A ∈ ℝ^n',
    'marked 0: C ∈ ℝ^n',
    'comment 0: D ∈ ℝ^n',
  ]);
});

test('CRLF, lone CR and a byte order mark', () => {
  const text = '\ufeff# A ∈ ℝ^n\r\n# dL/dw = Xᵀ r\r\n/* no */\r\n';
  const [block] = scanDocument(text, 'python').blocks;
  assert.equal(block!.text, 'A ∈ ℝ^n\ndL/dw = Xᵀ r');
  assert.equal(sourceOf(text, block!, 'A ∈ ℝ^n'), 'A ∈ ℝ^n');
  assert.equal(text.charAt(block!.offsets[block!.text.indexOf('\n')]!), '\r');
  assert.deepEqual(shown('# A ∈ ℝ^n\r# B ∈ ℝ^n\r', 'python'), ['comment 0: A ∈ ℝ^n', 'comment 0: B ∈ ℝ^n']);
});
