import { assertNever } from '../assertNever.ts';
import type { RunRecord } from '../results/runRecord.ts';
import { engineOf } from '../simulation/engineName.ts';
import { type BundleManifest, bundlePlaces } from './bundleManifest.ts';
import { methodsParagraph } from './methodsParagraph.ts';
import { summaryTable } from './summaryTable.ts';

/** README.md of a bundle: what is in it, and how to run it again. */
export function bundleReadme(record: RunRecord, { model, data, environment, spikebench }: BundleManifest): string {
  const { settings } = record;
  const missing = [
    ...(model.path === null ? [`--model PATH/${model.name}`] : []),
    ...(data.path === null ? [`--data PATH/${data.name}`] : []),
  ];
  return [
    `# ${model.name} on ${data.name}: results of Spikebench ${spikebench}`,
    '',
    '```text',
    summaryTable(record).trimEnd(),
    '```',
    '',
    '## Running it again',
    '',
    `Install Spikebench ${spikebench} on Node ${environment['node'] ?? ''} or newer, then:`,
    '',
    '```sh',
    `spikebench replay THIS.zip${missing.map((flag) => ` ${flag}`).join('')}`,
    '```',
    '',
    'It checks every file of the bundle against its SHA-256, runs the same settings, and compares the table and the record with those stored',
    'here, byte for byte. What differs is named: the layer whose weights are others, or the first row of the table.',
    ...engineNote(record),
    '',
    '## What is in it',
    '',
    `- \`${bundlePlaces.table}\`, one row per cell, readout and time step; \`${bundlePlaces.record}\`, everything: settings, seeds, predictions, counts`,
    '- `figures/`; `index.html`, which needs no program but a browser',
    '- `methods.txt` and `references.bib`, for the paper',
    `- \`${bundlePlaces.manifest}\`: hashes of all files, of every array of weights, and of the data`,
    `- the model "${model.name}" (SHA-256 \`${model.sha256}\`): ${model.path === null ? 'not in the bundle' : `\`${model.path}\``}`,
    `- the data "${data.name}" (SHA-256 \`${data.sha256}\`): ${data.path === null ? 'not in the bundle' : `\`${data.path}\``}; ` +
      `split ${settings.data.split}, samples ${settings.data.offset} to ${settings.data.offset + settings.data.count - 1}`,
    '',
    '## Where it was made',
    '',
    ...Object.entries(environment).map(([name, value]) => `- ${name}: ${value}`),
    '',
    '## Methods',
    '',
    methodsParagraph(record),
    '',
  ].join('\n');
}

/** What another engine than the usual one means for a replay. */
function engineNote({ settings, provenance }: RunRecord): readonly string[] {
  const engine = engineOf(settings);
  switch (engine) {
    case 'simd':
      return [];
    case 'reference':
      return ['', 'The reference engine simulates, which is slow.'];
    case 'tensorflow':
      return [
        '',
        `${provenance.engine} simulated; where tensors are computed by something else, the last digits can differ, and so can a spike.`,
      ];
    case 'webgpu':
      return [
        '',
        `${provenance.engine} simulated, on a graphics processor. The replay runs on the CPU: the last digits can differ, and so can a spike.`,
      ];
    default:
      return assertNever(engine);
  }
}
