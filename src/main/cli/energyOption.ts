import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { defaultEnergy, energyModelOf, type EnergyModel } from '../../shared/metrics/energy.ts';
import { type EnergyConstants, energyTables } from '../../shared/metrics/energyTables.ts';
import { fileProblem } from '../store/files.ts';
import { wrongValue } from './values.ts';

const picojoules = z.number().nonnegative().max(1e12);
const constants = z.strictObject({
  title: z.string().min(1).max(100),
  mac: picojoules,
  accumulate: picojoules,
  neuronUpdate: picojoules,
  isEventDriven: z.boolean().default(true),
  source: z.string().max(500).default(''),
});
const fileSchema = z.strictObject({
  spiking: constants,
  /** The same constants unless given. */
  analog: constants.optional(),
  currents: z.enum(['once', 'everyStep']).default('once'),
});

/** The energy model of a name or a file. Throws the Problems wrongValue and those of files. */
export async function parseEnergy(text: string | null): Promise<EnergyModel> {
  if (text === null) return defaultEnergy;
  const known = energyTables.find(({ name }) => name === text.trim().toLowerCase());
  if (known !== undefined) return energyModelOf(known);
  if (!text.toLowerCase().endsWith('.json')) {
    throw wrongValue('--energy', text, `one of ${energyTables.map(({ name }) => name).join(', ')}, or a JSON file`);
  }
  const content = await readFile(text, 'utf8').catch((error: unknown) => {
    throw fileProblem(text, error);
  });
  const { data, error } = fileSchema.safeParse(parseJson(content));
  if (error !== undefined) {
    const [issue] = error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'its content' : issue.path.join('.');
    throw wrongValue('--energy', text, `a file whose ${where} is right: ${issue?.message ?? 'another layout'}`);
  }
  const spiking = own(data.spiking);
  return { spiking, analog: data.analog === undefined ? spiking : own(data.analog), currents: data.currents };
}

function own(given: z.infer<typeof constants>): EnergyConstants {
  return { ...given, name: 'own', runsAnalog: true };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
