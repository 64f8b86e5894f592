// What runTests of @vscode/test-electron does, in VS Code for the browser: node runtests.mjs VSIX HOST_EXTENSION SUITE_INDEX_JS WORKSPACE [web]
// With `web` behind them the extension runs in the web worker of the page, not in a Node process.
// The exit code is the suite's; it comes back through window.codeAutomationExit.

import { basename, dirname } from 'node:path';
import { format } from 'node:util';
import { remote, startBrowser, startServer, testSettings, workbenchUrl } from './lib.mjs';
import { proxyWithExtension } from './proxy.mjs';

const [vsix, host, suite, folder, place] = process.argv.slice(2);
if (!folder) {
  console.error('usage: runtests.mjs VSIX HOST_EXTENSION SUITE_INDEX_JS WORKSPACE [web]');
  process.exit(2);
}
/** What an extension host without native modules prints at every start. */
const noise =
  /spdlog|native-watchdog|watchdog|bindings|^ +at (?!.*(out|test)\/e2e)|Require stack|^- |→|additional builtin|Creating a socket|connection token|reconnection|AgentHost|AccountPolicy|Service Worker|package\.nls\.json|^\s*$/;

const isWeb = place === 'web';
const server = await startServer({ more: testSettings, ...(isWeb ? { unpacked: vsix } : { installed: [vsix] }), log: process.env.RIG_LOG });
const proxy = isWeb ? await proxyWithExtension(server, { extension: server.unpacked, fixture: host, suite: dirname(suite), tests: basename(suite) }) : null;
const { browser, context, page } = await startBrowser();
const code = await new Promise(done => {
  const timer = setTimeout(() => {
    console.error('the suite did not end within 400 s');
    done(99);
  }, 400_000);
  if (process.env.RIG_VERBOSE) page.on('console', message => console.log(`[page] ${message.text().slice(0, 400)}`));
  page.on('crash', () => {
    console.error('the page crashed');
    done(98);
  });
  void (async () => {
    await context.exposeFunction('codeAutomationLog', (_type, args) => {
      const lines = format(...args).split('\n');
      for (const line of lines) if (!noise.test(line)) console.log(line);
    });
    await context.exposeFunction('codeAutomationExit', exitCode => {
      clearTimeout(timer);
      done(exitCode);
    });
    const payload = [
      ['extensionDevelopmentPath', remote(server, host)],
      ['extensionTestsPath', remote(server, suite)],
    ];
    await page.goto(proxy ? workbenchUrl({ origin: proxy.origin }, { folder }) : workbenchUrl(server, { folder, payload }));
  })().catch(error => {
    // the server has to be ended all the same
    console.error(error);
    clearTimeout(timer);
    done(97);
  });
});
await browser.close();
proxy?.close();
server.stop();
process.exit(code);
