// Times as medians of interleaved rounds, so that a slow minute of the machine is slow for everyone.

import { Bench } from 'tinybench';

/** Microseconds a call of `work`, the median of one round's samples; each sample is the mean of `batch` calls. */
export async function timeOf(work, { milliseconds = 40, batch = 1 } = {}) {
  const run = () => {
    for (let k = 0; k < batch; k++) work(k);
  };
  const bench = new Bench({ time: milliseconds, iterations: 3, warmup: false, throws: true });
  bench.add('work', run, { async: false });
  await bench.run();
  return (bench.tasks[0].result.latency.p50 * 1000) / batch;
}

/** Runs all measurements once a round, in turn; the median of each over the rounds. */
export async function interleaved(rounds, measurements) {
  const samples = measurements.map(() => []);
  for (let round = 0; round < rounds; round++) for (let k = 0; k < measurements.length; k++) samples[k].push(await measurements[k]());
  return samples.map(median);
}

export function median(samples) {
  const sorted = samples.slice().sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const percentile = (samples, share) => samples.slice().sort((a, b) => a - b)[Math.min(samples.length - 1, Math.floor(samples.length * share))];

export const geometricMean = values => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
