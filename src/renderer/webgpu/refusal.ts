import type { SpikingNetwork } from '../../shared/conversion/network.ts';
import type { Encoding } from '../../shared/simulation/encoding.ts';
import type { GpuLimits } from './openGpu.ts';

/** Why a network cannot run on a GPU with these limits, in words for people; null where it can. */
export function refusalOf(
  _network: SpikingNetwork,
  _encoding: Encoding,
  _steps: number,
  _limits: GpuLimits,
): string | null {
  return null;
}
