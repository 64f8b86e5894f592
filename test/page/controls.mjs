// Switches, folds, pin, menus, linking, and what each says to the host.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check, tex, visibleText } from './panel.mjs';

const usual = { notation: 'matrix', style: 'chain', mathScale: 1, view: 'derivation', code: 'auto', blocks: 'first', entries: 'formulas' };

check('the panel says that it is ready', {}, async page => {
  assert.deepEqual(await page.messages(), [{ type: 'ready' }]);
});

check('the denominator layout: the result, the legend and the steps are transposed', { content: 'least-squares' }, async page => {
  await page.getByRole('radio', { name: 'Denominator' }).click();
  assert.equal(await tex(page.locator('.result .line')), '\\displaystyle \\frac{\\partial L}{\\partial \\theta} = -2\\,\\Phi^{\\top}e');
  assert.equal(await page.locator('.result .space .shape').textContent(), 'D×1');
  assert.equal(await page.locator('.legend').textContent(), 'D from θ × 1 from L');
  assert.match(await page.locator('.facts').textContent(), /denominator layout/);
  const first = page.locator('.steps > .step').first();
  assert.deepEqual(await first.locator('.shape').allTextContents(), ['D×N', 'N×1']);
  assert.equal(await first.locator('.bracket').count(), 1);
  assert.deepEqual((await page.messages()).at(-1), { type: 'layout', layout: 'denominator' });
});

check('the index form of a row names its index and its range', { content: 'least-squares' }, async page => {
  await page.getByRole('radio', { name: 'Index' }).click();
  assert.match(await tex(page.locator('.result .line')), /^\\displaystyle \\frac\{\\partial L\}\{\\partial \\theta_\{\\textcolor\{0a0002\}\{d\}\}\} = -2\\sum/);
  assert.deepEqual(await visibleText(page, '.result .space'), ['d=1,…,D']);
  assert.deepEqual((await page.messages()).at(-1), { type: 'preferences', preferences: { ...usual, notation: 'index' } });
});

check('an index form without its left-hand side is printed alone, never as equal to the whole', {}, async page => {
  const content = structuredClone(fixtures.gram);
  delete content.layouts[0].indexLeft;
  await page.show(content);
  assert.doesNotMatch(await tex(page.locator('.result .line .scroll')), /=/);
});

check('a form that does not exist stays dashed, cannot be chosen, and gives its reason', { content: 'least-squares' }, async page => {
  const vec = page.getByRole('radio', { name: 'vec' });
  assert.equal(await vec.getAttribute('aria-disabled'), 'true');
  assert.equal(await vec.evaluate(input => getComputedStyle(input.nextElementSibling).borderTopStyle), 'dashed');
  await vec.click({ force: true });
  assert.equal(await vec.isChecked(), false);
  assert.equal(await page.getByRole('radio', { name: 'Matrix' }).isChecked(), true);
  assert.equal(await page.getByRole('status').textContent(), 'The vec form is for results of order 3 and 4; this one has order 1');
  assert.deepEqual(await page.messages(), [{ type: 'ready' }]);
});

check('a notation that a result lacks gives way and comes back with the next result', { content: 'least-squares' }, async page => {
  await page.show('gram');
  assert.equal(await page.getByRole('radio', { name: 'Index' }).isChecked(), true);
  await page.show('least-squares');
  assert.equal(await page.getByRole('radio', { name: 'Matrix' }).isChecked(), true);
});

check('the three styles', { content: 'least-squares' }, async page => {
  await page.getByRole('radio', { name: 'Differentials' }).click();
  assert.deepEqual((await visibleText(page, '.steps > .step > .why')).slice(-2), ['insert 4', 'identification: dL = (∂L/∂θ) dθ']);
  await page.getByRole('radio', { name: 'Components' }).click();
  assert.equal((await visibleText(page, '.steps > .step > .why'))[3], 'the delta picks k = d');
  assert.deepEqual((await page.messages()).at(-1), { type: 'preferences', preferences: { ...usual, style: 'components' } });
  await page.getByRole('radio', { name: 'Chain rule' }).click();
  assert.equal((await visibleText(page, '.steps > .step > .why'))[3], 'insert 2 and 3');
});

check('a step unfolds to its single rules; all unfold and fold together', { content: 'least-squares' }, async page => {
  assert.equal(await page.locator('.details .step:visible').count(), 0);
  const fold = page.locator('.fold').first();
  assert.equal(await fold.getAttribute('aria-expanded'), 'false');
  await fold.click();
  assert.equal(await fold.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await visibleText(page, '.details:not([hidden]) .why'), ['‖e‖² is eᵀe', 'product rule', 'like terms']);
  await page.getByRole('button', { name: 'Unfold all steps' }).click();
  assert.equal(await page.locator('.details .step:visible').count(), 6);
  await page.getByRole('button', { name: 'Fold all steps' }).click();
  assert.equal(await page.locator('.details .step:visible').count(), 0);
});

check('rules below rules stand in the same list', {}, async page => {
  const content = structuredClone(fixtures['least-squares']);
  const step = content.layouts[0].derivations[0].lines[1];
  step.details[0].details = [{ ...step.details[1], rule: 'inside' }];
  await page.show(content);
  await page.locator('.fold').first().click();
  assert.deepEqual(await visibleText(page, '.details:not([hidden]) .why'), ['‖e‖² is eᵀe', 'inside', 'product rule', 'like terms']);
});

check('pointing at a line marks its changed parts and the parts they came from', { content: 'least-squares' }, async page => {
  await page.locator('.steps > .step').nth(3).hover();
  const linked = await page.locator('.part.linked annotation').allTextContents();
  assert.deepEqual(
    linked.map(text => text.replace('\\displaystyle ', '')),
    ['\\frac{\\partial L}{\\partial e}', '\\frac{\\partial e}{\\partial \\theta}', '2\\,e^{\\top}', '-\\Phi', '2\\,e^{\\top}', '(-\\Phi)'],
  );
  await page.mouse.move(5, 5);
  assert.equal(await page.locator('.part.linked').count(), 0);
});

check('pin, source link', { content: 'least-squares' }, async page => {
  const pin = page.getByRole('button', { name: 'Pin' });
  assert.equal(await pin.getAttribute('aria-pressed'), 'false');
  await pin.click();
  assert.equal(await pin.getAttribute('aria-pressed'), 'true');
  await pin.click();
  await page.getByRole('button', { name: 'least_squares.mc:6' }).click();
  assert.deepEqual((await page.messages()).slice(1), [
    { type: 'pin', pinned: true },
    { type: 'pin', pinned: false },
    { type: 'reveal', uri: 'file:///notes/least_squares.mc', line: 5 },
  ]);
});

check('mathematics alone grows and shrinks', { content: 'least-squares' }, async page => {
  const size = () =>
    page
      .locator('.steps .math')
      .first()
      .evaluate(node => Number.parseFloat(getComputedStyle(node).fontSize));
  const before = await size();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Larger mathematics' }).click();
  assert.ok(Math.abs((await size()) / before - 1.125) < 0.01);
  assert.equal((await page.messages()).at(-1).preferences.mathScale, 1.125);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Mathematics at its usual size' }).click();
  assert.equal(await size(), before);
});

check('preferences from the host', { content: 'least-squares' }, async page => {
  await page.send({ type: 'preferences', preferences: { notation: 'index', style: 'differentials', mathScale: 1.5 } });
  assert.equal(await page.getByRole('radio', { name: 'Index' }).isChecked(), true);
  assert.equal(await page.getByRole('radio', { name: 'Differentials' }).isChecked(), true);
  assert.deepEqual(await page.messages(), [{ type: 'ready' }], 'and they are not sent back');
});

const statements = [
  { query: 'dL/dθ', line: 5, character: 0 },
  { query: 'dL/de = 2 e^T + 0 * (e^T + e^T + e^T + e^T + e^T + e^T + e^T + e^T + e^T + e^T + e^T)', line: 6, character: 2 },
  { query: 'd²L/dθ²', line: 9, character: 0 },
];

check('every query and claim of the file is in a list, and the one that is shown is marked', { width: 320 }, async page => {
  await page.show({ ...fixtures['least-squares'], statements });
  await page.getByRole('button', { name: 'Queries and claims of this file' }).click();
  const items = page.getByRole('menuitem');
  assert.equal(await items.count(), 3);
  assert.equal(await items.first().getAttribute('aria-current'), 'true');
  const { x, width } = await page.getByRole('menu').boundingBox();
  assert.ok(x >= 0 && x + width <= 320, 'inside a narrow page');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  assert.deepEqual((await page.messages()).at(-1), {
    type: 'open',
    uri: fixtures['least-squares'].uri,
    position: { line: 9, character: 0 },
  });
});

check('a file with one query has no list', { content: 'least-squares' }, async page => {
  await page.show({ ...fixtures['least-squares'], statements: statements.slice(0, 1) });
  assert.equal(await page.getByRole('button', { name: 'Queries and claims of this file' }).count(), 0);
});
