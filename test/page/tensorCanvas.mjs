// The Tensor view of many entries: the canvas, its axes and its readout; pointer, keyboard, blocks by either side, zeros.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check, visibleText } from './panel.mjs';

const large = fixtures['tensor-large'];
const openTensor = async page => {
  await page.getByRole('tab', { name: 'Tensor' }).click();
  await page.waitForFunction(() => document.querySelector('canvas')?.style.width !== '');
};
const picture = page => page.getByRole('application');
const readout = async page => (await visibleText(page, '.readout')).join().replaceAll(' ', '');
const entry = async page => (await page.state()).entry;
const settled = page => page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** The colour of a pixel, from the top left corner of what is seen. */
const pixel = (page, x, y) =>
  page.evaluate(
    ([left, top]) => {
      const copy = document.createElement('canvas');
      const context = copy.getContext('2d', { willReadFrequently: true });
      context.drawImage(document.querySelector('canvas'), -left * window.devicePixelRatio, -top * window.devicePixelRatio);
      return [...context.getImageData(0, 0, 1, 1).data].join();
    },
    [x, y],
  );

check('many entries are one picture with axes and readout as text, and no cells', { content: 'tensor-large' }, async page => {
  await openTensor(page);
  assert.equal(await page.locator('canvas').count(), 1);
  assert.equal(await page.getByRole('gridcell').count(), 0);
  assert.match(await picture(page).getAttribute('aria-label'), /Entries in blocks by K: arrows move/);
  assert.match(await readout(page), /=δ1,1R1,1\+δ1,1R1,1$/);
  assert.match((await visibleText(page, '.tensor .note')).join(), /520,192 of 16,777,216 entries \(3\.1 %\) are filled/);
  assert.deepEqual(await visibleText(page, '.figures .count'), ['258,048', '258,048', '4,096', '16,257,024']);
  assert.match((await visibleText(page, '.canvas-frame > .bar')).join(), /^1 ?p ?\d+\/64,1 ?q ?\d+ of 64$/);
  assert.match((await visibleText(page, '.inside')).join(), /i ↓ 1 … 64 ?j → 1 … 64 ?inside each block/);
});

check('keyboard: arrows inside the block, with Shift between blocks; the ends hold, and the picture scrolls along', { content: 'tensor-large' }, async page => {
  await openTensor(page);
  await picture(page).focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await entry(page), null, 'nothing before the first');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await entry(page), [0, 0, 1, 1]);
  assert.match(await readout(page), /=0$/, 'a structural zero');
  assert.equal((await visibleText(page, '.figures .cases tr[aria-current] td'))[0], '0');
  await page.keyboard.press('Shift+ArrowRight');
  assert.deepEqual(await entry(page), [0, 1, 1, 1]);
  assert.match(await readout(page), /=δ1,2R2,2\+δ2,2R2,1$/);
  for (let k = 0; k < 14; k += 1) await page.keyboard.press('Shift+ArrowDown');
  assert.deepEqual(await entry(page), [14, 1, 1, 1]);
  assert.ok((await picture(page).evaluate(node => node.scrollTop)) > 0);
  await settled(page);
  assert.doesNotMatch((await visibleText(page, '.canvas-frame > .bar.down')).join(), /^1 /);
});

check(
  'mouse: the entry under the pointer, also where the picture is scrolled, and none between blocks',
  { content: 'tensor-cancelling', width: 700 },
  async page => {
    await openTensor(page);
    // 12 blocks of 12 cells of 4 pixels, 4 pixels apart
    assert.equal(await page.locator('.canvas-extent').evaluate(node => node.style.width), `${12 * 12 * 4 + 11 * 4 + 8}px`);
    const at = (block, cell) => 4 + block * 52 + cell * 4 + 2;
    await page.locator('canvas').hover({ position: { x: at(2, 5), y: at(1, 7) } });
    assert.deepEqual(await entry(page), [1, 2, 7, 5]);
    await page.locator('canvas').hover({ position: { x: at(2, 12), y: at(1, 7) } });
    assert.deepEqual(await entry(page), [1, 2, 7, 5], 'in the gap');
    await picture(page).evaluate(node => node.scrollTo(0, 52));
    await settled(page);
    await page.locator('canvas').hover({ position: { x: at(0, 3), y: at(2, 0) } });
    assert.deepEqual(await entry(page), [3, 0, 0, 3]);
  },
);

check('what is filled is where the index form has a term: columns p and q of block p q', { content: 'tensor-large' }, async page => {
  await openTensor(page);
  await picture(page).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await settled(page);
  const [zero, filled] = [await pixel(page, 4 + 66 * 5 + 30, 4 + 20), await pixel(page, 4 + 66 * 5 + 5, 4 + 20)];
  assert.notEqual(zero, filled);
  for (const [row, column] of [
    [0, 4],
    [2, 7],
    [5, 1],
  ])
    for (const j of [0, 1, 2, 4, 5, 7, 40])
      assert.equal(await pixel(page, 4 + 66 * column + j, 4 + 66 * row + 33), j === row || j === column ? filled : zero, `block ${row} ${column}, column ${j}`);
});

check('blocks by the other side: the same entry stays selected', { content: 'tensor-large' }, async page => {
  await openTensor(page);
  await picture(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('radio', { name: 'Blocks by R' }).check();
  await settled(page);
  assert.match(await picture(page).getAttribute('aria-label'), /by R/);
  assert.match(await readout(page), /R2,1/);
  await picture(page).focus();
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await entry(page), [1, 0, 1, 0]);
});

check('zeros that come about where terms cancel are not filled', { content: 'tensor-cancelling' }, async page => {
  await openTensor(page);
  assert.match(await readout(page), /=0$/);
  assert.match((await visibleText(page, '.tensor .note')).join(), /264 of 20,736/);
  await picture(page).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.match(await readout(page), /δ1,1δ2,2−δ2,1δ1,2$/);
});

check('the size of an axis up to 64, and back to formulas', { content: 'tensor-large' }, async page => {
  await openTensor(page);
  const field = page.getByRole('spinbutton', { name: 'N' });
  assert.equal(await field.getAttribute('max'), '64');
  await field.fill('3');
  await page.keyboard.press('Tab');
  assert.deepEqual((await page.messages()).at(-1), { type: 'sizes', sizes: { N: 3, M: 64 } });
  await page.show('tensor');
  assert.equal(await page.locator('canvas').count(), 0);
  assert.equal(await page.getByRole('gridcell').count(), 24);
});

check('another theme draws the picture in its colours', { content: 'tensor-large' }, async page => {
  await openTensor(page);
  await settled(page);
  const before = await pixel(page, 4 + 66 + 30, 4 + 40);
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--vscode-foreground', '#ff0000');
    document.body.classList.add('changed');
  });
  await settled(page);
  assert.notEqual(await pixel(page, 4 + 66 + 30, 4 + 40), before);
});

check('formulas of a picture cannot write into the page', {}, async page => {
  const evil = '<img src=x onerror="window.hacked=1">';
  const formula = { tex: `\\href{javascript:window.hacked=1}{x} ${evil}`, unicode: evil };
  const { axes, ...rest } = large.tensor.picture;
  await page.send({ type: 'preferences', preferences: { view: 'tensor' } });
  await page.show({
    ...large,
    tensor: {
      ...large.tensor,
      picture: { ...rest, axes: axes.map(axis => ({ ...axis, letter: formula })), names: [evil, evil], left: formula, instantiated: formula },
    },
  });
  assert.equal(await page.locator('canvas').count(), 1);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('#app img, #app a, #app script').count(), 0);
});

for (const width of [320, 800, 1600])
  check(`at ${width} pixels the picture scrolls and the page does not`, { content: 'tensor-large', width }, async page => {
    await openTensor(page);
    await settled(page);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    const [bar, frame] = [await page.locator('.canvas-frame > .bar.across').boundingBox(), await picture(page).boundingBox()];
    assert.ok(Math.abs(bar.width - frame.width) <= 1);
    assert.ok(frame.x + frame.width <= width);
  });
