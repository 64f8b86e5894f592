// A plain page with the panel's bundle under the webview's policy, a fake editor, and the theme variables of a real VS Code.

import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { extname, join, normalize } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

export const repository = join(import.meta.dirname, '../..');
const output = join(repository, 'out/panel');
const themes = JSON.parse(readFileSync(join(import.meta.dirname, 'themes.json'), 'utf8'));

/** The two colours that the extension contributes are not in a theme of VS Code. */
const axisColors = {
  light: ['#0057b7', '#a14600'],
  dark: ['#6cb0f7', '#f0a35e'],
  'high-contrast': ['#8cc8ff', '#ffb366'],
  'high-contrast-light': ['#00478f', '#853a00'],
};
export const themeNames = Object.keys(axisColors);

const fixtureFolder = join(import.meta.dirname, 'fixtures');
export const fixtures = Object.fromEntries(
  readdirSync(fixtureFolder).map(file => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(fixtureFolder, file), 'utf8'))]),
);

/** Bundles the panel, and two of its modules that need no page. */
export async function buildPanel() {
  await build({
    entryPoints: [join(repository, 'src/panel/html.ts'), join(repository, 'src/panel/formula.ts')],
    bundle: true,
    format: 'esm',
    outdir: join(repository, 'out/page'),
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
  await build({
    entryPoints: { panel: join(repository, 'src/panel/main.ts') },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty' },
    assetNames: 'fonts/[name]',
    outdir: output,
    logLevel: 'warning',
  });
}

const contentTypes = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

export async function startServer() {
  const { panelHtml } = await import('../../out/page/html.mjs');
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(panelHtml({ script: 'panel.js', style: 'panel.css', csp: "'self'", nonce: 'a1b2c3' }));
      return;
    }
    try {
      const body = await readFile(join(output, normalize(pathname)));
      response.writeHead(200, { 'content-type': contentTypes[extname(pathname)] ?? 'application/octet-stream' }).end(body);
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'EISDIR') throw error;
      response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
    ],
  });
}

/**
 * Opens the panel. `page.problems` collects errors and violations of the policy, `messages()` what the panel has posted,
 * `state()` what it has saved, `send()` speaks as the host.
 */
export async function openPanel(browser, address, { theme = 'light', width = 900, height = 900, content, state, scale = 1 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
  const page = await context.newPage();
  page.problems = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') page.problems.push(message.text());
  });
  page.on('pageerror', error => page.problems.push(String(error)));
  page.on('requestfailed', request => page.problems.push(`failed: ${request.url()}`));
  await page.addInitScript(fakeEditor, { saved: state, variables: themeVariables(theme), theme });
  await page.goto(address);
  page.messages = () => page.evaluate(() => window.posted);
  page.state = () => page.evaluate(() => window.saved);
  page.send = message =>
    page.evaluate(
      data =>
        new Promise(resolve => {
          window.postMessage(data, '*');
          setTimeout(resolve, 0);
        }),
      message,
    );
  page.show = async name => {
    await page.send({ type: 'show', content: typeof name === 'string' ? fixtures[name] : name });
    await page.evaluate(() => document.fonts.ready.then(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))));
  };
  if (content !== undefined) await page.show(content);
  return page;
}

function themeVariables(theme) {
  const [numerator, denominator] = axisColors[theme];
  return { ...themes[theme], '--vscode-nabla-numeratorAxis': numerator, '--vscode-nabla-denominatorAxis': denominator };
}

/** Runs in the page, before its script. */
function fakeEditor({ saved, variables, theme }) {
  window.posted = [];
  window.saved = saved;
  window.violations = [];
  document.addEventListener('securitypolicyviolation', event => window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
  window.acquireVsCodeApi = () => ({
    postMessage: message => window.posted.push(JSON.parse(JSON.stringify(message))),
    getState: () => window.saved,
    setState: state => {
      window.saved = JSON.parse(JSON.stringify(state));
    },
  });
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
    document.documentElement.style.colorScheme = theme === 'dark' || theme === 'high-contrast' ? 'dark' : 'light';
    document.body.className = theme === 'high-contrast-light' ? 'vscode-high-contrast vscode-high-contrast-light' : `vscode-${theme}`;
  });
}
