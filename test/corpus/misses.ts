/** Prints what of the records is not as marked, but for those that are held: `node --import tsx test/corpus/misses.ts [LANGUAGE]` */

import { useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';
import { isFound, measure } from './measure.ts';
import { type CorpusRecord, corpusRecords } from './records.ts';

useCertifier(certify);
const [languageId] = process.argv.slice(2);
const { positives, negatives, astray } = measure(corpusRecords().filter(record => !record.held && (!languageId || record.languageId === languageId)));
const where = (record: CorpusRecord) => `${record.languageId}, ${record.title}`;
for (const outcome of positives) {
  if (!isFound(outcome)) console.log(`${where(outcome.record)}: no ${outcome.hover ? 'diagnostic' : 'hover'} «${outcome.mark.kind}|${outcome.mark.text}»`);
}
for (const { record, mark, hover, diagnostics } of negatives) {
  if (hover || diagnostics.length > 0) console.log(`${where(record)}: ${hover ? 'a hover' : diagnostics[0]!.message} ⟦${mark.why}|${mark.text}⟧`);
}
for (const { record, diagnostic } of astray) {
  console.log(`${where(record)}: [${diagnostic.code}] ${diagnostic.message} at «${record.text.split('\n')[diagnostic.range.start.line]}»`);
}
