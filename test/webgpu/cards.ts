/** Published figures of a graphics card. */
export interface Card {
  readonly name: string;
  /** Of its memory, in GB/s. */
  readonly bandwidth: number;
  /** Single precision, a multiply-add as two, in TFLOPS. */
  readonly peak: number;
  readonly multiprocessors: number;
  /** Of the multiprocessors, in GHz: the boost clock that the peak is stated for. */
  readonly clock: number;
  /** Warps of 32 threads that a multiprocessor holds at most. */
  readonly warps: number;
}

/** From the makers' pages and data sheets; warps by compute capability (8.6, 8.0, 8.9) from the CUDA C++ Programming Guide. */
export const cards: readonly Card[] = [
  { name: 'GeForce RTX 3060 12 GB', bandwidth: 360, peak: 12.7, multiprocessors: 28, clock: 1.777, warps: 48 },
  { name: 'A100 40 GB', bandwidth: 1555, peak: 19.5, multiprocessors: 108, clock: 1.41, warps: 64 },
  { name: 'GeForce RTX 4090', bandwidth: 1008, peak: 82.6, multiprocessors: 128, clock: 2.52, warps: 48 },
];

/** Assumptions about such a card. */
export const assumptions = {
  /**
   * Events of single threads that a multiprocessor finishes in a clock if nothing waits: `firstTrailingBit` is two instructions of a unit
   * that does 16 lanes a clock, and the four weights of a thread are 16 bytes of the 128 that the first cache gives in a clock.
   */
  eventsPerClock: 8,
  /**
   * Clocks from one event of a thread to its next: some 40 instructions' worth, and the latency of the first cache (about 33) or of the
   * second (about 280), whichever has the weight.
   */
  clocksPerEvent: [80, 320],
  /**
   * Bytes that the second cache gives a multiprocessor in a clock, at worst: the A100's reads 5120 for 108 of them, and two thirds of that are
   * taken as reached. A thread of four neurons reads 16 an event.
   */
  secondCacheBytes: 32,
  /** Share of the warps that a multiprocessor really holds and keeps busy, at worst. */
  leastOccupancy: 0.5,
  /** Time to launch a kernel through WebGPU, in microseconds: 24 to 36 on Vulkan, 32 to 71 on Metal (Maczan 2026, arXiv 2604.02344). */
  launch: [24, 71],
} as const;

/** Events per second that a card may do, in 10^9: at worst and at best. */
export function eventRates({ multiprocessors, clock, warps }: Card): readonly [least: number, most: number] {
  const { eventsPerClock, clocksPerEvent, leastOccupancy, secondCacheBytes } = assumptions;
  const waiting = (leastOccupancy * warps * 32) / clocksPerEvent[1];
  return [multiprocessors * clock * Math.min(waiting, secondCacheBytes / 16), multiprocessors * clock * eventsPerClock];
}
