// Pictures of the hover and the panel in VS Code, in three themes: npm run shots [-- NAME-OF-THEME] → shots/e2e
// Fails where a picture, the panel's mathematics or the theme's colours are missing.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runNode } from './modules.mjs';
import { ensureRig } from './rig/ensure.mjs';
import { remote, startBrowser, startServer, testSettings, workbenchUrl } from './rig/lib.mjs';

const themes = {
  light: { name: 'Light Modern', ink: '#1f1f1f' },
  dark: { name: 'Dark Modern', ink: '#d4d4d4' },
  'high-contrast': { name: 'Default High Contrast', ink: '#ffffff' },
};
/** Where to look: file, and the text whose first character the cursor is put on (its last occurrence). */
const places = [
  ['least_squares.mc', 'dL/dθ', true],
  ['layer.py', 'dL/dW', false],
];
const only = process.argv[2];
const folderOfShots = join(root, 'shots/e2e');

ensureRig();
if (runNode(['esbuild.mjs', '--production'], { stdio: 'ignore' }) !== 0) throw new Error('the build failed');
mkdirSync(folderOfShots, { recursive: true });
for (const [theme, { name, ink }] of Object.entries(themes)) if (!only || only === theme) await shoot(theme, name, ink);

async function shoot(theme, name, ink) {
  const workspace = mkdtempSync(join(tmpdir(), 'nabla-workspace-'));
  cpSync(join(root, 'test/e2e/workspace'), workspace, { recursive: true });
  const { publisher, name: extension, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const more = {
    ...testSettings,
    'workbench.colorTheme': name,
    'window.autoDetectColorScheme': false,
    'window.autoDetectHighContrast': false,
    'editor.minimap.enabled': false,
  };
  const server = await startServer({ more, linked: { [`${publisher}.${extension}-${version}`]: root } });
  const { browser, page } = await startBrowser({ width: 1400, height: 860 });
  const picture = file => page.screenshot({ path: join(folderOfShots, `${theme}-${file}.png`) });
  try {
    for (const [file, text, withPanel] of places) {
      await page.goto(workbenchUrl(server, { folder: workspace, payload: [['openFile', remote(server, join(workspace, file))]] }));
      await page.waitForSelector('.monaco-workbench .monaco-editor .view-line', { timeout: 60_000 });
      await hover(page, placeOf(join(workspace, file), text));
      await page.waitForTimeout(500);
      const source = await page.locator('.monaco-hover img').first().getAttribute('src');
      const svg = Buffer.from(source.split(',')[1], 'base64').toString();
      if (!svg.includes(ink)) throw new Error(`${theme}: the picture in the hover is not in the ink of the theme`);
      await picture(`hover-${file.replace('.', '-')}`);
      if (withPanel) {
        await page.keyboard.press('Escape');
        await command(page, 'Nabla: Show Derivation');
        const panel = page.frameLocator('iframe.webview').frameLocator('#active-frame');
        await panel.locator('.katex').first().waitFor({ timeout: 30_000 });
        await page.waitForTimeout(800);
        await picture('panel');
      }
    }
    console.log(`${theme}: taken`);
  } catch (error) {
    await picture('failed');
    throw error;
  } finally {
    await browser.close();
    server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Line and column from 1, where the text begins. */
function placeOf(file, text) {
  const content = readFileSync(file, 'utf8');
  const lines = content.slice(0, content.lastIndexOf(text)).split('\n');
  return `${lines.length}:${lines.at(-1).length + 1}`;
}

async function hover(page, place) {
  await page.keyboard.press('Control+G');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(place);
  await page.keyboard.press('Enter');
  // the extension may still be starting
  for (let attempt = 0; attempt < 8; attempt++) {
    await page.waitForTimeout(400);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const image = page.locator('.monaco-hover img[src^="data:image/svg"]').first();
    if (
      await image.waitFor({ timeout: 2500 }).then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error(`no hover with a picture at ${place}`);
}

async function command(page, title) {
  await page.keyboard.press('F1');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(title);
  await page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${title}")`);
  await page.keyboard.press('Enter');
}
