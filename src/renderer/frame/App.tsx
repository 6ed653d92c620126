import { Component, type ReactNode, Suspense, useEffect } from 'react';
import { EmptyState } from '../components/EmptyState.tsx';
import { ProblemNote } from '../components/ProblemNote.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useDraftOfProject } from '../state/draftStore.ts';
import { goTo, useView } from '../state/navigation.ts';
import { useTheme } from '../state/themeChoice.ts';
import { wordsOf } from '../state/toasts.ts';
import { useProject, useWorkbench } from '../state/workbenchStore.ts';
import { FileBanners } from './FileBanners.tsx';
import { FrameDialogs } from './FrameDialogs.tsx';
import { StatusBar } from './StatusBar.tsx';
import { ToastRegion } from './ToastRegion.tsx';
import { TopBar } from './TopBar.tsx';
import { useFileDrop } from './useFileDrop.ts';
import { useFrameCommands } from './useFrameCommands.ts';
import { useGpuForRuns } from './useGpuForRuns.ts';
import { useNotices } from './useNotices.ts';
import { useShortcutKeys } from './useShortcutKeys.ts';
import { viewComponents } from './views.ts';
import './App.css';

/** The window: top bar, view, status bar, and what lies over them. */
export function App() {
  const theme = useTheme();
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useFrameCommands();
  useShortcutKeys();
  useFileDrop();
  useNotices();
  useGpuForRuns();
  useDraftOfProject();
  const isKnown = useWorkbench(({ app }) => app !== null);
  return (
    <>
      <div className="window">
        <TopBar />
        <main className="window-main">{isKnown ? <PresentView /> : <FirstMoment />}</main>
        <StatusBar />
      </div>
      <FrameDialogs />
      <ToastRegion />
    </>
  );
}

function PresentView() {
  const wanted = useView();
  const project = useProject();
  // Without a project there is nothing to show but the way to one.
  const view = project === null ? 'start' : wanted;
  const View = viewComponents[view];
  useEffect(() => {
    if (project === null && wanted !== 'start') goTo('start');
  }, [project, wanted]);
  return (
    <>
      {project?.isReadOnly === true ? <ReadOnlyBanner reason={project.readOnlyReason} /> : null}
      <FileBanners />
      <div className="window-view" data-view={view}>
        <ViewGuard key={view}>
          <Suspense fallback={<Waiting>Opening the view</Waiting>}>
            <View />
          </Suspense>
        </ViewGuard>
      </div>
    </>
  );
}

function ReadOnlyBanner({ reason }: { readonly reason: string | null }) {
  return (
    <div className="window-banner">
      <ProblemNote level="warning">
        This project can only be looked at here: {reason ?? 'it is held by another process'}. To change it, close it
        there and open it again.
      </ProblemNote>
    </div>
  );
}

function FirstMoment() {
  const connection = useWorkbench((state) => state.connection);
  if (connection === 'lost') {
    return (
      <EmptyState title="The workbench does not answer">
        It may have been stopped. This page connects again by itself.
      </EmptyState>
    );
  }
  return <Waiting>Connecting to the workbench</Waiting>;
}

/** A bug in one view leaves the others as they are. */
class ViewGuard extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override readonly state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <EmptyState title="This view stopped working">
        <p>{wordsOf(this.state.error)}</p>
        <p>Go to another view and come back. Nothing of the project is lost.</p>
      </EmptyState>
    );
  }
}
