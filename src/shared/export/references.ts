import { assertNever } from '../assertNever.ts';
import type { Method } from '../conversion/method.ts';
import { methodOf } from '../conversion/presets.ts';
import type { PresetName } from '../conversion/settings.ts';
import type { RunRecord } from '../results/runRecord.ts';
import type { Encoding } from '../simulation/encoding.ts';
import { bibliography, type Publication, type PublicationKey } from './bibliography.ts';

/** The publications behind the presets, settings and encodings of a run, each once, in the order of the bibliography. */
export function referencesOf({ settings }: Pick<RunRecord, 'settings'>): readonly PublicationKey[] {
  const { presets, changes, encodings } = settings;
  const methods = presets.flatMap((preset) =>
    changes.map((change) => methodOf({ preset, thresholdFactor: 1, changes: change })),
  );
  const used = new Set<PublicationKey>([
    ...presets.flatMap(presetReferences),
    ...methods.flatMap(methodReferences),
    ...encodings.flatMap(encodingReferences),
  ]);
  return keys.filter((key) => used.has(key));
}

/** What a methods paragraph of the run cites: besides the methods, the intervals. */
export function citedBy(record: Pick<RunRecord, 'settings'>): readonly PublicationKey[] {
  return [...referencesOf(record), 'wilson1927'];
}

/** The publications as a BibTeX file. */
export function bibtex(wanted: readonly PublicationKey[]): string {
  return wanted.map((key) => entryText(key, bibliography[key])).join('\n');
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant are those of its type
const keys = Object.keys(bibliography) as readonly PublicationKey[];

function entryText(key: string, { type, fields }: Publication): string {
  const lines = Object.entries(fields).map(
    ([name, value]) => `  ${name} = {${name === 'title' ? `{${value}}` : value}},\n`,
  );
  return `@${type}{${key},\n${lines.join('')}}\n`;
}

function presetReferences(preset: PresetName): readonly PublicationKey[] {
  switch (preset) {
    case 'calibrated':
      return ['bu2022opi', 'li2021', 'rueckauer2017'];
    case 'rueckauer':
    case 'rueckauer2017':
      return ['rueckauer2017'];
    case 'diehl2015':
      return ['diehl2015'];
    case 'rmp2020':
      return ['han2020'];
    case 'ltb':
      return ['bu2025'];
    case 'qcfs':
      return ['bu2022qcfs'];
    case 'signed':
      return ['wang2022', 'bu2022opi'];
    case 'few-spike':
      return ['stoeckl2021'];
    case 'ttfs':
      return ['stanojevic2022'];
    case 'nir-hard-reset':
      return ['pedersen2024'];
    case 'annarchy':
    case 'annarchy-documented':
      return ['vitay2015'];
    default:
      return assertNever(preset);
  }
}

/** Of what the settings say, whichever preset they come from. */
function methodReferences(method: Method): readonly PublicationKey[] {
  const { family, normalisation, spikes, initialPotential, shiftSteps, correction, readoutDelay } = method;
  if (family === 'annarchy') return normalisation === 'modelBased' ? ['diehl2015'] : [];
  if (family !== 'rate') return [];
  return [
    ...normalisationReferences(normalisation),
    ...(spikes === 'signed' ? (['wang2022'] as const) : []),
    ...(spikes === 'burst' ? (['li2022'] as const) : []),
    ...(initialPotential === 'half' ? (['bu2022opi'] as const) : []),
    ...(initialPotential === 'uniform' ? (['salmon2011'] as const) : []),
    ...(shiftSteps === null ? [] : (['deng2021'] as const)),
    ...(correction === 'none' ? [] : (['li2021'] as const)),
    ...(readoutDelay === 'automatic' ? (['bu2025'] as const) : []),
  ];
}

function normalisationReferences(normalisation: Method['normalisation']): readonly PublicationKey[] {
  switch (normalisation) {
    case 'none':
      return [];
    case 'modelBased':
    case 'maximum':
      return ['diehl2015'];
    case 'percentile':
      return ['rueckauer2017'];
    case 'spikeBased':
      return ['sengupta2019'];
    case 'leastSquares':
      return ['li2021'];
    case 'localBalancing':
      return ['bu2025'];
    case 'clip':
      return ['bu2022qcfs'];
    default:
      return assertNever(normalisation);
  }
}

function encodingReferences({ kind }: Encoding): readonly PublicationKey[] {
  switch (kind) {
    case 'poisson':
      return ['salmon2011'];
    case 'phase':
      return ['kim2018'];
    case 'burst':
      return ['park2019'];
    case 'intrinsicallyBursting':
      return ['izhikevich2003', 'vitay2015'];
    case 'annarchyPoisson':
    case 'phaseShiftOscillation':
      return ['vitay2015'];
    case 'constantCurrent':
    case 'regular':
    case 'timeToFirstSpike':
      return [];
    default:
      return assertNever(kind);
  }
}
