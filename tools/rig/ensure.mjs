// VS Code for the browser (code-server, with the Node it needs) in .rig: installed once from npm, left alone when it is there.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodePackage, ownRig } from './lib.mjs';

const versions = { 'code-server': '4.139.1', [nodePackage]: '24.21.0' };

/** @throws where npm cannot install it. */
export function ensureRig() {
  // somebody else's folder is used as it is: npm install would prune what it does not know
  if (process.env.RIG_DIR) return;
  const stamp = join(ownRig, 'installed.json');
  const wanted = JSON.stringify(versions);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const started = performance.now();
  console.log('Installing VS Code for the browser from npm into .rig: about 600 MB, once …');
  mkdirSync(ownRig, { recursive: true });
  writeFileSync(join(ownRig, 'package.json'), '{ "name": "rig", "private": true, "version": "0.0.0" }\n');
  install(ownRig, '--save-exact', ...Object.entries(versions).map(([name, version]) => `${name}@${version}`));
  // code-server's own install script compiles native modules that nothing here needs; its dependencies are enough
  const vscode = join(ownRig, 'node_modules/code-server/lib/vscode');
  install(vscode, '--omit=dev');
  install(join(vscode, 'extensions'), '--omit=dev');
  for (const unused of ['extensions/copilot', 'node_modules/@github', 'node_modules/@microsoft/mxc-sdk'])
    rmSync(join(vscode, unused), { recursive: true, force: true });
  writeFileSync(stamp, wanted);
  console.log(`… installed in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
}

function install(folder, ...args) {
  const result = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, npm_config_engine_strict: 'false' },
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`npm install failed in ${folder}`);
}
