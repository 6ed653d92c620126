import { Gauge, Play } from 'lucide-react';
import type { EngineChoice as EngineChoiceName, PlanView } from '../../../shared/api/runViews.ts';
import type { DraftField, SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields } from '../../../shared/sweep/draftFields.ts';
import { Button } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { countWords, numberWords } from '../../frame/words.ts';
import { request } from '../../state/connection.ts';
import { useDraft } from '../../state/draftStore.ts';
import { secondsWith, useEngineChoice, useStarting } from '../../state/engineChoice.ts';
import { useExecutor } from '../../state/executorChoice.ts';
import { goTo } from '../../state/navigation.ts';
import { chooseProjectFile, startRun } from '../../state/projectActions.ts';
import { attempt } from '../../state/toasts.ts';
import { useProject, useWorkbench } from '../../state/workbenchStore.ts';
import { explanationFacts } from './draftView.ts';
import { EngineChoice } from './EngineChoice.tsx';
import { ExecutorChoice } from './ExecutorChoice.tsx';
import { planWords } from './planWords.ts';
import { focusField, useExplained } from './sweepFocus.ts';

interface PlanPanelProps {
  readonly draft: SweepDraft;
  readonly problems: ReadonlyMap<DraftField | 'model' | 'data', string>;
  readonly plan: PlanView | null;
}

/** What the sweep will be and cost, what stands in its way, and what the setting at hand means. */
export function PlanPanel({ draft, problems, plan }: PlanPanelProps) {
  return (
    <>
      <Panel title="Plan">
        {problems.size > 0 ? (
          <PlanProblems problems={problems} />
        ) : plan === null ? (
          <p className="muted">Counting…</p>
        ) : (
          <Counts plan={plan} />
        )}
      </Panel>
      <Explanation draft={draft} />
    </>
  );
}

function Counts({ plan }: { readonly plan: PlanView }) {
  const isWaiting = useDraft((state) => state.isWaiting);
  const isReadOnly = useProject()?.isReadOnly ?? true;
  const run = useWorkbench(({ app }) => app?.run ?? null);
  const { executor } = useExecutor();
  const { isStarting } = useStarting();
  const chosen = useEngineChoice();
  const engine = executor === 'local' ? chosen : 'cpu';
  const isOff = isReadOnly || run !== null || isStarting;
  return (
    <div className={isWaiting ? 'plan-counts waiting-counts' : 'plan-counts'} aria-live="polite" aria-busy={isWaiting}>
      <p className="plan-sentence">{planWords(plan, secondsWith(plan, engine))}</p>
      <Facts
        facts={[
          ['Cells', numberWords(plan.cells)],
          ['Simulations', `${numberWords(plan.simulations)}, ${countWords(plan.groups, 'input')} encoded`],
          ['Images', numberWords(plan.samples)],
          ['Steps', numberWords(plan.steps)],
        ]}
      />
      {plan.run === null ? null : (
        <p className="muted small">A run of exactly these settings exists; Run goes on with it or shows it.</p>
      )}
      <ExecutorChoice plan={plan} />
      {executor === 'local' ? <EngineChoice /> : null}
      <div className="plan-actions">
        <Button kind="primary" icon={<Play />} isDisabled={isOff} onPress={() => void startRun()}>
          {isStarting && engine === 'auto' ? 'Measuring…' : 'Run'}
        </Button>
        {plan.run === null ? null : <Button onPress={() => goTo('results')}>Results</Button>}
        <MeasureSpeed plan={plan} engine={engine} />
      </div>
    </div>
  );
}

function MeasureSpeed({ plan, engine }: { readonly plan: PlanView; readonly engine: EngineChoiceName }) {
  const both = engine !== 'cpu' && (plan.gpuSeconds ?? null) === null;
  return both || plan.seconds === null ? (
    <Button
      icon={<Gauge />}
      hint={
        both
          ? 'Simulates a few images on the CPU and on the GPU to learn how fast they are'
          : 'Simulates a few images to learn how fast this machine is'
      }
      onPress={() => void attempt(() => request('sweep.measureSpeed', { engine: both ? 'gpu' : 'cpu' }))}
    >
      Estimate the time
    </Button>
  ) : null;
}

function PlanProblems({ problems }: { readonly problems: PlanPanelProps['problems'] }) {
  return (
    <>
      <p className="plan-sentence">{countWords(problems.size, 'thing')} to mend before it can run</p>
      <ul className="plan-problems">
        {[...problems].map(([field, text]) => (
          <li key={field}>
            <p>{text}</p>
            {field === 'model' || field === 'data' ? (
              <Button onPress={() => void chooseProjectFile(field)}>
                {field === 'model' ? 'Choose a model…' : 'Choose data…'}
              </Button>
            ) : (
              <Button onPress={() => focusField(field)}>Go to {draftFields[field].label}</Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Explanation({ draft }: { readonly draft: SweepDraft }) {
  const field = useExplained((state) => state.field) ?? 'thresholds';
  const { label, unit, help } = draftFields[field];
  return (
    <Panel title={unit === '' ? label : `${label} (${unit})`}>
      <p className="small explanation">{help}</p>
      <Facts facts={explanationFacts(field, draft)} />
    </Panel>
  );
}
