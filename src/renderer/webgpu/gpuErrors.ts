/** The device is gone: the driver was reset, the GPU was taken out, the browser ended its GPU process. What ran on it must run elsewhere. */
export class GpuLost extends Error {
  override readonly name = 'GpuLost';
  constructor(reason: string) {
    super(`The connection to the GPU was lost: ${reason || 'the browser gives no reason'}`);
  }
}

/** Not even a batch of one sample fits the GPU's memory; `bytes`: what that takes, null while larger batches are still tried. */
export class GpuOutOfMemory extends Error {
  override readonly name = 'GpuOutOfMemory';
  constructor(bytes: number | null) {
    super(
      bytes === null
        ? 'The GPU has no room for a batch of samples'
        : `The GPU has no room for ${Math.ceil(bytes / 2 ** 20)} MB, which one sample at a time takes`,
    );
  }
}

/** The network cannot run on this GPU; the message says why, in words for people. */
export class GpuRefusal extends Error {
  override readonly name = 'GpuRefusal';
}
