/** How patient the desk is, in ms. */
export interface GpuPatience {
  /** With a window that has work and says nothing: it gives a sign of life every few seconds, whatever the GPU does. */
  readonly silence: number;
  /** With a job that does not come forward. */
  readonly standstill: number;
  /** With the absence of any offer: a page that is loaded again is back within seconds. */
  readonly absence: number;
}

export const usualGpuPatience: GpuPatience = { silence: 60_000, standstill: 600_000, absence: 12_000 };
