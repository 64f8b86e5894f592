// One mutant: the documents that reach its change, until the certificate sees it.

import { Engine, sourceText } from './engine.mjs';
import { mutated, observed } from './mutations.mjs';

/** Documents that are asked after the first that shows no derivative any more, for one where the certificate sees it. */
const MORE = 40;

/**
 * What the unbroken engine says to every document, and which documents reach which site.
 * @returns {{ answers: { verdict: string, shown: string }[], documentsOf: (mutation: Mutation) => number[] }} quick documents first
 */
export async function observe(copy, mutations) {
  const keyOf = ({ file, site }) => `${file} ${site.from} ${site.to}`;
  const sites = [...new Map(mutations.map(mutation => [keyOf(mutation), mutation])).values()];
  const numbers = new Map(sites.map((mutation, k) => [keyOf(mutation), k]));
  const texts = new Map(
    [...new Set(sites.map(({ file }) => file))].map(file => [
      file,
      observed(
        sourceText(copy, file),
        sites.filter(mutation => mutation.file === file).map(mutation => ({ ...mutation.site, call: `mutationReached(${numbers.get(keyOf(mutation))})` })),
      ),
    ]),
  );
  const engine = new Engine(copy);
  try {
    const { queries, threw, reached } = await engine.load(texts);
    if (!queries) throw new Error(`the observed engine cannot be loaded: ${threw}`);
    // what is evaluated when the sources are loaded concerns every document
    const always = new Set(reached);
    const documents = sites.map(() => []);
    const answers = [];
    for (let k = 0; k < queries.length; k++) {
      const { answer, milliseconds, reached, threw } = await engine.ask(k);
      if (!answer) throw new Error(`the unbroken engine has no answer to document ${k}: ${threw}`);
      answers.push({ ...answer, milliseconds });
      for (const site of reached) documents[site].push(k);
    }
    const quickFirst = (a, b) => answers[a].milliseconds - answers[b].milliseconds;
    for (const list of documents) list.sort(quickFirst);
    // those whose own evaluation gets there before the others
    const all = answers.map((_, k) => k).sort(quickFirst);
    for (const site of always) documents[site] = [...new Set([...documents[site], ...all])];
    return { answers, documentsOf: mutation => documents[numbers.get(keyOf(mutation))] };
  } finally {
    await engine.close();
  }
}

/**
 * How a mutant is caught, and by which document: `disagrees` by the certificate, `withheld` because nothing is shown any more,
 * `threw`, `hangs`; or `survived`, with the number of documents that reach it and one whose print is another and counts as right.
 */
export async function examine(engine, mutation, { answers, documentsOf }) {
  const documents = documentsOf(mutation);
  if (documents.length === 0) return { kind: 'survived', reached: 0 };
  const loaded = await engine.load(new Map([[mutation.file, mutated(sourceText(engine.copy, mutation.file), mutation)]]));
  if (!loaded.queries) return loaded.hangs ? { kind: 'hangs' } : { kind: 'threw', outcome: loaded.threw };
  let other = null;
  let changed = null;
  let more = MORE;
  for (const document of documents) {
    const { answer, threw, hangs } = await engine.ask(document);
    if (answer?.verdict === 'disagrees') return { kind: 'disagrees', document };
    if (hangs) return other ?? { kind: 'hangs', document };
    if (threw) other ??= { kind: 'threw', document, outcome: threw };
    else if (answer.verdict !== answers[document].verdict) other ??= { kind: 'withheld', document, outcome: answer.verdict };
    else if (answer.shown !== answers[document].shown) changed ??= document;
    if (other && more-- === 0) return other;
  }
  return other ?? { kind: 'survived', reached: documents.length, ...(changed !== null && { changed }) };
}
