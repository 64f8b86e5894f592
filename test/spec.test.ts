// Runs the literate specifications test/spec/*.md and the examples of docs/language.md; spec/README.md says how they are written.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkProgram } from '../src/shapes/check.ts';
import { printQueryShape, printShape } from '../src/shapes/print.ts';
import type { TypedStatement } from '../src/shapes/typed.ts';

interface Fence {
  readonly heading: string;
  readonly line: number;
  readonly flags: readonly string[];
  readonly code: string;
}

function fencesOf(markdown: string): readonly Fence[] {
  const fences: Fence[] = [];
  let heading = '';
  let open: { readonly line: number; readonly flags: readonly string[]; readonly code: string[] } | null = null;
  for (const [i, line] of markdown.split('\n').entries()) {
    const mark = /^```(.*)$/.exec(line);
    if (open && mark) {
      if (open.flags[0] === 'mc') fences.push({ heading, line: open.line, flags: open.flags.slice(1), code: `${open.code.join('\n')}\n` });
      open = null;
    } else if (open) open.code.push(line);
    else if (mark) open = { line: i + 1, flags: mark[1]!.trim().split(/\s+/), code: [] };
    else heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
  }
  assert.equal(open, null, 'a fence is not closed');
  return fences;
}

/** What the comments of a line assert. */
function assertionsOf(line: string): {
  readonly shape: string | null;
  readonly problems: readonly { readonly severity: string; readonly code: string; readonly text: string }[];
} {
  const shape = /# shape: (\S+)/.exec(line)?.[1] ?? null;
  const problems = [...line.matchAll(/# (error|warning|information|hint): \[([\w-]+)\](?: "([^"]*)")?/g)];
  return { shape, problems: problems.map(([, severity, code, text]) => ({ severity: severity!, code: code!, text: text ?? '' })) };
}

function shapeOf({ meaning }: TypedStatement): string | null {
  switch (meaning.kind) {
    case 'definition':
      return meaning.value ? printShape(meaning.value.shape) : null;
    case 'equation':
      return meaning.right ? printShape(meaning.right.shape) : null;
    case 'query':
      return meaning.query ? printQueryShape(meaning.query) : null;
    case 'claim': {
      const last = meaning.members.at(-1)?.expression;
      return meaning.query ? printQueryShape(meaning.query) : last ? printShape(last.shape) : null;
    }
    case 'equality':
      return meaning.left ? printShape(meaning.left.shape) : null;
    case 'expression':
      return meaning.expression ? printShape(meaning.expression.shape) : null;
    default:
      return null;
  }
}

/** Compares a program with its assertions; the failure names the line of the file. */
function check(fence: Fence, onlyErrors: boolean): void {
  const { statements } = checkProgram(fence.code, {
    strict: fence.flags.includes('strict'),
    starAmbiguous: fence.flags.includes('star'),
    base: fence.flags.includes('base0') ? 0 : 1,
  });
  const lines = fence.code.split('\n');
  const lineOf = (offset: number): number => fence.code.slice(0, offset).split('\n').length - 1;
  const found = statements.flatMap(statement => statement.problems.map(problem => ({ line: lineOf(problem.span.start), problem })));
  for (const [i, line] of lines.entries()) {
    const where = `line ${fence.line + i + 1}: ${line}`;
    const expected = assertionsOf(line);
    const here = found.filter(({ line: at, problem }) => at === i && !(onlyErrors && problem.severity !== 'error' && expected.problems.length === 0));
    const left = [...here];
    for (const { severity, code, text } of expected.problems) {
      const at = left.findIndex(({ problem }) => problem.severity === severity && problem.code === code && problem.message.includes(text));
      assert.notEqual(at, -1, `${where}\n  expected ${severity} [${code}] "${text}", found ${describeAll(here)}`);
      left.splice(at, 1);
    }
    assert.equal(left.length, 0, `${where}\n  unexpected ${describeAll(left)}`);
    if (expected.shape === null) continue;
    const shapes = statements.filter(({ tree }) => lineOf(tree.span.start) <= i && i <= lineOf(Math.max(tree.span.start, tree.span.end - 1))).map(shapeOf);
    assert.deepEqual(shapes, [expected.shape], where);
  }
}

const describeAll = (found: readonly { readonly problem: { readonly severity: string; readonly code: string; readonly message: string } }[]): string =>
  found.length === 0 ? 'nothing' : found.map(({ problem }) => `${problem.severity} [${problem.code}] "${problem.message}"`).join(', ');

function runFile(path: string, onlyErrors: boolean): void {
  const fences = fencesOf(readFileSync(path, 'utf8'));
  assert.ok(fences.length > 0, `${path} has no example`);
  for (const fence of fences) it(`${fence.heading} (line ${fence.line})`, () => check(fence, onlyErrors));
}

const folder = join(__dirname, 'spec');
for (const file of readdirSync(folder)
  .filter(name => name.endsWith('.md') && name !== 'README.md')
  .sort())
  describe(`spec/${file}`, () => runFile(join(folder, file), false));

const language = join(__dirname, '..', 'docs', 'language.md');
if (existsSync(language)) describe('docs/language.md', () => runFile(language, true));
