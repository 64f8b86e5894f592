/** Properties that the sentence around a declaration says: `the symmetric matrix $S \in …$`, `$X \in …$ is invertible`. */

import { isPropertyPhrase } from '../syntax/properties.ts';
import type { Block } from './block.ts';
import type { Work } from './work.ts';

/** The block of inline mathematics with what is said of its names; `open` and `close` are the outer sides of its signs. */
export function withProseProperties(text: string, block: Block, open: number, close: number, work: Work): Block {
  if (!DECLARES.test(block.text.slice(block.text.lastIndexOf('\n') + 1))) return block;
  work.visited += 2 * LONGEST_LOOK;
  const phrases = [...phrasesBefore(text, open), ...phrasesAfter(text, close)];
  if (phrases.length === 0) return block;
  const end = block.offsets[block.text.length]!;
  const offsets = [...block.offsets.slice(0, block.text.length)];
  let extended = block.text;
  for (const { words, start } of phrases) {
    extended += `, ${words}`;
    // what stands before the formula is mapped to its end, so that offsets never go back
    const separator = Math.max(end, offsets.at(-1) ?? end);
    offsets.push(separator, separator, ...Array.from(words, (_, k) => (start < end ? end : start + k)));
  }
  return { ...block, text: extended, offsets: Uint32Array.from([...offsets, offsets.at(-1)!]) };
}

interface Phrase {
  readonly words: string;
  readonly start: number;
}
interface Word {
  readonly text: string;
  readonly start: number;
}

const DECLARES = /(?:\\in\b|∈)\s*(?:\\mathbb|\\mathbf|\\R\b|\\Reals?\b|ℝ|\\S\b)/;
const LONGEST_LOOK = 100;
const NOUNS: ReadonlySet<string> = new Set(['matrix', 'matrices', 'vector', 'vectors', 'scalar', 'scalars']);
/** Prose fixes a quantity for a sentence, not for every derivative. */
const PASSING: ReadonlySet<string> = new Set(['constant', 'const', 'fixed']);
const isProperty = (words: string): boolean => isPropertyPhrase(words) && !PASSING.has(words);
/** Between a formula and a property of it. */
const LINKS: ReadonlySet<string> = new Set('be is are a an the both all being and which that assumed to with real square'.split(' '));

/** The properties right before the formula, or before its noun. */
function phrasesBefore(text: string, open: number): readonly Phrase[] {
  const from = Math.max(0, open - LONGEST_LOOK);
  const sentence = /[A-Za-z\s-]*$/.exec(text.slice(from, open))![0];
  const words = wordsIn(sentence, open - sentence.length);
  if (words.length > 0 && NOUNS.has(words.at(-1)!.text)) words.pop();
  const found: Phrase[] = [];
  for (let end = words.length; end > 0; ) {
    const length = [3, 2, 1].find(count => count <= end && isProperty(joined(words.slice(end - count, end))));
    if (length === undefined) break;
    found.unshift({ words: joined(words.slice(end - length, end)), start: words[end - length]!.start });
    end -= length;
  }
  return found;
}

/** The properties that follow, up to the end of the sentence or the next formula; those right before that one, without a comma between, are its own. */
function phrasesAfter(text: string, close: number): readonly Phrase[] {
  const rest = text.slice(close, close + LONGEST_LOOK);
  const sentence = /^[A-Za-z\s,-]*/.exec(rest)![0].split(/\n\s*\n/)[0]!;
  const next = rest.slice(sentence.length);
  const words = wordsIn(sentence, close);
  const found: { readonly phrase: Phrase; readonly at: number; readonly end: number }[] = [];
  let at = 0;
  while (at < words.length) {
    const length = [3, 2, 1].find(count => at + count <= words.length && isProperty(joined(words.slice(at, at + count))));
    if (length !== undefined) {
      found.push({ phrase: { words: joined(words.slice(at, at + length)), start: words[at]!.start }, at, end: at + length });
      at += length;
    } else if (LINKS.has(words[at]!.text) || NOUNS.has(words[at]!.text)) at++;
    else break;
  }
  const isNextFormula = at === words.length && /^(?:[$\\]|:math:`)/.test(next);
  while (isNextFormula && found.length > 0) {
    const last = found.at(-1)!;
    const between = words.slice(last.end);
    if (!between.every(word => NOUNS.has(word.text)) || text.slice(last.phrase.start, close + sentence.length).includes(',')) break;
    found.pop();
    words.length = last.at;
  }
  return found.map(({ phrase }) => phrase);
}

const joined = (words: readonly Word[]): string => words.map(word => word.text).join(' ');

function wordsIn(sentence: string, start: number): Word[] {
  return Array.from(sentence.matchAll(/[A-Za-z]+(?:-[A-Za-z]+)*/g), match => ({ text: match[0].toLowerCase(), start: start + match.index }));
}
