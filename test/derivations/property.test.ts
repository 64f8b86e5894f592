/** Random programs: whatever is written, no line is wrong, nothing throws, and the derivations end in the derivative. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chainStyle } from '../../src/derivations/chainStyle.ts';
import { componentsStyle } from '../../src/derivations/components.ts';
import type { Line } from '../../src/derivations/derivation.ts';
import { derive } from '../../src/derivations/derive.ts';
import { differentialsStyle } from '../../src/derivations/differentials.ts';
import { newContext } from '../../src/derivations/lines.ts';
import { wholeQuery } from '../../src/derivations/wholeQuery.ts';
import { compareTensors } from '../../src/numeric/exact.ts';
import { drawProgram } from './programs.ts';
import { queriesOf } from './render.ts';

const everyLine = (lines: readonly Line[]): readonly Line[] => lines.flatMap(line => [line, ...everyLine(line.details ?? [])]);

describe('random programs', () => {
  test('have no line that differs from the one before', () => {
    let [derived, lines, undecided] = [0, 0, 0];
    for (let seed = 1; seed <= 120; seed++) {
      const program = drawProgram(seed);
      const { query } = queriesOf(program).at(-1)!;
      for (const write of [chainStyle, differentialsStyle, componentsStyle]) {
        // without the net of `derive`: a refuted line, a formula that does not conform or a crash fails here
        const context = newContext((a, b) => compareTensors(a, b), query.layout);
        const outcome = assertNoThrow(() => write(wholeQuery(query)!, context), program);
        if ('unavailable' in outcome) continue;
        derived++;
        for (const line of everyLine(outcome.lines)) {
          assert.notEqual(line.verdict, null, program);
          lines++;
          if (line.verdict === 'unknown') undecided++;
        }
      }
    }
    assert.ok(derived > 200, `only ${derived} derivations`);
    assert.ok(undecided * 100 <= lines, `${undecided} of ${lines} lines are not decided`);
  });
  test('give lines or a reason, and never both', () => {
    for (let seed = 500; seed <= 520; seed++)
      for (const layout of ['numerator', 'denominator'] as const)
        for (const { lines, unavailable } of derive(queriesOf(drawProgram(seed)).at(-1)!.query, layout))
          assert.equal(lines.length > 0, unavailable === undefined);
  });
});

function assertNoThrow<Value>(work: () => Value, program: string): Value {
  try {
    return work();
  } catch (failure) {
    assert.fail(`${String(failure)}\n${program}`);
  }
}
