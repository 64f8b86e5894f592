// The Tensor view: blocks, flattened matrix, table and readout say the same entry; mouse, keyboard, sizes, what the host hears.

import assert from 'node:assert/strict';
import { fixtures } from './browser.mjs';
import { check, visibleText } from './panel.mjs';

const { tensor } = fixtures;
const openTensor = page => page.getByRole('tab', { name: 'Tensor' }).click();
const cell = (page, label) => page.getByRole('gridcell', { name: label, exact: true });
const focused = page => page.evaluate(() => document.activeElement.querySelector('.hidden-text')?.textContent);
const readout = page => visibleText(page, '.readout');
const selected = page => page.locator('[role=gridcell][aria-selected=true]');

check('a result of order 3 or 4 has the view, others have no such tab', { content: 'least-squares' }, async page => {
  assert.deepEqual(await visibleText(page, '[role=tab]'), ['Derivation', 'Code']);
  await page.show('tensor');
  assert.deepEqual(await visibleText(page, '[role=tab]'), ['Derivation', 'Tensor', 'Code']);
  await openTensor(page);
  assert.equal((await page.messages()).at(-1).preferences.view, 'tensor');
  assert.equal(await page.getByRole('tabpanel', { name: 'Tensor' }).count(), 1);
  await page.show('least-squares');
  assert.equal(await page.locator('.steps').count(), 1, 'the derivation instead');
  assert.equal(await page.getByRole('tab', { name: 'Derivation' }).getAttribute('aria-selected'), 'true');
});

check('a grid of blocks with every entry once, zeros as dots, one entry selected', { content: 'tensor' }, async page => {
  await openTensor(page);
  assert.equal(await page.getByRole('grid', { name: 'Entries in blocks by K' }).count(), 1);
  assert.equal(await page.locator('.blocks .block').count(), 4);
  assert.equal(await page.getByRole('gridcell').count(), 24);
  assert.equal(await page.getByRole('grid').getByRole('row').count(), 12);
  assert.equal(await page.locator('[role=gridcell].zero').count(), 6);
  assert.deepEqual([...new Set(await visibleText(page, '[role=gridcell].zero'))], ['·']);
  assert.equal(await selected(page).count(), 1);
  assert.equal(await page.locator('[role=gridcell][tabindex="0"]').count(), 1);
  assert.deepEqual(await visibleText(page, '.figures .count'), ['6', '6', '6', '6']);
});

check('the bars name their axis by hue, line and letter', { content: 'tensor' }, async page => {
  await openTensor(page);
  const bars = selector => page.locator(selector).evaluateAll(nodes => nodes.map(node => [node.textContent.at(-1), getComputedStyle(node).borderStyle]));
  assert.deepEqual(await visibleText(page, '.blocks > .bar'), ['p', 'q']);
  assert.deepEqual(await visibleText(page, '.block:first-child > .bar'), ['j', 'i']);
  assert.ok((await bars('.blocks > .bar')).every(([, style]) => style === 'solid'));
  assert.ok((await bars('.block > .bar')).every(([, style]) => style === 'dashed'));
});

check('mouse: the entry under the pointer is selected in the blocks, the matrix, the table and the readout', { content: 'tensor' }, async page => {
  await openTensor(page);
  await cell(page, '∂K_12/∂R_21 = R_22').hover();
  assert.equal(await selected(page).locator('.hidden-text').textContent(), '∂K_12/∂R_21 = R_22');
  assert.deepEqual(await visibleText(page, '.flattened .label.selected'), ['21', '12']);
  assert.equal(await page.locator('.flattened .cell.selected').count(), 1);
  assert.equal((await visibleText(page, '.figures .cases tr[aria-current] td'))[0], 'Riq');
  assert.match((await readout(page)).join(), /δ11 ?R22 ?\+ ?δ21 ?R21 ?= ?R22$/);
  assert.deepEqual((await page.state()).entry, [0, 1, 1, 0]);
  await page.locator('.flattened .cell').last().hover();
  assert.equal(await selected(page).locator('.hidden-text').textContent(), '∂K_22/∂R_32 = 2 R_32');
});

check('keyboard: arrows move inside the block, with Shift between blocks, and the ends hold', { content: 'tensor' }, async page => {
  await openTensor(page);
  await selected(page).focus();
  assert.equal(await focused(page), '∂K_11/∂R_11 = 2 R_11');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), '∂K_11/∂R_21 = 2 R_21');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), '∂K_11/∂R_22 = 0');
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await focused(page), '∂K_12/∂R_22 = R_21');
  await page.keyboard.press('Shift+ArrowDown');
  assert.equal(await focused(page), '∂K_22/∂R_22 = 2 R_22');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), '∂K_22/∂R_22 = 2 R_22');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowUp');
  assert.equal(await focused(page), '∂K_11/∂R_11 = 2 R_11');
  assert.match((await readout(page)).join(), /= ?2R11$/);
});

check('in blocks by R the arrows move p and q, with Shift i and j; the entry stays selected', { content: 'tensor' }, async page => {
  await openTensor(page);
  await cell(page, '∂K_12/∂R_21 = R_22').click();
  assert.equal(await focused(page), '∂K_12/∂R_21 = R_22');
  await page.getByRole('radio', { name: 'Blocks by R' }).check();
  assert.equal((await page.messages()).at(-1).preferences.blocks, 'second');
  assert.equal(await page.locator('.blocks .block').count(), 6);
  assert.deepEqual(await visibleText(page, '.blocks > .bar'), ['i', 'j']);
  await selected(page).focus();
  assert.equal(await focused(page), '∂K_12/∂R_21 = R_22');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await focused(page), '∂K_11/∂R_21 = 2 R_21');
  await page.keyboard.press('Shift+ArrowDown');
  assert.equal(await focused(page), '∂K_11/∂R_31 = 2 R_31');
});

check('order 3: a side of one axis runs across, and a long formula is read above alone', { content: 'tensor-order-3' }, async page => {
  await openTensor(page);
  assert.equal(await page.getByRole('gridcell').count(), 18);
  assert.deepEqual(await visibleText(page, '.block:first-child > .bar'), ['k']);
  await selected(page).focus();
  const before = await focused(page);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), before);
  await page.keyboard.press('ArrowRight');
  assert.match(await focused(page), /^∂F_11\/∂a_2 = -2 /);
  assert.match(await page.locator('.figures .note').textContent(), /longer formula/);
});

check('the size of an axis: the host hears it, and the focus stays in its field', { content: 'tensor' }, async page => {
  await openTensor(page);
  const field = page.getByRole('spinbutton', { name: 'M' });
  await field.focus();
  await page.keyboard.press('ArrowDown');
  assert.deepEqual((await page.messages()).at(-1), { type: 'sizes', sizes: { N: 2, M: 2 } });
  await page.show({ ...tensor, tensor: { ...tensor.tensor, sizes: tensor.tensor.sizes.map(size => ({ ...size, value: 2 })) } });
  assert.equal(await field.inputValue(), '2');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), 'size M');
  const heard = (await page.messages()).length;
  await field.fill('99');
  await page.keyboard.press('Tab');
  assert.equal(await field.inputValue(), '2', 'outside its limits');
  assert.equal((await page.messages()).length, heard);
});

check('too many entries: the reason instead, and the sizes stay', {}, async page => {
  await page.send({ type: 'preferences', preferences: { view: 'tensor' } });
  await page.show({ ...tensor, tensor: { ...tensor.tensor, entries: null, refused: 'At these sizes the result has 1296 entries.' } });
  assert.equal(await page.getByRole('grid').count(), 0);
  assert.equal(await page.locator('.tensor .note').textContent(), 'At these sizes the result has 1296 entries.');
  assert.equal(await page.getByRole('spinbutton').count(), 2);
});

check('entries on their way, and before the check', {}, async page => {
  await page.send({ type: 'preferences', preferences: { view: 'tensor' } });
  await page.show({ ...tensor, tensor: null });
  assert.match(await page.locator('.tensor').textContent(), /being written/);
  const { tensor: _, ...unchecked } = tensor;
  await page.show({ ...unchecked, certificate: { verdict: 'pending', text: 'checking…' } });
  assert.equal(await page.locator('.tensor, [role=grid]').count(), 0);
});

check('the entry comes back with a hidden page, and goes with another result', { content: 'tensor' }, async page => {
  await openTensor(page);
  await cell(page, '∂K_21/∂R_32 = R_31').click();
  await page.show('tensor');
  assert.equal(await selected(page).locator('.hidden-text').textContent(), '∂K_21/∂R_32 = R_31');
  await page.show('tensor-order-3');
  await page.show('tensor');
  assert.equal(await selected(page).locator('.hidden-text').textContent(), '∂K_11/∂R_11 = 2 R_11');
});

check('a saved entry or view that does not exist any more does no harm', {}, async page => {
  await page.show({ ...tensor, tensor: { ...tensor.tensor, entries: { ...tensor.tensor.entries, formulas: [] } } });
  await openTensor(page);
  assert.equal(await page.getByRole('gridcell').count(), 24);
});

check('Copy takes the focused entry as LaTeX', { content: 'tensor' }, async page => {
  await openTensor(page);
  await cell(page, '∂K_12/∂R_21 = R_22').click();
  await page.keyboard.press('Control+C');
  const { type, what, text } = (await page.messages()).at(-1);
  assert.deepEqual([type, what], ['copy', 'Entry as LaTeX']);
  assert.match(text, /^\\frac\{\\partial \{K\}_\{12\}\}\{\\partial \{R\}_\{21\}\} = R_\{22\}$/);
});

check('names and formulas cannot write into the page', {}, async page => {
  const evil = '<img src=x onerror="window.hacked=1">';
  const formula = { tex: `\\href{javascript:window.hacked=1}{x} \\includegraphics{x} ${evil}`, unicode: evil };
  const { entries } = tensor.tensor;
  await page.send({ type: 'preferences', preferences: { view: 'tensor' } });
  await page.show({
    ...tensor,
    tensor: {
      refused: null,
      sizes: [{ name: evil, value: 2, least: 1, greatest: 6 }],
      entries: {
        ...entries,
        names: [evil, evil],
        axes: entries.axes.map(axis => ({ ...axis, letter: formula })),
        titles: entries.titles.map(titles => titles.map(() => formula)),
        formulas: entries.formulas.map(() => formula),
        entries: entries.entries.map(entry => ({ ...entry, left: formula, instantiated: { tex: '}}\\frac{', unicode: evil } })),
      },
    },
  });
  assert.equal(await page.getByRole('gridcell').count(), 24);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('#app img, #app a, #app script').count(), 0);
  assert.equal(await page.locator('.sizes i').textContent(), evil);
});

for (const width of [320, 800, 1600])
  check(`at ${width} pixels the page does not scroll sideways`, { content: 'tensor-order-3', width }, async page => {
    await openTensor(page);
    for (const name of ['tensor-order-3', 'tensor']) {
      await page.show(name);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
      const [blocks, table] = [await page.locator('.figures > figure').boundingBox(), await page.locator('.figures > .stack').boundingBox()];
      if (width === 320) assert.ok(blocks.y + blocks.height <= table.y, 'below');
      else if (width === 1600) assert.ok(blocks.x + blocks.width <= table.x, 'beside');
    }
  });
