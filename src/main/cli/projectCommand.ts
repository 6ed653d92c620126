import { join, resolve } from 'node:path';
import type { RunProgress } from '../../shared/api/runViews.ts';
import { forkChildren } from '../engine/fork.ts';
import { createBrowserHost } from '../server/browserHost.ts';
import { assembleWorkbench } from '../workbench/assembleWorkbench.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { catchInterrupt, interruptedExitCode } from './interrupt.ts';
import type { Output } from './output.ts';
import { createProgressBar } from './progressBar.ts';
import { assets, version, worker } from './session.ts';

/**
 * `project FOLDER`: runs the sweep that a project of the workbench asks for, with the window's own engine and into the same folder, or goes on
 * with the run of it that is not finished. Gives the exit code.
 */
export async function project(folder: string, asJson: boolean, output: Output): Promise<number> {
  const path = resolve(folder);
  const workbench = await assembleWorkbench(
    { version, assets },
    forkChildren(worker),
    createBrowserHost([path], assets),
    { hasWindow: false },
  );
  const { signal, release } = catchInterrupt();
  const bar = createProgressBar(process.stderr);
  try {
    await workbench.openProject(path);
    const end = await runToItsEnd(workbench, signal, ({ phase, done, total }) => {
      if (phase !== 'save') bar.update({ phase, done, total });
    });
    bar.clear();
    if (end.state === 'failed') {
      output.say(end.reason ?? 'The run failed.');
      return 1;
    }
    await print(workbench, path, end, asJson, output);
    return end.state === 'finished' ? 0 : interruptedExitCode();
  } finally {
    bar.clear();
    release();
    await workbench.close();
  }
}

async function runToItsEnd(
  { handlers, onEvent }: Workbench,
  signal: AbortSignal,
  onProgress: (progress: RunProgress) => void,
): Promise<RunProgress> {
  let stopListening = (): void => {};
  const end = new Promise<RunProgress>((finish) => {
    stopListening = onEvent((event) => {
      if (event.kind !== 'run' || event.progress === null) return;
      if (event.progress.state === 'running') onProgress(event.progress);
      else finish(event.progress);
    });
  });
  try {
    const { run } = await handlers['run.start']({ name: null }, signal);
    const pause = (): void => void handlers['run.pause']({ run }, signal);
    if (signal.aborted) pause();
    signal.addEventListener('abort', pause, { once: true });
    return await end;
  } finally {
    stopListening();
  }
}

async function print(
  { handlers }: Workbench,
  folder: string,
  { run, state }: RunProgress,
  asJson: boolean,
  output: Output,
): Promise<void> {
  const files = join(folder, 'runs', run);
  const summary = await handlers['run.list']({}, new AbortController().signal);
  const best = summary.find(({ id }) => id === run)?.best ?? null;
  if (asJson) {
    const { words = null, accuracy = null, analogAccuracy = null } = best ?? {};
    output.print(
      JSON.stringify({ run, complete: state === 'finished', folder: files, best: words, accuracy, analogAccuracy }),
    );
    return;
  }
  if (state === 'finished') {
    const made = await handlers['export.make']({ run, kind: 'summary.txt' }, new AbortController().signal);
    output.print(`${made.text}\nRun: ${files}`);
  } else {
    output.say(`Stopped. What is finished is in "${files}"; the same command goes on with it.`);
  }
}
