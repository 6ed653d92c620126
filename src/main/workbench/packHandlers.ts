import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { NirView } from '../../shared/api/packViews.ts';
import type { RequestOf } from '../../shared/api/requests.ts';
import { lastPart } from '../../shared/export/bundleManifest.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { exportNirFile, type NirOutcome, runExport } from '../engine/exportNir.ts';
import { keepLatest } from '../engine/tasks/keepLatest.ts';
import { writeFileAtomically } from '../store/files.ts';
import type { HandlersOf } from './handlerParts.ts';
import type { RunRecords } from './runRecords.ts';
import type { Session } from './session.ts';

/** Files that others go on with: NIR files for hardware and simulators, bundles for those who run it again. */
export function createPackHandlers(session: Session, records: RunRecords): HandlersOf<'pack'> {
  /** A report takes as long as the simulation of its samples, and the file is made right after it. */
  const outcomeOf = keepLatest(
    1,
    ({ request }: { request: RequestOf<'pack.nirReport'>; signal: AbortSignal }) => JSON.stringify(request),
    ({ request, signal }) => makeNir(request, signal),
  );
  return {
    async 'pack.nirReport'(request, signal): Promise<NirView> {
      return (await outcomeOf({ request, signal })).view;
    },
    async 'pack.nir'({ approximate, ...request }, signal) {
      const { outcome, name } = await outcomeOf({ request, signal });
      const { report, bytes } = outcome;
      if (report.losses.length > 0 && !approximate) {
        throw new WorkbenchError({ area: 'nir', kind: 'losses', losses: report.losses });
      }
      const path = await placeFor(name);
      if (path !== null) await writeFileAtomically(path, bytes!);
      return said(path, bytes!.length);
    },
    async 'pack.bundle'({ run, withModel, withData }, signal) {
      const project = session.requireProject();
      const [model, data] = [session.requireFile('model').path, session.requireFile('data').path];
      const out = await placeFor(`${fileName(project.state.name)}-${run}.zip`);
      if (out === null) return { path: null, bytes: 0 };
      const folder = join(project.runsFolder, run);
      const spikebench = session.version;
      const work = { about: 'makeBundle', folder, out, model, data, withModel, withData, spikebench } as const;
      const { bytes } = await runExport(session.desk, work, { signal });
      return said(out, bytes);
    },
  };

  async function makeNir(
    { run, cell, profile, output, samples }: RequestOf<'pack.nirReport'>,
    signal: AbortSignal,
  ): Promise<{ readonly outcome: NirOutcome; readonly view: NirView; readonly name: string }> {
    const record = await records.read(run);
    const found = record.cells[cell];
    if (found === undefined) {
      throw new WorkbenchError({ area: 'project', kind: 'noSuchRun', run: `${run}, cell ${cell}` });
    }
    const settings = settingsNow(record, samples);
    const plan = planSweep(record.settings);
    const { count } = settings.data;
    const outcome = await exportNirFile(
      // A part is short: looking at the signal between them is soon enough, and a hundred listeners would wait for nothing.
      { run: (task) => session.desk.run(task) },
      {
        settings,
        simulation: plan.simulations[found.simulation]!,
        steps: plan.steps,
        profile,
        output,
        // What is lost is shown, and agreed to before the file is written.
        approximate: true,
        analog: { predictions: record.analog.predictions.slice(0, count) },
        labels: record.labels.slice(0, count),
        version: session.version,
      },
      { signal },
      1,
    );
    const name = `${lastPart(settings.model.path).replace(/\.\w+$/, '')}-${found.id}-${profile}.nir`;
    const wanted = output === 'spikes' ? 'spikeCount' : 'membranePotential';
    const readout = Math.max(
      0,
      record.settings.readouts.findIndex(({ kind }) => kind === wanted),
    );
    const curve = found.tally?.readouts[readout]?.correct;
    const isWhole = count === record.settings.data.count;
    const words = `preset ${found.preset}, readout ${record.settings.readouts[readout]!.kind === 'membranePotential' ? 'membrane potential' : 'spike count'}`;
    const workbench =
      curve === undefined || !isWhole ? null : { words, correct: curve, timeStep: record.settings.timeStep };
    return { outcome, view: { report: outcome.report, workbench }, name };
  }

  /** The files where they are now, with the content they had; the first of the samples. */
  function settingsNow({ settings }: RunRecord, samples: number): SweepSettings {
    const count = Math.min(samples, settings.data.count);
    return {
      ...settings,
      model: { ...settings.model, path: session.requireFile('model').path },
      data: { ...settings.data, path: session.requireFile('data').path, count },
    };
  }

  async function placeFor(name: string): Promise<string | null> {
    const { folder, state } = session.requireProject();
    if (session.host.facts.dialogs === 'native') return session.host.chooseSavePath(name);
    if (state.isReadOnly) {
      throw new WorkbenchError({ area: 'project', kind: 'heldElsewhere', folder, reason: 'another window' });
    }
    const exports = join(folder, 'exports');
    await mkdir(exports, { recursive: true });
    return join(exports, name);
  }

  function said(path: string | null, bytes: number) {
    if (path !== null) session.act(`Saved "${path}"`);
    return { path, bytes };
  }
}

/** A name that every file system takes. */
function fileName(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
}
