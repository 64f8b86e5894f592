// node --import tsx test/identities/lengths.ts: how long the printed forms are beside those of the books, and the ten longest.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FormLength, lengthsOf } from './formLength.ts';
import { textbookRows } from './textbook.ts';

const rows = (
  JSON.parse(readFileSync(join(import.meta.dirname ?? __dirname, 'identities.json'), 'utf8')) as { id: string; document: string; verdict: string }[]
).filter(({ verdict }) => verdict === 'verified');
report(
  'the published identities',
  rows.flatMap(({ id, document }) => lengthsOf(id, document) ?? []),
);

report(
  'the textbook shapes',
  textbookRows().flatMap(({ id, document }) => lengthsOf(id, document) ?? []),
);

function report(title: string, lengths: readonly FormLength[]): void {
  const sum = (of: (each: FormLength) => number): number => lengths.reduce((total, each) => total + of(each), 0);
  const ratio = ({ own, wanted }: FormLength): number => own / wanted;
  const longer = (limit: number): number => lengths.filter(each => ratio(each) > limit).length;
  console.log(
    `${title}: ${lengths.length} forms, ${sum(({ own }) => own)} tokens where the books have ${sum(({ wanted }) => wanted)}; ${longer(1)} longer, ${longer(1.25)} by more than a quarter`,
  );
  for (const each of lengths.toSorted((a, b) => ratio(b) - ratio(a)).slice(0, 10))
    console.log(`  ${ratio(each).toFixed(2)}  ${each.own} : ${each.wanted}  ${each.id}\n        ${each.printed}\n        ${each.expected}`);
}
