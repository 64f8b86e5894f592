import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutAxisColours } from '../../src/ide/latex.ts';

test('the colours of the axes are taken out of copied LaTeX, and nothing else', () => {
  assert.equal(
    withoutAxisColours(String.raw`K_{\textcolor{0a0001}{pq}} \frac{\textcolor{0a0002}{i\textcolor{0a0001}{x_{1}}j}}{2}`),
    String.raw`K_{pq} \frac{ix_{1}j}{2}`,
  );
  assert.equal(withoutAxisColours(String.raw`\{ \textcolor{red}{x} \}`), String.raw`\{ \textcolor{red}{x} \}`);
});
test('what is unbalanced stays as it is', () => assert.equal(withoutAxisColours(String.raw`\textcolor{0a0001}{pq`), String.raw`\textcolor{0a0001}{pq`));
