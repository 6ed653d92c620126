/** Hears that a file is being read, and with null that reading has ended. */
export type ReadingListener = (file: { readonly path: string; readonly bytes: number } | null) => Promise<void>;

let listener: ReadingListener = async () => {};

/** The one listener of this process: a worker tells whoever started it, who has an eye on how long reading takes. */
export function announceReadingTo(wanted: ReadingListener): void {
  listener = wanted;
}

/** Reads, while the listener knows of it. */
export async function whileReading<Result>(path: string, bytes: number, read: () => Promise<Result>): Promise<Result> {
  await listener({ path, bytes });
  try {
    return await read();
  } finally {
    await listener(null);
  }
}
