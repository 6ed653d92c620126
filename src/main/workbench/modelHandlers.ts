import type { AnalogAccuracy } from '../../shared/api/modelViews.ts';
import { wilsonInterval } from '../../shared/metrics/wilson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { DataReference } from '../../shared/sweep/plan.ts';
import { resolveDraft, type SampleChoice } from '../../shared/sweep/resolveDraft.ts';
import type { HandlersOf } from './handlerParts.ts';
import type { Planner } from './planner.ts';
import type { Session } from './session.ts';

export function createModelHandlers(session: Session, planner: Planner): HandlersOf<'model'> {
  return {
    'model.describe': (_, signal) => session.ask({ about: 'model', model: session.requireFile('model').path }, signal),
    async 'model.layer'({ layer, samples }, signal) {
      const model = session.requireFile('model');
      const hasData = session.requireProject().state.data?.state === 'present';
      const data = hasData ? (await planner.open(choiceOf(session, samples))).data : null;
      return session.ask({ about: 'layer', model, layer, data }, signal);
    },
    async 'model.accuracy'({ limit }, signal): Promise<AnalogAccuracy> {
      const { model, data, labels } = await planner.open(choiceOf(session, limit));
      if (labels === null) throw new WorkbenchError({ area: 'dataset', kind: 'noLabels', file: data.path });
      const evaluate = async (scaling: DataReference['scaling']) => {
        const range = { from: 0, count: data.count, withOutputs: false, backend: 'portable' } as const;
        const task = { kind: 'evaluate', model, data: { ...data, scaling }, ...range } as const;
        const { predictions, backend } = await session.desk.run(task, { signal });
        return { correct: labels.filter((label, i) => label === predictions[i]).length, backend };
      };
      const other = data.scaling === 'unit' ? 'none' : 'unit';
      const { correct, backend } = await evaluate(data.scaling);
      const { correct: otherCorrect } = await evaluate(other);
      const { low, high } = wilsonInterval(correct, data.count);
      return {
        samples: data.count,
        scaling: data.scaling,
        correct,
        low,
        high,
        backend,
        other: { scaling: other, correct: otherCorrect },
      };
    },
  };
}

/** The first samples of the draft; of all data where the draft is wrong. */
function choiceOf(session: Session, limit: number): SampleChoice {
  const resolved = resolveDraft(session.requireProject().state.draft);
  if (!resolved.isValid) return { split: null, offset: 0, limit, scaling: null };
  return { ...resolved.data, limit: Math.min(limit, resolved.data.limit ?? limit) };
}
