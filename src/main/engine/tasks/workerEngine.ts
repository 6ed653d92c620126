import { assertNever } from '../../../shared/assertNever.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { SimulationEngine } from '../../../shared/simulation/engine.ts';
import type { EngineName } from '../../../shared/simulation/engineName.ts';
import { simdEngine } from '../../../shared/simulation/kernels/simd.ts';
import { startTensorBackend, tensorBackendWords } from '../tensorBackend.ts';

/**
 * The engine of a worker process, ready to simulate. To be asked for again before every piece of work: other tasks of the process may
 * have started another backend for tensors, which the engine would use. Throws the Problem engineElsewhere for `webgpu`.
 */
export async function workerEngine(name: EngineName): Promise<SimulationEngine> {
  switch (name) {
    case 'simd':
      return simdEngine;
    case 'reference':
      return (await import('../../../shared/simulation/kernels/reference.ts')).referenceEngine;
    case 'tensorflow':
      await startTensorBackend({ preferNative: true });
      return (await import('../../../shared/simulation/tensors/tensorEngine.ts')).tensorEngine;
    case 'webgpu':
      throw new WorkbenchError({ area: 'setting', kind: 'engineElsewhere', engine: name });
    default:
      return assertNever(name);
  }
}

/** What records say of an engine: its name, and what it computes with on this machine where that can differ. */
export async function engineInWords(name: EngineName): Promise<string> {
  switch (name) {
    case 'simd':
    case 'reference':
    case 'webgpu':
      return name;
    case 'tensorflow':
      return `tensorflow (${tensorBackendWords(await startTensorBackend({ preferNative: true }))})`;
    default:
      return assertNever(name);
  }
}
