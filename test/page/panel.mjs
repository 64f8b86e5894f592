// One browser and one server for every check; each check has a page of its own, which must end without a problem.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPanel, startBrowser, startServer } from './browser.mjs';

let browser;
let server;
before(async () => {
  server ??= await startServer();
  browser ??= await startBrowser();
});
after(async () => {
  await browser?.close();
  server?.stop();
  browser = undefined;
  server = undefined;
});

/** `options` are those of openPanel; no error, warning, failed request or violation of the policy may have happened. */
export function check(name, options, body) {
  test(name, async () => {
    const page = await openPanel(browser, server.address, options);
    try {
      await body(page);
      assert.deepEqual(page.problems, []);
      assert.deepEqual(await page.evaluate(() => window.violations), []);
    } finally {
      await page.context().close();
    }
  });
}

/** The TeX that a formula was set from, as KaTeX's MathML keeps it. */
export const tex = locator => locator.locator('annotation').first().textContent();

/** What a reader sees, without the MathML copies. */
export const visibleText = (page, selector) =>
  page.evaluate(
    wanted =>
      [...document.querySelectorAll(wanted)].map(node => {
        const copy = node.cloneNode(true);
        for (const hidden of copy.querySelectorAll('.katex-mathml, .hidden-text')) hidden.remove();
        return copy.textContent.replace(/[\u200b\s]+/g, ' ').trim();
      }),
    selector,
  );
