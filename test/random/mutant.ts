// Runs the documents of reaching.ts and some random ones through the engine of this checkout, which may have a broken
// rule, and prints the first thing that shows it: node --import tsx test/random/mutant.ts [EXPECTED.json]
// Without an argument it prints what each document gives, as JSON: what a run with a broken rule is compared with.

import { readFileSync } from 'node:fs';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';
import { drawProgram, textOf } from './programs.ts';
import { DOCUMENTS } from './reaching.ts';

const RANDOM = 80;
const documents = [...DOCUMENTS, ...Array.from({ length: RANDOM }, (_, seed) => textOf(drawProgram(seed)))];

useCertifier(certify);
const expectedFile = process.argv[2];
if (expectedFile === undefined) console.log(JSON.stringify(documents.map(outcomeOf)));
else {
  const expected = JSON.parse(readFileSync(expectedFile, 'utf8')) as readonly string[];
  console.log(JSON.stringify(firstDifference(expected) ?? { kind: 'survived' }));
}

/** A disagreement anywhere counts before everything else: it is what the certificate must find. */
function firstDifference(expected: readonly string[]): object | null {
  let other: object | null = null;
  for (const [k, text] of documents.entries()) {
    const outcome = outcomeOf(text);
    const query = text.slice(text.lastIndexOf('\n') + 1);
    if (outcome === 'disagrees' && expected[k] !== 'disagrees') return { kind: 'disagrees', query };
    if (outcome !== expected[k]) other ??= { kind: outcome.startsWith('threw') ? 'threw' : 'withheld', query, outcome };
  }
  return other;
}

function outcomeOf(text: string): string {
  try {
    const { result } = analyzeDocument(text, { certify: true }).statements.at(-1)!;
    const withheld = result.diagnostics.find(({ code }) => code === 'withheld');
    if (withheld) return withheld.severity === 'error' ? 'disagrees' : 'undecided';
    if (result.status === 'unsupported') return 'refused';
    const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
    return errors.length > 0 ? `error ${errors[0]!.message}` : (result.derivative?.certificate.verdict ?? result.status);
  } catch (failure) {
    return `threw ${failure instanceof Error ? failure.message : String(failure)}`;
  }
}
