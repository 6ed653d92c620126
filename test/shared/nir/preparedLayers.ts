import { openByteSource } from '../../../src/main/store/files.ts';
import { readNpz } from '../../../src/shared/bytes/npz.ts';
import { calibrationKey, noCalibration } from '../../../src/shared/conversion/calibration.ts';
import { foldGraph } from '../../../src/shared/conversion/fold.ts';
import type { FoldedNetwork } from '../../../src/shared/conversion/folded.ts';
import type { SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { methodOf } from '../../../src/shared/conversion/presets.ts';
import { convertToRates } from '../../../src/shared/conversion/rateCoded.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { sizeOf } from '../../../src/shared/tensor.ts';
import { referencePath } from '../../reference.ts';
import { evaluateFolded } from '../conversion/evaluateFolded.ts';

export interface Case {
  readonly folded: FoldedNetwork;
  readonly network: SpikingNetwork;
  readonly inputs: readonly Float32Array[];
}

/** The network with reset to zero and one scale a channel, so that nothing but maxima stands against a file. */
export async function prepare(file: string): Promise<Case | null> {
  const graph = await readModel(await openByteSource(referencePath('layers', file)));
  const folded = fold(graph);
  if (folded === null) return null;
  const inputs = await readInputs(file, graph);
  const values = inputs.map((input) => evaluateFolded(folded, input));
  const scales = Object.fromEntries(
    folded.nodes.flatMap((node, index) => {
      if (node.kind !== 'unit' && node.kind !== 'output') return [];
      const channels = node.shape[2];
      const magnitude = node.kind === 'unit' && node.isLinear ? Math.abs : (value: number) => value;
      const largest = Array.from({ length: channels }, (_, c) =>
        Math.max(
          ...values.map((nodes) => Math.max(...nodes[index]!.filter((_value, n) => n % channels === c).map(magnitude))),
        ),
      );
      return [[calibrationKey(node), largest]];
    }),
  );
  const method = methodOf({ preset: 'nir-hard-reset', thresholdFactor: 1, changes: { granularity: 'channel' } });
  const surroundings = { timeStep: 1, inputGain: 1, seed: 1 };
  const { network } = convertToRates(folded, method, { ...noCalibration, scales }, surroundings);
  return { folded, network, inputs };
}

function fold(graph: ModelGraph): FoldedNetwork | null {
  try {
    return foldGraph(graph, 'nir-hard-reset');
  } catch (error) {
    if (error instanceof WorkbenchError && error.problem.area === 'conversion') return null;
    throw error;
  }
}

async function readInputs(file: string, graph: ModelGraph): Promise<readonly Float32Array[]> {
  const source = await openByteSource(referencePath('layers', file.replace(/\.(keras|h5)$/, '.npz')));
  const { data } = (await readNpz(source)).get('x')!;
  const size = sizeOf(graph.layers[graph.input]!.shape);
  const all = Float32Array.from(data, Number);
  return Array.from({ length: all.length / size }, (_, i) => all.slice(i * size, (i + 1) * size));
}
