/**
 * Every published identity in the three styles: each is derived line by line or says why it does not apply, every line equals the one
 * before by numbers, and every formula is typeset.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import katex from 'katex';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import type { Line, Style } from '../../src/derivations/derivation.ts';
import { certify } from '../../src/numeric/index.ts';

interface Row {
  readonly id: string;
  readonly document: string;
}
const rowsOf = (file: string): readonly Row[] => JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as Row[];
const everyLine = (lines: readonly Line[]): readonly Line[] => lines.flatMap(line => [line, ...everyLine(line.details ?? [])]);
const typeset = (tex: string): string => katex.renderToString(tex, { throwOnError: true, strict: 'ignore', maxExpand: 1_000 });

describe('identities in three styles', () => {
  before(() => useCertifier(certify));
  for (const [file, least] of [
    ['identities.json', 0.9],
    ['further.json', 0.8],
  ] as const)
    test(`${file}: derived or with a reason, every line equal to the one before`, context => {
      const counts: Record<Style, { derived: number; lines: number; unavailable: number }> = {
        chain: { derived: 0, lines: 0, unavailable: 0 },
        differentials: { derived: 0, lines: 0, unavailable: 0 },
        components: { derived: 0, lines: 0, unavailable: 0 },
      };
      const reasons = new Map<string, number>();
      let results = 0;
      let inSomeStyle = 0;
      for (const { id, document } of rowsOf(file)) {
        const analysis = analyzeDocument(document);
        const content = analysis.panelAt(analysis.statements.at(-1)!.start);
        // a claim that is refuted for its shapes has no result
        if (content.kind !== 'result') continue;
        results++;
        const layout = content.layouts.find(each => each.layout === content.layout)!;
        assert.deepEqual(layout.derivations.map(({ style }) => style).toSorted(), ['chain', 'components', 'differentials'], id);
        if (layout.derivations.some(({ lines }) => lines.length > 0)) inSomeStyle++;
        for (const { style, lines, unavailable } of layout.derivations) {
          assert.equal(lines.length > 0, unavailable === undefined, `${id}: ${style}`);
          if (unavailable !== undefined) {
            assert.match(unavailable, /\w{3}/, id);
            counts[style].unavailable++;
            reasons.set(unavailable, (reasons.get(unavailable) ?? 0) + 1);
            continue;
          }
          counts[style].derived++;
          for (const line of everyLine(lines)) {
            counts[style].lines++;
            assert.equal(line.verdict, 'equal', `${id}, ${style}: ${line.rule}`);
            for (const tex of [line.left, ...line.parts.map(part => part.tex)])
              if (tex !== null) assert.doesNotThrow(() => typeset(tex), `${id}, ${style}: ${tex}`);
          }
        }
      }
      for (const [style, { derived, lines, unavailable }] of Object.entries(counts))
        context.diagnostic(`${file}, ${style}: ${derived} derived with ${lines} lines, ${unavailable} say why not`);
      for (const [reason, count] of reasons) context.diagnostic(`${count} × ${reason}`);
      context.diagnostic(`${inSomeStyle} of ${results} results in one style at least`);
      assert.ok(inSomeStyle >= least * results, `only ${inSomeStyle} of ${results}`);
    });
});
