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

function timeOf(run: () => void, repeats: number): number {
  const start = process.cpuUsage();
  for (let n = 0; n < repeats; n++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / repeats;
}
