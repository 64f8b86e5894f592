// The Limit view: one slider moves the step in both pictures and the numbers; entries, points, what the host hears, narrow pages.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check, tex, visibleText } from './panel.mjs';

const open = page => page.getByRole('tab', { name: 'Limit' }).click();
const slider = page => page.getByRole('slider', { name: 'Step h' });
const values = async page => {
  const [names, numbers] = [await visibleText(page, '.quotients dt'), await visibleText(page, '.quotients dd')];
  return Object.fromEntries(names.map((name, k) => [name, numbers[k]]));
};
const attributes = (page, selector, ...names) =>
  page.locator(selector).evaluateAll((nodes, wanted) => nodes.map(node => wanted.map(name => node.getAttribute(name))), names);
const drawn = page => page.waitForFunction(() => document.querySelectorAll('.plot .series').length > 1);

check('a result with quotients has the view, others have no such tab', { content: 'least-squares' }, async page => {
  assert.equal(await page.getByRole('tab', { name: 'Limit' }).count(), 0);
  await page.show('limit');
  await open(page);
  assert.equal((await page.messages()).at(-1).preferences.view, 'limit');
  assert.match(await tex(page.locator('.definition')), /\\lim_\{h\\to 0\}/);
});

check('while the quotients are on their way it says so, and it says why there are none', {}, async page => {
  await page.show({ ...fixtures.limit, limit: null });
  await open(page);
  assert.match(await page.locator('.view').textContent(), /being evaluated/);
  await page.show({ ...fixtures.limit, limit: { quotients: null, refused: 'A matrix is singular at these values' } });
  assert.match(await page.getByRole('status').first().textContent(), /singular/);
  assert.equal(await page.getByRole('combobox', { name: 'at' }).count(), 1, 'another point can be chosen');
});

check('keyboard: the slider moves the cursor, the points, the secant and the numbers', { content: 'limit' }, async page => {
  await open(page);
  await drawn(page);
  await slider(page).focus();
  await page.keyboard.press('Home');
  const first = await values(page);
  assert.equal(first.h, '1');
  assert.equal(await slider(page).getAttribute('aria-valuetext'), '1');
  const before = await attributes(page, '.plot .point', 'cx', 'cy');
  for (let k = 0; k < 4; k++) await page.keyboard.press('ArrowRight');
  const second = await values(page);
  assert.equal(second.h, '10⁻²');
  assert.notEqual(second.forward, first.forward);
  assert.equal(second.derivative, first.derivative);
  const after = await attributes(page, '.plot .point', 'cx', 'cy');
  assert.notDeepEqual(after, before);
  assert.equal((await page.state()).limit.exponent, -2);
  const { quotients } = fixtures.limit.limit;
  assert.equal(second.forward, quotients.forward[20].toFixed(12).replace('-', '−'));
  await page.keyboard.press('End');
  assert.equal((await values(page)).h, '10⁻¹²');
});

check('mouse: the slider is dragged', { content: 'limit' }, async page => {
  await open(page);
  await drawn(page);
  const box = await slider(page).boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  assert.equal((await values(page)).h, '10⁻⁶');
});

check('the curves are apart by line style and named beside themselves, without hues', { content: 'limit' }, async page => {
  await open(page);
  await drawn(page);
  const dashes = await page
    .locator('.plot')
    .first()
    .locator('.series')
    .evaluateAll(nodes => nodes.map(node => getComputedStyle(node).strokeDasharray));
  assert.equal(new Set(dashes).size, 3);
  const labels = await page.locator('.plot').first().locator('text:not(.quiet)').allTextContents();
  assert.deepEqual(labels, ['forward: ∝ h', 'central: ∝ h²', 'complex step', 'rounding: ∝ ε/h']);
  const colors = await page.locator('.plot :is(.series, .point, .cursor)').evaluateAll(nodes => [...new Set(nodes.map(node => getComputedStyle(node).stroke))]);
  // ink, ink that steps back, and the ground around points
  assert.ok(colors.length <= 3, colors.join());
});

check('labels stay inside the picture and apart from each other', { content: 'limit' }, async page => {
  await open(page);
  for (const width of [900, 620, 400, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForTimeout(120);
    const boxes = await page
      .locator('.plot')
      .first()
      .evaluate(plot => {
        const frame = plot.getBoundingClientRect();
        return [...plot.querySelectorAll('text:not(.quiet)')].map(node => {
          const { left, right, top, bottom } = node.getBoundingClientRect();
          return { left: left - frame.left, right: frame.right - right, top, bottom, x: [left, right] };
        });
      });
    for (const [k, box] of boxes.entries()) {
      assert.ok(box.left >= 0 && box.right >= -2, `${width}: ${JSON.stringify(box)}`);
      for (const other of boxes.slice(k + 1)) {
        const isApart = box.bottom <= other.top || other.bottom <= box.top || box.x[1] <= other.x[0] || other.x[1] <= box.x[0];
        assert.ok(isApart, `${width}: labels ${k}`);
      }
    }
  }
});

check('plots are redrawn at their width, so that text keeps its size', { content: 'limit', width: 900 }, async page => {
  await open(page);
  await drawn(page);
  for (const width of [320, 800, 1_600]) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForTimeout(120);
    const scales = await page.locator('.plot').evaluateAll(plots => plots.map(plot => plot.getBoundingClientRect().width / plot.viewBox.baseVal.width));
    for (const scale of scales) assert.ok(Math.abs(scale - 1) < 0.02, `${width}: ${scale}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  }
});

check('another entry, direction and point are asked for', { content: 'limit' }, async page => {
  await open(page);
  await page.getByRole('combobox', { name: 'Entry of W' }).selectOption('2, 1');
  let { limit } = (await page.messages()).at(-1);
  assert.deepEqual([limit.output, limit.direction, limit.at.uri], [null, 2, fixtures.limit.uri]);
  await page.getByRole('combobox', { name: 'Entry of W' }).selectOption('all, at random');
  ({ limit } = (await page.messages()).at(-1));
  assert.equal(limit.direction, 6);
  await page.getByRole('button', { name: 'Other random values' }).click();
  ({ limit } = (await page.messages()).at(-1));
  assert.equal(limit.at.seed, 2);
  await page.getByRole('combobox', { name: 'at' }).selectOption('the values of Numbers');
  assert.equal((await page.messages()).at(-1).type, 'limit');
});

check('the values of Numbers go with the request where they are chosen', { content: 'limit' }, async page => {
  await page.getByRole('tab', { name: 'Numbers' }).click();
  await page.getByRole('textbox', { name: 'Values of x' }).fill('3 4');
  await page.keyboard.press('Control+Enter');
  await open(page);
  await page.getByRole('combobox', { name: 'at' }).selectOption('the values of Numbers');
  assert.deepEqual((await page.messages()).at(-1).limit.at.entered, { x: '3 4' });
  await page.getByRole('combobox', { name: 'at' }).selectOption({ index: 0 });
  assert.deepEqual((await page.messages()).at(-1).limit.at.entered, {});
});

check('another result forgets the entry, and the host hears it', { content: 'limit' }, async page => {
  await open(page);
  await page.getByRole('combobox', { name: 'Entry of W' }).selectOption('2, 1');
  await page.show('limit-linear');
  const { type, limit } = (await page.messages()).at(-1);
  assert.deepEqual([type, limit.output, limit.direction], ['limit', null, null]);
});

check('where there is no complex step two curves are drawn and the reason stands below', { content: 'limit-second' }, async page => {
  await open(page);
  await drawn(page);
  assert.equal(await page.locator('.plot').first().locator('.series').count(), 2);
  assert.equal('complex step' in (await values(page)), false);
  assert.match(await page.locator('.view > .note').textContent(), /No complex step: the first derivative is a complex step already/);
});

check('a function without truncation is said to have none', { content: 'limit-linear' }, async page => {
  await open(page);
  assert.match(await page.locator('.view > .note').textContent(), /the forward quotient has no truncation/);
});

check('all six views have their tabs on a narrow page', { width: 320 }, async page => {
  await page.show({ ...fixtures.limit, graph: null, tensor: null });
  assert.deepEqual(await visibleText(page, '[role=tab]'), ['Derivation', 'Graph', 'Tensor', 'Limit', 'Numbers', 'Code']);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  for (const box of await page.getByRole('tab').evaluateAll(tabs => tabs.map(tab => tab.getBoundingClientRect().right))) assert.ok(box <= 320);
});
