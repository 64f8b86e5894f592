// Times as medians of interleaved rounds, so that a slow minute of the machine is slow for everyone. What computes is
// measured in real or in processor time, whichever is less: the one has other processes in it, the other the helper
// threads of Node. Round trips and starts are measured in real time.

import { Bench } from 'tinybench';

/** Microseconds a call of `work`, the median of one round's samples; each sample is the mean of `batch` calls. */
export async function timeOf(work, { milliseconds = 40, batch = 1 } = {}) {
  const run = () => {
    const [processor, real] = [processorTime(), performance.now()];
    for (let k = 0; k < batch; k++) work(k);
    return { overriddenDuration: Math.min(performance.now() - real, processorTime() - processor) };
  };
  const bench = new Bench({ time: milliseconds, iterations: 3, warmup: false, throws: true });
  bench.add('work', run, { async: false });
  await bench.run();
  return (bench.tasks[0].result.latency.p50 * 1000) / batch;
}

/** Processor time of this process in milliseconds. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
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

export const geometricMean = values => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
