import { type Population, sourcesOf } from '../../../conversion/network.ts';
import type { Encoding } from '../../encoding.ts';

/** [population]: whether it sends constant currents instead of spikes: the input under constant current, maxima and relays of such. */
export function analogPopulations(populations: readonly Population[], encoding: Encoding): readonly boolean[] {
  const analog: boolean[] = [];
  for (const population of populations) {
    switch (population.dynamics.kind) {
      case 'input':
        analog.push(encoding.kind === 'constantCurrent');
        break;
      case 'maximumGate':
      case 'relay':
        analog.push(sourcesOf(population).every((source) => analog[source]!));
        break;
      case 'integrateAndFire':
      case 'accumulator':
        analog.push(false);
        break;
    }
  }
  return analog;
}
