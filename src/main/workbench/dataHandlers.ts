import { resolveDraft } from '../../shared/sweep/resolveDraft.ts';
import { stepsOf } from '../../shared/units.ts';
import type { HandlersOf } from './handlerParts.ts';
import type { Planner } from './planner.ts';
import type { Session } from './session.ts';

export function createDataHandlers(session: Session, planner: Planner): HandlersOf<'data'> {
  return {
    'data.describe': ({ split }, signal) =>
      session.ask({ about: 'dataset', data: session.requireFile('data').path, split }, signal),
    async 'data.page'({ split, from, count, withAnalog }, signal) {
      const data = session.requireFile('data').path;
      const page = await session.ask({ about: 'page', data, split, from, count }, signal);
      const isPossible = withAnalog && page.count > 0 && session.requireProject().state.model?.state === 'present';
      return { ...page, analogClasses: isPossible ? await analogClasses(split, from, page.count, signal) : null };
    },
    'data.encode': ({ split, index, encoding, duration, timeStep, seed }, signal) => {
      const data = session.requireFile('data').path;
      const steps = stepsOf(duration, timeStep);
      return session.ask({ about: 'encode', data, split, index, encoding, steps, timeStep, seed }, signal);
    },
  };

  async function analogClasses(
    split: string,
    from: number,
    count: number,
    signal: AbortSignal,
  ): Promise<readonly number[]> {
    const resolved = resolveDraft(session.requireProject().state.draft);
    const scaling = resolved.isValid ? resolved.data.scaling : null;
    const { model, data } = await planner.open({ split, offset: 0, limit: null, scaling });
    const range = { from, count, withOutputs: false, backend: 'portable' } as const;
    return (await session.desk.run({ kind: 'evaluate', model, data, ...range }, { signal })).predictions;
  }
}
