import type { Report } from './report.ts';
import { billions, digits } from './table.ts';

/** What the engine is meant to reach on a core of the machine it was planned for, and what this run found. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly isMet: boolean;
}

export function checkTargets(report: Omit<Report, 'targets'>): readonly Target[] {
  const { kernels, networks, engines, scaling, dense, sharing, startUp, long } = report;
  const wantedLayers = /^convolution 5x5, (14x14x16|7x7x64) -> 64$/;
  return [
    ...(kernels ?? [])
      .filter(({ layer, rate }) => wantedLayers.test(layer) && (rate === 0.05 || rate === 0.1))
      .map(({ layer, rate, simd, ratio }) => ({
        what: `${layer} at ${rate * 100} %`,
        wanted: '8 billion operations/s, 10 times the reference',
        found: `${billions(simd)} billion, ${digits(ratio)} times`,
        isMet: simd >= 8e9 && ratio >= 10,
      })),
    ...(networks ?? []).flatMap(({ network, preset, encoding, samplesPerSecond, millisecondsPerSample }) => {
      const what = `${network}, ${preset}, ${encoding}, 200 steps`;
      if (network === 'MLP') {
        return [atMost(what, 'ms/sample', millisecondsPerSample, 0.3)];
      }
      const least = preset === 'rueckauer' ? 40 : encoding === 'intrinsically-bursting' ? 30 : null;
      return least === null ? [] : [atLeast(what, 'samples/s per core', samplesPerSecond, least)];
    }),
    ...(scaling ?? []).flatMap(({ alone, together, undisturbed }) => {
      const what = `${alone.network}, ${alone.preset}, ${alone.encoding}`;
      return [
        ...(together.workers === 2
          ? [atLeast(`${what}, two workers against one, undisturbed`, 'times', undisturbed, 1.8)]
          : []),
        atMost(`${what}, a worker's memory`, 'MB', Math.max(alone.peakMegabytes, together.peakMegabytes), 400),
      ];
    }),
    ...(engines ?? [])
      .filter(({ engine }) => engine !== 'reference')
      .map(({ network, preset, encoding, engine, samples, changedPredictions, differingShare, agrees }) => ({
        what: `${network}, ${preset}, ${encoding}, ${engine} against the reference`,
        wanted: engine.startsWith('tensorflow') ? 'no other class, at most 1e-4 of the spikes' : 'equal to the bit',
        found: `${samples - changedPredictions} of ${samples} classes, ${differingShare.toExponential(1)} of the spikes`,
        isMet: agrees,
      })),
    // Dense is at its best where there is little but matrices: the MLP is shown, the target is the CNN's.
    ...(dense ?? [])
      .filter(({ network }) => network !== 'MLP')
      .map(({ network, ratio }) => atLeast(`${network}, against dense tfjs`, 'times', ratio, 4)),
    ...(sharing ?? []).flatMap(({ network, sweep, ratio }) => {
      if (sweep.startsWith('10 durations'))
        return [atMost(`${network}, ${sweep}, against one cell`, 'times', ratio, 1.05)];
      if (sweep.startsWith('5 thresholds'))
        return [atMost(`${network}, ${sweep}, against 15 singles (3 % for noise)`, 'times', ratio, 1.03)];
      return [];
    }),
    // On a shared machine the wall says little: processor time is what a free one would need at most.
    ...(startUp ?? []).map(({ what, seconds, processorSeconds }) =>
      atMost(`start-up: ${what}`, 's', Math.min(seconds, processorSeconds ?? Infinity), 1.5),
    ),
    ...(long === null
      ? []
      : [
          atMost(
            `${long.samples} samples, ${long.workers} workers, a core for each`,
            's',
            long.undisturbedSeconds,
            150,
          ),
          atMost('memory of the long run, end over first tenth', 'times', long.growth, 1.1),
        ]),
  ];
}

function atLeast(what: string, unit: string, found: number, least: number): Target {
  return { what, wanted: `at least ${least} ${unit}`, found: digits(found), isMet: found >= least };
}

function atMost(what: string, unit: string, found: number, most: number): Target {
  return { what, wanted: `at most ${most} ${unit}`, found: digits(found), isMet: found <= most };
}
