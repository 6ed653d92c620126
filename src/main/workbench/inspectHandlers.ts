import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { SweepSettings, Simulation } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { keepLatest } from '../engine/tasks/keepLatest.ts';
import type { HandlersOf } from './handlerParts.ts';
import type { RunRecords } from './runRecords.ts';
import type { Session } from './session.ts';

export function createInspectHandlers(session: Session, records: RunRecords): HandlersOf<'inspect'> {
  /** Calibrations take longer than the simulation of one sample: the latest are kept. */
  const calibrationOf = keepLatest(
    4,
    ({ simulation }: { simulation: Simulation; settings: SweepSettings }) => simulation.id,
    async ({ settings, simulation }) =>
      (await session.desk.run({ kind: 'prepare', settings, simulations: [simulation] })).calibrations[0]!,
  );
  return {
    async 'inspect.sample'({ run, cell, sample, potentials }, signal) {
      const record = await records.read(run);
      const found = record.cells[cell];
      if (found === undefined || sample >= record.settings.data.count) {
        throw new WorkbenchError({ area: 'project', kind: 'noSuchRun', run: `${run}, cell ${cell}, sample ${sample}` });
      }
      // The files where they are now, with the content they had.
      const settings: SweepSettings = {
        ...record.settings,
        model: { ...record.settings.model, path: session.requireFile('model').path },
        data: { ...record.settings.data, path: session.requireFile('data').path },
      };
      const plan = planSweep(settings);
      const simulation = plan.simulations[found.simulation]!;
      const calibration = await calibrationOf({ settings, simulation });
      const analogClass = record.analog.predictions[sample]!;
      const { steps } = plan;
      return session.ask(
        { about: 'inspect', settings, simulation, calibration, steps, sample, analogClass, potentials },
        signal,
      );
    },
  };
}
