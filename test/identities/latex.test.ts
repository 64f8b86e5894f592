// What is copied into a paper must be set there: every LaTeX text of the identities, by the two typesetters that are built in.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import katex from 'katex';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { typeset } from '../../src/mathjax/index.ts';
import { latexTexts } from './latexTexts.ts';

const options = { colours: { ink: '#000', numerator: '#00f', denominator: '#f00' }, fontSize: 14 };

describe('the LaTeX of the identities', () => {
  const texts = latexTexts();

  it('is there in every form', () => {
    for (const [form, least] of Object.entries({ matrix: 200, index: 250, vec: 25, case: 60, fraction: 250, gradient: 100 })) {
      const found = texts.filter(text => text.form === form).length;
      assert.ok(found >= least, `${found} texts in ${form} form`);
    }
  });

  it('is set by KaTeX', () => {
    for (const { id, form, latex } of texts)
      assert.doesNotThrow(
        () => katex.renderToString(latex, { strict: 'error', throwOnError: true, trust: false, displayMode: true }),
        `${id}, ${form}: ${latex}`,
      );
  });

  it('is set by MathJax', () => {
    for (const { id, form, latex } of texts) {
      const { svg, width } = typeset(latex, options);
      assert.ok(width > 0 && !svg.includes('data-mml-node="merror"'), `${id}, ${form}: ${latex}`);
    }
  });
});

describe('an equation', () => {
  const equations = (text: string) => analyzeDocument(text).statements.at(-1)!.equations();
  const declared = 'Φ ∈ ℝ^{N×D}, y ∈ ℝ^N, θ ∈ ℝ^D, x ∈ ℝ^D\nL = ‖y - Φ θ‖²\n';

  it('has a fraction or a gradient on its left', () => {
    assert.deepEqual(equations(`${declared}dL/dθ`), {
      fraction: String.raw`\frac{\partial L}{\partial \theta} = -2 \left(y - \Phi \theta\right)^{\top} \Phi`,
      gradient: String.raw`\nabla_{\theta} L = -2 \Phi^{\top} \left(y - \Phi \theta\right)`,
    });
  });
  it('of a second derivative is the Hessian', () =>
    assert.equal(equations(`${declared}d²L/dθ²`)?.gradient, String.raw`\nabla_{\theta}^{2} L = 2 \Phi^{\top} \Phi`));
  it('of a vector by a vector has no gradient', () => assert.equal(equations(`${declared}d(Φ θ)/dθ`)?.gradient, null));
  it('of mixed variables has no gradient', () => assert.equal(equations(`${declared}derivative(L, θ, y)`)?.gradient, null));
  it('without a matrix form is that of the entry', () => {
    const found = equations('R ∈ ℝ^{m×n}\nK = Rᵀ R\ndK/dR')!;
    assert.equal(found.gradient, null);
    assert.match(found.fraction, /^\\frac\{\\partial \{K\}_/);
  });
});
