// node test/page/run.mjs: the panel in a plain page of Chromium ($CHROMIUM or /usr/bin/chromium), under the webview's policy.

import { buildPanel } from './browser.mjs';

await buildPanel();
await import('./types.mjs');
await import('./modules.mjs');
await import('./content.mjs');
await import('./notices.mjs');
await import('./hostile.mjs');
await import('./properties.mjs');
await import('./code.mjs');
await import('./tensor.mjs');
await import('./tensorCanvas.mjs');
await import('./tensorNumbers.mjs');
await import('./graph.mjs');
await import('./limit.mjs');
await import('./numbers.mjs');
await import('./controls.mjs');
await import('./keyboard.mjs');
await import('./copying.mjs');
await import('./exports.mjs');
await import('./state.mjs');
await import('./layout.mjs');
await import('./accessibility.mjs');
