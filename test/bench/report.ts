import type { DenseRow } from './dense.ts';
import type { EngineRow } from './engines.ts';
import type { KernelRow } from './kernels.ts';
import type { LongRun } from './longRun.ts';
import type { Machine } from './machine.ts';
import type { NetworkRow } from './networks.ts';
import type { Parity } from './parity.ts';
import type { RooflineRow } from './roofline.ts';
import type { SharingRow } from './sharing.ts';
import type { StartUpRow } from './startUp.ts';
import { billions, digits, formatTable, millions, percent } from './table.ts';
import type { Target } from './targets.ts';
import type { WholeNetworkRow } from './wholeNetworks.ts';
import type { Scaling } from './workers.ts';

/** Everything that a run of the bench found; null for parts that were not asked for. */
export interface Report {
  readonly machine: Machine;
  /** Every comparison below found the engines equal. Where it is false, no figure counts. */
  readonly equal: boolean;
  readonly parity: readonly Parity[];
  readonly roofline: readonly RooflineRow[];
  readonly kernels: readonly KernelRow[] | null;
  readonly synthetic: readonly NetworkRow[] | null;
  readonly networks: readonly WholeNetworkRow[] | null;
  readonly scaling: readonly Scaling[] | null;
  readonly engines: readonly EngineRow[] | null;
  readonly dense: readonly DenseRow[] | null;
  readonly sharing: readonly SharingRow[] | null;
  readonly startUp: readonly StartUpRow[] | null;
  readonly long: LongRun | null;
  readonly targets: readonly Target[];
}

/** The report for people. */
export function describeReport(report: Report): string {
  const { machine, roofline, kernels, synthetic, networks, engines, scaling, dense, sharing, startUp, long, targets } =
    report;
  const ceiling = roofline[0]!.addsPerSecond;
  const shareOf = (perSecond: number): string => percent(perSecond / ceiling);
  const referenceTimes = new Map(report.parity.map((row) => [nameOf(row), row.timesReference]));
  return [
    `${machine.command}, ${machine.date}`,
    `${machine.processor}, ${machine.cores} cores, Node ${machine.node}, ${machine.platform}; load ${machine.load.toFixed(1)}${machine.load > machine.cores ? ': other programs share the machine' : ''}`,
    report.equal
      ? 'Parity: the SIMD engine equals the reference bit for bit wherever they were compared.'
      : 'Parity: engines DIFFER. No figure counts.',
    formatTable('Parity of the trained networks: every spike, count and potential', report.parity, [
      ['network', nameOf],
      ['steps', ({ steps }) => String(steps)],
      ['samples', ({ compared }) => String(compared)],
      ['equal', ({ equal }) => (equal ? 'yes' : 'NO')],
    ]),
    formatTable('Roofline: plain SIMD additions on one core', roofline, [
      ['level', ({ level, kilobytes }) => `${level} (${kilobytes} KB)`],
      ['billion/s', ({ addsPerSecond }) => billions(addsPerSecond)],
    ]),
    kernels &&
      formatTable('Layers, one core, processor time (billion synaptic operations per second)', kernels, [
        ['layer', ({ layer }) => layer],
        ['rate', ({ rate }) => percent(rate)],
        ['SIMD', ({ simd }) => billions(simd)],
        ['reference', ({ reference }) => billions(reference)],
        ['ratio', ({ ratio }) => digits(ratio)],
        ['of roofline', ({ simd }) => shareOf(simd)],
        ['equal', ({ equal }) => (equal ? 'yes' : 'NO')],
      ]),
    synthetic &&
      formatTable('Whole networks with random weights, one core, processor time, 200 steps', synthetic, [
        ['network', ({ network, encoding }) => `${network}, ${encoding}`],
        ['ms/sample', ({ millisecondsPerSample }) => digits(millisecondsPerSample)],
        ['samples/s', ({ millisecondsPerSample }) => digits(1000 / millisecondsPerSample)],
        ['million operations', ({ operations }) => digits(operations)],
        ['of roofline', ({ operations, millisecondsPerSample }) => shareOf((operations / millisecondsPerSample) * 1e9)],
        ['MB', ({ megabytes }) => digits(megabytes)],
        ['equal', ({ equal }) => (equal ? 'yes' : 'NO')],
      ]),
    networks &&
      formatTable('Trained networks, one core, processor time of the engine, 200 steps', networks, [
        ['network', nameOf],
        ['samples', ({ samples }) => String(samples)],
        ['ms/sample', ({ millisecondsPerSample }) => digits(millisecondsPerSample)],
        ['samples/s', ({ samplesPerSecond }) => digits(samplesPerSecond)],
        ['million operations', ({ operationsPerSample }) => millions(operationsPerSample)],
        ['billion/s', ({ operationsPerSecond }) => billions(operationsPerSecond)],
        ['of roofline', ({ operationsPerSecond }) => shareOf(operationsPerSecond)],
        ['x reference', (row) => digits(referenceTimes.get(nameOf(row)) ?? Number.NaN)],
        ['MB', ({ megabytes }) => digits(megabytes)],
      ]),
    engines &&
      formatTable('Engines against the reference, on the same samples, one core, processor time', engines, [
        ['network', ({ steps, ...row }) => `${nameOf(row)}, ${steps} steps`],
        ['engine', ({ engine }) => engine],
        ['samples', ({ samples }) => String(samples)],
        ['ms/sample', ({ millisecondsPerSample }) => digits(millisecondsPerSample)],
        ['x SIMD', ({ timesSimd }) => digits(timesSimd)],
        ['spikes that differ', ({ differingShare }) => exponential(differingShare)],
        ['potentials, at most', ({ potentialDifference }) => exponential(potentialDifference)],
        ['classes that change', ({ changedPredictions }) => String(changedPredictions)],
        ['agrees', ({ agrees }) => (agrees ? 'yes' : 'NO')],
      ]),
    scaling &&
      formatTable(
        'Worker processes through the engine; undisturbed: from processor time, as with a core for each worker',
        scaling.flatMap(({ alone, together, ...factors }) => [
          { ...alone, factors: null },
          { ...together, factors },
        ]),
        [
          ['network', nameOf],
          ['workers', ({ workers }) => String(workers)],
          ['samples', ({ samples }) => String(samples)],
          ['CPU ms/sample', (row) => digits(row.processorMillisecondsPerSample)],
          ['samples/s, wall', ({ samplesPerSecond }) => digits(samplesPerSecond)],
          ['undisturbed', ({ undisturbedPerSecond }) => digits(undisturbedPerSecond)],
          ['scaling, wall', ({ factors }) => (factors === null ? '' : digits(factors.byWall))],
          ['undisturbed', ({ factors }) => (factors === null ? '' : digits(factors.undisturbed))],
          ['same record', ({ factors }) => (factors === null ? '' : factors.equal ? 'yes' : 'NO')],
          ['peak MB', ({ peakMegabytes }) => peakMegabytes.toFixed(0)],
        ],
      ),
    dense &&
      formatTable(
        'Dense simulation on tfjs (WASM, SIMD, one thread), rueckauer, constant current, processor time',
        dense,
        [
          ['network', ({ network }) => network],
          ['samples', ({ samples }) => String(samples)],
          ['tfjs ms/sample', ({ tfjsMillisecondsPerSample }) => digits(tfjsMillisecondsPerSample)],
          ['ours', ({ millisecondsPerSample }) => digits(millisecondsPerSample)],
          ['ratio', ({ ratio }) => digits(ratio)],
          ['same class', ({ agreed, samples }) => `${agreed} of ${samples}`],
          ['largest difference of a potential', ({ difference }) => difference.toExponential(1)],
          [
            'batch',
            ({ batch, batchesTried }) =>
              `${batch} (${batchesTried.map((each) => `${each.batch}: ${digits(each.millisecondsPerSample)}`).join(', ')} ms)`,
          ],
        ],
      ),
    sharing &&
      formatTable('Sweeps, one core, processor time of the tasks of a worker, ms per sample', sharing, [
        ['network', ({ network }) => network],
        ['sweep', ({ sweep }) => sweep],
        ['simulations', ({ simulations }) => String(simulations)],
        ['ms', ({ milliseconds }) => digits(milliseconds)],
        ['against', ({ against }) => against],
        ['ms', ({ alone }) => digits(alone)],
        ['ratio', ({ ratio }) => ratio.toFixed(3)],
      ]),
    startUp &&
      formatTable('Start of the process to the first simulated sample, least of several (s)', startUp, [
        ['what', ({ what }) => what],
        ['wall', ({ seconds }) => seconds.toFixed(2)],
        ['CPU', ({ processorSeconds }) => processorSeconds?.toFixed(2) ?? ''],
      ]),
    long && describeLongRun(long),
    formatTable('Targets', targets, [
      ['', ({ isMet }) => (isMet ? 'met' : 'MISSED')],
      ['what', ({ what }) => what],
      ['wanted', ({ wanted }) => wanted],
      ['found', ({ found }) => found],
    ]),
  ]
    .filter((part) => part !== null)
    .join('\n');
}

function describeLongRun(long: LongRun): string {
  const { network, preset, encoding, samples, workers, seconds, accuracy, analogAccuracy, memory, growth } = long;
  return [
    `\n${samples} samples, ${network}, ${preset}, ${encoding}, 200 steps, ${workers} workers`,
    `  ${seconds.toFixed(1)} s in all by the wall, ${long.undisturbedSeconds.toFixed(1)} s with a core for each worker; simulation ${digits(long.samplesPerSecond)} samples/s, ${digits(long.processorMillisecondsPerSample)} ms of processor time per sample, undisturbed ${digits(long.undisturbedPerSecond)} samples/s`,
    `  accuracy ${(accuracy * 100).toFixed(2)} %, analog ${(analogAccuracy * 100).toFixed(2)} %`,
    `  largest worker, MB after samples: ${memory.map((at) => `${at.megabytes.toFixed(0)} (${at.samples})`).join(', ')}; last over first tenth ${growth.toFixed(3)}`,
  ].join('\n');
}

function exponential(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

function nameOf({ network, preset, encoding }: Pick<Parity, 'network' | 'preset' | 'encoding'>): string {
  return `${network}, ${preset}, ${encoding}`;
}
