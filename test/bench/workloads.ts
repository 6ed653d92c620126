import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type RawSettings, rawSettings } from '../../src/main/cli/flags.ts';
import { completeSettings, parseAxes, parseDataRequest } from '../../src/main/cli/settings.ts';
import type { Engine } from '../../src/main/engine/engine.ts';
import type { SweepRequest } from '../../src/main/engine/runSweep.ts';
import { convertNetwork } from '../../src/main/engine/tasks/convertNetworks.ts';
import { loadModel, reloadDataset } from '../../src/main/engine/tasks/loadFiles.ts';
import type { SpikingNetwork } from '../../src/shared/conversion/network.ts';
import type { Calibration } from '../../src/shared/conversion/calibration.ts';
import { readSample } from '../../src/shared/dataset/dataset.ts';
import { planSweep } from '../../src/shared/sweep/planSweep.ts';
import type { SweepPlan } from '../../src/shared/sweep/plan.ts';
import { sizeOf } from '../../src/shared/tensor.ts';
import type { TaskPool } from './inProcess.ts';

/** A model with data, on which settings are measured. */
export interface Subject {
  readonly name: string;
  readonly model: string;
  readonly data: string;
}

/** Settings in the words of the command line: key and value of each flag. */
export type Flags = Readonly<Record<string, string>>;

/** A trained network, converted, with samples: everything that an engine needs, in this process. */
export interface Prepared {
  readonly plan: SweepPlan;
  readonly calibrations: readonly Calibration[];
  /** [simulation] of the plan. */
  readonly networks: readonly SpikingNetwork[];
  /** As the network takes them: [sample][value]. */
  readonly samples: readonly Float32Array[];
}

/** The reference data: no part of the repository. */
const reference = process.env['SPIKEBENCH_REFERENCE'] ?? '../shared/reference';

/** What comes with Spikebench. */
export const demoSubject: Subject = {
  name: 'demo CNN',
  model: 'assets/demo/digits-cnn.keras',
  data: 'assets/demo/digits.npz',
};

/** The networks of the notebook where the reference data are, and otherwise the demo's, which is the notebook's CNN trained on our digits. */
export function chooseSubjects(): { readonly cnn: Subject; readonly mlp: Subject | null } {
  const [model, data] = [join(reference, 'models/cnn_mnist.keras'), join(reference, 'mnist')];
  if (!existsSync(model) || !existsSync(data)) return { cnn: demoSubject, mlp: null };
  return {
    cnn: { name: 'CNN', model, data },
    mlp: { name: 'MLP', model: join(reference, 'models/mlp_mnist_784.keras'), data },
  };
}

export function rawFlags({ data }: Subject, flags: Flags): RawSettings {
  return rawSettings({ data, ...flags });
}

/** The flags as one would type them. */
export function commandLine({ model, data }: Subject, flags: Flags): readonly string[] {
  const typed = Object.entries(flags).flatMap(([key, value]) => [
    `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    value,
  ]);
  return [model, '--data', data, ...typed];
}

/** What an engine needs to sweep the settings. */
export async function openSweep(engine: Engine, subject: Subject, flags: Flags): Promise<SweepRequest> {
  const raw = rawFlags(subject, flags);
  const files = await engine.open(subject.model, parseDataRequest(raw));
  const settings = completeSettings(parseAxes(raw, 'sweep'), files);
  return {
    settings,
    files,
    store: null,
    provenance: { spikebench: 'bench', node: process.versions.node, platform: process.platform },
  };
}

/** Opens, calibrates and converts as a worker does, in this process. */
export async function prepare(pool: TaskPool, subject: Subject, flags: Flags): Promise<Prepared> {
  const raw = rawFlags(subject, flags);
  const files = await pool.run({ kind: 'open', model: subject.model, data: parseDataRequest(raw) });
  const plan = planSweep(completeSettings(parseAxes(raw, 'sweep'), files));
  const { settings, simulations } = plan;
  const { calibrations } = await pool.run({ kind: 'prepare', settings, simulations });
  const { graph } = await loadModel(subject.model);
  const networks = simulations.map(
    (simulation, index) => convertNetwork(graph, simulation, settings.timeStep, calibrations[index]!).network,
  );
  const dataset = await reloadDataset(settings.data, graph.layers[graph.input]!.shape);
  const samples = Array.from({ length: dataset.count }, (_, index) => {
    const sample = new Float32Array(sizeOf(dataset.sampleShape));
    readSample(dataset, index, sample);
    return sample;
  });
  return { plan, calibrations, networks, samples };
}
