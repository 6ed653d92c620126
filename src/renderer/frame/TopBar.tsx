import {
  ChevronDown,
  Command as CommandIcon,
  FolderOpen,
  Monitor,
  Moon,
  Pencil,
  Play,
  Plus,
  Sun,
  X,
} from 'lucide-react';
import type { RunProgress } from '../../shared/api/runViews.ts';
import { Button } from '../components/Button.tsx';
import { Menu } from '../components/Menu.tsx';
import { keyWords } from '../state/shortcuts.ts';
import { goTo, useView } from '../state/navigation.ts';
import { useStarting } from '../state/engineChoice.ts';
import { chooseProject, closeProject, startRun } from '../state/projectActions.ts';
import { type ThemeChoice, useThemeChoice } from '../state/themeChoice.ts';
import { useProject, useWorkbench } from '../state/workbenchStore.ts';
import { isMac } from './platform.ts';
import { showOverlay } from './overlays.ts';
import { projectViews } from './views.ts';
import './TopBar.css';

/** Project, views, Run, palette, theme. */
export function TopBar() {
  const project = useProject();
  return (
    <header className="top-bar">
      <div className="top-project">
        <a className="top-home" href="#/start" title="Start: recent projects">
          <img src="./icon.svg" alt="Start" width={20} height={20} />
        </a>
        <ProjectMenu name={project?.name ?? null} />
      </div>
      <nav className="top-views" aria-label="Views">
        {project === null ? null : <ViewLinks />}
      </nav>
      <div className="top-actions">
        {project === null ? null : <RunButton />}
        <Button
          kind="quiet"
          icon={<CommandIcon />}
          aria-label={`Commands ${keyWords('Mod+K', isMac())}`}
          onPress={() => showOverlay('palette')}
        >
          <kbd>{keyWords('Mod+K', isMac())}</kbd>
        </Button>
        <ThemeButton />
      </div>
    </header>
  );
}

function ProjectMenu({ name }: { readonly name: string | null }) {
  const entries = [
    { id: 'new', label: 'New project…', icon: <Plus />, onAction: () => showOverlay('newProject') },
    { id: 'open', label: 'Open project…', icon: <FolderOpen />, onAction: () => void chooseProject() },
  ];
  const ofProject = [
    { id: 'rename', label: 'Rename…', icon: <Pencil />, onAction: () => showOverlay('rename') },
    { id: 'close', label: 'Close project', icon: <X />, onAction: () => void closeProject() },
  ];
  return (
    <Menu
      label="Project"
      button={
        <Button kind="quiet" aria-label={`${name ?? 'Spikebench'}: project menu`}>
          <span className="top-name cut">{name ?? 'Spikebench'}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
      groups={[{ entries }, { entries: name === null ? [] : ofProject }]}
    />
  );
}

function ViewLinks() {
  const view = useView();
  const run = useWorkbench(({ app }) => app?.run ?? null);
  const shown = projectViews.filter((facts) => facts.view !== 'run' || run !== null || view === 'run');
  return (
    <ul className="view-links">
      {shown.map((facts) => (
        <li key={facts.view}>
          <a
            href={`#/${facts.view}`}
            className="view-link"
            aria-current={facts.view === view ? 'page' : undefined}
            aria-keyshortcuts={facts.key}
            title={`${facts.title} (${facts.key})`}
          >
            {facts.title}
          </a>
        </li>
      ))}
    </ul>
  );
}

function RunButton() {
  const run = useWorkbench(({ app }) => app?.run ?? null);
  const plan = useWorkbench((state) => state.plan);
  const isReadOnly = useProject()?.isReadOnly ?? false;
  const { isStarting } = useStarting();
  // The plan of the view Sweep has the same button beside its cost, and that of Train its own.
  const view = useView();
  const isBesidePlan = view === 'sweep' || view === 'train';
  if (run !== null) return <RunChip run={run} />;
  const problems = plan?.problems ?? [];
  return (
    <Button
      kind={isBesidePlan ? 'plain' : 'primary'}
      icon={<Play />}
      isDisabled={isReadOnly || isStarting}
      onPress={() => (problems.length > 0 ? goTo('sweep') : void startRun())}
      hint={problems[0]?.text ?? `Run the sweep (${keyWords('Mod+Enter', isMac())})`}
    >
      Run
    </Button>
  );
}

function RunChip({ run }: { readonly run: RunProgress }) {
  return (
    <Button kind="plain" onPress={() => goTo('run')} hint={`Go to the run "${run.name}"`}>
      {run.state === 'paused' || run.standstill !== null ? 'Paused' : 'Running'}
      <progress className="run-chip-bar" value={run.done} max={Math.max(run.total, 1)} aria-label="Progress" />
    </Button>
  );
}

const themeIcons = { system: <Monitor />, light: <Sun />, dark: <Moon /> } as const;
const nextTheme = { system: 'light', light: 'dark', dark: 'system' } as const satisfies Record<
  ThemeChoice,
  ThemeChoice
>;
const themeWords = { system: 'as the system', light: 'light', dark: 'dark' } as const;

function ThemeButton() {
  const [choice, choose] = useThemeChoice();
  return (
    <Button
      kind="quiet"
      icon={themeIcons[choice]}
      hint={`Theme: ${themeWords[choice]}. Next: ${themeWords[nextTheme[choice]]}`}
      onPress={() => choose(nextTheme[choice])}
    />
  );
}
