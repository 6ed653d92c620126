import { Redo2, RotateCcw, Undo2 } from 'lucide-react';
import { defaultDraft, fieldGroups } from '../../../shared/sweep/draftFields.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { ViewFrame } from '../../frame/ViewFrame.tsx';
import { isMac } from '../../frame/platform.ts';
import { useCommands } from '../../state/commands.ts';
import { redoDraft, replaceWholeDraft, undoDraft, useDraft } from '../../state/draftStore.ts';
import { keyWords } from '../../state/shortcuts.ts';
import { useProject, useWorkbench } from '../../state/workbenchStore.ts';
import { AxisChips } from './AxisChips.tsx';
import { DraftPresets } from './DraftPresets.tsx';
import { problemsOf } from './draftView.ts';
import { PlanPanel } from './PlanPanel.tsx';
import { SettingGroup } from './SettingGroup.tsx';
import './SweepView.css';

/** What will I vary, and what will it cost? */
export function SweepView() {
  const draft = useDraft((state) => state.present);
  const trouble = useDraft((state) => state.trouble);
  const canUndo = useDraft((state) => state.past.length > 0);
  const canRedo = useDraft((state) => state.future.length > 0);
  const plan = useWorkbench((state) => state.plan);
  const isReadOnly = useProject()?.isReadOnly ?? true;
  const problems = problemsOf(draft, plan);
  useCommands('sweep', [
    {
      id: 'undo',
      group: 'Sweep',
      title: 'Undo the last edit of the sweep',
      keys: 'Mod+Z',
      isEnabled: canUndo,
      run: undoDraft,
    },
    { id: 'redo', group: 'Sweep', title: 'Redo', keys: 'Mod+Shift+Z', isEnabled: canRedo, run: redoDraft },
    {
      id: 'reset',
      group: 'Sweep',
      title: 'Set all settings to their defaults',
      run: () => replaceWholeDraft(defaultDraft),
    },
  ]);
  return (
    <ViewFrame
      view="sweep"
      left={{ label: 'saved sweeps', width: 224, content: <DraftPresets /> }}
      right={{ label: 'plan', width: 320, content: <PlanPanel draft={draft} problems={problems} plan={plan} /> }}
    >
      <div className="sweep-head">
        <AxisChips draft={draft} />
        <div className="sweep-edits">
          <Button
            kind="quiet"
            icon={<Undo2 />}
            hint={`Undo (${keyWords('Mod+Z', isMac())})`}
            isDisabled={!canUndo}
            onPress={undoDraft}
          />
          <Button
            kind="quiet"
            icon={<Redo2 />}
            hint={`Redo (${keyWords('Mod+Shift+Z', isMac())})`}
            isDisabled={!canRedo}
            onPress={redoDraft}
          />
          <Button
            kind="quiet"
            icon={<RotateCcw />}
            hint="Set all settings to their defaults"
            isDisabled={isReadOnly}
            onPress={() => replaceWholeDraft(defaultDraft)}
          />
        </div>
      </div>
      {trouble === null ? null : (
        <div className="sweep-trouble">
          <ProblemNote>{trouble}</ProblemNote>
        </div>
      )}
      <div className="sweep-groups">
        {fieldGroups.map((group) => (
          <SettingGroup key={group} group={group} draft={draft} problems={problems} isReadOnly={isReadOnly} />
        ))}
      </div>
    </ViewFrame>
  );
}
