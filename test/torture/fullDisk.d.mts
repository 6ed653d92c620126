/** Lets writes below `place` fail whose number, from 0, `isFull` says; null ends it. */
export function fillDisk(place: string | null, isFull: (number: number) => boolean): void;
/** Number of writes so far. */
export function countWrites(): number;
