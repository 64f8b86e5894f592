// What else is known of a result: a section of its own, folded where it is long.

import assert from 'node:assert/strict';
import { check, tex, visibleText } from './panel.mjs';

const section = page => page.getByRole('region', { name: 'Properties' });

check('where it holds, curvature with its reason, zero and operations, each under its name', { content: 'weighted' }, async page => {
  assert.deepEqual(await visibleText(page, '.properties > dt'), ['Holds where', 'Curvature', 'Zero at', 'Operations']);
  const [holds, curvature, zero, operations] = await visibleText(page, '.properties > dd');
  assert.equal(holds, 'S invertible');
  assert.match(curvature, /^convex in x ?strictly where S⁻¹ A has full column rank ?because 2 Aᵀ S⁻ᵀ S⁻¹ A ⪰ 0 \(a matrix times its transpose\)$/);
  assert.match(zero, /the only minimum ?where S⁻¹ A has full column rank$/);
  assert.match(operations, /^value ~ 2\/3 m³ ?gradient ~ 2m³ ?both ~ 2m³ ?Hessian ~ 2mn² \+ 4m²n \+ 2m³/);
  assert.match(await tex(section(page).locator('dd').nth(2)), /^\\displaystyle x = /);
  assert.equal(
    await page
      .locator('.facts')
      .textContent()
      .then(text => /convex|operations|invertible/.test(text)),
    false,
    'and nowhere else',
  );
});

check('a long reason is folded: mouse', { content: 'logistic' }, async page => {
  const why = section(page).getByRole('button', { name: 'Why' });
  assert.equal(await why.getAttribute('aria-expanded'), 'false');
  assert.equal(await page.locator('.reasons').isVisible(), false);
  await why.click();
  assert.equal(await why.getAttribute('aria-expanded'), 'true');
  const reasons = await visibleText(page, '.reasons:not([hidden]) li');
  assert.deepEqual(reasons.slice(0, 2), ['Λ ≻ 0 (declared)', '2 λ I_p ≻ 0 (with λ > 0)']);
  assert.equal(reasons.length, 3);
  await why.click();
  assert.equal(await page.locator('.reasons').isVisible(), false);
});

check('all terms of the counts are folded: keyboard, and the focus stays', { content: 'logistic' }, async page => {
  const all = section(page).getByRole('button', { name: 'All terms' });
  await all.focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await visibleText(page, '.counts-table:not([hidden]) tr'), [
    'value2np + 2p² + 4n + 4p + 5',
    'gradient4np + 2p² + 2n + 3p + 1',
    'both4np + 4p² + 6n + 7p + 6',
    'Hessian2np² + 3np + 3p² + 3n + 1',
  ]);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), 'known operations');
  await page.keyboard.press('Space');
  assert.equal(await page.locator('.counts-table').isVisible(), false);
});

check('what is open stays open for the next result, and with a hidden page', { content: 'logistic' }, async page => {
  await section(page).getByRole('button', { name: 'All terms' }).click();
  await section(page).getByRole('button', { name: 'Why' }).click();
  await page.show('weighted');
  assert.equal(await page.locator('.counts-table').isVisible(), true);
  assert.deepEqual((await page.state()).openProperties, ['operations', 'reason']);
  await page.show('logistic');
  assert.equal(await page.locator('.reasons').isVisible(), true);
});

check('a result of which nothing else is known has no such section', { content: 'gram' }, async page => {
  assert.equal(await page.locator('.known').count(), 0);
});

check('conditions alone stand there too', { content: 'log-det' }, async page => {
  assert.deepEqual(await visibleText(page, '.properties > dt'), ['Holds where']);
});

for (const width of [320, 800, 1600])
  check(`at ${width} pixels names and facts stand apart, and nothing scrolls the page`, { content: 'logistic', width }, async page => {
    for (const name of ['Why', 'All terms']) await section(page).getByRole('button', { name }).click();
    const [name, fact] = [await page.locator('.properties dt').first().boundingBox(), await page.locator('.properties dd').first().boundingBox()];
    if (width < 560) assert.ok(name.y + name.height <= fact.y + 1, 'below');
    else assert.ok(name.x + name.width < fact.x, 'beside');
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
  });
