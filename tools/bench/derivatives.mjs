// Text → derivative in matrix and index form, against SymPy and against a hash-consing kernel.

import { documentOf, expressions, freshSuffix } from './expressions.mjs';
import { buildKernel } from './kernel.mjs';
import { geometricMean, interleaved, timeOf } from './measure.mjs';
import { absent, atLeast, atMost, microseconds } from './row.mjs';
import { startSympy } from './sympy.mjs';

const section = 'derivative';
const warmUps = 400;

/** Every run has names of its own: the count never repeats. */
let count = 0;

export async function derivativeRows({ analyzeFile }, { rounds }) {
  const runs = expressions.map(expression => {
    const document = documentOf(expression);
    return () => {
      const { statements } = analyzeFile(document(freshSuffix(count++)), { certify: false });
      const { derivative } = statements[statements.length - 1];
      return [derivative.matrix.unicode, derivative.matrix.latex, derivative.index.unicode, derivative.index.latex];
    };
  });
  for (let k = 0; k < warmUps; k++) for (const run of runs) run();

  const sympy = await startSympy();
  const compared = sympy ? expressions.flatMap((expression, k) => (expression.sympy ? [k] : [])) : [];
  const times = await interleaved(rounds, [
    ...runs.map(run => () => timeOf(run, { batch: 10 })),
    ...compared.map(k => () => sympy.time(expressions[k])),
    () => timeOf(buildKernel, { batch: 10 }),
  ]);
  sympy?.stop();

  const ours = times.slice(0, runs.length);
  const theirs = new Map(compared.map((k, at) => [k, times[runs.length + at]]));
  const kernel = times[times.length - 1];
  const rows = expressions.map(({ title, sympy: peer }, k) => {
    if (theirs.has(k)) return atLeast(section, title, theirs.get(k) / ours[k], 150, 300, `${microseconds(ours[k])}, SymPy ${microseconds(theirs.get(k))}`);
    const reason = peer === null ? 'SymPy gives no derivative' : 'SymPy is not installed';
    return absent(section, title, `${microseconds(ours[k])}, ${reason}`);
  });
  if (sympy) {
    const ratios = compared.map(k => theirs.get(k) / ours[k]);
    const detail = `${microseconds(geometricMean(compared.map(k => ours[k])))}, SymPy ${sympy.version} ${microseconds(geometricMean([...theirs.values()]))}`;
    rows.push(atLeast(section, `SymPy, geometric mean of ${ratios.length}`, geometricMean(ratios), 500, 1000, detail));
  } else rows.push(absent(section, 'SymPy, geometric mean', 'SymPy is not installed'));
  rows.push(absent(section, 'tensorgrad', 'not installed'));
  const mean = geometricMean(ours);
  rows.push(atMost(section, '1,000 hash-consed nodes, geometric mean', mean / kernel, 1, 0.35, `${microseconds(mean)}, kernel ${microseconds(kernel)}`));
  return rows;
}
