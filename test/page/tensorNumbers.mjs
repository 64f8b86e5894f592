// Formulas or numbers in the cells of a tensor, the grids of its two sides, and the two routes; linked, by mouse and keyboard.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check, visibleText } from './panel.mjs';

const openTensor = page => page.getByRole('tab', { name: 'Tensor' }).click();
const cell = (page, label) => page.getByRole('gridcell', { name: label, exact: true });
const numbers = page => page.getByRole('radio', { name: 'Numbers' });
const sideCells = (page, name) => page.getByRole('img', { name: `Entries of ${name}` }).locator('.cell');
const texts = async (page, selector) => (await visibleText(page, selector)).map(text => text.replaceAll(' ', ''));

check('numbers instead of formulas: cells, grids, the flattened matrix; and back', { content: 'tensor-numbers' }, async page => {
  await openTensor(page);
  assert.deepEqual(await texts(page, '.side-grids figure:first-child .cell'), ['R11', 'R12', 'R21', 'R22', 'R31', 'R32']);
  await numbers(page).check();
  assert.equal((await page.messages()).at(-1).preferences.entries, 'numbers');
  assert.deepEqual(await texts(page, '.side-grids figure:first-child .cell'), ['1', '4', '2', '5', '3', '6']);
  assert.deepEqual(await texts(page, '.side-grids figure:last-child .cell'), ['14', '32', '32', '77']);
  assert.equal(await cell(page, '∂K_11/∂R_21 = 4').count(), 1);
  assert.equal(await page.locator('[role=gridcell].zero').count(), 6);
  assert.ok((await texts(page, '.flattened .cell')).includes('12'));
  assert.match((await texts(page, '.readout')).join(), /=2R11=2$/);
  await page.getByRole('radio', { name: 'Formulas' }).check();
  assert.equal(await cell(page, '∂K_11/∂R_21 = 2 R_21').count(), 1);
});

check('the selected entry has its cell in both grids, and the cell that its value is made of is dashed', { content: 'tensor-numbers' }, async page => {
  await openTensor(page);
  await cell(page, '∂K_12/∂R_21 = R_22').hover();
  assert.deepEqual(await texts(page, '.side-grids .cell.selected'), ['R21', 'K12']);
  assert.deepEqual(await texts(page, '.side-grids .cell.source'), ['R22']);
  assert.deepEqual(await texts(page, '.side-grids .label.selected'), ['1', '2', '2', '1']);
});

check('mouse: a cell of R or K selects the entry with its position', { content: 'tensor-numbers' }, async page => {
  await openTensor(page);
  await sideCells(page, 'R').nth(3).hover();
  assert.deepEqual((await page.state()).entry, [0, 0, 1, 1]);
  await sideCells(page, 'K').nth(1).hover();
  assert.deepEqual((await page.state()).entry, [0, 1, 1, 1]);
});

check('where there are no numbers the choice stays, with the reason', {}, async page => {
  const content = fixtures['tensor-numbers'];
  const { entries } = content.tensor;
  const grids = entries.grids.map(grid => ({ ...grid, cells: grid.cells.map(each => ({ ...each, value: null })) }));
  await page.send({ type: 'preferences', preferences: { view: 'tensor', entries: 'numbers' } });
  await page.show({ ...content, tensor: { ...content.tensor, entries: { ...entries, numbers: null, grids } } });
  assert.equal(await numbers(page).getAttribute('aria-disabled'), 'true');
  assert.ok(await page.getByRole('radio', { name: 'Formulas' }).isChecked());
  await numbers(page).click({ force: true });
  assert.match(await page.locator('[role=status]').last().textContent(), /No numbers/);
  assert.equal(await cell(page, '∂K_11/∂R_21 = 2 R_21').count(), 1);
});

check(
  'the two routes of a matrix by a vector: slabs, flattened matrix, Jacobian, tensor, with the same entry selected',
  { content: 'tensor-routes' },
  async page => {
    await openTensor(page);
    const picture = name => page.locator('.routes').getByRole('img', { name, exact: true });
    assert.equal(await picture('A, 4 by 2').locator('.route-cell').count(), 8);
    assert.equal(await picture('x, 3 entries').locator('.route-cell').count(), 3);
    assert.equal(
      await page
        .locator('.routes')
        .getByRole('img', { name: /one slab/ })
        .count(),
      3,
    );
    assert.equal(await picture('A flattened, 8 entries').locator('.route-cell').count(), 8);
    assert.equal(await picture('The Jacobian, 8 by 3').locator('.route-cell').count(), 24);
    assert.equal(await picture('The tensor, 4 by 2 by 3').locator('.route-cell').count(), 24);
    await picture('The Jacobian, 8 by 3')
      .locator('.route-cell')
      .nth(6 * 3)
      .hover();
    assert.deepEqual((await page.state()).entry, [2, 1, 0]);
    assert.deepEqual(await visibleText(page, '.route-place span'), ['Route 1: slab 1, row 3, column 2', 'Route 2: row 7 = 3 + 4·(2 − 1), column 1']);
    assert.equal(await page.locator('.routes .route-cell.selected').count(), 6);
    assert.ok(
      await picture('A flattened, 8 entries')
        .locator('.route-cell')
        .nth(6)
        .evaluate(node => node.classList.contains('selected')),
    );
    assert.ok(
      await picture('A, 4 by 2')
        .locator('.route-cell')
        .nth(5)
        .evaluate(node => node.classList.contains('selected')),
    );
    await picture('x, 3 entries').locator('.route-cell').nth(2).hover();
    assert.deepEqual((await page.state()).entry, [2, 1, 2]);
    assert.match(await page.locator('[role=gridcell][aria-selected=true] .hidden-text').textContent(), /^∂A_32\/∂x_3/);
  },
);

check('keyboard: the entries of the blocks are selected in the routes too', { content: 'tensor-routes' }, async page => {
  await openTensor(page);
  await page.locator('[role=gridcell][aria-selected=true]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  assert.deepEqual(await visibleText(page, '.route-place span'), ['Route 1: slab 2, row 2, column 1', 'Route 2: row 2 = 2 + 4·(1 − 1), column 2']);
});

check('nothing moves until it is asked for; then cells travel and are gone', { content: 'tensor-routes' }, async page => {
  await openTensor(page);
  const ghosts = () => page.locator('.route-ghost').count();
  await page.locator('.route .route-cell').first().hover();
  assert.equal(await ghosts(), 0);
  await page.getByRole('button', { name: 'Play route 1' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await ghosts(), 24);
  await page.waitForFunction(() => document.querySelectorAll('.route-ghost').length === 0);
  await page.getByRole('button', { name: 'Play route 2' }).click();
  assert.equal(await ghosts(), 8);
  await page.waitForFunction(() => document.querySelectorAll('.route-ghost').length === 24);
  await page.waitForFunction(() => document.querySelectorAll('.route-ghost').length === 0);
});

check('with reduced motion nothing travels, by the system or by the editor', { content: 'tensor-routes' }, async page => {
  await openTensor(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Play route 1' }).click();
  assert.equal(await page.locator('.route-ghost').count(), 0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
  await page.getByRole('button', { name: 'Play route 2' }).click();
  assert.equal(await page.locator('.route-ghost').count(), 0);
});

check('other results have no routes, and one that is too large has none', { content: 'tensor-numbers' }, async page => {
  await openTensor(page);
  assert.equal(await page.locator('.routes').count(), 0);
  await page.show('tensor-order-3');
  assert.equal(await page.locator('.routes').count(), 0, 'without grids');
});

check('names of grids and routes cannot write into the page', {}, async page => {
  const evil = '<img src=x onerror="window.hacked=1">';
  const formula = { tex: `\\href{javascript:window.hacked=1}{x} ${evil}`, unicode: evil };
  const content = fixtures['tensor-routes'];
  const { entries } = content.tensor;
  const grids = entries.grids.map(grid => ({ ...grid, name: formula, definition: formula, cells: grid.cells.map(each => ({ ...each, formula })) }));
  await page.send({ type: 'preferences', preferences: { view: 'tensor' } });
  await page.show({
    ...content,
    tensor: { ...content.tensor, entries: { ...entries, grids, titles: entries.titles.map(titles => titles.map(() => formula)) } },
  });
  assert.equal(await page.locator('.routes').count(), 1);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('#app img, #app a, #app script').count(), 0);
});

for (const width of [320, 620, 800, 1600])
  check(`at ${width} pixels nothing scrolls sideways, and the routes are a diamond from 620`, { content: 'tensor-routes', width }, async page => {
    await openTensor(page);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    const [from, to] = [await page.locator('.routes .from').boundingBox(), await page.locator('.routes .to').boundingBox()];
    assert.equal(to.x > from.x + from.width, width >= 620);
  });
