// node test/page/shots.mjs [name…]: pictures of the panel in four themes at 900 and 320 pixels, into shots/.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildPanel, fixtures, openPanel, repository, startBrowser, startServer, themeNames } from './browser.mjs';

const choose =
  (...names) =>
  async page => {
    for (const name of names) await page.getByRole('radio', { name }).check();
  };

const openTab = name => async page => page.getByRole('tab', { name }).click();
/** Half a decade each. */
const setStep = (page, step) => page.getByRole('slider', { name: 'Step h' }).fill(String(step));

/** More pictures than one of each fixture: what to show, and what to do before the picture. */
const scenes = {
  'least-squares-linked': [
    'least-squares',
    async page => {
      await page.getByRole('button', { name: 'Unfold all steps' }).click();
      await page.locator('.steps > .step').nth(3).hover();
    },
  ],
  'least-squares-denominator': ['least-squares', choose('Denominator')],
  'least-squares-differentials': ['least-squares', choose('Differentials')],
  'least-squares-components': ['least-squares', choose('Index', 'Components')],
  'least-squares-focus': [
    'least-squares',
    async page => {
      await page.getByRole('radio', { name: 'Matrix' }).focus();
      await page.keyboard.press('End');
      await page.locator('.steps > .step').nth(1).focus();
      await page.keyboard.press('ArrowDown');
    },
  ],
  'least-squares-menu': [
    'least-squares',
    async page => {
      await page.getByRole('button', { name: 'Pin' }).click();
      await page.getByRole('button', { name: 'More actions' }).click();
    },
  ],
  'ridge-code': ['ridge', async page => page.getByRole('tab', { name: 'Code' }).click()],
  'logistic-unfolded': [
    'logistic',
    async page => {
      for (const name of ['Why', 'All terms']) await page.getByRole('button', { name }).click();
    },
  ],
  'tensor-blocks': ['tensor', async page => page.getByRole('tab', { name: 'Tensor' }).click()],
  'graph-network-step': [
    'graph-network',
    async page => {
      await page.getByRole('tab', { name: 'Graph' }).click();
      await page.getByRole('slider').fill('2');
    },
  ],
  'graph-vector': ['graph-vector', async page => page.getByRole('tab', { name: 'Graph' }).click()],
  'limit-start': [
    'limit',
    async page => {
      await openTab('Limit')(page);
      await setStep(page, 0);
    },
  ],
  'limit-rounding': [
    'limit',
    async page => {
      await openTab('Limit')(page);
      await setStep(page, 19);
    },
  ],
  'limit-second': ['limit-second', openTab('Limit')],
  'limit-linear': ['limit-linear', openTab('Limit')],
  numbers: ['limit', openTab('Numbers')],
  'numbers-tensor': ['numbers-tensor', openTab('Numbers')],
  'numbers-problems': ['numbers-problems', openTab('Numbers')],
  'numbers-declared': ['numbers-declared', openTab('Numbers')],
  'gram-components': ['gram', choose('Components')],
  'gram-vec': ['gram', choose('vec')],
  'linear-map-by-matrix-components': ['linear-map-by-matrix', choose('Components')],
};
for (const name of Object.keys(fixtures)) scenes[name] ??= [name, async () => {}];

const asked = process.argv.slice(2);
const folder = join(repository, 'shots');
mkdirSync(folder, { recursive: true });
await buildPanel();
const server = await startServer();
const browser = await startBrowser();
for (const theme of themeNames) {
  for (const width of [900, 320]) {
    for (const [name, [content, act]] of Object.entries(scenes)) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      const page = await openPanel(browser, server.address, { theme, width, height: 640, scale: 1.5, content });
      await act(page);
      await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), fullPage: true });
      await page.context().close();
    }
  }
}
await browser.close();
server.stop();
