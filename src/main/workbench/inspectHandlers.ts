import { setImmediate } from 'node:timers/promises';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { CellRecord, RunRecord } from '../../shared/results/runRecord.ts';
import { stoppingOfCell, type StoppingRow } from '../../shared/results/stoppingRows.ts';
import type { SweepPlan, SweepSettings, Simulation } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { stepsOf } from '../../shared/units.ts';
import { diagnoseCell } from '../engine/diagnoseCell.ts';
import { keepLatest } from '../engine/tasks/keepLatest.ts';
import type { HandlersOf } from './handlerParts.ts';
import type { RunRecords } from './runRecords.ts';
import type { Session } from './session.ts';

export function createInspectHandlers(session: Session, records: RunRecords): HandlersOf<'inspect'> {
  /** Calibrations take longer than the simulation of one sample: the latest are kept. */
  const calibrationOf = keepLatest(
    4,
    ({ simulation }: { simulation: Simulation; settings: SweepSettings }) => simulation.id,
    async ({ settings, simulation }) => {
      const { calibrations, problems } = await session.desk.run({
        kind: 'prepare',
        settings,
        simulations: [simulation],
      });
      const [problem] = problems;
      if (problem !== null && problem !== undefined) throw new WorkbenchError(problem);
      return calibrations[0]!;
    },
  );
  return {
    async 'inspect.sample'({ run, cell, sample, potentials }, signal) {
      const record = await records.read(run);
      const found = cellOf(record, run, cell);
      if (sample >= record.settings.data.count) throw noSuch(`${run}, cell ${cell}, sample ${sample}`);
      const { settings, simulations, steps } = planHere(record);
      const simulation = simulations[found.simulation]!;
      const calibration = await calibrationOf({ settings, simulation });
      const analogClass = record.analog.predictions[sample]!;
      return session.ask(
        { about: 'inspect', settings, simulation, calibration, steps, sample, analogClass, potentials },
        signal,
      );
    },
    async 'inspect.stopping'({ run, minimum, points }, signal) {
      const { cells, labels, settings } = await records.read(run);
      const rows: StoppingRow[] = [];
      for (const [index, { tally }] of cells.entries()) {
        if (tally !== null) rows.push(...stoppingOfCell(index, tally, labels, settings.readouts, { minimum, points }));
        // A cell of ten thousand samples takes some hundredths of a second: others get their turn between two.
        await setImmediate();
        signal.throwIfAborted();
      }
      return rows;
    },
    async 'inspect.diagnose'({ run, cell, readout, samples, times }, signal) {
      const record = await records.read(run);
      const found = cellOf(record, run, cell);
      const { settings, simulations, steps } = planHere(record);
      const simulation = simulations[found.simulation]!;
      const total = Math.min(samples, settings.data.count);
      const tell = (done: number): void =>
        session.emit({ kind: 'diagnosis', asked: { run, cell, readout }, done, total });
      tell(0);
      const calibration = await calibrationOf({ settings, simulation });
      signal.throwIfAborted();
      const wanted = times.map((time) => Math.min(steps, Math.max(1, stepsOf(time, settings.timeStep))));
      return diagnoseCell(
        (task, options) => session.desk.run(task, options),
        {
          settings,
          simulation,
          calibration,
          readout: settings.readouts[readout] ?? settings.readouts[0]!,
          times: [...new Set(wanted)].toSorted((a, b) => a - b),
          samples,
        },
        { signal, onProgress: ({ done }) => tell(done) },
      );
    },
  };

  /** The plan of a run with its files where they are now, with the content they had. */
  function planHere(record: RunRecord): SweepPlan {
    return planSweep({
      ...record.settings,
      model: { ...record.settings.model, path: session.requireFile('model').path },
      data: { ...record.settings.data, path: session.requireFile('data').path },
    });
  }
}

function cellOf(record: RunRecord, run: string, cell: number): CellRecord {
  const found = record.cells[cell];
  if (found === undefined) throw noSuch(`${run}, cell ${cell}`);
  return found;
}

function noSuch(run: string): WorkbenchError {
  return new WorkbenchError({ area: 'project', kind: 'noSuchRun', run });
}
