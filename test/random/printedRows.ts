// What the rows of files of documents read, as one line of JSON, without certificates:
// node --import tsx test/random/printedRows.ts test/identities/identities.json test/identities/further.json

import { readFileSync } from 'node:fs';
import { analyzeFile } from '../../src/analysis/document.ts';

interface Row {
  readonly id: string;
  readonly document: string;
}
const rows = process.argv.slice(2).flatMap(file => JSON.parse(readFileSync(file, 'utf8')) as readonly Row[]);

console.log(JSON.stringify(rows.map(read)));

function read({ id, document }: Row): object {
  try {
    const last = analyzeFile(document).statements.at(-1)!;
    return {
      id,
      printed: last.derivative ? (last.derivative.matrix?.unicode ?? last.derivative.index.unicode) : null,
      verdict: last.claim?.verdict ?? last.status,
    };
  } catch (failure) {
    return { id, printed: null, verdict: failure instanceof Error ? failure.message : String(failure) };
  }
}
