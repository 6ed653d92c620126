import type { HandlersOf } from './handlerParts.ts';
import type { Session } from './session.ts';

/** What windows with a GPU ask; all windows hear of what is on offer. */
export function createGpuHandlers(session: Session): HandlersOf<'gpu'> {
  const { gpu } = session.engine;
  const { windows } = gpu;
  gpu.onChange(() => {
    const speed = session.engineFacts.gpu?.speed ?? null;
    session.engineFacts = { ...session.engineFacts, gpu: { ...gpu.offered, speed } };
    session.emit({ kind: 'engine', engine: session.engineFacts });
  });
  return {
    async 'gpu.offer'({ offer, gpu: own, reason }, signal) {
      if (own === null) windows.decline(reason ?? 'the window gives no reason');
      else await windows.offer(offer, own.name, signal);
      return null;
    },
    'gpu.take': ({ offer }, signal) => windows.take(offer, signal),
    'gpu.bytes': async ({ offer, parcel, from }) => ({
      base64: Buffer.from(windows.bytes(offer, parcel, from)).toString('base64'),
    }),
    'gpu.progress': async ({ offer, job, done }) => windows.progress(offer, job, done),
    'gpu.result': async ({ offer, job, tallies }) => windows.result(offer, job, tallies),
    async 'gpu.fail'({ offer, job, kind, words }) {
      windows.fail(offer, job, kind, words);
      return null;
    },
  };
}
