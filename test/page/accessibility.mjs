// axe-core finds nothing, in four themes, at two widths, in every state.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fixtures, themeNames } from './browser.mjs';
import { check } from './panel.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  assert.ok(found.passes.length > 8);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join('; ')}`);
}

for (const theme of themeNames) {
  for (const width of [900, 320]) {
    check(`axe: ${theme}, ${width} pixels`, { theme, width }, async page => {
      for (const name of Object.keys(fixtures)) {
        await page.show(name);
        assert.deepEqual(await violations(page), [], name);
      }
      await page.show('least-squares');
      await page.getByRole('button', { name: 'Unfold all steps' }).click();
      await page.locator('.steps > .step').nth(3).hover();
      assert.deepEqual(await violations(page), [], 'unfolded and linked');
      await page.getByRole('radio', { name: 'Components' }).click();
      assert.deepEqual(await violations(page), [], 'components');
      await page.getByRole('button', { name: 'More actions' }).click();
      assert.deepEqual(await violations(page), [], 'menu');
      await page.show('logistic');
      for (const name of ['Why', 'All terms']) await page.getByRole('button', { name }).click();
      assert.deepEqual(await violations(page), [], 'properties unfolded');
      await page.show('ridge');
      await page.getByRole('tab', { name: 'Code' }).click();
      await page.getByRole('combobox', { name: 'Language' }).focus();
      assert.deepEqual(await violations(page), [], 'code');
      for (const name of ['tensor', 'tensor-order-3']) {
        await page.show(name);
        await page.getByRole('tab', { name: 'Tensor' }).click();
        await page.locator('[role=gridcell][aria-selected=true]').focus();
        await page.keyboard.press('ArrowRight');
        assert.deepEqual(await violations(page), [], `${name} in blocks`);
      }
      for (const name of ['tensor-routes', 'tensor-numbers']) {
        await page.show(name);
        await page.getByRole('radio', { name: 'Numbers' }).check();
        assert.deepEqual(await violations(page), [], `numbers of ${name}`);
      }
      for (const name of ['tensor-large', 'tensor-cancelling']) {
        await page.show(name);
        await page.getByRole('tab', { name: 'Tensor' }).click();
        await page.getByRole('application').focus();
        await page.keyboard.press('ArrowRight');
        assert.deepEqual(await violations(page), [], `picture of ${name}`);
      }
      for (const name of ['graph-network', 'graph-vector']) {
        await page.show(name);
        await page.getByRole('tab', { name: 'Graph' }).click();
        await page.getByRole('slider').fill('2');
        await page.locator('.graph-row').first().focus();
        assert.deepEqual(await violations(page), [], `graph of ${name}`);
      }
      for (const name of ['limit', 'limit-second', 'limit-linear']) {
        await page.show(name);
        await page.getByRole('tab', { name: 'Limit' }).click();
        await page.getByRole('slider').focus();
        await page.keyboard.press('ArrowRight');
        assert.deepEqual(await violations(page), [], `${name}: its limit`);
      }
      for (const name of ['limit', 'numbers-tensor', 'numbers-problems', 'numbers-declared']) {
        await page.show(name);
        await page.getByRole('tab', { name: 'Numbers' }).click();
        assert.deepEqual(await violations(page), [], `${name}: at numbers`);
      }
      await page.getByRole('tab', { name: 'Code' }).click();
      await page.show('weighted');
      assert.deepEqual(await violations(page), [], 'code on its way');
    });
  }
}

check('a formula is read from MathML, and its picture is hidden from screen readers', { content: 'gram' }, async page => {
  assert.equal(await page.locator('.katex').count(), await page.locator('.katex > .katex-mathml math').count());
  assert.equal(await page.locator('.katex-html:not([aria-hidden=true])').count(), 0);
});

check('in high contrast what is linked has an outline of ink, not a tint', { content: 'least-squares', theme: 'high-contrast' }, async page => {
  await page.locator('.steps > .step').nth(3).hover();
  const style = await page
    .locator('.part.linked')
    .first()
    .evaluate(node => {
      const { backgroundColor, boxShadow } = getComputedStyle(node);
      return { backgroundColor, boxShadow };
    });
  assert.notEqual(style.boxShadow, 'none');
  assert.match(style.backgroundColor, /rgb\(0, 0, 0\)|color\(srgb 0 0 0\)/);
});
