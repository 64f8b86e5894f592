// What `npm start` and `npm test` do first: a fresh clone has no node_modules.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Runs `npm ci` where node_modules is missing or belongs to another lockfile. Ends the process where that fails. */
export function ensureModules() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (existsSync(installed) && sameVersions(installed)) return;
  console.log('Installing the packages (npm ci) …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error('npm ci failed.');
    process.exit(result.status ?? 1);
  }
}

/** Every package that the lockfile names (and this platform installs) is there in that version. */
function sameVersions(installed) {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) => path === '' || found[path]?.version === version || (!found[path] && (optional || peer)),
  );
}

/** Runs a script of this repository with this Node; the exit code. */
export function runNode(args, options = {}) {
  const result = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}
