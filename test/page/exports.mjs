// What leaves the panel as a document: LaTeX, Markdown, HTML that loads nothing, and the files that the host is given to save.

import assert from 'node:assert/strict';
import { check } from './panel.mjs';

const chosen = async (page, name) => {
  await page.getByRole('button', { name: 'Copy as…' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  return (await page.messages()).at(-1);
};

check('LaTeX: a whole document with the result, what it holds for, and every line with its rule', { content: 'least-squares' }, async page => {
  const { text, what } = await chosen(page, 'LaTeX document');
  assert.equal(what, 'LaTeX document');
  assert.match(text, /^% dL\/dθ \(least_squares\.mc:6\)\n\\documentclass/);
  assert.match(text, /\\\[ \\frac\{\\partial L\}\{\\partial \\theta\} = -2\\,e\^\{\\top\}\\Phi \\\]/);
  assert.match(text, /\\section\*\{Derivation: Chain rule\}/);
  assert.match(text, /\\text\{chain rule through e\}/);
  assert.equal(text.match(/\\begin\{/g).length, text.match(/\\end\{/g).length);
  assert.doesNotMatch(text, /0a000/);
});

check('Markdown: mathematics between dollars, a numbered rule for every line', { content: 'least-squares' }, async page => {
  const { text } = await chosen(page, 'Markdown');
  assert.match(text, /^# dL\/dθ/);
  assert.match(text, /\n\$\$\n\\frac\{\\partial L\}\{\\partial \\theta\} = /);
  assert.match(text, /\n1\. chain rule through e\n/);
  assert.equal(text.match(/\$\$/g).length % 2, 0);
});

check('HTML: MathML alone, which a page without a network shows', { content: 'least-squares' }, async page => {
  const { text } = await chosen(page, 'HTML');
  assert.doesNotMatch(text, /https?:\/\/(?!www\.w3\.org)|<script|<link|<img|url\(/);
  assert.match(text, /MathML: browsers show it with their own fonts/);
  const other = await page.context().newPage();
  const requests = [];
  other.on('request', request => requests.push(request.url()));
  await other.setContent(text);
  assert.deepEqual(requests, []);
  assert.equal(await other.locator('h1').textContent(), 'dL/dθ least_squares.mc:6');
  assert.equal(await other.locator('ol > li').count(), 6);
  assert.ok((await other.locator('math').count()) > 8);
  const { height } = await other.locator('.result math').boundingBox();
  assert.ok(height > 20, 'the formula is drawn');
  await other.close();
});

check('the layout, the notation and the style that are shown are the ones that leave', { content: 'least-squares' }, async page => {
  await page.getByRole('radio', { name: 'Denominator' }).check();
  await page.getByRole('radio', { name: 'Differentials' }).check();
  const { text } = await chosen(page, 'Markdown');
  assert.match(text, /-2\\,\\Phi\^\{\\top\} ?e/);
  assert.match(text, /Derivation: Differentials/);
});

check('Save as… gives the host every format and a name', { content: 'least-squares' }, async page => {
  const { type, files } = await chosen(page, 'Save as…');
  assert.equal(type, 'save');
  assert.equal(files.name, 'dL_dθ');
  assert.match(files.tex, /\\documentclass/);
  assert.match(files.md, /^# /);
  assert.match(files.html, /^<!DOCTYPE html>/);
  assert.match(files.picture, /^\\begin\{aligned\}/);
});

check('hostile text leaves as text', { content: 'hostile' }, async page => {
  const { text } = await chosen(page, 'HTML');
  const other = await page.context().newPage();
  const dialogs = [];
  other.on('dialog', dialog => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await other.setContent(text);
  assert.deepEqual(dialogs, []);
  assert.equal(await other.locator('img, script, iframe, a[href]').count(), 0);
  await other.close();
});

check('nothing that is not checked leaves', { content: 'pending' }, async page => {
  assert.equal(await page.getByRole('button', { name: 'Copy as…' }).count(), 0);
});
