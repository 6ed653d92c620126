import { FolderX, X } from 'lucide-react';
import { GridList, GridListItem } from 'react-aria-components';
import type { BestCell, RecentProject } from '../../../shared/api/appViews.ts';
import { Button } from '../../components/Button.tsx';
import { Sparkline } from '../../components/Sparkline.tsx';
import { momentWords, percentWords } from '../../frame/words.ts';
import { forgetProject, openProject } from '../../state/projectActions.ts';

/** One line for each project: what it is about, and how well it does. Enter opens. */
export function RecentProjects({ recent }: { readonly recent: readonly RecentProject[] }) {
  return (
    <section>
      <h2 className="start-title">Recent projects</h2>
      <GridList
        className="recent"
        aria-label="Recent projects"
        items={recent.map((project) => ({ ...project, id: project.folder }))}
        disabledKeys={recent.filter(({ isThere }) => !isThere).map(({ folder }) => folder)}
        disabledBehavior="selection"
        onAction={(folder) => void openProject(String(folder))}
      >
        {(project) => <RecentLine project={project} />}
      </GridList>
    </section>
  );
}

function RecentLine({ project }: { readonly project: RecentProject & { readonly id: string } }) {
  return (
    <GridListItem id={project.id} textValue={project.name} className={`recent-line${project.isThere ? '' : ' gone'}`}>
      <div className="recent-name">
        <strong className="cut" title={project.name}>
          {project.name}
        </strong>
        <span className="muted small cut" title={project.folder}>
          {project.isThere ? null : <FolderX aria-hidden />}
          {project.isThere ? project.folder : `No longer in ${project.folder}`}
        </span>
      </div>
      <dl className="recent-files small">
        <div>
          <dt className="muted">Model</dt>
          <dd className="cut" title={project.model ?? undefined}>
            {project.model ?? 'none yet'}
          </dd>
        </div>
        <div>
          <dt className="muted">Data</dt>
          <dd className="cut" title={project.data ?? undefined}>
            {project.data ?? 'none yet'}
          </dd>
        </div>
      </dl>
      {project.best === null ? <span className="muted small">No run yet</span> : <Best best={project.best} />}
      <time className="muted small number" dateTime={project.opened}>
        {momentWords(project.opened, new Date())}
      </time>
      <Button
        kind="quiet"
        icon={<X />}
        hint={`Take ${project.name} off this list`}
        onPress={() => void forgetProject(project.folder)}
      />
    </GridListItem>
  );
}

function Best({ best }: { readonly best: BestCell }) {
  return (
    <div className="recent-best">
      <Sparkline
        values={best.sparkline}
        label={`Accuracy against simulated time, ending at ${percentWords(best.accuracy)}`}
      />
      <div className="small">
        <div>
          <strong>{percentWords(best.accuracy)}</strong>{' '}
          <span className="muted">analog {percentWords(best.analogAccuracy)}</span>
        </div>
        <div className="muted cut" title={best.words}>
          {best.words}
        </div>
      </div>
    </div>
  );
}
