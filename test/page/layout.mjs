// Widths: only a line of mathematics or code may scroll sideways; controls are large enough to hit.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check } from './panel.mjs';

for (const width of [320, 420, 600, 900]) {
  check(`at ${width} pixels the page does not scroll sideways`, { width }, async page => {
    for (const name of Object.keys(fixtures)) {
      await page.show(name);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, name);
    }
  });
}

check('at 320 pixels the rule stands above its line, at 600 beside it', { content: 'least-squares', width: 320 }, async page => {
  const boxes = async () => {
    const step = page.locator('.steps > .step').first();
    return [await step.locator('.why').boundingBox(), await step.locator('.right').boundingBox()];
  };
  let [why, right] = await boxes();
  assert.ok(why.y + why.height <= right.y + 1);
  await page.setViewportSize({ width: 600, height: 800 });
  [why, right] = await boxes();
  assert.ok(why.x >= right.x + right.width - 1);
});

check(
  'at 320 pixels the mathematics of the lecture’s least squares is seen whole, in every style and layout',
  { content: 'least-squares', width: 320 },
  async page => {
    for (const layout of ['Numerator', 'Denominator']) {
      await page.getByRole('radio', { name: layout }).click();
      for (const style of ['Chain rule', 'Differentials', 'Components']) {
        await page.getByRole('radio', { name: style }).click();
        const cut = await page.locator('.scroll').evaluateAll(all => all.filter(node => node.scrollWidth > node.clientWidth).map(node => node.textContent));
        assert.deepEqual(cut, [], `${layout}, ${style}`);
      }
    }
  },
);

check('nothing of a formula is cut above or below', { content: 'gram' }, async page => {
  for (const style of ['Differentials', 'Components']) {
    await page.getByRole('radio', { name: style }).click();
    const cut = await page.locator('.scroll').evaluateAll(all => all.filter(node => node.scrollHeight > node.clientHeight + 1).map(node => node.textContent));
    assert.deepEqual(cut, [], style);
  }
});

check('the guide of the single rules crosses no mathematics', { content: 'least-squares', width: 320 }, async page => {
  await page.getByRole('button', { name: 'Unfold all steps' }).click();
  for (const width of [320, 420, 600, 900]) {
    await page.setViewportSize({ width, height: 900 });
    const crossed = await page.locator('.details').evaluateAll(all =>
      all.filter(details => {
        const guide = details.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(details, '::before').left);
        return [...details.querySelectorAll('.katex-html')].some(node => node.getBoundingClientRect().left <= guide + 1);
      }),
    );
    assert.equal(crossed.length, 0, String(width));
  }
});

check('brackets follow the width and the fonts', { content: 'least-squares' }, async page => {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Larger mathematics' }).click();
  await page.setViewportSize({ width: 380, height: 900 });
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const distance = await page
    .locator('.steps > .step')
    .first()
    .evaluate(step => {
      const from = step.querySelector('.shape .last').getBoundingClientRect();
      return Math.abs(step.querySelector('.bracket').getBoundingClientRect().left - (from.left + from.width / 2));
    });
  assert.ok(distance < 1, String(distance));
});

check('a target is never under 22 pixels high', { content: 'gram' }, async page => {
  const heights = await page.locator('.tool, .place, .switch label, .fold, .button').evaluateAll(all => all.map(node => node.getBoundingClientRect().height));
  assert.ok(heights.length > 8);
  for (const height of heights) assert.ok(height >= 22, String(height));
});

check('with reduced motion nothing moves', { content: 'least-squares' }, async page => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  assert.equal(
    await page
      .locator('.fold .chevron')
      .first()
      .evaluate(node => getComputedStyle(node).transitionDuration),
    '0s',
  );
});
