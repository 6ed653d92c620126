import { useEffect, useEffectEvent } from 'react';
import type { HostCommand } from '../../shared/api/workbench.ts';
import { type Command, useCommands } from '../state/commands.ts';
import { onWorkbenchEvent } from '../state/connection.ts';
import { goTo } from '../state/navigation.ts';
import {
  cancelRun,
  chooseProject,
  chooseDataFolder,
  chooseProjectFile,
  closeProject,
  openDemo,
  pauseRun,
  resumeRun,
  startRun,
} from '../state/projectActions.ts';
import { useThemeChoice } from '../state/themeChoice.ts';
import { useProject, useWorkbench } from '../state/workbenchStore.ts';
import { copyReport } from './copyReport.ts';
import { showOverlay } from './overlays.ts';
import { projectViews } from './views.ts';

/** Commands that hold in every view, and the host's menu, which asks for the same things. */
export function useFrameCommands(): void {
  const project = useProject();
  const run = useWorkbench(({ app }) => app?.run ?? null);
  const [, chooseTheme] = useThemeChoice();
  const hasProject = project !== null;
  const canRun = hasProject && run === null && !project.isReadOnly;
  const commands: readonly Command[] = [
    { id: 'newProject', group: 'Project', title: 'New project…', run: () => showOverlay('newProject') },
    {
      id: 'openProject',
      group: 'Project',
      title: 'Open project…',
      keys: 'Mod+O',
      run: () => void chooseProject(),
    },
    { id: 'openDemo', group: 'Project', title: 'Open the demo', run: () => void openDemo() },
    {
      id: 'setModel',
      group: 'Project',
      title: 'Choose the model…',
      isEnabled: hasProject,
      run: () => void chooseProjectFile('model'),
    },
    {
      id: 'setData',
      group: 'Project',
      title: 'Choose the data…',
      isEnabled: hasProject,
      run: () => void chooseProjectFile('data'),
    },
    {
      id: 'setDataFolder',
      group: 'Project',
      title: 'Choose a folder of images as the data…',
      isEnabled: hasProject,
      run: () => void chooseDataFolder(),
    },
    {
      id: 'rename',
      group: 'Project',
      title: 'Rename project…',
      isEnabled: hasProject,
      run: () => showOverlay('rename'),
    },
    {
      id: 'closeProject',
      group: 'Project',
      title: 'Close project',
      isEnabled: hasProject,
      run: () => void closeProject(),
    },
    ...projectViews.map(({ view, title, key }) => ({
      id: `view-${view}`,
      group: 'Go to' as const,
      title,
      keys: key,
      isEnabled: hasProject,
      run: () => goTo(view),
    })),
    {
      id: 'run',
      group: 'Run',
      title: 'Run the sweep',
      keys: 'Mod+Enter',
      isEnabled: canRun,
      run: () => void startRun(),
    },
    {
      id: 'pause',
      group: 'Run',
      title: run?.state === 'paused' ? 'Go on with the run' : 'Pause the run',
      isEnabled: run !== null,
      run: () => void (run?.state === 'paused' ? resumeRun(run.run) : pauseRun(run?.run ?? '')),
    },
    {
      id: 'cancel',
      group: 'Run',
      title: 'Cancel the run',
      isEnabled: run !== null,
      run: () => void cancelRun(run?.run ?? ''),
    },
    { id: 'themeSystem', group: 'Window', title: 'Theme: as the system', run: () => chooseTheme('system') },
    { id: 'themeLight', group: 'Window', title: 'Theme: light', run: () => chooseTheme('light') },
    { id: 'themeDark', group: 'Window', title: 'Theme: dark', run: () => chooseTheme('dark') },
    { id: 'palette', group: 'Window', title: 'Commands', keys: 'Mod+K', run: () => showOverlay('palette') },
    { id: 'shortcuts', group: 'Help', title: 'Keyboard shortcuts', keys: '?', run: () => showOverlay('shortcuts') },
    { id: 'report', group: 'Help', title: 'Copy diagnostic report', run: () => void copyReport() },
  ];
  useCommands('frame', commands);
  const obey = useEffectEvent((command: HostCommand) => {
    if (command.kind === 'view') goTo(command.view);
    else commands.find(({ id, isEnabled = true }) => id === command.kind && isEnabled)?.run();
  });
  useEffect(() => onWorkbenchEvent((event) => (event.kind === 'command' ? obey(event.command) : undefined)), []);
}
