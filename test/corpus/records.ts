/** The records of this folder: README.md says what their marks mean. */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What `«…»` names, as it is written before its `|`; `-` behind it says that it is wrong, `+` that it is right. */
export type Kind = 'd' | 'e' | 'e+' | 'e-' | 'g' | 'g+' | 'g-';

export interface Mark {
  readonly text: string;
  /** Offsets in the text of the record. */
  readonly start: number;
  readonly end: number;
}
export interface Positive extends Mark {
  readonly kind: Kind;
}
export interface Negative extends Mark {
  readonly why: string;
}
export interface CorpusRecord {
  readonly languageId: string;
  readonly title: string;
  readonly held: boolean;
  /** Without its marks. */
  readonly text: string;
  readonly positives: readonly Positive[];
  readonly negatives: readonly Negative[];
}

const KINDS: ReadonlySet<string> = new Set<Kind>(['d', 'e', 'e+', 'e-', 'g', 'g+', 'g-']);
const CLOSERS = new Map([
  ['«', '»'],
  ['⟦', '⟧'],
  ['⟪', '⟫'],
]);

export function corpusRecords(): CorpusRecord[] {
  const files = readdirSync(__dirname)
    .filter(file => file.endsWith('.txt'))
    .sort();
  return files.flatMap(file => readRecords(readFileSync(join(__dirname, file), 'utf8'), basename(file, '.txt')));
}

export function readRecords(source: string, languageId: string): CorpusRecord[] {
  const [before, ...parts] = source.split(/^@@ /m);
  if (before !== '') throw new Error(`${languageId}: text before the first record`);
  return parts.map(part => {
    const lineEnd = part.indexOf('\n');
    const heading = part.slice(0, lineEnd);
    const held = heading.startsWith('held: ');
    return { languageId, title: held ? heading.slice('held: '.length) : heading, held, ...withoutMarks(part.slice(lineEnd + 1), `${languageId}, ${heading}`) };
  });
}

function withoutMarks(source: string, where: string): Pick<CorpusRecord, 'text' | 'positives' | 'negatives'> {
  const positives: Positive[] = [];
  const negatives: Negative[] = [];
  let text = '';
  let open: { closer: string; label: string; start: number } | null = null;
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    const closer = CLOSERS.get(character);
    if (closer) {
      if (open) throw new Error(`${where}: a mark within a mark`);
      const bar = character === '⟪' ? at : source.indexOf('|', at);
      open = { closer, label: source.slice(at + 1, Math.max(bar, at + 1)), start: text.length };
      if (character === '«' && !KINDS.has(open.label)) throw new Error(`${where}: no kind '${open.label}'`);
      at = bar;
    } else if (open && character === open.closer) {
      const mark = { text: text.slice(open.start), start: open.start, end: text.length };
      if (character === '»') positives.push({ ...mark, kind: open.label as Kind });
      else if (character === '⟧') negatives.push({ ...mark, why: open.label });
      open = null;
    } else text += character;
  }
  if (open) throw new Error(`${where}: a mark is open at the end`);
  return { text, positives, negatives };
}
