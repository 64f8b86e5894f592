// The grammar colours before the server answers; what both say of the same characters must be the same.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { INITIAL } from 'vscode-textmate';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { type SemanticToken, semanticTokensOf } from '../../src/ide/semanticTokens.ts';
import programs from '../syntax/data/programs.json';
import { loadGrammar } from './load.ts';

const read = (file: string): string => readFileSync(join(__dirname, '../..', file), 'utf8');
const fences = (file: string): readonly string[] => [...read(file).matchAll(/^```mc\n(.*?)^```/gms)].map(match => match[1]!);

const corpus: readonly string[] = [
  read('examples/lecture.mc'),
  ...['docs/language.md', 'README.md'].flatMap(fences),
  ...['blocks', 'claims', 'declarations', 'derivatives', 'functions', 'indices', 'inference', 'lecture', 'powers', 'products', 'sums'].flatMap(name =>
    fences(`test/spec/${name}.md`),
  ),
  ...programs.map(lines => lines.join('\n')),
];

/** The scopes of the grammar that say the same. A size may stand where the grammar sees a name; what `sum` and `Σ` are, the shapes decide. */
const SCOPES: Readonly<Record<SemanticToken['type'], RegExp>> = {
  variable: /^variable\.other/,
  parameter: /^variable\.other/,
  function: /^(?:support\.function|variable\.other)/,
  type: /^(?:constant\.numeric\.shape|variable\.other)/,
  number: /^constant\.numeric/,
  operator: /^keyword\.operator/,
  keyword: /^keyword\.control/,
  property: /^storage\.modifier\.property/,
};

test('semantic tokens and the grammar say the same', async () => {
  const grammar = await loadGrammar();
  const differences: string[] = [];
  let compared = 0;
  for (const text of corpus) {
    const tokens = semanticTokensOf(analyzeDocument(text));
    let lineStart = 0;
    let stack = INITIAL;
    for (const line of text.split('\n')) {
      const { tokens: coloured, ruleStack } = grammar.tokenizeLine(line, stack);
      stack = ruleStack;
      for (const { startIndex, endIndex, scopes } of coloured) {
        const scope = scopes.at(-1)!;
        if (scope === 'source.mc' || scope.startsWith('punctuation')) continue;
        for (const token of tokens) {
          const [from, to] = [Math.max(token.start, lineStart + startIndex), Math.min(token.end, lineStart + endIndex)];
          if (from >= to || text.slice(from, to).trim() === '') continue;
          compared++;
          if (!SCOPES[token.type].test(scope)) differences.push(`${token.type} '${text.slice(token.start, token.end)}' is ${scope} in: ${line}`);
        }
      }
      lineStart += line.length + 1;
    }
  }
  assert.equal(differences.join('\n'), '');
  assert.ok(compared > 3000, `only ${compared} were compared`);
});
