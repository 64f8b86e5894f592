// No claimed convexity is contradicted by numbers: over the published identities and random documents, by every variable.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Refusal } from '../../src/calculus/refusal.ts';
import { type Curvature, curvatureFromForm } from '../../src/properties/curvature.ts';
import { drawProgram, textOf } from '../random/programs.ts';
import { refuteCurvature } from './refuteCurvature.ts';
import { scalarOf } from './scalars.ts';

const DOCUMENTS = 1500;

interface Counts {
  asked: number;
  claimed: number;
  strictly: number;
  points: number;
  readonly problems: string[];
}

function examine(document: string, counts: Counts): void {
  const scalar = scalarOf(document);
  if (!scalar) return;
  for (const leaf of scalar.variables) {
    let curvature: Curvature;
    try {
      curvature = curvatureFromForm(scalar.root, leaf);
    } catch (failure) {
      if (failure instanceof Refusal) continue;
      throw failure;
    }
    counts.asked++;
    if (curvature.kind === 'unknown') continue;
    counts.claimed++;
    if (curvature.strictIf) counts.strictly++;
    const { points, problem } = refuteCurvature(scalar.root, leaf, curvature, counts.asked);
    counts.points += points;
    if (problem !== null) counts.problems.push(`${document}\n  ${curvature.kind} in ${leaf.name}: ${problem}`);
  }
}

const none = (): Counts => ({ asked: 0, claimed: 0, strictly: 0, points: 0, problems: [] });

describe('curvature is never contradicted by numbers', () => {
  it('over the identities', report => {
    const rows = JSON.parse(readFileSync(join(__dirname, '../identities/identities.json'), 'utf8')) as { readonly document: string }[];
    const counts = none();
    for (const { document } of rows) examine(document, counts);
    report.diagnostic(JSON.stringify({ ...counts, problems: counts.problems.length }));
    assert.deepEqual(counts.problems, []);
    assert.ok(counts.claimed > 100 && counts.strictly > 20, JSON.stringify(counts));
  });

  it('over random documents', report => {
    const counts = none();
    for (let seed = 0; seed < DOCUMENTS; seed++) examine(textOf(drawProgram(seed)), counts);
    report.diagnostic(JSON.stringify({ ...counts, problems: counts.problems.length }));
    assert.deepEqual(counts.problems, []);
    assert.ok(counts.claimed > 200 && counts.strictly > 20, JSON.stringify(counts));
  });
});
