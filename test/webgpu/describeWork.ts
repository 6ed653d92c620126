import type { Kernel } from '../../src/renderer/webgpu/kernel.ts';
import type { NetworksPlan } from '../../src/renderer/webgpu/networksPlan.ts';
import { populationSize, type SpikingNetwork } from '../../src/shared/conversion/network.ts';
import { assumptions, cards, eventRates } from './cards.ts';
import type { Arrivals } from './countArrivals.ts';
import { warp } from './countWarpEvents.ts';

/** What a network takes on a graphics card, as Markdown: its kernels, the sums of a sample, and what each card could make of them. */
export function describeWork(
  network: SpikingNetwork,
  plan: NetworksPlan,
  arrivals: readonly Arrivals[],
  batch: number,
): string {
  const work = sumUp(network, plan, arrivals, batch);
  return `${kernelTable(network, plan, arrivals)}

A sample: ${million(work.events)} million events, ${million(work.prepared)} million products before the first step, ${(work.bytes / 1e6).toFixed(1)} MB to and from memory if no cache kept anything between kernels; ${kilobytes(work.readBack)} KB read back. A batch of ${batch}: ${work.launches} launches, in ${work.blocks} blocks of ${plan.blockSteps} steps; ${(work.held / 1e6).toFixed(0)} MB on the card.

${cardTable(work, batch)}
`;
}

/** Threads of each population's kernel for a sample: [population]; its neurons where it has none. */
export function threadsOf({ populations }: SpikingNetwork, plan: NetworksPlan): readonly number[] {
  return populations.map((population) => {
    const kernel = plan.advance.find(({ label }) => label === `${population.name}: steps`);
    return kernel?.threads(1, plan.blockSteps) ?? populationSize(population);
  });
}

/** Of a whole run: of a sample, unless it says of a batch. */
interface Work {
  readonly additions: number;
  /** What threads do one after the other: see `Arrivals`. */
  readonly events: number;
  readonly prepared: number;
  readonly bytes: number;
  /** To the processor. */
  readonly readBack: number;
  readonly blocks: number;
  /** Of a batch: dispatches, and bytes that its buffers take. */
  readonly launches: number;
  readonly held: number;
  /** Events of one thread of every kernel, one after the other: a batch takes no less, however small. */
  readonly longest: number;
}

function sumUp(network: SpikingNetwork, plan: NetworksPlan, arrivals: readonly Arrivals[], batch: number): Work {
  const sum = (of: (arrival: Arrivals, index: number) => number) =>
    arrivals.reduce((total, arrival, index) => total + of(arrival, index), 0);
  const blocks = Math.ceil(plan.steps / plan.blockSteps);
  const threads = threadsOf(network, plan);
  return {
    additions: sum(({ additions }) => additions),
    events: sum(({ events }) => events),
    prepared: sum(({ prepared }) => prepared),
    bytes: blocks * plan.advance.reduce((total, kernel) => total + sampleBytes(kernel) + tableBytes(kernel) / batch, 0),
    readBack: plan.curves.buffers.reduce((total, { perSample }) => total + perSample, 0),
    blocks,
    launches: plan.prepare.length + blocks * plan.advance.length,
    held: plan.buffers.reduce((total, { fixed, perSample }) => total + fixed + perSample * batch, 0),
    longest: sum(({ events }, index) => events / (Math.ceil(threads[index]! / warp) * warp)),
  };
}

function kernelTable({ populations }: SpikingNetwork, plan: NetworksPlan, arrivals: readonly Arrivals[]): string {
  const rows = plan.advance.map((kernel) => {
    const own = arrivals[populations.findIndex(({ name }) => kernel.label === `${name}: steps`)];
    return [
      kernel.label,
      kernel.threads(1, plan.blockSteps).toLocaleString('en'),
      kilobytes(tableBytes(kernel)),
      kilobytes(sampleBytes(kernel)),
      own === undefined ? '' : million(own.additions),
      own === undefined ? '' : million(own.events),
    ];
  });
  return markdownTable(
    ['kernel', 'threads', 'tables, KB', 'a block, KB', 'million weights added', 'million events'],
    rows,
  );
}

function cardTable({ additions, events, bytes, launches, longest }: Work, batch: number): string {
  const rows = cards.map((card) => {
    const memory = (card.bandwidth * 1e9) / bytes;
    const peak = (card.peak * 1e12) / 2 / additions;
    const [least, most] = eventRates(card).map((rate) => (rate * 1e9) / events);
    const [short, long] = assumptions.clocksPerEvent.map((clocks) => (batch * card.clock * 1e9) / (longest * clocks));
    const [fast, slow] = assumptions.launch.map((time) => (batch * 1e6) / (launches * time));
    const expected = [
      1 / (1 / least! + 1 / slow! + 1 / memory + 1 / long!),
      Math.min(most!, fast!, memory, short!),
    ] as const;
    return [
      card.name,
      rounded(memory),
      rounded(peak),
      rangeOf(least!, most!),
      rangeOf(long!, short!),
      rangeOf(slow!, fast!),
      `**${rangeOf(...expected)}**`,
    ];
  });
  return markdownTable(
    ['samples/s', 'memory', 'peak additions', 'events', 'waiting', 'launches', '**expected**'],
    rows,
  );
}

/** Bytes that a kernel reads whatever the batch: weights and tables. */
function tableBytes({ bindings }: Kernel): number {
  return bindings.reduce((sum, { buffer }) => sum + buffer.fixed, 0);
}

/** Bytes of its buffers for a sample, those that it changes twice. */
function sampleBytes({ bindings }: Kernel): number {
  return bindings.reduce((sum, { buffer, access }) => sum + buffer.perSample * (access === 'read' ? 1 : 2), 0);
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

function million(count: number): string {
  return count === 0 ? '0' : (count / 1e6).toPrecision(3);
}

function rounded(count: number): string {
  return Number(count.toPrecision(2)).toLocaleString('en');
}

function rangeOf(least: number, most: number): string {
  return `${rounded(least)} to ${rounded(most)}`;
}
