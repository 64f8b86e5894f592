// What survives a hidden page, and what belongs to one result.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check, tex, visibleText } from './panel.mjs';

const saved = {
  version: 1,
  content: fixtures['least-squares'],
  preferences: { notation: 'matrix', style: 'chain', mathScale: 1.25 },
  layoutChoice: { layout: 'denominator', document: 'numerator' },
  pinned: true,
  unfolded: {},
};

check('a page that was hidden comes back as it was, before the host has answered', { state: saved }, async page => {
  assert.equal(await tex(page.locator('.result .line')), '\\displaystyle \\frac{\\partial L}{\\partial \\theta} = -2\\,\\Phi^{\\top}e');
  assert.equal(await page.getByRole('button', { name: 'Pin' }).getAttribute('aria-pressed'), 'true');
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--nb-scale')), '1.25');
  assert.deepEqual(await page.messages(), [{ type: 'ready' }, { type: 'pin', pinned: true }]);
});

check('unfolded steps come back', { state: { ...saved, layoutChoice: null, unfolded: { chain: [1] } } }, async page => {
  assert.equal(await page.locator('.details .step:visible').count(), 3);
  assert.equal(await page.locator('.fold').first().getAttribute('aria-expanded'), 'true');
});

check('what is shown and chosen is saved', { content: 'least-squares' }, async page => {
  await page.getByRole('radio', { name: 'Components' }).click();
  await page.getByRole('radio', { name: 'Denominator' }).click();
  await page.getByRole('radio', { name: 'Chain rule' }).click();
  const state = await page.state();
  assert.equal(state.content.query, 'dL/dθ');
  assert.equal(state.preferences.style, 'chain');
  assert.deepEqual(state.layoutChoice, { layout: 'denominator', document: 'numerator' });
  await page.getByRole('radio', { name: 'Numerator' }).click();
  await page.locator('.fold').last().click();
  assert.deepEqual((await page.state()).unfolded, { chain: [2] });
});

for (const state of [null, 'text', { version: 99, content: { kind: 'other' } }, {}]) {
  check(`a state of another version is left alone: ${JSON.stringify(state)}`, { state }, async page => {
    assert.equal(await page.locator('main').count(), 0);
    await page.show('least-squares');
    assert.equal(await page.locator('.steps > .step').count(), 6);
  });
}

check('folds are kept while the same query is shown again, and forgotten with the next', { content: 'least-squares' }, async page => {
  await page.locator('.fold').first().click();
  await page.show('least-squares');
  assert.equal(await page.locator('.details .step:visible').count(), 3);
  await page.show('gram');
  await page.show('least-squares');
  assert.equal(await page.locator('.details .step:visible').count(), 0);
});

check('the focus stays where it was when the same result is shown again', { content: 'pending' }, async page => {
  await page.getByRole('button', { name: 'Pin' }).focus();
  await page.show('least-squares');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), 'pin');
});

check('a layout chosen here lasts until the layout of the document changes', { content: 'least-squares' }, async page => {
  const layout = async () => (await visibleText(page, '.facts li'))[1];
  await page.getByRole('radio', { name: 'Denominator' }).click();
  await page.show({ ...fixtures['least-squares'], line: 7 });
  assert.equal(await layout(), 'denominator layout');
  await page.show({ ...fixtures['least-squares'], layout: 'denominator' });
  await page.show({ ...fixtures['least-squares'], layout: 'numerator' });
  assert.equal(await layout(), 'numerator layout');
});

check('the page is scrolled where it was after it comes back', { height: 300, state: { ...saved, scrolled: 120 } }, async page => {
  // fonts that come later move what is above
  assert.ok(Math.abs((await page.evaluate(() => window.scrollY)) - 120) < 40);
  await page.evaluate(() => window.scrollTo(0, 60));
  await page.waitForFunction(() => window.saved.scrolled === 60);
});
