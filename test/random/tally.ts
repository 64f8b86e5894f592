/** Examines a range of seeds and adds up what happened: the unit test and the long campaign share it. */

import { assertClose, runNumpy } from '../code/numpyProcess.ts';
import { type Examination, examine } from './examine.ts';
import { type Kind, LEAVES, OPERATIONS, shrink, type Tree } from './expressions.ts';
import { drawProgram, type Program, textOf } from './programs.ts';

export interface Failure {
  readonly seed: number;
  readonly status: Examination['status'];
  /** The smallest document found that fails in the same way. */
  readonly text: string;
  readonly problems: readonly string[];
}

/** The documents that use an operation, and those of them whose derivative was refused, whatever for, or withheld. */
export interface Share {
  documents: number;
  refused: number;
  withheld: number;
}

export interface Tally {
  documents: number;
  readonly statuses: Record<string, number>;
  /** By the operation that has no rule. */
  readonly refusals: Record<string, number>;
  /** A few seeds of each. */
  readonly refusedSeeds: Record<string, number[]>;
  /** By the reason. */
  readonly undecided: Record<string, number>;
  readonly checks: Record<string, number>;
  /** By features of the query. */
  readonly features: Record<string, number>;
  /** By rules of the grammar and by operations of the typed tree. */
  readonly operations: Record<string, Share>;
  readonly typedOperations: Record<string, Share>;
  readonly failures: Failure[];
}

const noShare = (): Share => ({ documents: 0, refused: 0, withheld: 0 });

export const emptyTally = (): Tally => ({
  documents: 0,
  statuses: {},
  refusals: {},
  refusedSeeds: {},
  undecided: {},
  checks: {},
  operations: Object.fromEntries(OPERATIONS.map(name => [name, noShare()])),
  features: {},
  typedOperations: {},
  failures: [],
});

/** @param from The first seed. @param to The seed behind the last one. @param numpy Runs the generated code too, where there is a Python. */
export function tallySeeds(from: number, to: number, tally: Tally = emptyTally(), numpy = false): Tally {
  const codes: Coded[] = [];
  for (let seed = from; seed < to; seed++) {
    const program = drawProgram(seed);
    const result = examine(textOf(program));
    tally.documents++;
    count(tally.statuses, result.status);
    if (result.status === 'refused') {
      count(tally.refusals, result.detail);
      tally.refusedSeeds[result.detail] = [...(tally.refusedSeeds[result.detail] ?? []), seed].slice(0, SEEDS_KEPT);
    }
    if (result.status === 'undecided') count(tally.undecided, reasonOf(result.detail));
    for (const check of result.checks) count(tally.checks, check);
    for (const operation of program.operations) share(tally.operations, operation, result.status);
    for (const feature of [...program.features, `layout ${program.layout}`, `sizes ${Object.values(program.sizes).join(' ')}`]) count(tally.features, feature);
    for (const operation of result.typedOperations) share(tally.typedOperations, operation, result.status);
    if (isFailure(result)) tally.failures.push(failureOf(program, result));
    if (numpy && result.code) codes.push({ seed, text: textOf(program), ...result.code });
  }
  if (codes.length > 0) tally.failures.push(...wrongCode(codes, tally));
  return tally;
}

const SEEDS_KEPT = 3;

type Coded = NonNullable<Examination['code']> & { readonly seed: number; readonly text: string };

/** Many functions in one Python process. */
function wrongCode(codes: readonly Coded[], tally: Tally): readonly Failure[] {
  const outcomes = runNumpy(
    codes.map(({ run }) => run),
    { diagnostic: () => undefined },
  );
  if (!outcomes) return [];
  return codes.flatMap(({ seed, text, run, expected }, k) => {
    try {
      assertClose(outcomes[k]!, expected, run.code.source, 1e-7);
      count(tally.checks, 'NumPy code run');
      return [];
    } catch (failure) {
      return [{ seed, status: 'verified' as const, text, problems: [`NumPy code: ${(failure as Error).message}`] }];
    }
  });
}

/** A wrong derivative, one that is withheld, an exception, a document that should be well-typed and is not, or a printed form that says something else. */
const isFailure = ({ status, problems }: Examination): boolean => (status !== 'verified' && status !== 'refused') || problems.length > 0;

function failureOf(program: Program, result: Examination): Failure {
  const smallest = shrunk(program, result);
  const again = examine(textOf(smallest));
  return { seed: program.seed, status: again.status, text: textOf(smallest), problems: [...(again.detail === '' ? [] : [again.detail]), ...again.problems] };
}

/** The same program with smaller trees, as long as it fails in the same way. */
function shrunk(program: Program, result: Examination): Program {
  const wayOf = ({ status, problems }: Examination): string => `${status} ${problems.map(problem => problem.split(':')[0]).join()}`;
  const way = wayOf(result);
  const fails = (candidate: Program): boolean => wayOf(examine(textOf(candidate))) === way;
  let smallest = program;
  if (smallest.tree) {
    const withTree = (tree: Tree): Program => ({ ...smallest, tree });
    smallest = withTree(shrink(smallest.tree, tree => fails(withTree(tree))));
  }
  for (const k of smallest.definitions.keys()) {
    const { tree } = smallest.definitions[k]!;
    if (!tree) continue;
    const withTree = (other: Tree): Program => ({ ...smallest, definitions: smallest.definitions.with(k, { ...smallest.definitions[k]!, tree: other }) });
    smallest = withTree(shrink(tree, other => fails(withTree(other)), namesBefore(smallest, k)));
  }
  return smallest;
}

/** The leaves that a definition may have: also the names that were defined before it. */
function namesBefore({ definitions }: Program, at: number): typeof LEAVES {
  const leaves = { ...LEAVES };
  for (const { left, tree } of definitions.slice(0, at)) if (tree) leaves[tree.kind as Kind] = [left, ...leaves[tree.kind as Kind]];
  return leaves;
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function share(shares: Record<string, Share>, name: string, status: Examination['status']): void {
  const counted = shares[name] ?? noShare();
  shares[name] = counted;
  counted.documents++;
  if (status === 'refused') counted.refused++;
  if (status === 'undecided' || status === 'disagrees') counted.withheld++;
}

/** Without the numbers in it. */
const reasonOf = (detail: string): string => (/\((.*)\)\.?$/.exec(detail)?.[1] ?? detail).replace(/[\d.]+e[-+]?\d+|\d+/g, '#');

export function describeFailure({ seed, status, text, problems }: Failure): string {
  const indented = (lines: string): string => lines.replace(/^/gm, '    ');
  return `seed ${seed}: ${status}\n${indented(text)}\n${indented(problems.join('\n'))}`;
}

/** The counts as a table, the rarest first within each group. */
export function describeTally(tally: Tally): string {
  const lines: string[] = [`${tally.documents} documents`];
  for (const [title, table] of [
    ['verdicts', tally.statuses],
    ['refused, by operation', tally.refusals],
    ['undecided, by reason', tally.undecided],
    ['printed forms', tally.checks],
    ['typed operations', tally.typedOperations],
    ['rules of the grammar', tally.operations],
    ['queries', tally.features],
  ] as const) {
    const documents = (counted: number | Share): number => (typeof counted === 'number' ? counted : counted.documents);
    const entries = Object.entries<number | Share>(table)
      .map(([name, counted]) => [name, documents(counted)] as const)
      .sort(([, a], [, b]) => a - b);
    if (entries.length > 0) lines.push(`${title}: ${entries.map(([name, value]) => `${name} ${value}`).join(' · ')}`);
  }
  return lines.join('\n');
}
