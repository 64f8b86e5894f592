import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import { scanDocument } from '../../src/documents/scan.ts';
import { certify } from '../../src/numeric/index.ts';
import { shown, sourceOf } from './show.ts';

/** Text in which apostrophes stand for backquotes. */
const rst = (parts: TemplateStringsArray): string => parts.raw[0]!.replaceAll("'", '`');
const shownHere = (text: string): string[] => shown(text, 'restructuredtext').map(line => line.replace(/ +/g, ' '));

test('the math role, before its text or behind it; other roles, literals and escaped signs are passed over', () => {
  const text = rst`Let :math:'A \in \mathbb{R}^{m \times n}' and :math:'f = x^\top
A x', or 'g = 1':math:. But '':math:'no''', :code:'no', 'no', 'no <target>'_, \':math:\'no,
a\:math:x ' a lone sign.

:math:'h = 2'
`;
  assert.deepEqual(shownHere(text), [rst`inline 0: A \in \mathbb{R}^{m \times n}`, rst`inline 0: f = x^\top A x`, 'inline 0: g = 1', 'inline 0: h = 2']);
});

test('the default role', () => {
  assert.deepEqual(shownHere('`no`\n\n.. default-role:: math\n\n`f = x` and :code:`no` and `Link`_\n'), ['inline 0: f = x']);
});

test('the math directive: argument, body, equations between empty lines, options', () => {
  const text = rst`.. math:: a = 1

.. math:: b = 2
   :label: second
   :nowrap:

   c = 3 \\
   d &= 4

   e = 5,

      f = 6

Text.

  .. math::
     :label: inner

     g = x
       + y
  k :math:'h'

* - .. math:: l = 7

      m = 8
`;
  assert.deepEqual(shownHere(text), [
    'display 0: a = 1',
    'display 0: b = 2',
    'display 0: c = 3',
    'display 0: d = 4',
    'display 0: e = 5',
    'display 0: f = 6',
    'display 0: g = x + y',
    'inline 0: h',
    'display 0: l = 7',
    'display 0: m = 8',
  ]);
});

test('code blocks of the language are read as they stand, other code and literal blocks are not', () => {
  const text = rst`.. code-block:: mc
   :linenos:

   A : (m, n)
     # set in

   A^T

.. code-block:: python

   # A ∈ ℝ^n :math:'no'

.. code:: nabla

   x in R^n

An example::

   :math:'no'

>>> ":math:'no'"
":math:'no'"

.. note:: Of :math:'p'

   and :math:'q'.
`;
  assert.deepEqual(shownHere(text), ['marked 0: A : (m, n)', 'marked 0: # set in', 'marked 0: A^T', 'marked 0: x in R^n', 'inline 0: p', 'inline 0: q']);
  const { blocks } = scanDocument(text, 'restructuredtext');
  assert.equal(blocks[0]!.text, 'A : (m, n)\n  # set in\n\nA^T');
});

test('comments are read behind a marker and can turn reading off; targets and footnotes are text', () => {
  const text = rst`.. X : (m, m)

.. nabla: X : (n, d)

..
   nabla:
   y in R^n

.. nabla: off

:math:'no'

.. nabla: on

.. _target:

.. [1] See :math:'a'.

..

   A quotation with :math:'b'.
`;
  assert.deepEqual(shownHere(text), ['marked 0: X : (n, d)', 'marked 0: y in R^n', 'inline 0: a', 'inline 0: b']);
});

test('every character keeps its place, whatever the line breaks and the commands of the document', () => {
  const text = rst`:math:'\newcommand{\R}{\mathbb{R}}'

.. math::

   A \in \R^{m \times n}

   x \in \mathbb{R}^n \\ % what is :math:
   f = A x
`.replaceAll('\n', '\r\n');
  const { blocks } = scanDocument(text, 'restructuredtext');
  const lines = blocks.flatMap(block => block.text.split('\n').map(line => [line, sourceOf(text, block, line)] as const));
  assert.deepEqual(lines[0], [rst`A \in \mathbb{R}^{m \times n}`, rst`A \in \R^{m \times n}`]);
  assert.deepEqual(
    lines.slice(1).map(([line]) => line),
    [String.raw`x \in \mathbb{R}^n`, 'f = A x'],
  );
  for (const [line, source] of lines.slice(1)) assert.equal(source.trim(), line);
});

test('what a sentence says of a declared name, and a claim', () => {
  const text = rst`The symmetric matrix :math:'S \in \mathbb{R}^{n \times n}' and :math:'x \in \mathbb{R}^n' give

.. math:: \frac{\partial x^\top S x}{\partial x} = 2 x^\top S

.. math:: \frac{\partial x^\top S x}{\partial x} = 3 x^\top S
`;
  useCertifier(certify);
  const { statements } = analyzeFile(text, { languageId: 'restructuredtext', certify: true });
  assert.deepEqual(
    statements.filter(statement => statement.claim).map(({ line, claim }) => [line, claim!.verdict]),
    [
      [3, 'verified'],
      [5, 'refuted'],
    ],
  );
});

test('what does not close ends with its paragraph', () => {
  assert.deepEqual(shownHere(':math:`a\n\n:math:`b` ``c\n\n:math:`d`'), ['inline 0: b', 'inline 0: d']);
  for (const text of ['', '..', '.. math::', '.. math::\n', '.. code:: mc', '::', '`', '``', ':math:`', '.. math:: \\', '\ufeff.. math:: x\n   :label:'])
    assert.doesNotThrow(() => scanDocument(text, 'restructuredtext'), text);
});
