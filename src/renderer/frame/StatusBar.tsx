import { History, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { EngineFacts } from '../../shared/api/appViews.ts';
import type { RunProgress } from '../../shared/api/runViews.ts';
import { goTo } from '../state/navigation.ts';
import { useWorkbench } from '../state/workbenchStore.ts';
import { ActionLog } from './ActionLog.tsx';
import { ProblemList } from './ProblemList.tsx';
import { countWords, rateWords, secondsWords } from './words.ts';
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
          <EngineLine engine={app.engine} />
        )}
      </div>
      <div className="status-part centre">{app?.run == null ? null : <RunLine run={app.run} />}</div>
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

function EngineLine({ engine }: { readonly engine: EngineFacts }) {
  const parts = [
    countWords(engine.workers, 'worker'),
    ...(engine.name === null ? [] : [engine.name === 'simd' ? 'SIMD' : engine.name]),
    ...(engine.speed === null ? [] : [rateWords(engine.speed)]),
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
