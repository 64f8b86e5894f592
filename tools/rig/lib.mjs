// A throwaway VS Code (code-server) on a free port of 127.0.0.1, and Chromium to open it.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const ownRig = join(root, '.rig');
export const nodePackage = `node-${process.platform}-${process.arch}`;

const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
};
/** For tests: nothing saves by itself, nothing looks at the repository around the workspace. */
export const testSettings = { 'files.autoSave': 'off', 'git.enabled': false };

/**
 * Starts the server with its own home and settings. `linked` are extension folders (name → folder) seen as installed,
 * `installed` are .vsix files, `unpacked` is one that is only unpacked, into the folder `unpacked` of the answer. Without
 * a port a free one is taken.
 * @throws when the port is in use, a .vsix does not install, or it does not answer within 30 s.
 */
export async function startServer({ more = {}, installed = [], unpacked, linked = {}, port, log } = {}) {
  // another VS Code there would answer for this one
  if (port !== undefined && !(await isFree(port))) throw new Error(`port ${port} is in use`);
  const rig = process.env.RIG_DIR ?? ownRig;
  const home = mkdtempSync(join(tmpdir(), 'nabla-vscode-'));
  const userData = join(home, 'user-data');
  const extensions = join(home, 'extensions');
  mkdirSync(join(userData, 'User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(join(home, 'config.yaml'), '');
  writeFileSync(join(userData, 'User/settings.json'), JSON.stringify({ ...settings, ...more }, null, 2));
  for (const [name, folder] of Object.entries(linked)) symlinkSync(folder, join(extensions, name), 'dir');
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local'),
    TMPDIR: home,
    EXTENSIONS_GALLERY: '{}',
  };
  for (const name of Object.keys(env)) if (/^(VSCODE_|CODE_SERVER|PASSWORD|PORT$|ELECTRON_)/.test(name)) delete env[name];
  const node = process.env.RIG_NODE ?? join(rig, 'node_modules', nodePackage, 'bin/node');
  const base = [join(rig, 'node_modules/code-server/out/node/entry.js'), '--config', join(home, 'config.yaml'), '--user-data-dir', userData];
  const output = log ? openSync(log, 'w') : 'ignore';
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  const unpackedInto = join(home, 'unpacked');
  const wanted = installed.map(vsix => [vsix, extensions]);
  if (unpacked) wanted.push([unpacked, unpackedInto]);
  for (const [vsix, into] of wanted) {
    const code = await new Promise(done => {
      spawn(node, [...base, '--extensions-dir', into, '--install-extension', vsix, '--force'], { env, stdio: ['ignore', output, output] }).on('exit', done);
    });
    if (code !== 0) {
      remove();
      throw new Error(`${vsix} did not install (exit ${code})`);
    }
  }
  const chosenPort = port ?? (await freePort());
  const flags = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override', '--disable-proxy'];
  const child = spawn(
    node,
    // a built VS Code takes extensions under development and tests from the address only with this option
    [
      ...base,
      '--extensions-dir',
      extensions,
      '--auth',
      'none',
      '--bind-addr',
      `127.0.0.1:${chosenPort}`,
      ...flags,
      '--vscode-option',
      'enable-smoke-test-driver',
    ],
    { env, stdio: ['ignore', output, output], detached: true },
  );
  let exited = null;
  const ended = new Promise(done => {
    child.on('exit', code => {
      exited = code ?? -1;
      done(exited);
    });
    child.on('error', () => {
      exited = -1;
      done(exited);
    });
  });
  const stop = () => {
    // its own process group: the extension hosts end with it
    if (exited === null) process.kill(-child.pid, 'SIGKILL');
    remove();
  };
  const origin = `http://127.0.0.1:${chosenPort}`;
  const deadline = Date.now() + 30_000;
  while (!(await answers(`${origin}/healthz`))) {
    if (exited !== null || Date.now() > deadline) {
      stop();
      throw new Error(exited === null ? 'VS Code did not start within 30 s' : `VS Code ended at its start (exit ${exited})`);
    }
    await new Promise(done => setTimeout(done, 100));
  }
  const folder = unpacked
    ? join(
        unpackedInto,
        readdirSync(unpackedInto).find(name => existsSync(join(unpackedInto, name, 'package.json'))),
      )
    : null;
  return { origin, authority: `127.0.0.1:${chosenPort}`, userData, unpacked: folder, ended, stop };
}

export const remote = (server, path) => `vscode-remote://${server.authority}${path}`;

export function workbenchUrl(server, { folder, payload = [] }) {
  const query = new URLSearchParams({ folder });
  if (payload.length) query.set('payload', JSON.stringify(payload));
  return `${server.origin}/?${query}`;
}

/** $CHROMIUM, or the first of the usual names that is there; null where there is none. */
export function findChromium() {
  if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM) ? process.env.CHROMIUM : null;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const applications = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
  return [...folders.flatMap(folder => names.map(name => join(folder, name))), ...applications].find(path => existsSync(path)) ?? null;
}

export async function startBrowser({ width = 1280, height = 800, scale = 1 } = {}) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: findChromium() ?? undefined,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
  return { browser, context, page: await context.newPage() };
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch (error) {
    // connection refused: not up yet
    if (error instanceof TypeError) return false;
    throw error;
  }
}

export async function isFree(port) {
  return new Promise((done, fail) => {
    const server = net.createServer();
    server.on('error', error => (error.code === 'EADDRINUSE' || error.code === 'EACCES' ? done(false) : fail(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

function freePort() {
  return new Promise((done, fail) => {
    const server = net.createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
