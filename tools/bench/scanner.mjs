// The comment scanner against a loop that only reads every character.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../modules.mjs';
import { interleaved, timeOf } from './measure.mjs';
import { atMost } from './row.mjs';

const section = 'scanner';

export async function scannerRows({ scanComments, hostLanguage, newWork }, { rounds }) {
  const rows = [];
  for (const [languageId, text] of [
    ['typescript', typescriptText()],
    ['python', pythonText()],
  ]) {
    const language = hostLanguage(languageId);
    const [bare, ours] = await interleaved(rounds, [
      () => timeOf(() => countBreaks(text), { milliseconds: 150 }),
      () => timeOf(() => scanComments(text, language, newWork()), { milliseconds: 150 }),
    ]);
    const speed = time => `${(text.length / time).toFixed(0)} MB/s`;
    rows.push(
      atMost(section, `comments of ${(text.length / 1e6).toFixed(1)} MB of ${languageId}`, ours / bare, 2, 1.43, `${speed(ours)}, bare loop ${speed(bare)}`),
    );
  }
  return rows;
}

function countBreaks(text) {
  let breaks = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) === 10) breaks++;
  return breaks;
}

const repeated = (text, size) => text.repeat(Math.ceil(size / text.length));

/** Nabla's own source. The text is made flat, as a document's is. */
function typescriptText() {
  const files = readdirSync(join(root, 'src'), { recursive: true }).filter(file => file.endsWith('.ts'));
  return flat(repeated(files.map(file => readFileSync(join(root, 'src', file), 'utf8')).join('\n'), 4e6));
}

const pythonText = () => flat(repeated(readFileSync(join(root, 'examples/backprop.py'), 'utf8'), 4e6));

const flat = text => Buffer.from(text, 'utf16le').toString('utf16le');
