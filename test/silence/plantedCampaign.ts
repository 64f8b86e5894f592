// node planted.cjs COUNT FOLDER …: whether claims that are put into comments of real code are found; one line of JSON.

import { analyzeDocument, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import type { Diagnostic } from '../../src/analysis/result.ts';
import { codeIn, countOperations } from '../../src/code/index.ts';
import { certify } from '../../src/numeric/index.ts';
import { seeded } from '../random/expressions.ts';
import { drawClaim, type PlantedClaim } from './claims.ts';
import { plant } from './planting.ts';
import { type SourceText, sourceTexts } from './sourceFiles.ts';

const LONGEST = 60_000;
const SHORTEST = 500;
const FILES_A_LANGUAGE = 60;
/** How often the declarations stand in a comment of their own, further up in the function. */
const IN_TWO = 0.4;

useCertifier(certify);
useCodePrinter(codeIn, countOperations);

const [count, ...folders] = process.argv.slice(2);
const byLanguage = new Map<string, SourceText[]>();
const seen = new Map<string, number>();
for (const source of sourceTexts(folders)) {
  if (source.text.length > LONGEST || source.text.length < SHORTEST) continue;
  const files = byLanguage.get(source.languageId) ?? [];
  byLanguage.set(source.languageId, files);
  // a sample that does not depend on which folders come first
  const number = (seen.get(source.languageId) ?? 0) + 1;
  seen.set(source.languageId, number);
  if (files.length < FILES_A_LANGUAGE) files.push(source);
  else {
    const place = Math.floor(seeded(number)() * number);
    if (place < FILES_A_LANGUAGE) files[place] = source;
  }
}

interface Outcome {
  readonly languageId: string;
  readonly family: string;
  readonly mistake: string | null;
  /** `found`: verified or flagged, as it should be. */
  readonly outcome: 'found' | 'silent' | 'wrong';
  readonly diagnosis: string | null;
  /** Diagnostics elsewhere in the file. */
  readonly others: readonly string[];
  readonly seed: number;
  readonly path: string;
  readonly lines: readonly string[];
}

const outcomes: Outcome[] = [];
const languages = [...byLanguage.keys()].sort();
let next = 0;
for (let seed = 0; seed < Number(count); seed++) {
  const claim = drawClaim(seed);
  for (let attempt = 0; attempt < 10 * languages.length; attempt++) {
    const languageId = languages[next++ % languages.length]!;
    const files = byLanguage.get(languageId)!;
    const random = seeded(1000 * seed + attempt);
    const source = files[Math.floor(random() * files.length)]!;
    const parts = random() < IN_TWO ? [claim.lines.slice(0, claim.declarations), claim.lines.slice(claim.declarations)] : [claim.lines];
    const planted = plant(source, parts, random);
    if (planted === null) continue;
    outcomes.push(judge(claim, source, planted.text, planted.lineNumbers, seed));
    break;
  }
}
console.log(JSON.stringify(outcomes));

function judge(claim: PlantedClaim, source: SourceText, text: string, lineNumbers: readonly number[], seed: number): Outcome {
  const { languageId, path } = source;
  const analysis = analyzeDocument(text, { languageId, certify: true });
  const line = lineNumbers[claim.claimLine]!;
  const result = analysis.statements
    .map(statement => statement.result)
    .find(({ kind, range, claim: found }) => kind === 'claim' && found !== undefined && range.start.line < line && range.end.line + 1 >= line);
  const flagged = analysis.diagnostics().filter(({ severity }) => severity === 'error' || severity === 'warning');
  const last = result === undefined ? line : result.range.end.line + 1;
  const isHere = ({ range }: Diagnostic): boolean => range.start.line + 1 >= line && range.start.line + 1 <= last;
  const here = flagged.filter(isHere);
  const others = flagged.filter(each => !isHere(each)).map(({ message, range }) => `${range.start.line + 1}: ${message}`);
  const isRight = result?.claim?.verdict === 'verified' || result?.claim?.verdict === 'other-layout';
  const isFlagged = here.length > 0 && result?.claim?.verdict === 'refuted' && result.claim.diagnosis !== null;
  const outcome = claim.mistake === null ? (here.length > 0 ? 'wrong' : isRight ? 'found' : 'silent') : isRight ? 'wrong' : isFlagged ? 'found' : 'silent';
  return {
    languageId,
    path,
    seed,
    family: claim.family,
    mistake: claim.mistake,
    outcome,
    diagnosis: result?.claim?.diagnosis ?? null,
    others,
    lines: claim.lines,
  };
}
