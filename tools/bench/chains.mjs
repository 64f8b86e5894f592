// Long products and deep networks: time must grow like the length, and no length may overflow the stack.

import { interleaved, timeOf } from './measure.mjs';
import { atMost, failed, microseconds } from './row.mjs';

const section = 'chain';
const warmUpMilliseconds = 250;
const lengths = [10, 50, 200, 1000, 10_000];

const weights = length => Array.from({ length }, (_, k) => `W${k + 1}`);
const declarations = length => `${weights(length).join(', ')} ∈ ℝ^{n×n}\na, x ∈ ℝ^n\n`;
const product = length => weights(length).reverse().join(' ');
const nested = length => weights(length).reduce((inner, weight) => `tanh(${weight} ${inner})`, 'x');
const layers = length => weights(length).map((weight, k) => `h${k + 1} = tanh(${weight} ${k === 0 ? 'x' : `h${k}`})\n`);

const chains = [
  { title: 'aᵀW…Wx', text: (length, by) => `${declarations(length)}derivative(aᵀ ${product(length)} x, ${by})` },
  { title: '‖W…Wx‖²', text: (length, by) => `${declarations(length)}derivative(‖${product(length)} x‖², ${by})` },
  { title: 'aᵀtanh(W tanh(…)), nested', text: (length, by) => `${declarations(length)}derivative(aᵀ ${nested(length)}, ${by})` },
  {
    title: 'aᵀh, h = tanh(W h), by definitions',
    text: (length, by) => `${declarations(length)}${layers(length).join('')}derivative(aᵀ h${length}, ${by})`,
  },
];

export async function chainRows({ analyzeFile }, { rounds }) {
  const rows = [];
  for (const { title, text } of chains)
    for (const by of ['x', 'W1']) {
      const what = `${title} by ${by}`;
      const reached = [];
      let stopped = null;
      for (const length of lengths) {
        const source = text(length, by);
        const run = () => derive(analyzeFile, source);
        const problem = problemOf(() => warmUp(run));
        if (problem) {
          stopped = { length, problem };
          break;
        }
        reached.push({ length, run });
      }
      const times = await interleaved(
        Math.min(rounds, 5),
        reached.map(
          ({ run }) =>
            () =>
              timeOf(run),
        ),
      );
      const at = length => times[reached.findIndex(each => each.length === length)];
      const detail = [
        ...reached.map(({ length }, k) => `L=${length} ${microseconds(times[k])}`),
        ...(stopped ? [`L=${stopped.length}: ${stopped.problem}`] : []),
      ];
      if (at(50)) rows.push(atMost(section, `${what}, L=50 / L=10`, at(50) / at(10), 6, 5, detail.join(', ')));
      if (at(1000)) rows.push(atMost(section, `${what}, L=1000 / L=50`, at(1000) / at(50), 30, 20, ''));
      if (stopped && stopped.length <= 1000) rows.push(failed(section, `${what}, L=${stopped.length}`, stopped.problem));
      if (at(10_000)) rows.push(atMost(section, `${what}, L=10,000 / L=1000`, at(10_000) / at(1000), 15, 10, ''));
    }
  return rows;
}

/** Without it the short chains would be slow for being the first, and the ratios good for that. */
function warmUp(run) {
  const end = performance.now() + warmUpMilliseconds;
  do run();
  while (performance.now() < end);
}

function derive(analyzeFile, source) {
  const { statements } = analyzeFile(source, { certify: false });
  const { derivative, diagnostics } = statements[statements.length - 1];
  if (!derivative) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return [derivative.matrix?.unicode, derivative.matrix?.latex, derivative.index.unicode, derivative.index.latex];
}

/** Why the derivation does not run to its end; of an overflow the function that recurses. */
function problemOf(run) {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof RangeError)) return error.message.slice(0, 160);
    const frames = [...(error.stack ?? '').matchAll(/at (?:Object\.)?(\S+) \(/g)].map(([, name]) => name);
    const counts = new Map();
    for (const name of frames) counts.set(name, (counts.get(name) ?? 0) + 1);
    const [deepest] = [...counts].sort((a, b) => b[1] - a[1]);
    return `the stack overflows in ${deepest?.[0] ?? 'an unnamed function'}`;
  }
}
