/** A measurement covers at least this much, so that the clock's grain does not show. */
const leastMilliseconds = 10;

/**
 * Milliseconds of processor time of one run: the least of some measurements, since other programs, compilation and collection only add.
 * Processor time, not wall time: a core that is taken away does not count.
 */
export function bestOf(measurements: number, run: () => void): number {
  run();
  const repeats = Math.max(1, Math.ceil(leastMilliseconds / Math.max(0.001, timeOf(run, 1))));
  let best = Infinity;
  for (let n = 0; n < measurements; n++) best = Math.min(best, timeOf(run, repeats));
  return best;
}

/**
 * Milliseconds of processor time of one sample: the mean over the samples, each counted with the least of its times in `rounds` rounds. The
 * first sample is run once more before, to warm up.
 */
export function meanOverSamples(samples: number, rounds: number, run: (sample: number) => void): number {
  const least = new Float64Array(samples).fill(Infinity);
  for (let sample = 0; sample < Math.min(samples, 5); sample++) run(sample);
  for (let round = 0; round < rounds; round++) {
    for (let sample = 0; sample < samples; sample++) {
      least[sample] = Math.min(
        least[sample]!,
        processorTimeOf(() => run(sample)),
      );
    }
  }
  return least.reduce((sum, time) => sum + time, 0) / samples;
}

/** Milliseconds of processor time. */
export function processorTimeOf(run: () => void): number {
  return timeOf(run, 1);
}

/** Milliseconds of processor time of this process while something that it awaits goes on. */
export async function processorTimeDuring(run: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function timeOf(run: () => void, repeats: number): number {
  const start = process.cpuUsage();
  for (let n = 0; n < repeats; n++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / repeats;
}
