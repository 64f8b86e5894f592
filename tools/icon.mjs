// media/icon.svg → media/icon.png, 256×256, transparent corners: the extension's page takes no SVG.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './modules.mjs';
import { startBrowser } from './rig/lib.mjs';

const { browser, page } = await startBrowser({ width: 256, height: 256 });
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${readFileSync(join(root, 'media/icon.svg'), 'utf8')}`);
await page.screenshot({ path: join(root, 'media/icon.png'), omitBackground: true });
await browser.close();
