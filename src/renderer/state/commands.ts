import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';

/** Something that can be done from the palette, and by its keys where it has some. */
export interface Command {
  readonly id: string;
  readonly group: 'Project' | 'Go to' | 'Train' | 'Sweep' | 'Run' | 'View' | 'Window' | 'Help';
  readonly title: string;
  /** `Mod` is Ctrl, on a Mac Cmd: "Mod+K", "?", "1". */
  readonly keys?: string;
  readonly isEnabled?: boolean;
  readonly run: () => void;
}

interface CommandState {
  /** By owner: the frame, and the view that is shown. */
  readonly byOwner: Readonly<Record<string, readonly Command[]>>;
}

const useCommandStore = create<CommandState>(() => ({ byOwner: {} }));

/** Offers commands for as long as the component is shown; give each time the ones that hold now. */
export function useCommands(owner: string, commands: readonly Command[]): void {
  const signature = commands.map(({ id, isEnabled = true, title }) => `${id}:${isEnabled}:${title}`).join('|');
  const runById = useEffectEvent((id: string) => commands.find((command) => command.id === id)?.run());
  useEffect(() => {
    const stable = commands.map((command) => ({ ...command, run: () => runById(command.id) }));
    useCommandStore.setState(({ byOwner }) => ({ byOwner: { ...byOwner, [owner]: stable } }));
    return () => useCommandStore.setState(({ byOwner }) => ({ byOwner: { ...byOwner, [owner]: [] } }));
    // `run` is always the latest, so that only what is shown matters.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [owner, signature]);
}

/** Every command that is offered now. */
export function useAllCommands(): readonly Command[] {
  const byOwner = useCommandStore((state) => state.byOwner);
  return Object.values(byOwner).flat();
}

export function presentCommands(): readonly Command[] {
  return Object.values(useCommandStore.getState().byOwner).flat();
}

/** Commands under their groups, in the order in which these first occur. */
export function byGroup(commands: readonly Command[]): readonly (readonly [Command['group'], readonly Command[]])[] {
  const groups = [...new Set(commands.map(({ group }) => group))];
  return groups.map((group) => [group, commands.filter((command) => command.group === group)]);
}
