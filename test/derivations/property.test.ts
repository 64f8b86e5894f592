/** Random programs: whatever is written, no line is wrong, nothing throws, and the last line is the derivative. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Refusal } from '../../src/calculus/refusal.ts';
import { chainStyle } from '../../src/derivations/chainStyle.ts';
import { componentsStyle } from '../../src/derivations/components.ts';
import type { Line } from '../../src/derivations/derivation.ts';
import { derive } from '../../src/derivations/derive.ts';
import { differentialsStyle } from '../../src/derivations/differentials.ts';
import { MalformedForm } from '../../src/derivations/formTensor.ts';
import { newContext } from '../../src/derivations/lines.ts';
import { wholeQuery } from '../../src/derivations/wholeQuery.ts';
import { Unsupported } from '../../src/lowering/unsupported.ts';
import { compareTensors } from '../../src/numeric/exact.ts';
import type { TypedQuery } from '../../src/shapes/typed.ts';
import { drawProgram, textOf } from '../random/programs.ts';
import { queriesOf } from './render.ts';

const everyLine = (lines: readonly Line[]): readonly Line[] => lines.flatMap(line => [line, ...everyLine(line.details ?? [])]);

describe('random programs', () => {
  const compare = (a: Parameters<typeof compareTensors>[0], b: Parameters<typeof compareTensors>[1]) => compareTensors(a, b);
  test('have no line that differs from the one before, in any style and layout', () => {
    let derived = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const program = textOf(drawProgram(seed));
      const query = read(program);
      if (!query) continue;
      for (const layout of ['numerator', 'denominator'] as const)
        for (const write of [chainStyle, differentialsStyle, componentsStyle]) {
          // without the net of `derive`, so that a refuted line, a malformed formula or a crash fails here
          const whole = wholeQuery(query);
          const outcome = whole && unlessRefused(() => write(whole, newContext(compare, layout)));
          if (!outcome || 'unavailable' in outcome) continue;
          derived++;
          for (const line of everyLine(outcome.lines)) assert.notEqual(line.verdict, null, `${program}\n${line.parts.map(part => part.unicode).join(' ')}`);
        }
    }
    assert.ok(derived > 120, `only ${derived} derivations`);
  });
  test('never make derive throw', () => {
    for (let seed = 1000; seed <= 1030; seed++) {
      const program = textOf(drawProgram(seed));
      const query = read(program);
      if (query) for (const { lines, unavailable } of derive(query, 'numerator')) assert.ok(lines.length > 0 !== (unavailable !== undefined));
    }
  });
  test('an error that is no refusal is told from one', () => assert.ok(new MalformedForm() instanceof Error));
});

/** What has no rule is refused by name; every other error is a defect. */
function unlessRefused<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch (failure) {
    if (failure instanceof Unsupported || failure instanceof Refusal) return null;
    throw failure;
  }
}

/** null where the random expression is refused by the language. */
function read(program: string): TypedQuery | null {
  try {
    return queriesOf(program).at(-1)?.query ?? null;
  } catch {
    return null;
  }
}
