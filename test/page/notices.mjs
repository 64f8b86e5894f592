// Refused, withheld, error, nothing yet.

import assert from 'node:assert/strict';
import { check, tex } from './panel.mjs';

check('tr(A X B) that is no square is refused: what, why, what to do', { content: 'refused-trace' }, async page => {
  const section = page.getByRole('region', { name: 'Refused' });
  assert.equal(await section.locator('h2').textContent(), 'Refused: Not derived: tr needs a square matrix');
  assert.deepEqual(await section.locator('h2 code').allTextContents(), ['tr']);
  assert.match(await section.locator('p').first().textContent(), /^A X B is k×p/);
  assert.equal(await section.locator('pre').textContent(), 'B ∈ ℝ^{n×k}');
  assert.equal(await section.locator('.icon.warning.slash').count(), 1);
  assert.equal(await page.locator('.result, .steps').count(), 0);
  await section.getByRole('button', { name: 'Go to line 9' }).click();
  assert.deepEqual((await page.messages()).at(-1), { type: 'reveal', uri: 'file:///notes/a.mc', line: 8 });
});

check('a refusal shows what was derived up to the gap, and its buttons tell the host', { content: 'refused-eigmax' }, async page => {
  assert.match(await tex(page.locator('.notice')), /\\mathrm\{eigmax\}/);
  assert.deepEqual(await page.locator('.notice .button').allTextContents(), ['Insert declaration', 'Show rules']);
  assert.equal(await page.locator('.notice .button.primary').count(), 1);
  await page.getByRole('button', { name: 'Insert declaration' }).click();
  assert.deepEqual((await page.messages()).at(-1), { type: 'action', id: 'insert-declaration', uri: 'file:///notes/a.mc', line: 8 });
});

check('a withheld result says whose defect it is, shows no result and gives a report to copy', { content: 'withheld' }, async page => {
  const section = page.getByRole('region', { name: 'Withheld' });
  assert.match(await section.textContent(), /a defect of Nabla, not of your file/);
  assert.equal(await section.locator('.icon.bad.cross').count(), 1);
  assert.equal(await page.locator('.katex').count(), 0);
  await section.getByRole('button', { name: 'Copy report' }).click();
  const { type, text, what } = (await page.messages()).at(-1);
  assert.equal(type, 'copy');
  assert.equal(what, 'Report');
  assert.match(text, /^dL\/dΣ \(gauss\.mc:12\)\nWithheld: /);
  assert.match(text, /largest relative error: 4\.1 · 10⁻²\nat point: 2 of 3$/);
});

check('an error in the source', { content: 'error' }, async page => {
  assert.equal(await page.getByRole('region', { name: 'Error' }).locator('h2 code').first().textContent(), 'X');
  assert.equal(await page.getByRole('button', { name: 'Go to line 40' }).count(), 1);
});

check('nothing asked yet: an invitation with an example', { content: 'empty' }, async page => {
  assert.match(await page.locator('.empty').textContent(), /Put the cursor on a derivative/);
  assert.match(await page.locator('.empty pre').textContent(), /df\/dx$/);
  assert.equal(await page.locator('.header').count(), 0);
});

check('a message takes the place of a result, and a result that of a message', { content: 'least-squares' }, async page => {
  await page.show('withheld');
  assert.equal(await page.locator('.step').count(), 0);
  await page.show('least-squares');
  assert.equal(await page.locator('.notice').count(), 0);
  assert.equal(await page.locator('.steps > .step').count(), 6);
});
