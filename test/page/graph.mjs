// The Graph view: rows, rail and reverse mode; mouse, keyboard, the way to the source, sizes, what the host hears.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check, visibleText } from './panel.mjs';

const network = fixtures['graph-network'];
const openGraph = page => page.getByRole('tab', { name: 'Graph' }).click();
const row = (page, name) => page.locator(`.graph-row[data-key="node ${name}"]`);
const current = page => page.locator('.graph-row.current').getAttribute('data-key');
const known = page => page.locator('.rail .found').count();
const focused = page => page.evaluate(() => document.activeElement.dataset.key);

check('a checked result has the view; it asks for it, and without one there is no such tab', { content: 'graph-network' }, async page => {
  await openGraph(page);
  assert.equal((await page.messages()).at(-1).preferences.view, 'graph');
  assert.equal(await page.getByRole('tabpanel', { name: 'Graph' }).count(), 1);
  await page.show({ ...network, graph: null });
  assert.match(await page.locator('.graph-view').textContent(), /being worked out/);
  const { graph: _, ...without } = network;
  await page.show(without);
  assert.deepEqual(await visibleText(page, '[role=tab]'), ['Derivation', 'Code']);
});

check('a row for every node: formula, space, value, adjoint from those that use it, adjoint by itself', { content: 'graph-network' }, async page => {
  await openGraph(page);
  assert.equal(await page.getByRole('table', { name: 'Computation graph' }).getByRole('row').count(), 12);
  assert.deepEqual(await visibleText(page, '[role=columnheader]'), ['Forward ↓', 'Value', 'Reverse ↑']);
  const texts = async name => (await visibleText(page, `.graph-row[data-key="node ${name}"] > *`)).map(text => text.replaceAll(' ', ''));
  const [node, value, adjoint] = await texts('h');
  assert.match(node, /^h.*=relu\(z1\)RH$|^h=relu\(z1\)ℝH$/);
  assert.match(value, /0/);
  assert.match(adjoint, /^∂h∂L=∂z2∂LW2=\(sum\(t\)p−t\)⊤W2/);
  assert.deepEqual((await texts('t')).at(-1), 'constant');
  assert.equal(await row(page, 'h').locator('.value .hidden-text').textContent(), `Value of h: ${valueText('h')}`);
  assert.equal(await row(page, 'L').locator('.adjoint .numbers').count(), 0);
});

function valueText(name) {
  const { rows, columns, entries } = network.graph.nodes.find(node => node.name.unicode === name).value;
  const text = value => (value === 0 ? '0' : value.toFixed(2).replace('-', '−'));
  return Array.from({ length: rows }, (_, r) =>
    entries
      .slice(r * columns, (r + 1) * columns)
      .map(text)
      .join(', '),
  ).join('; ');
}

check('the rail: squares are inputs, circles operations, each beside its row, and a line for every use', { content: 'graph-network' }, async page => {
  await openGraph(page);
  await page.waitForFunction(() => document.querySelector('.rail circle')?.hasAttribute('cy'));
  assert.deepEqual([await page.locator('.rail rect').count(), await page.locator('.rail circle').count()], [6, 5]);
  assert.equal(
    await page.locator('.rail path').count(),
    network.graph.nodes.reduce((sum, node) => sum + node.uses.length, 0),
  );
  const distances = await page.evaluate(() => {
    const middle = node => node.getBoundingClientRect().top + node.getBoundingClientRect().height / 2;
    const marks = [...document.querySelectorAll('.rail :is(rect, circle)')];
    return [...document.querySelectorAll('.graph-row .node')].map((node, k) => Math.abs(middle(node) - middle(marks[k])));
  });
  assert.ok(
    distances.every(distance => distance <= 1.5),
    distances.join(),
  );
});

check('reverse mode by the buttons and the slider: filled nodes, the row, what is said', { content: 'graph-network' }, async page => {
  await openGraph(page);
  assert.deepEqual([await known(page), await current(page)], [1, 'node L']);
  await page.getByRole('button', { name: 'Next reverse step' }).click();
  assert.deepEqual([await known(page), await current(page)], [2, 'node p']);
  assert.equal(await page.locator('.stepper [aria-live]').textContent(), 'Step 1 of 9');
  assert.equal((await page.state()).reverseStep, 1);
  const slider = page.getByRole('slider', { name: 'Reverse step' });
  assert.equal(await slider.getAttribute('aria-valuetext'), 'Step 1 of 9: p');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await current(page), 'node z_2');
  await page.keyboard.press('End');
  assert.deepEqual([await known(page), await current(page)], [10, 'node W_1']);
  const next = page.getByRole('button', { name: 'Next reverse step' });
  assert.equal(await next.getAttribute('aria-disabled'), 'true');
  await next.focus();
  await page.keyboard.press('Enter');
  assert.equal(await current(page), 'node W_1', 'the end holds');
  await page.getByRole('button', { name: 'Previous reverse step' }).click();
  assert.equal(await current(page), 'node x');
});

check('keyboard: from row to row, and Enter steps to the adjoint of the row; a constant has none', { content: 'graph-network' }, async page => {
  await openGraph(page);
  await row(page, 'L').focus();
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(page), 'node t');
  await page.keyboard.press('Enter');
  assert.equal(await current(page), 'node L');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  assert.deepEqual([await focused(page), await current(page)], ['node z_2', 'node z_2']);
  await page.keyboard.press('Home');
  assert.equal(await focused(page), 'node W_1');
  await page.keyboard.press('End');
  assert.equal(await focused(page), 'node L');
  assert.equal(await page.locator('.graph-row[tabindex="0"]').count(), 1);
});

check('Copy takes the adjoint of the focused row as LaTeX', { content: 'graph-network' }, async page => {
  await openGraph(page);
  await row(page, 'h').focus();
  await page.keyboard.press('Control+C');
  const { type, what, text } = (await page.messages()).at(-1);
  assert.deepEqual([type, what], ['copy', 'Derivative as LaTeX']);
  assert.match(text, /^\\frac\{\\partial \{?L\}?\}\{\\partial \{?h\}?\} = .*W_\{?2\}?/);
});

check('pointing at a row or focusing it shows what it uses and what uses it', { content: 'graph-network' }, async page => {
  await openGraph(page);
  const linked = () => page.locator('.graph-row.linked').evaluateAll(rows => rows.map(each => each.dataset.key.slice(5)));
  await row(page, 'z_2').hover();
  assert.deepEqual(await linked(), ['h', 'W_2', 'b_2', 'p']);
  assert.equal(await page.locator('.rail path.linked').count(), 4);
  await page.mouse.move(0, 0);
  assert.deepEqual(await linked(), []);
  await row(page, 'p').focus();
  assert.deepEqual(await linked(), ['z_2', 'L']);
});

check('a name leads to where the document has it; a letter of ours leads nowhere', { content: 'graph-network' }, async page => {
  await openGraph(page);
  await row(page, 'z_1').getByRole('button').click();
  assert.deepEqual((await page.messages()).at(-1), { type: 'reveal', uri: network.uri, line: 6 });
  await row(page, 'W_1').getByRole('button').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual((await page.messages()).at(-1), { type: 'reveal', uri: network.uri, line: 1 });
  await page.show('graph-vector');
  assert.equal(await row(page, 'u').getByRole('button').count(), 0);
});

check('the step comes back with a hidden page, and goes with another result', { content: 'graph-network' }, async page => {
  await openGraph(page);
  await page.getByRole('slider').fill('4');
  await page.show('graph-network');
  assert.equal(await current(page), 'node W_2');
  await page.show('graph-vector');
  assert.equal(await current(page), 'node f');
});

check('of a vector the adjoints are Jacobians, those by matrices entry by entry', { content: 'graph-vector' }, async page => {
  await openGraph(page);
  const [adjoint] = await visibleText(page, '.graph-row[data-key="node A"] .adjoint');
  assert.match(adjoint, /∂A/);
  assert.equal(await row(page, 'A').locator('.adjoint .numbers').count(), 0);
  assert.equal(await row(page, 'x').locator('.adjoint .numbers > :not(.hidden-text)').count(), 12);
  await page.getByRole('radio', { name: 'Denominator' }).check();
  const shape = await visibleText(page, '.graph-row[data-key="node x"] .measure .shape');
  assert.deepEqual(shape, ['n×k']);
});

check('orders of multiplication with their cost in sizes and in numbers, in the layout that is shown', { content: 'graph-vector' }, async page => {
  await openGraph(page);
  const notes = () => visibleText(page, '.products .note');
  const before = await notes();
  assert.ok(before.length >= 2);
  assert.ok(
    before.every(text => /= ?\d+ multiplications, /.test(text)),
    before.join('\n'),
  );
  assert.match(before[0], /from the left: reverse mode$/);
  await page.getByRole('radio', { name: 'Denominator' }).check();
  assert.match((await notes())[0], /from the left: forward mode$/);
});

check('sizes: the host hears them, and a reason stands where there are no numbers', { content: 'graph-network' }, async page => {
  await openGraph(page);
  await page.getByRole('spinbutton', { name: 'H' }).fill('4');
  await page.keyboard.press('Tab');
  assert.deepEqual((await page.messages()).at(-1), { type: 'sizes', sizes: { H: 4, D: 2, C: 3 } });
  const nodes = network.graph.nodes.map(node => ({ ...node, value: null }));
  await page.show({ ...network, graph: { ...network.graph, nodes, noNumbers: 'No numbers: F is any function.' } });
  assert.match(await page.locator('.graph-view').textContent(), /F is any function/);
  await page.show({ ...network, graph: { ...network.graph, nodes: [], refused: 'The computation has 99 nodes.' } });
  assert.equal(await page.locator('.graph').count(), 0);
  assert.match(await page.locator('.graph-view').textContent(), /99 nodes/);
});

check('names and formulas cannot write into the page', {}, async page => {
  const evil = '<img src=x onerror="window.hacked=1">';
  const formula = { tex: `\\href{javascript:window.hacked=1}{x} ${evil}`, unicode: evil };
  const form = { left: formula, pullback: formula, closed: formula, value: null };
  const nodes = network.graph.nodes.map(node => ({
    ...node,
    name: formula,
    definition: formula,
    axes: [evil],
    adjoint: { kind: 'known', shape: { numerator: [evil], denominator: [evil] }, numerator: form, denominator: form },
  }));
  const products = network.graph.products.map(product => ({
    ...product,
    of: formula,
    orders: product.orders.map(order => ({ ...order, formula, name: evil })),
  }));
  await page.send({ type: 'preferences', preferences: { view: 'graph' } });
  await page.show({ ...network, graph: { ...network.graph, nodes, products, noNumbers: evil, sizes: [{ name: evil, value: 2, least: 1, greatest: 6 }] } });
  assert.equal(await page.locator('.graph-row').count(), 11);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('#app img, #app a, #app script').count(), 0);
});

for (const width of [320, 560, 800, 1600])
  check(`at ${width} pixels the page does not scroll sideways, and four columns begin at 560`, { content: 'graph-network', width }, async page => {
    await openGraph(page);
    for (const name of ['graph-vector', 'graph-network']) {
      await page.show(name);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    }
    const [node, adjoint] = [await row(page, 'z_2').locator('.node').boundingBox(), await row(page, 'z_2').locator('.adjoint').boundingBox()];
    assert.equal(node.x + node.width <= adjoint.x, width >= 560);
  });
