import { useState } from 'react';
import {
  type ClusterField,
  clusterFields,
  clusterPlanWords,
  type ClusterView,
} from '../../../shared/api/clusterViews.ts';
import type { PlanView } from '../../../shared/api/runViews.ts';
import { Choice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { request } from '../../state/connection.ts';
import { chooseExecutor, useExecutor } from '../../state/executorChoice.ts';
import { useRequest } from '../../state/queries.ts';
import { wordsOf } from '../../state/toasts.ts';
import { useWorkbench } from '../../state/workbenchStore.ts';
import './ExecutorChoice.css';

/** Where the sweep is computed: on this machine, or on a Slurm cluster with its settings. */
export function ExecutorChoice({ plan }: { readonly plan: PlanView }) {
  const { executor } = useExecutor();
  const { data: cluster } = useRequest('cluster.describe', {});
  const isOff = cluster === undefined || cluster.problem !== null;
  return (
    <div className="executor">
      <Choice
        label="Where it is computed"
        options={[
          { id: 'local', title: 'This machine' },
          { id: 'slurm', title: 'Slurm', isDisabled: isOff },
        ]}
        selected={isOff ? 'local' : executor}
        onSelect={chooseExecutor}
      />
      {cluster?.problem === undefined || cluster.problem === null ? null : (
        <p className="muted small">{cluster.problem}</p>
      )}
      {isOff || executor === 'local' ? null : <ClusterSettings cluster={cluster} plan={plan} />}
    </div>
  );
}

const labels: Readonly<Record<ClusterField, string>> = {
  shards: 'Shards',
  partition: 'Partition',
  account: 'Account',
  time: 'Time limit',
  memory: 'Memory',
  cpus: 'Processors',
  throttle: 'At a time',
  modules: 'Modules',
};

const usual: Readonly<Record<ClusterField, string>> = {
  shards: '40',
  partition: 'default',
  account: 'default',
  time: '2:00:00',
  memory: '4G',
  cpus: '1',
  throttle: 'no limit',
  modules: 'none',
};

function ClusterSettings({ cluster, plan }: { readonly cluster: ClusterView; readonly plan: PlanView }) {
  const [settings, setSettings] = useState(cluster.settings);
  const [problem, setProblem] = useState<string | null>(null);
  const workers = useWorkbench(({ app }) => app?.engine.workers ?? 1);
  const change = (field: ClusterField, value: string): void => {
    const changed = { ...settings, [field]: value };
    setSettings(changed);
    request('cluster.save', { settings: changed }).then(
      () => setProblem(null),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  };
  return (
    <>
      <div className="executor-fields">
        {clusterFields.map((field) => (
          <Field
            key={field}
            label={labels[field]}
            value={settings[field]}
            placeholder={usual[field]}
            onChange={(value) => change(field, value)}
          />
        ))}
      </div>
      {problem === null ? null : <ProblemNote>{problem}</ProblemNote>}
      {plan.seconds === null ? null : <p className="small">{clusterPlanWords(plan.seconds * workers, settings)}</p>}
      <p className="muted small">
        The project’s folder must be visible to the nodes. More settings, such as a container or a login node, go into
        its slurm.json.
      </p>
    </>
  );
}
