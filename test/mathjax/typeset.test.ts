import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typeset } from '../../src/mathjax/index.ts';

const options = { colours: { ink: '#123456', numerator: '#0057b7', denominator: '#a14600' }, fontSize: 16 };

test('a formula becomes an SVG in the ink of the theme, with its size in pixels', () => {
  const { svg, width, height } = typeset(String.raw`\frac{\partial L}{\partial \theta} = -2\,(y - \Phi\theta)^{\top}\Phi`, options);
  assert.match(svg, /^<svg/);
  assert.ok(svg.includes('#123456') && !svg.includes('currentColor'));
  assert.ok(width > 150 && width < 400 && height > 25 && height < 80, `${width}×${height}`);
});
test('the two axes get the hues of the theme', () => {
  const { svg } = typeset(String.raw`\mathbb{R}^{\textcolor{0a0001}{N}\times\textcolor{0a0002}{D}}`, options);
  assert.ok(svg.includes('#0057b7') && svg.includes('#a14600'));
  assert.ok(!svg.includes('0a0001') && !svg.includes('0a0002'));
});
test('wrong TeX is an error with a message', () => assert.throws(() => typeset('\\frac{1', options), /brace/i));
test('blackboard letters, fractions and matrices of the printers are known', () => {
  for (const tex of [
    String.raw`\mathbb{R}^{m\times n}`,
    String.raw`\begin{bmatrix} a & b \\ c & d \end{bmatrix}`,
    String.raw`\operatorname{tr}(A) \odot \otimes \lVert x \rVert`,
  ])
    assert.ok(!typeset(tex, options).svg.includes('merror'), tex);
});
