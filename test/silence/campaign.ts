// node silence.cjs FOLDER …: what the extension shows in code that holds no mathematics, as one line of JSON; progress on standard error.

import { useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn, countOperations } from '../../src/code/index.ts';
import { defaultSettings } from '../../src/ide/settings.ts';
import { certify } from '../../src/numeric/index.ts';
import { type Examined, examineText, linesRead } from './examineText.ts';
import { sourceTexts } from './sourceFiles.ts';

interface Counts {
  files: number;
  characters: number;
  lines: number;
  diagnostics: number;
  hovers: number;
  milliseconds: number;
  exceptions: number;
  tooLong: number;
}

const PROGRESS = 5000;
const SLOWEST = 10;

useCertifier(certify);
useCodePrinter(codeIn, countOperations);

const languages: Record<string, Counts> = {};
const diagnostics: Examined['diagnostics'][number][] = [];
const hovers: Examined['hovers'][number][] = [];
const exceptions: { path: string; error: string }[] = [];
const slowest: { path: string; milliseconds: number }[] = [];
let files = 0;
for (const source of sourceTexts(process.argv.slice(2))) {
  const { path, languageId, text } = source;
  languages[languageId] ??= { files: 0, characters: 0, lines: 0, diagnostics: 0, hovers: 0, milliseconds: 0, exceptions: 0, tooLong: 0 };
  const counts = languages[languageId];
  files++;
  counts.files++;
  if (files % PROGRESS === 0) console.error(`${files} files, ${diagnostics.length} diagnostics, ${path}`);
  if (text.length > defaultSettings.maxFileSize) {
    counts.tooLong++;
    continue;
  }
  counts.characters += text.length;
  try {
    counts.lines += linesRead(text, languageId);
    const examined = examineText(source);
    counts.diagnostics += examined.diagnostics.length;
    counts.hovers += examined.hovers.length;
    counts.milliseconds += examined.milliseconds;
    diagnostics.push(...examined.diagnostics);
    hovers.push(...examined.hovers);
    slowest.push({ path, milliseconds: examined.milliseconds });
    slowest.sort((a, b) => b.milliseconds - a.milliseconds);
    slowest.length = Math.min(slowest.length, SLOWEST);
  } catch (error) {
    // one file that throws is a finding, and the others are examined all the same
    counts.exceptions++;
    exceptions.push({ path, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
console.log(JSON.stringify({ languages, diagnostics, hovers, exceptions, slowest }));
