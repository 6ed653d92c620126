import { join } from 'node:path';
import type { FolderUse } from '../store/resultsStore.ts';
import type { RawSettings } from './flags.ts';
import type { Output } from './output.ts';
import { assets } from './session.ts';
import { sweep } from './sweepCommand.ts';
import { readSweepSource } from './sweepSource.ts';

/** What the demo sweeps: every input that a rate-coded network can be given, and thresholds around the calibrated one. */
const settings = {
  data: join(assets, 'demo/digits.npz'),
  limit: '500',
  preset: 'rueckauer',
  encoding: 'constant-current,poisson,phase-shift-oscillation',
  threshold: '0.6,1,1.4',
  duration: '100',
  out: 'demo-results',
};

/** `demo`: sweeps three encodings and three thresholds on the digits and the network that come with Spikebench. Gives the exit code. */
export async function demo(raw: RawSettings, use: FolderUse, asJson: boolean, output: Output): Promise<number> {
  const own = Object.entries(settings).map(([key, text]) => [key, { text, label: `demo: ${key}` }]);
  const model = join(assets, 'demo/digits-cnn.keras');
  const source = await readSweepSource(model, { ...Object.fromEntries(own), ...raw });
  return sweep(source, { use, asJson }, output);
}
