// The Numbers view: values typed and pasted, what the host hears, drafts that survive a redrawn page, problems, the check.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check, visibleText } from './panel.mjs';

const open = page => page.getByRole('tab', { name: 'Numbers' }).click();
const field = (page, name) => page.getByRole('textbox', { name: `Values of ${name}`, exact: true });
const sent = async page => (await page.messages()).filter(({ type }) => type === 'numbers').map(({ numbers }) => numbers);
const paste = (page, text) =>
  page.evaluate(pasted => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

check('every variable has a field with its values, its shape and what is declared', { content: 'numbers-problems' }, async page => {
  await open(page);
  assert.deepEqual(await page.getByRole('textbox').evaluateAll(fields => fields.map(node => node.getAttribute('aria-label'))), [
    'Values of S',
    'Values of x',
    'Values of Q',
  ]);
  assert.deepEqual(
    (await visibleText(page, '.variable-name .note')).map(text => text.split(',')[0]),
    ['symmetric', 'random', 'orthogonal'],
  );
});

check('keyboard: what is typed is applied by Ctrl+Enter, and taken back by Escape', { content: 'limit' }, async page => {
  await open(page);
  await field(page, 'x').fill('5 6');
  assert.deepEqual(await sent(page), []);
  await page.keyboard.press('Control+Enter');
  assert.deepEqual((await sent(page)).at(-1), { uri: fixtures.limit.uri, seed: 1, entered: { x: '5 6' } });
  const before = await field(page, 'v').inputValue();
  await field(page, 'v').fill('7 8 9');
  await page.keyboard.press('Escape');
  assert.equal(await field(page, 'v').inputValue(), before);
  assert.equal(
    (await page.messages()).some(({ type }) => type === 'focusEditor'),
    false,
  );
  await page.keyboard.press('Escape');
  assert.equal((await page.messages()).at(-1).type, 'focusEditor');
  assert.equal((await sent(page)).length, 1);
});

check('mouse: leaving the field applies, its button gives random values back, the button above all of them', { content: 'limit' }, async page => {
  await open(page);
  await field(page, 'x').fill('5 6');
  await page.getByRole('heading', { name: 'Value' }).click();
  assert.deepEqual((await sent(page)).at(-1).entered, { x: '5 6' });
  await page.show('limit');
  await page.getByRole('button', { name: 'Random values for x' }).click();
  assert.deepEqual((await sent(page)).at(-1).entered, {});
  await field(page, 'x').fill('1 2');
  await field(page, 'b').fill('1 2 3');
  await page.getByRole('heading', { name: 'Value' }).click();
  await page.show('limit');
  await page.getByRole('button', { name: 'Random values for all' }).click();
  assert.deepEqual((await sent(page)).at(-1).entered, {});
});

check('a pasted value takes the place of what is there, a single number goes where the cursor is', { content: 'limit' }, async page => {
  await open(page);
  await field(page, 'W').focus();
  await paste(page, 'array([[1., 2.],\n       [3., 4.]])');
  assert.deepEqual((await sent(page)).at(-1).entered, { W: 'array([[1., 2.],\n       [3., 4.]])' });
  await field(page, 'x').focus();
  await paste(page, '7');
  assert.equal((await sent(page)).length, 1);
});

check('a seed gives other random values', { content: 'limit' }, async page => {
  await open(page);
  await page.getByRole('button', { name: 'Other random values' }).click();
  assert.equal((await sent(page)).at(-1).seed, 2);
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('41');
  await page.keyboard.press('Enter');
  assert.equal((await sent(page)).at(-1).seed, 41);
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('-3');
  await page.keyboard.press('Enter');
  assert.equal((await sent(page)).at(-1).seed, 41);
});

check('what is being typed survives a redrawn page, with the focus and the cursor', { content: 'limit' }, async page => {
  await open(page);
  await field(page, 'x').fill('5 6');
  await page.keyboard.press('ArrowLeft');
  await page.show('limit');
  assert.equal(await field(page, 'x').inputValue(), '5 6');
  assert.deepEqual(await page.evaluate(() => [document.activeElement.getAttribute('aria-label'), document.activeElement.selectionStart]), ['Values of x', 2]);
});

check('values belong to their document, and come back after a reload', { content: 'limit' }, async page => {
  await open(page);
  await field(page, 'x').fill('5 6');
  await page.keyboard.press('Control+Enter');
  assert.deepEqual((await page.state()).numbers, { uri: fixtures.limit.uri, seed: 1, entered: { x: '5 6' } });
  await page.show({ ...fixtures.limit, uri: 'file:///other.mc' });
  assert.notEqual(await field(page, 'x').inputValue(), '5 6');
});

const state = {
  version: 1,
  content: fixtures['numbers-problems'],
  preferences: { notation: 'matrix', style: 'chain', mathScale: 1, view: 'numbers', code: 'auto', blocks: 'first' },
  layoutChoice: null,
  pinned: false,
  unfolded: {},
  openProperties: [],
  entry: null,
  numbers: { uri: fixtures['numbers-problems'].uri, seed: 1, entered: { S: '[1 2; 3 4]', x: '1 2 3', Q: '0 1\n-1 oops' } },
};

check('a value that is not used keeps its text, is invalid, and says why; the host is told again', { state }, async page => {
  const told = (await page.messages()).find(({ type }) => type === 'numbers');
  assert.deepEqual(told.numbers, state.numbers);
  assert.equal(await field(page, 'x').inputValue(), '1 2 3');
  assert.equal(await field(page, 'x').getAttribute('aria-invalid'), 'true');
  const described = await page.evaluate(() =>
    document.getElementById(document.querySelector('[aria-label="Values of x"]').getAttribute('aria-describedby')).textContent.trim(),
  );
  assert.equal(described, 'It has 3 entries, but the value of S makes n = 2: change one of the two');
  assert.equal(await field(page, 'S').getAttribute('aria-invalid'), null);
  assert.match((await visibleText(page, '.variable-notes'))[0], /declared symmetric, but entry \(1, 2\) is 2/);
  assert.match(await page.locator('.refused').textContent(), /mend them above/);
  assert.equal(await page.locator('.number-results').count(), 0);
});

check('the check says its verdict, method and error, and shows the entries that differ most', { content: 'numbers-declared' }, async page => {
  await open(page);
  assert.match(await page.locator('.view [role=status]').textContent(), /Undecided:.*break a declaration/);
  assert.deepEqual((await visibleText(page, '.worst tbody tr:first-child td')).slice(1), ['10', '12', '2']);
  await page.show('numbers-tensor');
  assert.match(await page.locator('.view [role=status]').textContent(), /Agrees:.*Every entry agrees/);
  assert.match((await visibleText(page, '.number-result .facts')).join(), /by complex step ?24 entries/);
});

check('the denominator layout turns the derivative', { content: 'limit-linear' }, async page => {
  await open(page);
  const table = page.getByRole('table', { name: /^Derivative/ });
  const rows = async () => (await table.locator('tr').allTextContents()).length;
  const before = await rows();
  const columns = await table.locator('tr').first().locator('td').count();
  assert.notEqual(before, columns);
  await page.getByRole('radio', { name: 'Denominator' }).check();
  assert.equal(await rows(), columns);
  assert.match((await visibleText(page, '.number-result > .note')).join(), /rows: x · columns: f/);
});

check('hostile texts stay text', { content: 'limit' }, async page => {
  await open(page);
  const { variables } = fixtures.limit.numbers;
  const hostile = '<img src=x onerror="window.hacked=1">';
  const numbers = {
    ...fixtures.limit.numbers,
    variables: [{ ...variables[0], problem: hostile, facts: [hostile], violations: [hostile] }],
    results: null,
    refused: hostile,
  };
  await page.show({ ...fixtures.limit, numbers });
  await field(page, 'W').fill(hostile);
  await page.keyboard.press('Control+Enter');
  await page.show({ ...fixtures.limit, numbers });
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('.view img').count(), 0);
  assert.equal(await field(page, 'W').inputValue(), hostile);
});
