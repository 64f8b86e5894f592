import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanDocument } from '../../src/documents/scan.ts';
import { shown, sourceOf } from './show.ts';

test('an mc file is one block; line breaks become one kind, a byte order mark is left out', () => {
  const text = '\ufeffA : (m, n)\r\nx in R^n\rf = A x\n';
  const { blocks } = scanDocument(text, 'mc');
  assert.equal(blocks.length, 1);
  const [block] = blocks;
  assert.deepEqual([block!.kind, block!.base, block!.starAmbiguous, block!.scope], ['whole', 1, false, 0]);
  assert.equal(block!.text, 'A : (m, n)\nx in R^n\nf = A x\n');
  for (const line of ['A : (m, n)', 'x in R^n', 'f = A x']) assert.equal(sourceOf(text, block!, line), line);
  assert.equal(block!.offsets[block!.text.length], text.length);
  assert.equal(scanDocument('', 'mc').blocks[0]!.text, '');
});

test('every delimiter of LaTeX', () => {
  const text = String.raw`\$5 and 100\% $A \in \mathbb{R}^n$ and \(x^\top y\), $$ f = A x. $$ \[ g = x \]
\begin{equation*} h = 2 \tag{3} \end{equation*} \begin{gather} a = 1 \\ b = 2 \end{gather}
\verb|$no$| \lstinline!$no$! % $no$
\begin{verbatim}
$no$
\end{verbatim}
\begin{lstlisting}
\[ no \]
\end{lstlisting}
$k$`;
  assert.deepEqual(shown(text, 'latex'), [
    String.raw`inline 0: A \in \mathbb{R}^n`,
    String.raw`inline 0: x^\top y`,
    'display 0: f = A x',
    'display 0: g = x',
    'display 0: h = 2',
    'display 0: a = 1',
    'display 0: b = 2',
    'inline 0: k',
  ]);
});

test('lines of an alignment begin with =, sums go on, labels and text are left out', () => {
  const text = String.raw`\begin{align}
  f &= x^\top A x % $ a comment \\
     \label{eq:f} \\
    &= \sum_i y_i, \nonumber \\[2pt]
    &\quad + z \quad \text{where } z = 1. \\
  \begin{bmatrix} a & b \\ c & d \end{bmatrix} &= M
\end{align}`;
  assert.deepEqual(
    shown(text, 'tex').map(line => line.replace(/ +/g, ' ')),
    [
      String.raw`display 0: f = x^\top A x`,
      String.raw`display 0: = \sum_i y_i, + z`.replace(',', ''),
      'display 0: z = 1',
      String.raw`display 0: \begin{bmatrix} a & b \\ c & d \end{bmatrix} = M`,
    ],
  );
});

test('declarations behind a comma or \\quad stand on lines of their own', () => {
  assert.deepEqual(shown(String.raw`$A \in \mathbb{R}^{m \times n}, x \in \mathbb{R}^n$ and $a, b \in \mathbb{R}$ and \[ f = x, \quad g = y \]`, 'latex'), [
    String.raw`inline 0: A \in \mathbb{R}^{m \times n}`,
    String.raw`inline 0: x \in \mathbb{R}^n`,
    String.raw`inline 0: a, b \in \mathbb{R}`,
    'display 0: f = x',
    'display 0: g = y',
  ]);
});

test('what does not close ends with its paragraph', () => {
  assert.deepEqual(shown('It costs $5.\n\nThen $x$ follows, \\( y\n\n\\[ z\n\n$w$', 'latex'), ['inline 0: x', 'inline 0: w']);
});

test('a marker in a comment of LaTeX or Markdown', () => {
  assert.deepEqual(shown('% nabla: X : (n, d)\n%   y in R^n\n% prose\n\n% prose\n$X$', 'latex'), [
    'marked 0: X : (n, d)',
    'marked 0: y in R^n',
    'marked 0: prose',
    'inline 0: X',
  ]);
  assert.deepEqual(shown('<!-- nabla:\nX : (n, d) -->\n<!-- X : (m, m) -->\n<!-- nabla: off -->\n$X$\n<!-- nabla: on -->\n$Y$', 'markdown'), [
    'marked 0: X : (n, d)',
    'inline 0: Y',
  ]);
});

test('every delimiter of Markdown', () => {
  const text = `---
title: $no$
---
It costs $5 or $6, \\$no\\$, \`$no$\`, \`\` $no\`$ \`\`; $A x$ and $$ f = A x, $$ and $\`g = 1\`$.

> $$
> h = 2
> $$

\`\`\`math
k = 3
\`\`\`
~~~~mc
A : (m, n)
A'
~~~
~~~~
\`\`\`python
# A ∈ ℝ^n $no$
\`\`\`
\\[not a formula\\] but \\[ l = 4 \\] and
\\begin{align} m &= 5 \\end{align}
`;
  for (const id of ['markdown', 'quarto', 'rmd']) {
    assert.deepEqual(shown(text, id), [
      'inline 0: A x',
      'display 0: f = A x',
      'inline 0: g = 1',
      'display 0: h = 2',
      'display 0: k = 3',
      'marked 0: A : (m, n)',
      "marked 0: A'",
      'marked 0: ~~~',
      'display 0: l = 4',
      'display 0: m  = 5',
    ]);
  }
});
