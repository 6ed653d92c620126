import { assertNever } from '../../shared/assertNever.ts';
import type { Population, SpikingNetwork } from '../../shared/conversion/network.ts';
import type { Encoding } from '../../shared/simulation/encoding.ts';
import { analogPopulations } from '../../shared/simulation/kernels/simd/analog.ts';
import { spikeForms } from '../../shared/simulation/kernels/simd/forms.ts';
import { type CurvesPlan, planCurves } from './curvesPlan.ts';
import { planGate } from './gate.ts';
import { type InputEncoder, planInput } from './input.ts';
import type { BufferPlan, Kernel } from './kernel.ts';
import { planNeurons } from './neurons.ts';
import type { PlanSurroundings, PopulationPlan, Sent } from './populationPlan.ts';
import { planRelay } from './relay.ts';
import { type SharedNetworks, shareNetworks } from './sharedNetworks.ts';
import type { SpikeRows } from './spikeRows.ts';

/** All that the device does for some networks, before there is a device: which buffers, which kernels, in which order. */
export interface NetworksPlan {
  readonly steps: number;
  readonly blockSteps: number;
  /** Steps that the rings of spikes hold. */
  readonly slots: number;
  readonly input: InputEncoder;
  readonly buffers: readonly BufferPlan[];
  /** Cleared before a batch. */
  readonly atRest: readonly BufferPlan[];
  /** Rings whose slots of a block are cleared before it. */
  readonly rings: readonly SpikeRows[];
  /** Run before the first step of a batch, and for every block of steps. */
  readonly prepare: readonly Kernel[];
  readonly advance: readonly Kernel[];
  /** [population of all networks] */
  readonly sent: readonly Sent[];
  /** Where the populations of each network stand among those of all: [network][population]. */
  readonly members: readonly (readonly number[])[];
  readonly curves: CurvesPlan;
}

/** The plan for blocks of so many steps. */
export function planNetworks(
  networks: readonly SpikingNetwork[],
  encoding: Encoding,
  steps: number,
  blockSteps: number,
  shared: SharedNetworks = shareNetworks(networks),
): NetworksPlan {
  const { populations, members } = shared;
  const forms = spikeForms(populations, encoding, steps);
  const slots = blockSteps + 1;
  const input = planInput(encoding, populations[0]!, forms[0]!, networks[0]!.timeStep, steps, slots);
  const curves = planCurves(shared, analogPopulations(populations, encoding), steps);
  const sent: Sent[] = [];
  const surroundings: PlanSurroundings = { populations, forms, sent, steps, blockSteps, slots };
  const plans = populations.map((population, index) => {
    const plan = planPopulation(population, index);
    sent.push(plan.sent);
    return plan;
  });
  const measuring = curves.kernels(sent);
  const prepare = plans.flatMap((plan) => plan.prepare);
  const advance = [
    ...(input.encoder.kernel === null ? [] : [input.encoder.kernel]),
    ...plans.flatMap((plan) => plan.advance),
    ...measuring,
  ];
  const atRest = plans.flatMap((plan) => plan.atRest);
  const kernels = [...prepare, ...advance];
  return {
    steps,
    blockSteps,
    slots,
    input: input.encoder,
    buffers: [
      ...new Set([
        ...kernels.flatMap(({ bindings }) => bindings.map(({ buffer }) => buffer)),
        ...atRest,
        ...curves.buffers,
      ]),
    ],
    atRest,
    rings: plans.flatMap((plan) => (plan.setsBits && plan.sent.kind === 'spikes' ? [plan.sent.rows] : [])),
    prepare,
    advance,
    sent,
    members,
    curves,
  };

  function planPopulation(population: Population, index: number): PopulationPlan {
    const { dynamics } = population;
    switch (dynamics.kind) {
      case 'input':
        return { sent: input.sent(forms[index]!.amplitudes), prepare: [], advance: [], atRest: [], setsBits: false };
      case 'integrateAndFire':
      case 'accumulator':
        return planNeurons(dynamics, population, index, surroundings, curves.potentialsOf(index));
      case 'maximumGate':
        return planGate(dynamics, population, index, surroundings);
      case 'relay':
        return planRelay(dynamics, population, index, surroundings);
      default:
        return assertNever(dynamics);
    }
  }
}
