/** How fast counts rise: over the last seconds, so that a pause or a slow start is soon forgotten. */
export interface Speedometer {
  /** `now` in ms. */
  update(done: number, now: number): void;
  /** Counts per second; null while too little is known. */
  readonly perSecond: number | null;
}

const remembered = 8000;
const shortest = 400;

export function createSpeedometer(): Speedometer {
  let marks: { readonly done: number; readonly time: number }[] = [];
  return {
    update(done, now) {
      // A crash of a worker takes counts back: what was measured before says nothing then.
      if (done < (marks.at(-1)?.done ?? 0)) marks = [];
      marks.push({ done, time: now });
      while (marks.length > 2 && now - marks[1]!.time > remembered) marks.shift();
    },
    get perSecond() {
      const [first, last] = [marks[0], marks.at(-1)];
      if (first === undefined || last === undefined || last.time - first.time < shortest) return null;
      return last.done > first.done ? (1000 * (last.done - first.done)) / (last.time - first.time) : null;
    },
  };
}
