// What is copied: TeX without the panel's colours, text, whole derivations.

import assert from 'node:assert/strict';
import { check } from './panel.mjs';

const copyAs = async (page, name) => {
  await page.getByRole('button', { name: 'Copy as…' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  return (await page.messages()).at(-1);
};

check('the result as LaTeX and as text, in the notation that is shown', { content: 'least-squares' }, async page => {
  assert.deepEqual(await copyAs(page, 'LaTeX'), { type: 'copy', text: '\\frac{\\partial L}{\\partial \\theta} = -2\\,e^{\\top}\\Phi', what: 'LaTeX' });
  assert.deepEqual(await copyAs(page, 'Text'), { type: 'copy', text: '∂L/∂θ = -2 eᵀ Φ', what: 'Text' });
  await page.getByRole('radio', { name: 'Index' }).click();
  assert.equal((await copyAs(page, 'LaTeX')).text, '\\frac{\\partial L}{\\partial \\theta_{d}} = -2\\sum_{n=1}^{N} e_n\\,\\Phi_{nd}');
  assert.equal(await page.getByRole('status').textContent(), 'Copied: LaTeX');
});

check('no sentinel colour is copied', { content: 'gram' }, async page => {
  assert.equal((await copyAs(page, 'LaTeX')).text, '\\frac{\\partial K_{pq}}{\\partial R_{ij}} = \\delta_{jp}\\,R_{iq} + \\delta_{jq}\\,R_{ip}');
});

check('the derivation as an aligned block with its rules', { content: 'least-squares' }, async page => {
  await page.getByRole('button', { name: 'Copy the derivation as LaTeX' }).click();
  const { text, what } = (await page.messages()).at(-1);
  assert.equal(what, 'Derivation as LaTeX');
  const lines = text.split('\n');
  assert.equal(lines[0], '\\begin{aligned}');
  assert.equal(
    lines[1],
    '  \\frac{\\partial L}{\\partial \\theta} &= \\frac{\\partial L}{\\partial e} \\cdot \\frac{\\partial e}{\\partial \\theta} && \\text{chain rule through e} \\\\',
  );
  assert.equal(lines[5], '   &= -2 e^{\\top}\\Phi && \\text{scalar factors first} \\\\');
  assert.equal(lines.at(-1), '\\end{aligned}');
  assert.equal(lines.length, 8);
});

check('Ctrl+C on a step copies the line, on a row of cases the case', { content: 'gram' }, async page => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('radio', { name: 'Components' }).click();
  await page.locator('.steps > .step').nth(4).focus();
  await page.keyboard.press('Control+C');
  const text = '= \\delta_{jp}\\,R_{iq} + \\delta_{jq}\\,R_{ip}';
  assert.deepEqual((await page.messages()).at(-1), { type: 'copy', text, what: 'Step as LaTeX' });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  await page.locator('.cases tbody tr').nth(2).focus();
  await page.keyboard.press('Control+C');
  assert.deepEqual((await page.messages()).at(-1), { type: 'copy', text: '2\\,R_{iq} \\quad j = p = q', what: 'Entry as LaTeX' });
});

check('with text selected Ctrl+C copies the selection', { content: 'least-squares' }, async page => {
  await page.locator('.steps > .step').first().focus();
  await page.evaluate(() => window.getSelection().selectAllChildren(document.querySelector('.why')));
  await page.keyboard.press('Control+C');
  assert.equal(
    (await page.messages()).some(message => message.type === 'copy'),
    false,
  );
});
