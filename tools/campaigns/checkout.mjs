// A copy of this checkout that stays as it is while a campaign runs and others work.

import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../modules.mjs';

/** The parts of this checkout in a folder of their own, which is removed when the process ends. */
export function copyOfCheckout(parts) {
  const copy = mkdtempSync(join(tmpdir(), 'nabla-campaign-'));
  process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** The files of the folders, below src, in order. A folder that is not there has none. */
export const filesOf = (copy, folders) =>
  readdirSync(join(copy, 'src'), { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => file.endsWith('.ts') && folders.some(folder => file.startsWith(`${folder}/`)))
    .sort();

/** The same for the same sources. */
export function stateOf(copy, parts) {
  const hash = createHash('sha256');
  for (const part of parts)
    for (const file of readdirSync(join(copy, part), { recursive: true, encoding: 'utf8' }).sort())
      if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(copy, part, file)));
  return hash.digest('hex');
}
