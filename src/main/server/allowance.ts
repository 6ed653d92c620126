/** How often something may happen: so many times a second, and so many at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** A bucket that fills with time and is full at first: to be asked each time, with the time in ms; false when it is empty. */
export function createAllowance({ perSecond, burst }: Rate): (now: number) => boolean {
  let left = burst;
  let last = -Infinity;
  return (now) => {
    left = Math.min(burst, left + (Math.max(0, now - last) / 1000) * perSecond);
    last = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
