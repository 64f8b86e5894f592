import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import katex from 'katex';
import type { IndexForm } from '../../src/notation/form.ts';
import { printIndexLatex } from '../../src/notation/indexLatex.ts';
import { printIndexUnicode } from '../../src/notation/indexUnicode.ts';
import * as form from './forms.ts';

const { applied, at, column, delta, denominator, indexForm, inverse, matrix, numerator, rational, scalar, summed, tensor, term } = form;

const [p, q] = [numerator('p', 'N'), numerator('q', 'N')];
const [i, j, d] = [denominator('i', 'M'), denominator('j', 'N'), denominator('d', 'D')];
const [n, k] = [summed('n', 'N'), summed('k', 'K')];
const [R, Φ, X, e, x, s] = [matrix('R'), matrix('Φ'), matrix('X'), column('e'), column('x'), scalar('s')];

const rows: readonly (readonly [form: IndexForm, unicode: string, latex: string])[] = [
  [indexForm([d], term(-2, [n], at(e, [n]), at(Φ, [n, d]))), '-2 Σ_n e_n Φ_nd', '-2 \\sum_{n=1}^{N} e_{n} \\Phi_{nd}'],
  [
    indexForm([p, q, i, j], term(1, [], delta(p, j), at(R, [i, q])), term(1, [], delta(q, j), at(R, [i, p]))),
    'δ_pj R_iq + δ_qj R_ip',
    '\\delta_{pj} R_{iq} + \\delta_{qj} R_{ip}',
  ],
  [indexForm([i, j], term(-1, [], at(inverse(X), [i, j]))), '-(X⁻¹)_ij', '-\\left(X^{-1}\\right)_{ij}'],
  [indexForm([], term(rational(1, 2), [n, k], at(X, [n, k], rational(2)))), '1/2 Σ_n Σ_k X_nk²', '\\frac{1}{2} \\sum_{n=1}^{N} \\sum_{k=1}^{K} X_{nk}^{2}'],
  [indexForm([i], term(1, [], at(x, [i]), at(s, [], rational(-1)))), 'x_i / s', '\\frac{x_{i}}{s}'],
  [indexForm([i], term(2, [], at(x, [i], rational(-1, 2)))), '2 (1/sqrt(x_i))', '2 \\frac{1}{\\sqrt{x_{i}}}'],
  [indexForm([i], term(1, [], at(x, [i], rational(3, 2)))), '(x_i)^(3/2)', 'x_{i}^{3/2}'],
  [
    indexForm([i], term(1, [], applied('exp', indexForm([], term(1, [k], at(X, [i, k]), at(x, [k])))), at(x, [i]))),
    'exp(Σ_k X_ik x_k) x_i',
    '\\exp\\left(\\sum_{k=1}^{K} X_{ik} x_{k}\\right) x_{i}',
  ],
  [
    indexForm([i], term(1, [], at(x, [i]), applied(null, indexForm([], term(1, [k], at(x, [k], rational(2))), term(-1, [], at(s, []))), rational(-3)))),
    'x_i / (Σ_k x_k² - s)³',
    '\\frac{x_{i}}{\\left(\\sum_{k=1}^{K} x_{k}^{2} - s\\right)^{3}}',
  ],
  [
    indexForm([i], term(1, [], applied(null, indexForm([], term(1, [k], at(X, [i, k])))), at(x, [i]))),
    '(Σ_k X_ik) x_i',
    '\\left(\\sum_{k=1}^{K} X_{ik}\\right) x_{i}',
  ],
  [indexForm([p, i], term(1, [k], tensor('T', [p, i, k]), at(x, [k]))), 'Σ_k T_pik x_k', '\\sum_{k=1}^{K} T_{pik} x_{k}'],
  [indexForm([p], term(3, [], tensor('T_1', [p, k, k]))), '3 (T_1)_pkk', '3 \\left(T_{1}\\right)_{pkk}'],
  [indexForm([numerator('i1', 'N')], term(1, [], at(X, [numerator('i1', 'N'), i]))), 'X_{i1,i}', 'X_{\\mathrm{i1},i}'],
  [indexForm([i], term(-1, [])), '-1', '-1'],
  [indexForm([i], term(rational(-3, 2), [])), '-3/2', '-\\frac{3}{2}'],
  [indexForm([i]), '0', '0'],
];

describe('index forms', () => {
  for (const [printed, unicode, latex] of rows)
    test(unicode, () => {
      assert.equal(printIndexUnicode(printed), unicode);
      assert.equal(printIndexLatex(printed), latex);
      for (const colours of [false, true]) katex.renderToString(printIndexLatex(printed, { colours }), { strict: 'error', throwOnError: true });
    });

  test('with the axes in colour', () => {
    const printed = indexForm([p, q, i, j], term(1, [], delta(p, j), at(R, [i, q])), term(-1, [k], at(X, [p, q]), at(R, [k, i])));
    assert.equal(
      printIndexLatex(printed, { colours: true }),
      '\\delta_{\\textcolor{0a0001}{p}\\textcolor{0a0002}{j}} R_{\\textcolor{0a0002}{i}\\textcolor{0a0001}{q}} - \\sum_{k=1}^{K} X_{\\textcolor{0a0001}{pq}} R_{k\\textcolor{0a0002}{i}}',
    );
  });

  test('with Greek indices apart from the letter behind them', () => {
    const [α, β] = [numerator('α', 'N'), denominator('β', 'N')];
    assert.equal(printIndexLatex(indexForm([α, β], term(1, [], at(X, [α, p]), at(X, [α, β])))), 'X_{\\alpha p} X_{\\alpha\\beta}');
  });

  test('as deep as an expression may be', () => {
    const deep = Array.from({ length: 10_000 }).reduce<IndexForm>(
      inner => indexForm([i], term(1, [], applied('sin', inner))),
      indexForm([i], term(1, [], at(x, [i]))),
    );
    assert.equal(printIndexUnicode(deep).length, 10_000 * 5 + 3);
  });
});
