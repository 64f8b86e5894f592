// What a result shows: the lecture's examples.

import assert from 'node:assert/strict';
import { check, tex, visibleText } from './panel.mjs';

check('least squares: the result with its shape, its layout and the legend of the hues', { content: 'least-squares' }, async page => {
  assert.equal(await page.locator('h1').textContent(), 'dL/dθ');
  assert.equal(await tex(page.locator('.result .line')), '\\displaystyle \\frac{\\partial L}{\\partial \\theta} = -2\\,e^{\\top}\\Phi');
  assert.equal(await page.locator('.result .space').textContent(), '∈ ℝ1×D');
  assert.deepEqual(await page.locator('.facts li').allTextContents(), [' Checked: exact at 3 random points', 'numerator layout', '1 from L × D from θ']);
  assert.equal(await page.locator('.facts .icon.good').count(), 1);
});

check('least squares: the numerator axis is blue and the denominator axis orange, in the shape and in the legend', { content: 'least-squares' }, async page => {
  const color = selector =>
    page
      .locator(selector)
      .first()
      .evaluate(node => getComputedStyle(node).color);
  assert.equal(await color('.result .space .numerator'), 'rgb(0, 87, 183)');
  assert.equal(await color('.result .space .denominator'), 'rgb(161, 70, 0)');
  assert.equal(await color('.legend .numerator'), 'rgb(0, 87, 183)');
});

check('least squares: six steps, each with its rule, its source and the method of its check', { content: 'least-squares' }, async page => {
  assert.deepEqual(await visibleText(page, '.steps > .step > .number'), ['1', '2', '3', '4', '5', '6']);
  assert.deepEqual(await visibleText(page, '.steps > .step > .why'), [
    'chain rule through electure',
    'derivative of a squared normlecture',
    'derivative of a linear maplecture',
    'insert 2 and 3',
    'scalar factors first',
    'insert e; transpose of a productlecture',
  ]);
  assert.equal(await page.locator('.steps > .step .mark').nth(3).getAttribute('title'), 'Equal to the line before: exact, 3 random points');
  assert.equal(await page.locator('.steps > .step .mark .hidden-text').nth(3).textContent(), 'Equal to the line before: exact, 3 random points');
});

check('least squares: the shapes under the factors, 1×N · N×D, and one bracket from N to N', { content: 'least-squares' }, async page => {
  const first = page.locator('.steps > .step').first();
  assert.deepEqual(await first.locator('.shape').allTextContents(), ['1×N', 'N×D']);
  assert.equal(await first.locator('.bracket').count(), 1);
  const [bracket, from, to] = await Promise.all([
    first.locator('.bracket').boundingBox(),
    first.locator('.shape .last').first().boundingBox(),
    first.locator('.shape .first').last().boundingBox(),
  ]);
  const middle = box => box.x + box.width / 2;
  assert.ok(Math.abs(bracket.x - middle(from)) < 1, 'begins under the first N');
  assert.ok(Math.abs(bracket.x + bracket.width - middle(to)) < 1, 'ends under the second N');
  // nothing cancels where a single factor has a shape
  assert.equal(await page.locator('.steps > .step').nth(4).locator('.bracket').count(), 0);
});

check('a sum has no bracket, whatever its shapes; axes that differ have none', {}, async page => {
  const { fixtures } = await import('./browser.mjs');
  const content = structuredClone(fixtures['least-squares']);
  const [step] = content.layouts[0].derivations[0].lines;
  const shape = { numerator: ['N'], denominator: ['N'] };
  step.parts = [
    { tex: '=', unicode: '=', operator: true },
    { tex: 'A', unicode: 'A', shape },
    { tex: '+', unicode: '+', operator: true },
    { tex: 'B', unicode: 'B', shape },
    { tex: 'C', unicode: 'C', shape: { numerator: ['D'], denominator: ['N'] } },
  ];
  await page.show(content);
  assert.equal(await page.locator('.steps > .step').first().locator('.bracket').count(), 0);
});

check('the = signs stand in one column', { content: 'least-squares' }, async page => {
  const lefts = await page
    .locator('.steps .equation')
    .evaluateAll(all => all.filter(node => node.offsetParent !== null).map(node => node.getBoundingClientRect().left));
  assert.ok(lefts.length >= 6);
  assert.ok(Math.max(...lefts) - Math.min(...lefts) < 0.5, lefts.join(' '));
});

check('a line ends its left-hand side where the = begins, also the single rules', { content: 'least-squares' }, async page => {
  await page.getByRole('button', { name: 'Unfold all steps' }).click();
  const gaps = await page
    .locator('.step')
    .evaluateAll(all =>
      all
        .filter(step => step.querySelector('.left .math') !== null)
        .map(step => step.querySelector('.equation').getBoundingClientRect().left - step.querySelector('.left .katex-html').getBoundingClientRect().right),
    );
  assert.equal(gaps.length, 6);
  for (const gap of gaps) assert.ok(gap >= 0 && gap < 6, String(gap));
});

check('definitions and shapes stand above the steps, from 840 pixels on beside them', { content: 'least-squares', width: 700 }, async page => {
  assert.deepEqual(await page.locator('.given dt').allTextContents(), ['Definitions', 'Shapes']);
  assert.equal(await tex(page.locator('.given dd').first()), '\\displaystyle e = y - \\Phi\\theta');
  const boxes = async () => [await page.locator('.given').boundingBox(), await page.locator('.steps').boundingBox()];
  let [given, steps] = await boxes();
  assert.ok(given.y + given.height <= steps.y);
  await page.setViewportSize({ width: 900, height: 900 });
  [given, steps] = await boxes();
  assert.ok(given.x >= steps.x + steps.width - 8);
});

check('dK/dR: the index form with its hues, the space of the whole derivative, no matrix form', { content: 'gram' }, async page => {
  const line = page.locator('.result .line');
  assert.match(await tex(line), /= \\delta_\{\\textcolor\{0a0002\}\{j\}\\textcolor\{0a0001\}\{p\}\}/);
  assert.equal(await page.locator('.result .line .space .shape').textContent(), '(N×N)×(M×N)');
  assert.deepEqual(await line.locator('.scroll .katex-html .numerator').allTextContents(), ['pq', 'p', 'q', 'q', 'p']);
  assert.deepEqual(await line.locator('.scroll .katex-html .denominator').allTextContents(), ['ij', 'j', 'i', 'j', 'i']);
  assert.equal(await page.locator('.katex-html [style*="color"]').count(), 0, 'no sentinel colour is left');
  assert.equal(await page.getByRole('radio', { name: 'Matrix' }).getAttribute('aria-description'), 'No matrix form: the result has order 4');
});

check('dK/dR: the table of cases that the lecture prints', { content: 'gram' }, async page => {
  const rows = page.getByRole('table', { name: 'Entry by entry' }).getByRole('row');
  assert.equal(await rows.count(), 5);
  assert.deepEqual(await visibleText(page, '.cases th'), ['Entry', 'when']);
  const cells = await page.locator('.cases tbody td annotation').allTextContents();
  const plain = cells.map(cell => cell.replace('\\displaystyle ', '').replace(/\\textcolor\{0a000[12]\}\{(\w+)\}/g, '$1'));
  assert.deepEqual(plain, ['R_{iq}', 'j = p \\neq q', 'R_{ip}', 'j = q \\neq p', '2\\,R_{iq}', 'j = p = q', '0', '\\text{otherwise}']);
});

check('dK/dR: in vec form its own left side, shape and the order of vec', { content: 'gram' }, async page => {
  await page.getByRole('radio', { name: 'vec' }).check();
  assert.match(await tex(page.locator('.result .line')), /^\\displaystyle \\frac\{\\partial\\,\\mathrm\{vec\}\\,K\}.*\\otimes/);
  assert.equal(await page.locator('.result .space').textContent(), '∈ ℝN2×MN');
  assert.equal(await page.locator('.facts li').last().textContent(), 'vec stacks columns; T vec(X) = vec(Xᵀ)');
});

check('df/dA: order 3, two cases, and the chain rule with the reason why it is not there', { content: 'linear-map-by-matrix' }, async page => {
  assert.equal(await page.locator('.result .space .shape').textContent(), 'M×(M×N)');
  assert.equal(await page.locator('.cases tbody tr').count(), 2);
  const chain = page.getByRole('radio', { name: 'Chain rule' });
  assert.equal(await chain.getAttribute('aria-disabled'), 'true');
  assert.equal(await chain.getAttribute('aria-description'), 'No named intermediate lies between f and A');
  assert.equal(await page.getByRole('radio', { name: 'Differentials' }).isChecked(), true);
});

check('log det: the shape of X in both layouts, nothing to choose, the conditions', { content: 'log-det' }, async page => {
  const facts = await page.locator('.facts li').allTextContents();
  assert.deepEqual(facts.slice(1), ['shape of X (both layouts)', 'n×n from X']);
  assert.deepEqual(await page.locator('.properties dd p').allTextContents(), ['X is invertible', 'det X > 0']);
  assert.equal(await page.getByRole('radiogroup', { name: 'Layout' }).count(), 0);
  assert.equal(await page.locator('.result .space .shape').textContent(), 'n×n');
});

check('a refuted claim stands above the result with its verdict and what to write', { content: 'refuted-claim' }, async page => {
  const claim = page.getByRole('group', { name: 'As written' });
  assert.equal(await tex(claim), '\\displaystyle \\frac{\\partial L}{\\partial \\theta} = 2\\,e^{\\top}\\Phi');
  assert.equal(await claim.locator('p').textContent(), 'The claim does not hold. sign: write -2 eᵀ Φ');
  assert.equal(await claim.locator('.icon.bad').count(), 1);
  assert.equal(await tex(page.locator('.result .line')), '\\displaystyle \\frac{\\partial L}{\\partial \\theta} = -2\\,e^{\\top}\\Phi');
});

check('nothing unchecked is shown: while the check runs there is the shape alone', { content: 'pending' }, async page => {
  assert.equal(await tex(page.locator('.result .line')), '\\displaystyle \\frac{\\partial L}{\\partial \\theta}');
  assert.equal(await page.locator('.result .space').textContent(), '∈ ℝ1×D');
  assert.equal(await page.locator('.step').count(), 0);
  assert.equal(await page.getByText('Phi').count(), await page.locator('.given').getByText('Phi').count());
  assert.equal(await page.getByRole('button', { name: 'Copy as…' }).count(), 0);
  assert.match(await page.locator('.facts').textContent(), /Checking…/);
});

check('a line whose equality is unknown has a question mark, a line without a verdict nothing', {}, async page => {
  const { fixtures } = await import('./browser.mjs');
  const content = structuredClone(fixtures['least-squares']);
  const [first, second] = content.layouts[0].derivations[0].lines;
  first.verdict = null;
  Object.assign(second, { verdict: 'unknown', method: 'Not decided: the points lie outside the domain' });
  await page.show(content);
  const steps = page.locator('.steps > .step');
  assert.equal(await steps.nth(0).locator('.mark').count(), 0);
  assert.equal(await steps.nth(1).locator('.mark .icon.question').count(), 1);
  assert.equal(await steps.nth(1).locator('.mark').textContent(), 'Not decided: the points lie outside the domain');
});

check('a result without a derivation says so', {}, async page => {
  const { fixtures } = await import('./browser.mjs');
  const content = structuredClone(fixtures['log-det']);
  content.layouts[0].derivations = [];
  await page.show(content);
  assert.equal(await page.locator('.view > .note').textContent(), 'No derivation is shown for this result.');
});
