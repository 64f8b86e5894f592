// A document may hold anything; the panel shows it as text.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check } from './panel.mjs';

check('markup in names, rules, sources and conditions stays text', { content: 'hostile' }, async page => {
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('#app img, #app script, #app a, #app .evil').count(), 0);
  assert.equal(await page.locator('h1').textContent(), 'd<img src=x onerror="window.hacked=1">/dθ');
  assert.equal(await page.locator('.place').textContent(), '<script>window.hacked=1</script>.mc:6');
  assert.equal(await page.locator('.why .source').first().textContent(), '<img src=x onerror="window.hacked=1">');
});

check('a formula that asks for a link, a class or a picture is shown as its text', { content: 'hostile' }, async page => {
  assert.equal(await page.locator('.result .line .as-text').textContent(), '∂L/∂θ = x y <img src=x onerror="window.hacked=1">');
});

check('a broken, an endless and a deep formula are shown as their text', { content: 'hostile' }, async page => {
  assert.deepEqual(await page.locator('.given .as-text').allTextContents(), [
    'a = a a',
    'broken <img src=x onerror="window.hacked=1">',
    'a tower',
    'nine thousand braces',
  ]);
});

check('a very long formula scrolls in its line, and the page does not', { width: 320 }, async page => {
  const content = structuredClone(fixtures['least-squares']);
  content.query = 'd'.repeat(500);
  content.place = `${'folder/'.repeat(50)}a.mc:1`;
  content.layouts[0].matrix.tex = Array(60).fill('A_{ij}\\,B').join(' + ');
  content.layouts[0].derivations[0].lines[0].left = Array(40).fill('L').join(' + ');
  content.layouts[0].derivations[0].lines[1].rule = 'r'.repeat(300);
  content.validity = ['v'.repeat(300)];
  content.layouts[0].legend[0].text = 'w'.repeat(200);
  await page.show(content);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});
