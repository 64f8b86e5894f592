/** Documents as programs to run: the code of the last statement, arguments for it, and what it must return. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeDocument, useCodePrinter } from '../../src/analysis/document.ts';
import { sidesOf } from '../../src/analysis/print.ts';
import { StatementAnalysis } from '../../src/analysis/statement.ts';
import { codeIn } from '../../src/code/index.ts';
import type { Code, LanguageId } from '../../src/code/input.ts';
import { evaluateTensor, sizeOf } from '../../src/numeric/exact.ts';
import type { Dense } from '../notation/nodes.ts';
import { samplePoint } from '../random/examine.ts';

export interface Program {
  readonly title: string;
  readonly code: Code;
  /** By the parameter's symbol. */
  readonly values: ReadonlyMap<string, Dense>;
  readonly derivative: Dense;
  readonly value: Dense | null;
  /** How often the value is differentiated. */
  readonly order: number;
}
/** What a language's process says of a program. */
export interface Answers {
  readonly derivative: Dense;
  readonly value: Dense | null;
  /** The value and the derivative from the function that computes both. */
  readonly both: readonly [Dense, Dense] | null;
  readonly check: number | null;
}
export type Outcome = Answers | { readonly error: string };

interface Row {
  readonly id: string;
  readonly document: string;
  readonly verdict: string | null;
}

/** Every published identity that is right and can be drawn, but those with functions of the caller's. */
export function identityPrograms(language: LanguageId): readonly Program[] {
  const rows = JSON.parse(readFileSync(join(__dirname, '../identities/identities.json'), 'utf8')) as readonly Row[];
  return rows.flatMap(({ id, document }) => {
    const found = programOf(document, language);
    return found ? [{ ...found, title: id }] : [];
  });
}

/** null where the last statement has no derivative or no value at any random point. */
export function programOf(document: string, language: LanguageId): Program | null {
  useCodePrinter(codeIn);
  const statement = analyzeDocument(document).statements.at(-1);
  assert.ok(statement instanceof StatementAnalysis);
  const derived = statement.outcome()?.derived;
  const { derivative } = statement.result;
  if (!derived || !derivative) return null;
  const sample = samplePoint(derived, statement.symbols);
  if (!sample || sample.environment.resultOf.size > 0) return null;
  const { point, named } = sample.environment;
  const values = new Map<string, Dense>(
    [...named].map(([name, { shape, data }]) => [written(name, statement), { shape: [...shape], data: Float64Array.from(data) }]),
  );
  for (const [name, size] of point.sizes.named) if (!values.has(name)) values.set(name, { shape: [], data: Float64Array.of(size) });
  const { of, wrt } = sidesOf(derived);
  const shape = [...of, ...wrt.flat()].map(size => sizeOf(size, point.sizes));
  const value = evaluateTensor(derived.independentSource, point);
  const code = derivative.code[language];
  return {
    title: document,
    code,
    values,
    derivative: { shape, data: Float64Array.from(sample.value.data) },
    value: value.status === 'ok' && code.others.value !== null ? { shape: [...value.shape], data: Float64Array.from(value.data) } : null,
    order: derived.query.wrt.length,
  };
}

const written = (name: string, statement: StatementAnalysis): string => statement.symbols.get(name)?.written ?? name;

/** The argument for each parameter, in order. */
export function argumentsOf(program: Program, parameters: Code['parameters']): readonly Dense[] {
  return parameters.map(({ symbol }) => {
    const value = program.values.get(symbol);
    assert.ok(value, `${program.title}: no value for the parameter ${symbol}`);
    return value;
  });
}

/** Everything the module computes is what the independent evaluation says, and its own check agrees. */
export function assertRight(program: Program, outcome: Outcome | undefined): void {
  const context = `${program.title}\n${program.code.source}`;
  assert.ok(outcome, `no outcome: ${context}`);
  assert.ok(!('error' in outcome), `${'error' in outcome ? outcome.error : ''}\n${context}`);
  assertNear(outcome.derivative, program.derivative, `the derivative of ${context}`);
  if (program.value) {
    assert.ok(outcome.value && outcome.both, context);
    assertNear(outcome.value, program.value, `the value of ${context}`);
    assertNear(outcome.both[0], program.value, `the value beside the derivative of ${context}`);
    assertNear(outcome.both[1], program.derivative, `the derivative beside the value of ${context}`);
  }
  // where the value is not defined there are no differences either
  if (program.value && program.code.others.check !== null) {
    assert.ok(outcome.check !== null && outcome.check < (program.order === 1 ? 1e-5 : 1e-2), `the check says ${outcome.check} of ${context}`);
  }
}

function assertNear(found: Dense, expected: Dense, context: string): void {
  assert.deepEqual(found.shape, expected.shape, `shape of ${context}`);
  assert.equal(found.data.length, expected.data.length, `entries of ${context}`);
  const scale = expected.data.reduce((most, entry) => Math.max(most, Math.abs(entry)), 1e-3);
  expected.data.forEach((entry, at) => {
    if (!Number.isFinite(entry)) return;
    assert.ok(Math.abs(found.data[at]! - entry) <= 1e-8 * scale, `entry ${at} is ${found.data[at]}, not ${entry}: ${context}`);
  });
}
