import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import type { SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { exportNir, type NirExport } from '../../../src/shared/nir/exportNir.ts';
import { nirNetwork } from '../../../src/shared/nir/nirNetwork.ts';
import { nirReaders } from '../../../src/shared/nir/profiles.ts';
import { readNir } from '../../../src/shared/nir/readNir.ts';
import { writeNir } from '../../../src/shared/nir/writeNir.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { evaluateFolded } from '../conversion/evaluateFolded.ts';
import { evaluateNetwork } from './evaluateNetwork.ts';
import { prepare } from './preparedLayers.ts';

const norse = nirReaders.find(({ name }) => name === 'norse')!;

describeWithReference('NIR files of the layers of genuine Keras models', () => {
  const files = readdirSync(referencePath('layers')).filter((name) => /\.(keras|h5)$/.test(name));
  const counts = { exported: 0, refused: 0 };

  test.each(files)('%s: the file computes what Keras computes, or the maximum in it is refused', async (file) => {
    const found = await prepare(file);
    if (found === null) return;
    const { network, folded, inputs } = found;
    const made = attempt(network);
    if (made === null) {
      expect(folded.nodes.some(({ kind }) => kind === 'maximum')).toBe(true);
      counts.refused++;
      return;
    }
    counts.exported++;
    const bytes = await writeNir(made.graph);
    const graph = await readNir(bytesInMemory(file, bytes));
    expect(Object.fromEntries(graph.nodes)).toEqual(Object.fromEntries(made.graph.nodes));
    expect(graph.edges).toEqual(made.graph.edges);
    const read = nirNetwork(graph, { file, semantics: norse, timeStep: 1 });
    for (const input of inputs) {
      const wanted = evaluateFolded(folded, input).at(-1)!;
      const computed = evaluateNetwork(read, input).at(-1)!;
      expect(computed.length).toBe(wanted.length);
      const scale = Math.max(1, ...wanted.map(Math.abs));
      for (const [n, value] of wanted.entries()) expect(Math.abs(computed[n]! - value)).toBeLessThan(2e-5 * scale);
    }
  });

  test('most of them have a file', () => {
    expect(counts.exported).toBeGreaterThan(45);
    expect(counts.refused).toBeGreaterThan(8);
  });

  test.each(['conv2d_k3_s2_same.keras', 'dense.keras', 'conv2d_rect_same.keras', 'add_residual.keras'])(
    '%s: spikes through the file are those of the network that was exported',
    async (file) => {
      const { network, inputs } = (await prepare(file))!;
      const { graph } = exportNir(network, { profile: 'a', output: 'spikes', metadata: {} });
      const read = nirNetwork(await readNir(bytesInMemory(file, await writeNir(graph))), {
        file,
        semantics: { ...norse, comparison: 'atLeast' },
        timeStep: 1,
      });
      for (const [sample, input] of inputs.entries()) {
        const draw = { seed: 1, sample };
        const [own] = referenceEngine.load([network], { kind: 'constantCurrent' }, 40).simulate(input, draw);
        const ownSpikes = own!.outputSpikes.slice();
        const [theirs] = referenceEngine.load([read], { kind: 'constantCurrent' }, 40).simulate(input, draw);
        expect(theirs!.outputSpikes).toEqual(ownSpikes);
      }
    },
  );
});

function attempt(network: SpikingNetwork): NirExport | null {
  try {
    return exportNir(network, { profile: 'a', output: 'currents', metadata: {} });
  } catch (error) {
    if (error instanceof WorkbenchError && error.problem.kind === 'notExpressible') return null;
    throw error;
  }
}
