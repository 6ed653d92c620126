import { z } from 'zod';
import { figureFileFormats, figureFormatNames, figureKinds, tableFormats } from './exportViews.ts';
import { nirProfiles } from '../nir/profiles.ts';
import { encodingSchema } from '../simulation/encodingSchema.ts';
import { energyModelSchema } from '../metrics/energySchema.ts';
import { clusterFields } from './clusterViews.ts';
import { gpuRequestSchemas } from './gpuWork.ts';
import { sweepDraftSchema } from '../sweep/draft.ts';
import { engineChoices } from './runViews.ts';
import { trainSetupSchema } from '../training/setupSchema.ts';

/** What the window may ask, checked where it arrives: the page is the less trusted side. */

const nothing = z.object({});
const path = z.string().min(1).max(4096);
const name = z.string().trim().min(1).max(200);
/** Name of a folder of a run: no path, and nothing that starts with a dot. */
const id = z.string().regex(/^[\w-][\w.-]{0,79}$/);
const index = z.int().nonnegative();
const split = z.string().max(200);
/** Whether a file is left where it is or copied into the project. */
const keeping = z.enum(['reference', 'copy']);
const purpose = z.enum(['model', 'data', 'dataFolder', 'folder', 'project', 'architecture']);
/** A preset name of the user for a whole draft. */
const presetName = z.string().trim().min(1).max(80);

const nirRequest = z.object({
  run: id,
  cell: index,
  profile: z.enum(nirProfiles),
  output: z.enum(['spikes', 'currents']),
  samples: z.int().min(1).max(100_000),
});

export const requestSchemas = {
  /** Everything the frame of the window shows. The event `app` repeats it whenever it changes. */
  'app.state': nothing,
  /** Theme, panel widths and the like: kept per user, meaningless to the host. */
  'app.savePreferences': z.object({ preferences: z.record(z.string().max(100), z.string().max(10_000)) }),
  'app.forgetRecent': z.object({ folder: path }),
  /** Text for "copy diagnostic report". */
  'app.report': nothing,

  /** Native dialog; only where `AppState.host.dialogs` is `native`. */
  'files.choose': z.object({ purpose }),
  /** A folder as the picker of the browser shows it; null: the first allowed one. */
  'files.list': z.object({ folder: path.nullable(), purpose }),

  'project.create': z.object({
    /** Folder in which the project's folder is made; null: the user's folder for projects. */
    parent: path.nullable(),
    name,
    model: path.nullable(),
    data: path.nullable(),
    keeping,
  }),
  'project.open': z.object({ folder: path }),
  /** Opens the demo, making it first where there is none. */
  'project.openDemo': nothing,
  'project.close': nothing,
  'project.rename': z.object({ name }),
  'project.setModel': z.object({ path, keeping }),
  'project.setData': z.object({ path, keeping }),
  /** Another path for a missing file, or the same path with its new content accepted. */
  'project.relink': z.object({ what: z.enum(['model', 'data']), path }),
  'project.saveDraft': z.object({ draft: sweepDraftSchema }),
  'project.savePreset': z.object({ name: presetName, draft: sweepDraftSchema }),
  'project.deletePreset': z.object({ name: presetName }),

  'model.describe': nothing,
  /** Histograms of one entry of the graph; `samples` of the data for its activations. */
  'model.layer': z.object({ layer: z.string().max(500), samples: z.int().min(1).max(1000) }),
  /** The analog network on the samples of the draft (at most `limit` of them), under both scalings. */
  'model.accuracy': z.object({ limit: z.int().min(1).max(100_000) }),

  /** Split null: the default one. */
  'data.describe': z.object({ split: split.nullable() }),
  'data.page': z.object({ split, from: index, count: z.int().min(1).max(400), withAnalog: z.boolean() }),
  'data.encode': z
    .object({
      split,
      index,
      encoding: encodingSchema,
      duration: z.number().positive(),
      timeStep: z.number().min(0.01).max(100),
      seed: z.int(),
    })
    .refine(({ duration, timeStep }) => duration / timeStep <= 10_000, 'at most 10,000 steps'),

  /** The plan of a draft, which is not saved. */
  'sweep.plan': z.object({ draft: sweepDraftSchema }),
  /** Simulates a few samples of the present draft to learn the speed of this machine, with `gpu` on both; the event `plan` follows. */
  'sweep.measureSpeed': z.object({ engine: z.enum(['cpu', 'gpu']).optional() }),

  /**
   * Starts the saved draft as a new run, or goes on with a run of exactly these settings that is not finished. With `auto` a few samples are
   * simulated on CPU and GPU first, and the faster one is taken.
   */
  'run.start': z.object({
    name: z.string().max(200).nullable(),
    executor: z.enum(['local', 'slurm']).optional(),
    engine: z.enum(engineChoices).optional(),
  }),
  'run.pause': z.object({ run: id }),
  'run.resume': z.object({ run: id }),
  /** Ends a run; what is finished stays and can be gone on with. */
  'run.cancel': z.object({ run: id }),
  'run.rename': z.object({ run: id, name }),
  /** Moves the run to the project's trash folder. */
  'run.delete': z.object({ run: id }),
  'run.restore': z.object({ run: id }),
  'run.list': nothing,
  'run.read': z.object({ run: id }),
  /** Everything of one cell, for confusion matrix, report and per-image comparison. */
  'run.cell': z.object({ run: id, cell: index }),

  /** Everything that the view Train shows; the events `setup`, `training` and `trainings` keep it up to date. */
  'train.describe': nothing,
  'train.saveSetup': z.object({ setup: trainSetupSchema }),
  /** The layers of a model as a start; null: the project's model. */
  'train.fromModel': z.object({ path: path.nullable() }),
  /** An architecture file, as `spikebench train` reads it. */
  'train.fromFile': z.object({ path }),
  /** Starts the saved setup. */
  'train.start': nothing,
  /** Stops it so that it can be gone on with. */
  'train.pause': z.object({ training: id }),
  'train.resume': z.object({ training: id }),
  /** Stops it and moves it to the project's trash: `train.restore` brings it back. */
  'train.cancel': z.object({ training: id }),
  'train.rename': z.object({ training: id, name }),
  /** Moves it to the project's trash, with its model. */
  'train.delete': z.object({ training: id }),
  'train.restore': z.object({ training: id }),
  'train.read': z.object({ training: id }),
  /** Takes its model as the project's. */
  'train.use': z.object({ training: id }),

  'inspect.sample': z.object({
    run: id,
    /** Position in the record's cells, and of the sample in the record's samples. */
    cell: index,
    sample: index,
    /** Neurons whose potential is wanted. */
    potentials: z.array(z.object({ population: z.string().max(500), neuron: index })).max(64),
  }),
  /** Early stopping in every finished cell, from what is recorded. */
  'inspect.stopping': z.object({
    run: id,
    minimum: z.int().min(1).max(100_000),
    points: z.number().min(0).max(100),
  }),
  /** What a cell loses, layer by layer, on the first samples; times in ms, rising. */
  'inspect.diagnose': z.object({
    run: id,
    cell: index,
    readout: index,
    samples: z.int().min(1).max(10_000),
    times: z.array(z.number().positive()).min(1).max(20),
  }),

  /** The content of a file that the host makes; the browser downloads it, or `export.save` writes it. */
  'export.make': z.object({ run: id, kind: z.enum(['results.csv', 'run.json', 'summary.txt']) }),
  /** A figure of a run as a file, drawn by the host: what is shown is what is saved. */
  'export.figure': z.object({
    run: id,
    kind: z.enum(figureKinds),
    preset: z.enum(figureFormatNames),
    format: z.enum(figureFileFormats),
    dotsPerInch: z.int().min(36).max(2400),
    /** Points; null: what suits the figure. */
    height: z.number().min(80).max(4000).nullable(),
    timeScale: z.enum(['linear', 'log']),
    accuracyRange: z.enum(['whole', 'plateau']),
    time: z.number().positive().nullable(),
    energy: energyModelSchema,
    /** Keys of rows, see `FigureRequest`. */
    selected: z.array(z.string().max(100)).max(1000),
  }),
  /** A drawing of the window as PDF; pictures in it are refused. */
  'export.pdf': z.object({ svg: z.string().max(20_000_000).startsWith('<svg '), title: z.string().max(500) }),
  /** A table of a run; with CSV also its data dictionary. */
  'export.table': z.object({
    run: id,
    format: z.enum(tableFormats),
    columns: z.array(z.string().max(100)).max(200).nullable(),
    time: z.number().positive().nullable(),
    seeds: z.enum(['each', 'mean']),
    energy: energyModelSchema,
  }),
  /** Writes a file to the project's figures folder, or where a native dialog says. */
  'export.save': z.object({
    name: z.string().regex(/^[^/\\:*?"<>|\p{Cc}]{1,150}$/u),
    encoding: z.enum(['utf8', 'base64']),
    content: z.string().max(50_000_000),
    where: z.enum(['figures', 'ask']),
  }),
  /** A cell as a NIR file: what is lost, and how programs will run it on at most `samples` of the run's samples. */
  'pack.nirReport': nirRequest,
  /** Writes the NIR file, into the project's folder exports or where a native dialog says. */
  'pack.nir': nirRequest.extend({ approximate: z.boolean() }),
  /** Packs a finished run with what is needed to run it again. */
  'pack.bundle': z.object({ run: id, withModel: z.boolean(), withData: z.boolean() }),
  /** Shows a folder of the project in the system's file manager (Electron). */
  'export.reveal': z.object({ path }),

  /** Whether runs of the project can go to a cluster, and how. */
  'cluster.describe': nothing,
  'cluster.save': z.object({ settings: z.record(z.enum(clusterFields), z.string().max(500)) }),

  ...gpuRequestSchemas,

  'log.actions': nothing,
  'log.problems': nothing,
  'log.dismissProblem': z.object({ id: index }),
} as const satisfies Record<string, z.ZodType>;

export type Method = keyof typeof requestSchemas;
/** Parameters of a request. */
export type RequestOf<M extends Method> = z.infer<(typeof requestSchemas)[M]>;

export function isMethod(text: string): text is Method {
  return Object.hasOwn(requestSchemas, text);
}
