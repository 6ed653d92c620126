import { FlaskConical, FolderOpen, Plus } from 'lucide-react';
import { Button } from '../../components/Button.tsx';
import { showOverlay } from '../../frame/overlays.ts';
import { chooseProject, openDemo } from '../../state/projectActions.ts';
import { useWorkbench } from '../../state/workbenchStore.ts';
import { RecentProjects } from './RecentProjects.tsx';
import './StartView.css';

/** Below this, there is room to say how one works here. */
const fewProjects = 4;

/** Where was I? Recent projects, and the ways to one. */
export function StartView() {
  const recent = useWorkbench(({ app }) => app?.recent) ?? [];
  return (
    <div className="start">
      <header className="start-head">
        <div>
          <h1>Spikebench</h1>
          <p className="muted">From a trained Keras network to a spiking one, and which settings keep its accuracy.</p>
        </div>
        <div className="start-actions">
          <Button
            icon={<FlaskConical />}
            kind={recent.length === 0 ? 'primary' : 'plain'}
            onPress={() => void openDemo()}
          >
            Open the demo
          </Button>
          <Button icon={<FolderOpen />} onPress={() => void chooseProject()}>
            Open…
          </Button>
          <Button
            icon={<Plus />}
            kind={recent.length === 0 ? 'plain' : 'primary'}
            onPress={() => showOverlay('newProject')}
          >
            New project…
          </Button>
        </div>
      </header>
      {recent.length === 0 ? null : <RecentProjects recent={recent} />}
      {recent.length < fewProjects ? <FirstSteps /> : null}
    </div>
  );
}

const steps = [
  {
    title: 'Bring a model',
    text: 'A Keras file, .keras or .h5, or one that is trained here. Each layer is shown green, amber or red before anything runs.',
  },
  {
    title: 'Bring data',
    text: 'Images with labels: .npz, .csv or IDX files, as MNIST comes. See what the network receives under each encoding.',
  },
  {
    title: 'Say what varies',
    text: 'Type "0.6 to 1.4 step 0.2" into any setting. Cells, simulations and time are counted while you type.',
  },
  {
    title: 'Run and compare',
    text: 'Accuracy against simulated time, with intervals, for every setting; then the figure for the paper.',
  },
] as const;

/** What goes here, for those who come for the first time. */
function FirstSteps() {
  return (
    <section aria-label="First steps">
      <ol className="start-steps">
        {steps.map(({ title, text }, index) => (
          <li key={title}>
            <span className="start-step-number" aria-hidden>
              {index + 1}
            </span>
            <h2>{title}</h2>
            <p className="muted small">{text}</p>
          </li>
        ))}
      </ol>
      <p className="muted start-hint">
        The demo is a real project: digits drawn by a program, a small convolutional network and a sweep that takes
        seconds. Files can be dropped anywhere on this window.
      </p>
    </section>
  );
}
