// Modules that need no page: the page's source, and TeX without the panel's colours.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import katex from 'katex';
import { plainTex } from '../../out/page/formula.mjs';
import { panelHtml } from '../../out/page/html.mjs';

test('the page allows one script by nonce, no inline style, and nothing from elsewhere', () => {
  const html = panelHtml({ script: 'https://host/panel.js', style: 'https://host/panel.css', csp: 'https://host', nonce: 'n0' });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
  assert.equal(policy, "default-src 'none'; script-src 'nonce-n0'; style-src https://host; font-src https://host; base-uri 'none'; form-action 'none'");
  assert.match(html, /<script nonce="n0" src="https:\/\/host\/panel\.js"><\/script>/);
});

test('addresses are escaped in the page', () => {
  const html = panelHtml({ script: '"><script>alert(1)</script>', style: 'a&b"', csp: '"', nonce: '"' });
  assert.equal(html.match(/<script/g).length, 1);
  assert.match(html, /href="a&amp;b&quot;"/);
});

const N = tex => `\\textcolor{0a0001}{${tex}}`;
const D = tex => `\\textcolor{0a0002}{${tex}}`;

const plain = [
  ['x', 'x'],
  [`K_{${N('pq')}}`, 'K_{pq}'],
  [`\\delta_{${D('j')}${N('p')}}`, '\\delta_{jp}'],
  [`A_{${N('pq')}${D('ij')}}`, 'A_{pqij}'],
  [`a_{n${D('d')}}`, 'a_{nd}'],
  [`a_{n${D('dk')}}`, 'a_{n{dk}}'],
  [`\\alpha${D('d')}`, '\\alpha{d}'],
  [`${N('\\alpha')}b`, '{\\alpha}b'],
  [`${N('\\alpha')}+b`, '\\alpha+b'],
  [`${N('x_{1}')}^2`, '{x_{1}}^2'],
  [`\\frac{${N('a')}}{${D('\\frac{b}{c}')}}`, '\\frac{a}{\\frac{b}{c}}'],
  [`${N(`a_{${D('i')}}`)}`, 'a_{i}'],
  [`\\{${N('a')}\\}`, '\\{a\\}'],
  [`x\\}${N('ab')}`, 'x\\}{ab}'],
];
for (const [coloured, expected] of plain) {
  test(`${coloured} is copied as ${expected}`, () => assert.equal(plainTex(coloured), expected));
}

test('what is copied is typeset as what is seen, but for the colours', () => {
  const mathml = tex =>
    katex
      .renderToString(tex, { output: 'mathml' })
      .replace(/<annotation.*<\/annotation>/, '')
      .replace(/<\/?(mstyle|mrow|semantics)[^>]*>/g, '');
  for (const [coloured, expected] of plain) assert.equal(mathml(coloured), mathml(expected), coloured);
});

test('unbalanced braces come back as they are', () => {
  assert.equal(plainTex('a}b{c'), 'a}b{c');
  assert.equal(plainTex('\\textcolor{0a0001}{ab'), 'ab');
  assert.equal(plainTex('\\'), '\\');
});
