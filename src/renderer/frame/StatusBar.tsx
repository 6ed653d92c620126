import { History, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { EngineFacts } from '../../shared/api/appViews.ts';
import type { RunProgress } from '../../shared/api/runViews.ts';
import type { TrainingNow } from '../../shared/api/trainViews.ts';
import { engineWords } from '../../shared/results/engineWords.ts';
import { goTo } from '../state/navigation.ts';
import { showTraining } from '../state/trainings.ts';
import { useWorkbench } from '../state/workbenchStore.ts';
import { ActionLog } from './ActionLog.tsx';
import { ProblemList } from './ProblemList.tsx';
import { countWords, rateWords, secondsWords } from './words.ts';
import { trainingProgressWords, trainingStateWords } from './trainingWords.ts';
import './StatusBar.css';

/** Engine, run and problems, in one quiet line. */
export function StatusBar() {
  const app = useWorkbench((state) => state.app);
  const connection = useWorkbench((state) => state.connection);
  const problems = useWorkbench(({ notices }) => notices.filter(({ level }) => level === 'problem').length);
  return (
    <footer className="status-bar">
      <div className="status-part">
        {connection === 'lost' && app !== null ? (
          <span className="status-lost" role="alert">
            <TriangleAlert aria-hidden /> No connection to the workbench, trying again
          </span>
        ) : app === null ? null : (
          <EngineLine engine={app.engine} run={app.run} />
        )}
      </div>
      <div className="status-part centre">
        {app?.run == null ? null : <RunLine run={app.run} />}
        {app?.training == null ? null : <TrainingLine training={app.training} />}
      </div>
      <div className="status-part end">
        <StatusPopover label="Action log" icon={<History aria-hidden />} words="Actions">
          <ActionLog />
        </StatusPopover>
        <StatusPopover
          label="Problems and notes"
          icon={<TriangleAlert aria-hidden />}
          words={countWords(problems, 'problem')}
          isMarked={problems > 0}
        >
          <ProblemList />
        </StatusPopover>
      </div>
    </footer>
  );
}

function EngineLine({ engine, run }: { readonly engine: EngineFacts; readonly run: RunProgress | null }) {
  const gpu = run?.state === 'running' && run.engine?.startsWith('webgpu') === true ? run.engine : null;
  const speed = gpu === null ? engine.speed : (run?.samplesPerSecond ?? null);
  const name = gpu ?? engine.name;
  const parts = [
    ...(gpu === null ? [countWords(engine.workers, 'worker')] : []),
    ...(name === null ? [] : [name === 'simd' ? 'SIMD' : engineWords(name)]),
    ...(speed === null ? [] : [rateWords(speed)]),
  ];
  return <span className="cut">Engine: {parts.join(' · ')}</span>;
}

function RunLine({ run }: { readonly run: RunProgress }) {
  return (
    <AriaButton className="status-button" onPress={() => goTo('run')}>
      <span className="cut">
        {run.name}
        {run.state === 'paused' ? ', paused' : ''}
      </span>
      <progress
        className="status-progress"
        value={run.done}
        max={Math.max(run.total, 1)}
        aria-label="Progress of the run"
      />
      {run.secondsLeft === null ? null : <span>{secondsWords(run.secondsLeft)} left</span>}
    </AriaButton>
  );
}

function TrainingLine({ training }: { readonly training: TrainingNow }) {
  const { phase, share, left } = trainingProgressWords(training);
  const isRunning = training.state === 'running';
  return (
    <AriaButton
      className="status-button"
      onPress={() => {
        showTraining(training.training);
        goTo('train');
      }}
    >
      <span className="cut">
        {training.name}, {isRunning ? phase : trainingStateWords(training.state)}
      </span>
      <progress className="status-progress" value={share} max={1} aria-label="Progress of the training" />
      {left === '' || !isRunning ? null : <span>{left}</span>}
    </AriaButton>
  );
}

interface StatusPopoverProps {
  readonly label: string;
  readonly words: string;
  readonly icon: ReactNode;
  readonly isMarked?: boolean;
  readonly children: ReactNode;
}

function StatusPopover({ label, words, icon, isMarked = false, children }: StatusPopoverProps) {
  return (
    <DialogTrigger>
      <AriaButton className={`status-button${isMarked ? ' marked' : ''}`}>
        {icon}
        {words}
      </AriaButton>
      <Popover className="popover" placement="top end" offset={4}>
        <Dialog className="status-dialog" aria-label={label}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
