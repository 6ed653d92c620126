// The SIMD kernels: what the engine calls. Addresses and counts in, arrays in the engine's memory out.
export { integrateCoded } from './coded';
export { addValues } from './fan';
export { passGate } from './gate';
export { passListedGate } from './listedGate';
export { drawPoisson } from './poisson';
export { passWires } from './relay';
export { integrateRows } from './rows';
export { integrateSteady } from './steady';
export { carryOver, countOperations, countSpikes, listSpikes, silence } from './spikes';
export { integrateSteps } from './steps';

/** First address that the kernels' own constants leave free. */
export function heapBase(): usize {
  return __heap_base;
}
