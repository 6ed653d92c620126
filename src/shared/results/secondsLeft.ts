/** Seconds that the rest takes at the pace of what is done, which is above 0. */
export function secondsLeft(done: number, total: number, secondsGone: number): number {
  return (secondsGone * (total - done)) / done;
}
