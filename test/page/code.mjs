// The Code view and its switch of languages: mouse, keyboard, what is remembered, what the host hears.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check, visibleText } from './panel.mjs';

const { ridge } = fixtures;
const inJulia = {
  ...ridge,
  code: { ...ridge.code, choice: 'julia', language: 'julia', source: '# in Julia\nf(x) = x\n', notInserted: 'Julia code cannot stand here.' },
};
const openCode = page => page.getByRole('tab', { name: 'Code' }).click();
const language = page => page.getByRole('combobox', { name: 'Language' });

check('the code takes the place of the derivation, and the host hears which view is open', { content: 'ridge' }, async page => {
  assert.equal(await page.locator('.steps').count(), 1);
  await openCode(page);
  assert.equal(await page.locator('.steps, .given').count(), 0);
  assert.equal(await page.getByRole('tabpanel', { name: 'Code' }).count(), 1);
  assert.equal((await page.messages()).at(-1).preferences.view, 'code');
  assert.equal(await page.locator('pre.code').textContent(), ridge.code.source.trimEnd());
});

check('each function of the module stands with what it gives', { content: 'ridge' }, async page => {
  await openCode(page);
  assert.deepEqual(await visibleText(page, '.functions dt'), ['dL_dtheta', 'L', 'L_and_dL_dtheta', 'check_dL_dtheta']);
  assert.match((await visibleText(page, '.functions dd')).join(), /^the derivative; checks the shapes.*what is differentiated.*both.*finite differences$/);
});

check('outputs of one function stand beside its name once', {}, async page => {
  const functions = ['derivative', 'both', 'check'].map(role => ({ name: 'dL_dtheta', role }));
  await page.show({ ...ridge, code: { ...ridge.code, functions } });
  await openCode(page);
  assert.deepEqual(await visibleText(page, '.functions dt'), ['dL_dtheta']);
});

check('the switch offers the language of the file first, then all eight', { content: 'ridge' }, async page => {
  await openCode(page);
  assert.deepEqual(await language(page).locator('option').allTextContents(), [
    'Automatic: NumPy',
    'NumPy',
    'PyTorch',
    'JAX',
    'Julia',
    'MATLAB',
    'C++ Eigen',
    'R',
    'TypeScript',
  ]);
  assert.equal(await language(page).inputValue(), 'auto');
});

check('another language: the host hears it, the code of the one before is gone, and the new one takes its place', { content: 'ridge' }, async page => {
  await openCode(page);
  await language(page).selectOption('julia');
  assert.equal((await page.messages()).at(-1).preferences.code, 'julia');
  assert.equal(await page.locator('pre.code').count(), 0);
  assert.match(await page.locator('.code-view .note').textContent(), /being written/);
  await page.show(inJulia);
  assert.match(await page.locator('pre.code').textContent(), /^# in Julia/);
  assert.equal(await language(page).inputValue(), 'julia');
  assert.equal(await page.locator('pre.code .comment').count(), 1);
});

check('by the keyboard alone: arrows on the tabs, arrows in the switch, and the focus stays', { content: 'ridge' }, async page => {
  await page.getByRole('tab', { name: 'Derivation' }).focus();
  await page.keyboard.press('ArrowRight');
  const focused = () => page.evaluate(() => document.activeElement.dataset.key);
  assert.equal(await focused(), 'View code');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Language');
  for (let down = 0; down < 4; down += 1) await page.keyboard.press('ArrowDown');
  assert.equal((await page.messages()).at(-1).preferences.code, 'julia');
  assert.equal(await focused(), 'Language');
  await page.show(inJulia);
  assert.equal(await focused(), 'Language');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'copy code');
  await page.keyboard.press('Enter');
  assert.deepEqual((await page.messages()).at(-1), { type: 'copy', text: inJulia.code.source, what: 'Julia code' });
  await page.getByRole('tab', { name: 'Code' }).focus();
  await page.keyboard.press('Home');
  assert.equal(await focused(), 'View derivation');
  assert.equal(await page.locator('.steps').count(), 1);
});

check('the code is inserted by the host, in the language that is shown', { content: 'ridge' }, async page => {
  await openCode(page);
  await page.getByRole('button', { name: 'Insert' }).click();
  const { uri, line, character } = ridge;
  assert.deepEqual((await page.messages()).at(-1), { type: 'insertCode', uri, position: { line, character }, language: 'auto' });
});

check('what cannot be inserted stays, dashed, and says why', { content: 'ridge' }, async page => {
  await page.send({ type: 'preferences', preferences: { view: 'code', code: 'julia' } });
  await page.show(inJulia);
  const insert = page.getByRole('button', { name: 'Insert' });
  assert.equal(await insert.getAttribute('aria-disabled'), 'true');
  assert.equal(await insert.getAttribute('title'), 'Julia code cannot stand here.');
  await insert.click({ force: true });
  assert.equal(await page.getByRole('status').textContent(), 'Julia code cannot stand here.');
  assert.deepEqual(await page.messages(), [{ type: 'ready' }]);
});

check('Copy as… has the code too, whatever view is open', { content: 'least-squares' }, async page => {
  await page.getByRole('button', { name: 'Copy as…' }).click();
  await page.getByRole('menuitem', { name: 'Code', exact: true }).click();
  const { uri, line } = fixtures['least-squares'];
  assert.deepEqual((await page.messages()).at(-1), { type: 'copyCode', uri, position: { line, character: 0 }, language: 'auto' });
});

check('view and language come back with a hidden page', { content: 'ridge' }, async page => {
  await openCode(page);
  await language(page).selectOption('r');
  const { preferences } = await page.state();
  assert.deepEqual([preferences.view, preferences.code], ['code', 'r']);
});

check(
  'a page of a version without code comes back with the derivation',
  { state: { version: 1, content: ridge, preferences: { notation: 'index', style: 'chain', mathScale: 1 } } },
  async page => {
    assert.equal(await page.getByRole('tab', { name: 'Derivation' }).getAttribute('aria-selected'), 'true');
    assert.equal(await page.getByRole('radio', { name: 'Index' }).isChecked(), true);
    assert.equal(await page.locator('.steps').count(), 1);
  },
);

check('before its check a result has no code', { content: 'pending' }, async page => {
  await openCode(page);
  assert.equal(await page.locator('pre.code, select').count(), 0);
  assert.match(await page.locator('.code-view').textContent(), /appears when the check has passed/);
});

check('code cannot write into the page', {}, async page => {
  await page.send({ type: 'preferences', preferences: { view: 'code' } });
  await page.show({
    ...ridge,
    code: { ...ridge.code, source: '</pre><img src=x onerror=alert(1)>\n# <b>b</b>', functions: [{ name: '<i>f</i>', role: 'value' }] },
  });
  assert.equal(await page.locator('pre.code img, pre.code b, .functions i').count(), 0);
});
