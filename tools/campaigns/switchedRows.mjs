// node ROWS.cjs NUMBER OF THE RULE THAT IS OFF ROWS.json [NUMBERS OF ROWS]      bundled by rules.mjs
// What rows of documents read, without certificates, and the rules that each of them meets: one line of JSON.

import { readFileSync } from 'node:fs';
import { analyzeFile } from '../../src/analysis/document.ts';
import { takeMet } from './switchedRules.mjs';

const [, , , file, numbers] = process.argv;
const rows = JSON.parse(readFileSync(file, 'utf8'));
const wanted = numbers === undefined ? rows : numbers.split(',').map(number => rows[number]);

console.log(JSON.stringify({ loading: takeMet(), rows: wanted.map(({ document }) => ({ ...read(document), met: takeMet() })) }));

function read(document) {
  try {
    const last = analyzeFile(document).statements.at(-1);
    return {
      printed: last.derivative ? (last.derivative.matrix?.unicode ?? last.derivative.index.unicode) : null,
      verdict: last.claim?.verdict ?? last.status,
    };
  } catch (failure) {
    return { printed: null, verdict: failure instanceof Error ? failure.message : String(failure) };
  }
}
