import {
  gpuInlineBytes,
  gpuPieceBytes,
  type GpuAttention,
  type GpuFaultKind,
  type GpuJob,
} from '../../../shared/api/gpuWork.ts';
import type { Tally } from '../../../shared/metrics/tally.ts';
import { GpuFault } from './gpuFault.ts';
import { type GpuPatience, usualGpuPatience } from './gpuPatience.ts';
import type { GpuOutcome, GpuRunOptions, GpuWork, SentTally } from './gpuWork.ts';

/** Where work waits for the GPUs that windows offer. */
export interface GpuDesk {
  /** The GPU on offer, by its name; or why there is none, where a window has said so. */
  readonly offered: { readonly name: string | null; readonly reason: string | null };
  /** Is told whenever that changes. */
  onChange(listener: () => void): void;
  /**
   * Has a job done by a window. One that goes away or is silent for too long gives it back, and another one takes it. Rejects with a
   * GpuFault, or with the reason of the signal.
   */
  run(work: GpuWork, options: GpuRunOptions): Promise<GpuOutcome>;
  readonly windows: GpuWindows;
  close(): void;
}

/** What windows ask; each resolves or throws as the request of that name answers. */
export interface GpuWindows {
  /** Resolves when the offer ends: it was withdrawn, or the window was silent for too long. */
  offer(offer: string, name: string, signal: AbortSignal): Promise<void>;
  /** A window without a GPU. */
  decline(reason: string): void;
  take(offer: string, signal: AbortSignal): Promise<GpuJob>;
  bytes(offer: string, parcel: string, from: number): Uint8Array;
  progress(offer: string, job: number, done: number): GpuAttention;
  result(offer: string, job: number, tallies: readonly SentTally[]): GpuAttention;
  fail(offer: string, job: number, kind: GpuFaultKind, words: string): void;
}

/** Windows that may fail at a job before it counts as the job's fault: a page that a job ends cannot say so. */
const mostWindows = 2;

interface Offer {
  readonly id: string;
  readonly name: string;
  readonly end: () => void;
  readonly waiting: { readonly resolve: (job: GpuJob) => void; readonly reject: (error: unknown) => void }[];
  readonly jobs: Map<number, Waiting>;
  /** ms since the last sign of life. */
  silent: number;
}

interface Waiting {
  readonly number: number;
  readonly work: GpuWork;
  readonly options: GpuRunOptions;
  readonly resolve: (outcome: GpuOutcome) => void;
  readonly reject: (error: unknown) => void;
  found: (Tally | null)[];
  done: number;
  /** ms without progress. */
  idle: number;
  windows: number;
}

export function createGpuDesk(patience: GpuPatience = usualGpuPatience): GpuDesk {
  const offers = new Map<string, Offer>();
  const queue: Waiting[] = [];
  const listeners: (() => void)[] = [];
  const every = Math.min(1000, patience.silence / 10, patience.absence / 3);
  let reason: string | null = null;
  let absent = 0;
  let jobs = 0;
  let last = performance.now();
  const ticking = setInterval(tick, every).unref();

  const desk: GpuDesk = {
    get offered() {
      const [first] = offers.values();
      return { name: first?.name ?? null, reason: first === undefined ? reason : null };
    },
    onChange: (listener) => void listeners.push(listener),
    run(work, options) {
      return new Promise<GpuOutcome>((resolve, reject) => {
        options.signal?.throwIfAborted();
        const forget = (): void => options.signal?.removeEventListener('abort', giveUp);
        const waiting: Waiting = {
          number: ++jobs,
          work,
          options,
          resolve: (outcome) => (forget(), resolve(outcome)),
          reject: (error) => (forget(), reject(error)),
          found: work.checks.map(() => null),
          done: 0,
          idle: 0,
          windows: 0,
        };
        function giveUp(): void {
          drop(waiting);
          waiting.reject(options.signal?.reason);
        }
        options.signal?.addEventListener('abort', giveUp, { once: true });
        queue.push(waiting);
        dispatch();
      });
    },
    windows: {
      offer: (id, name, signal) =>
        new Promise<void>((resolve) => {
          if (offers.has(id)) throw new Error('This offer stands already');
          signal.throwIfAborted();
          offers.set(id, { id, name, end: resolve, waiting: [], jobs: new Map(), silent: 0 });
          signal.addEventListener('abort', () => withdraw(id, 'the window was closed'), { once: true });
          tell();
        }),
      decline(why) {
        reason = why;
        tell();
      },
      take: (id, signal) =>
        new Promise<GpuJob>((resolve, reject) => {
          const offer = heard(id);
          const waiting = { resolve, reject };
          offer.waiting.push(waiting);
          const leave = (): void => {
            const place = offer.waiting.indexOf(waiting);
            if (place !== -1) offer.waiting.splice(place, 1);
          };
          signal.addEventListener('abort', leave, { once: true });
          dispatch();
        }),
      bytes(id, parcel, from) {
        for (const { number, work } of heard(id).jobs.values()) {
          const bytes = parcel === work.networks.id ? work.networks.bytes : work.samples;
          if (parcel !== work.networks.id && parcel !== samplesOf(number)) continue;
          return bytes.subarray(from, from + gpuPieceBytes);
        }
        throw new Error(`No job has the parcel "${parcel}"`);
      },
      progress(id, number, done) {
        const waiting = heard(id).jobs.get(number);
        if (waiting === undefined) return { isWanted: false };
        const { count } = waiting.work.job;
        if (done > waiting.done && done <= count) {
          waiting.done = done;
          waiting.idle = 0;
          waiting.options.onProgress?.(done);
        }
        return { isWanted: true };
      },
      result(id, number, sent) {
        const offer = heard(id);
        const waiting = offer.jobs.get(number);
        if (waiting === undefined) return { isWanted: false };
        for (const { network, tally: value } of sent) {
          const tally = waiting.work.checks[network]?.(value) ?? null;
          if (tally === null) {
            end(offer, waiting, new GpuFault('broken', 'it gave back something that is no result of the job'));
            return { isWanted: false };
          }
          waiting.found[network] = tally;
        }
        waiting.idle = 0;
        const tallies = waiting.found.filter((found) => found !== null);
        if (tallies.length < waiting.found.length) return { isWanted: true };
        offer.jobs.delete(number);
        waiting.resolve({ tallies, gpu: offer.name });
        return { isWanted: false };
      },
      fail(id, number, kind, words) {
        const offer = heard(id);
        const waiting = offer.jobs.get(number);
        if (waiting !== undefined) end(offer, waiting, new GpuFault(kind, words));
      },
    },
    close() {
      clearInterval(ticking);
      const closed = new DOMException('The workbench is closed', 'AbortError');
      const all = [...queue, ...[...offers.values()].flatMap((offer) => [...offer.jobs.values()])];
      for (const waiting of all) waiting.reject(closed);
      queue.length = 0;
      for (const offer of offers.values()) offer.end();
      offers.clear();
    },
  };
  return desk;

  /** The offer, which has just given a sign of life. */
  function heard(id: string): Offer {
    const offer = offers.get(id);
    if (offer === undefined) throw new Error('There is no such offer of a GPU, or no longer');
    offer.silent = 0;
    return offer;
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function dispatch(): void {
    for (const offer of offers.values()) {
      while (queue.length > 0 && offer.waiting.length > 0) {
        const waiting = queue.shift()!;
        const { number, work } = waiting;
        offer.jobs.set(number, waiting);
        waiting.windows++;
        offer.waiting.shift()!.resolve({
          job: number,
          ...work.job,
          networks: { id: work.networks.id, bytes: work.networks.bytes.length },
          samples: { id: samplesOf(number), bytes: work.samples.length, ...alongWith(work.samples) },
        });
      }
    }
  }

  function end(offer: Offer, waiting: Waiting, fault: GpuFault): void {
    offer.jobs.delete(waiting.number);
    waiting.reject(fault);
  }

  /** Forgets a job that nobody wants any more; the window learns of it when it next says something of it. */
  function drop(waiting: Waiting): void {
    const place = queue.indexOf(waiting);
    if (place !== -1) queue.splice(place, 1);
    for (const offer of offers.values()) offer.jobs.delete(waiting.number);
  }

  /** Takes back what the window had; another one may have it. */
  function withdraw(id: string, why: string): void {
    const offer = offers.get(id);
    if (offer === undefined) return;
    offers.delete(id);
    offer.end();
    for (const { reject } of offer.waiting) reject(new Error('The offer of the GPU has ended'));
    for (const waiting of [...offer.jobs.values()].toReversed()) {
      waiting.found = waiting.found.map(() => null);
      waiting.done = 0;
      waiting.idle = 0;
      waiting.options.onProgress?.(0);
      if (waiting.windows < mostWindows) queue.unshift(waiting);
      else waiting.reject(new GpuFault('lost', `${why}, ${waiting.windows} times over the same work`));
    }
    tell();
    dispatch();
  }

  /** Counts silence in ticks of at most twice their length, so that a machine that slept makes no window look dead. */
  function tick(): void {
    const now = performance.now();
    const passed = Math.max(0, Math.min(now - last, 2 * every));
    last = now;
    for (const offer of offers.values()) {
      if (offer.jobs.size === 0) continue;
      offer.silent += passed;
      if (offer.silent > patience.silence) withdraw(offer.id, 'the window gave no sign of life');
    }
    for (const offer of offers.values()) {
      // Jobs of an offer are done one after the other: the first alone is at work.
      const [first] = offer.jobs.values();
      if (first === undefined) continue;
      first.idle += passed;
      if (first.idle > patience.standstill) end(offer, first, new GpuFault('lost', 'it does not come forward'));
    }
    absent = offers.size === 0 && queue.length > 0 ? absent + passed : 0;
    if (absent <= patience.absence) return;
    const fault = new GpuFault('gone', reason === null ? 'no window offers one' : reason);
    for (const waiting of queue.splice(0)) waiting.reject(fault);
  }
}

/** Few bytes need no request of their own. */
function alongWith(bytes: Uint8Array): { readonly base64?: string } {
  if (bytes.length > gpuInlineBytes) return {};
  return { base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64') };
}

function samplesOf(job: number): string {
  return `samples of ${job}`;
}
