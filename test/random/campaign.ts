// One seed, printed in full, or a range of seeds as one line of JSON:
// node --import tsx test/random/campaign.ts SEED | FROM TO

import { useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn } from '../../src/code/index.ts';
import { certify } from '../../src/numeric/index.ts';
import { examine } from './examine.ts';
import { drawProgram, textOf } from './programs.ts';
import { emptyTally, tallySeeds } from './tally.ts';

const [from, to] = process.argv.slice(2).map(Number);
if (from === undefined || !Number.isSafeInteger(from) || (to !== undefined && !Number.isSafeInteger(to)))
  throw new Error('one seed, or the first and the one behind the last');
useCertifier(certify);
useCodePrinter(codeIn);
if (to === undefined) {
  const text = textOf(drawProgram(from));
  console.log(text);
  console.dir(examine(text), { depth: 3 });
} else console.log(JSON.stringify(tallySeeds(from, to, emptyTally(), true)));
