// npm start: builds Nabla and opens it on the examples, in desktop VS Code or in the browser.
// npm start -- FILE…: prints the results of the files in the terminal.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureModules, root, runNode } from './modules.mjs';

const usage = `npm start                      opens the examples in VS Code
npm start -- --browser         … in the browser, even where desktop VS Code is installed
npm start -- --port 8124       … on this port (8123 or another free one unless told)
npm start -- FILE…             prints the results of the files in the terminal
`;

const { values, positionals } = readArguments();
ensureModules();
build();
if (positionals.length > 0) {
  // npm runs scripts in the package's folder; the files are named from where the user is
  process.exit(runNode([join(root, 'dist/cli.js'), 'derive', ...positionals], { cwd: process.env.INIT_CWD ?? process.cwd() }));
}
const desktop = values.browser ? null : findDesktopVsCode();
if (desktop) openDesktop(desktop);
else await openBrowser();

function readArguments() {
  try {
    const options = {
      port: { type: 'string' },
      browser: { type: 'boolean' },
      open: { type: 'boolean', default: true },
      help: { type: 'boolean' },
    };
    const read = parseArgs({ options, allowPositionals: true, allowNegative: true });
    if (read.values.help) {
      console.log(usage);
      process.exit(0);
    }
    if (read.values.port !== undefined && !/^\d{1,5}$/.test(read.values.port)) throw new TypeError(`--port ${read.values.port}: not a port`);
    return read;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

function build() {
  const result = spawnSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, encoding: 'utf8' });
  if (result.status === 0) return;
  console.error(`${result.stdout}${result.stderr}\nThe build failed.`);
  process.exit(1);
}

/** The command of desktop VS Code. In a terminal of a remote window `code` speaks to that window and loads no extension under development. */
function findDesktopVsCode() {
  if (process.env.VSCODE_IPC_HOOK_CLI) return null;
  const names = process.platform === 'win32' ? ['code.cmd', 'code-insiders.cmd'] : ['code', 'code-insiders'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      const answer = spawnSync(path, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
      if (answer.status === 0 && /^\d+\.\d+/.test(answer.stdout)) return path;
    }
  }
  return null;
}

function openDesktop(command) {
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, join(root, 'examples'), '--goto', `${join(root, 'examples', firstExample())}:1`];
  const result = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error(`${command} did not start; try: npm start -- --browser`);
    process.exit(1);
  }
  console.log('Opened the examples in VS Code. After a rebuild run "Developer: Reload Window" there.');
}

async function openBrowser() {
  const { ensureRig } = await import('./rig/ensure.mjs');
  const { isFree, remote, startServer, workbenchUrl } = await import('./rig/lib.mjs');
  ensureRig();
  const port = values.port !== undefined ? Number(values.port) : (await isFree(8123)) ? 8123 : undefined;
  const copies = mkdtempSync(join(tmpdir(), 'nabla-'));
  const folder = join(copies, 'examples');
  cpSync(join(root, 'examples'), folder, { recursive: true });
  const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const server = await startServer({ port, linked: { [`${publisher}.${name}-${version}`]: root } }).catch(error => {
    console.error(`VS Code did not start: ${error.message}`);
    rmSync(copies, { recursive: true, force: true });
    process.exit(1);
  });
  const stop = code => {
    server.stop();
    rmSync(copies, { recursive: true, force: true });
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0));
  const url = workbenchUrl(server, { folder, payload: [['openFile', remote(server, join(folder, firstExample()))]] });
  console.log(`\nNabla runs in VS Code on a copy of the examples. Open\n\n  ${url}\n\nCtrl+C stops it.`);
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (values.open && !headless) openUrl(url);
  await server.ended;
  console.error('VS Code ended.');
  stop(1);
}

/** The file to look at first, relative to the examples. */
function firstExample() {
  const files = readdirSync(join(root, 'examples')).sort();
  return files.find(file => file === 'lecture.mc') ?? files.find(file => file.endsWith('.mc')) ?? files[0] ?? '';
}

function openUrl(url) {
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', error => console.error(`${error.message}: open the address yourself`));
  child.unref();
}
