// Derivatives of scalars by scalars, simplified, against mathjs.

import { documentOf, freshSuffix } from './expressions.mjs';
import { geometricMean, interleaved, timeOf } from './measure.mjs';
import { absent, atLeast, microseconds } from './row.mjs';

const section = 'scalar';

const expressions = [
  { text: 'x^3 + 2 x^2 - 5 x + 1', mathjs: 'x^3 + 2*x^2 - 5*x + 1' },
  { text: 'x exp(-x^2)', mathjs: 'x*exp(-x^2)' },
  { text: 'sin(x^2) / x', mathjs: 'sin(x^2)/x' },
  { text: 'log(1 + exp(a x))', mathjs: 'log(1 + exp(a*x))' },
  { text: '(a x + b)^5', mathjs: '(a*x + b)^5' },
  { text: 'tanh(a x + b)^2', mathjs: 'tanh(a*x + b)^2' },
  { text: 'exp(-(x - a)^2 / (2 b^2))', mathjs: 'exp(-(x - a)^2/(2*b^2))' },
  { text: 'sqrt(x^2 + a^2)', mathjs: 'sqrt(x^2 + a^2)' },
];

let count = 0;

export async function scalarRows({ analyzeFile }, { rounds }) {
  const runs = expressions.map(({ text }) => {
    const document = documentOf({ names: { x: [], a: [], b: [] }, text: `derivative(${text}, x)` });
    return () => {
      const { statements } = analyzeFile(document(freshSuffix(count++)), { certify: false });
      const { derivative } = statements[statements.length - 1];
      return [derivative.matrix.unicode, derivative.matrix.latex, derivative.index.unicode, derivative.index.latex];
    };
  });
  for (let k = 0; k < 150; k++) for (const run of runs) run();
  const mathjs = await loadMathjs();
  if (!mathjs) return [absent(section, 'mathjs', 'not installed')];
  const theirRuns = expressions.map(({ mathjs: text }) => () => {
    const derivative = mathjs.derivative(mathjs.parse(text), 'x', { simplify: true });
    return [derivative.toString(), derivative.toTex()];
  });
  for (let k = 0; k < 10; k++) for (const run of theirRuns) run();
  const times = await interleaved(rounds, [...runs.map(run => () => timeOf(run, { batch: 10 })), ...theirRuns.map(run => () => timeOf(run))]);
  const ours = times.slice(0, runs.length);
  const theirs = times.slice(runs.length);
  const rows = expressions.map(({ text }, k) =>
    atLeast(section, `${text} by x`, theirs[k] / ours[k], 100, 300, `${microseconds(ours[k])}, mathjs ${microseconds(theirs[k])}`),
  );
  const detail = `${microseconds(geometricMean(ours))}, mathjs ${mathjs.version} ${microseconds(geometricMean(theirs))}`;
  return [...rows, atLeast(section, 'mathjs, geometric mean', geometricMean(theirs) / geometricMean(ours), 100, 300, detail)];
}

async function loadMathjs() {
  try {
    return await import('mathjs');
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}
