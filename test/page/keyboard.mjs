// The keyboard alone.

import assert from 'node:assert/strict';
import { check, visibleText } from './panel.mjs';

const focused = page => page.evaluate(() => document.activeElement.closest('[data-key]')?.dataset.key ?? document.activeElement.tagName);

check('Tab stops once in each group', { content: 'gram' }, async page => {
  const stops = [];
  for (let count = 0; count < 12; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop === 'BODY' || stop === stops[0]) break;
    stops.push(stop);
  }
  assert.deepEqual(stops, [
    'place',
    'pin',
    'copy',
    'more',
    'Notation index',
    'Layout numerator',
    'View derivation',
    'Style differentials',
    'copy derivation',
    'step 0',
    'case 0',
  ]);
});

check('down and up move between lines and link their parts; Home and End go to the ends', { content: 'least-squares' }, async page => {
  await page.locator('.steps > .step').first().focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), 'step 1');
  assert.equal(await page.locator('.part.linked').count(), 2);
  await page.keyboard.press('End');
  assert.equal(await focused(page), 'step 5');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), 'step 5');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(page), 'step 4');
  await page.keyboard.press('Home');
  assert.equal(await focused(page), 'step 0');
  assert.equal(await page.locator('.step[tabindex="0"]').count(), 1);
});

check('right unfolds, down enters the single rules, left folds', { content: 'least-squares' }, async page => {
  await page.locator('.steps > .step').nth(1).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('.details .step:visible').count(), 3);
  assert.equal(await focused(page), 'step 1');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.querySelector('.why').textContent), '‖e‖² is eᵀe');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.locator('.details .step:visible').count(), 0);
});

check('right scrolls a line that is too long', { content: 'gram', width: 320 }, async page => {
  const line = page.locator('.steps > .step').nth(3);
  await line.focus();
  await page.keyboard.press('ArrowRight');
  assert.ok((await line.locator('.right .scroll').evaluate(node => node.scrollLeft)) > 0);
});

check('arrows choose in a switch and keep the focus; a dashed choice is heard, not chosen', { content: 'least-squares' }, async page => {
  await page.getByRole('radio', { name: 'Matrix' }).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), 'Notation index');
  assert.equal(await page.getByRole('radio', { name: 'Index' }).isChecked(), true);
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), 'Notation vec');
  assert.equal(await page.getByRole('radio', { name: 'Index' }).isChecked(), true);
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getByRole('radio', { name: 'Matrix' }).isChecked(), true);
  await page.getByRole('radio', { name: 'Chain rule' }).focus();
  await page.keyboard.press('End');
  assert.equal(await page.getByRole('radio', { name: 'Components' }).isChecked(), true);
  assert.equal(await focused(page), 'Style components');
});

check('a menu opens, moves and closes by keys; Escape closes it before it leaves the panel', { content: 'least-squares' }, async page => {
  await page.getByRole('button', { name: 'Copy as…' }).focus();
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await visibleText(page, '[role=menu]:not([hidden]) [role=menuitem]'), [
    'LaTeX',
    'Text',
    'Derivation as LaTeX',
    'LaTeX document',
    'Markdown',
    'HTML',
    'Code',
    'Save as…',
  ]);
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Save as…');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('[role=menu]:visible').count(), 0);
  assert.equal(await focused(page), 'copy');
  assert.equal(
    (await page.messages()).some(message => message.type === 'focusEditor'),
    false,
  );
  await page.keyboard.press('Escape');
  assert.deepEqual((await page.messages()).at(-1), { type: 'focusEditor' });
});

check('a menu closes when the pointer goes elsewhere', { content: 'least-squares' }, async page => {
  await page.getByRole('button', { name: 'More actions' }).click();
  assert.equal(await page.locator('[role=menu]:visible').count(), 1);
  await page.locator('.facts').click();
  assert.equal(await page.locator('[role=menu]:visible').count(), 0);
});

check('the rows of the table of cases', { content: 'gram' }, async page => {
  await page.locator('.cases tbody tr').first().focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), 'case 1');
});
