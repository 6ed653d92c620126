import {
  type Accumulator,
  type IntegrateAndFire,
  type Population,
  populationSize,
} from '../../shared/conversion/network.ts';
import { firingFunctions, firingText, remembersSent } from './firing.ts';
import { type Binding, type BufferPlan, floatLiteral, type Kernel, kernelText } from './kernel.ts';
import { type Lanes, lanesOf } from './lanes.ts';
import { createParameters, numberAt, numbersAt } from './parameters.ts';
import { planArrivals } from './arrivals.ts';
import type { PlanSurroundings, PopulationPlan } from './populationPlan.ts';
import { createStates } from './states.ts';
import { planSpikeRows, rowAt, sendFunction } from './spikeRows.ts';

/**
 * Integrate-and-fire neurons and accumulators: one thread a sample and neuron, or four of them, takes their state through the steps of a block in
 * registers. Currents are not computed first and added then, as tensors would: the reference adds every weight to the potential itself,
 * and so does this, so that the roundings are the same; it saves writing and reading a number for each neuron and step, too.
 * `potentials`: where to write the potential after every step, [sample][step][neuron], if anybody asks.
 */
export function planNeurons(
  dynamics: IntegrateAndFire | Accumulator,
  population: Population,
  index: number,
  surroundings: PlanSurroundings,
  potentials: BufferPlan | null,
): PopulationPlan {
  const neurons = populationSize(population);
  const { forms, steps, slots } = surroundings;
  const fires = dynamics.kind === 'integrateAndFire' ? dynamics : null;
  const { currentDecay, biasCurrent, lowerBound } = dynamics;
  const biasClock = dynamics.kind === 'accumulator' ? dynamics.biasClock : (dynamics.clock?.biases ?? null);
  const channels = population.shape[2];
  const lanes = lanesOf(dynamics, population.shape);
  const threads = neurons / lanes.count;
  const parameters = createParameters(steps, lanes);
  const states = createStates(neurons, lanes);
  const rows = fires === null ? null : planSpikeRows(population.name, neurons, forms[index]!, slots);

  const v = states.add('v', 'float');
  const current = currentDecay === null ? null : states.add('current', 'float');
  if (fires !== null && fires.refractorySteps > 0) states.add('resting', 'int');
  if (fires !== null && remembersSent(fires)) states.add('sent', 'int');

  const parameterAt = (values: Float32Array): string => {
    const first = parameters.add(values);
    if (values.length === 1) return `${lanes.float}(${numberAt(`${first}u`, lanes)})`;
    return numbersAt(`${first}u + ${values.length === channels ? `n % ${channels}u` : 'n'}`, lanes);
  };
  const bias = biasCurrent === null ? null : parameterAt(biasCurrent);
  const own = fires === null ? null : parameterAt(fires.threshold.map(finite));
  const initial =
    fires === null || fires.initialPotential.every((value) => value === 0) ? null : parameterAt(fires.initialPotential);
  const arrivals = planArrivals(dynamics, population, surroundings, parameters, states, lanes);

  // A bias that is the same in every step joins the constant currents, as in the reference.
  const joinsBias = bias !== null && biasClock === null && currentDecay === null;
  const into = current ?? v;
  const biasStep =
    bias === null || joinsBias
      ? ''
      : biasText(bias, biasClock === null ? null : parameters.addSteps(biasClock, 0), lanes);
  const leak = fires?.leak ?? null;
  const stepText = [
    fires !== null && fires.refractorySteps > 0 ? 'let rest = v;' : '',
    leak === null ? '' : `v = ${lanes.rounded}(v * ${floatLiteral(leak)});`,
    current === null ? '' : `current = ${lanes.rounded}(current * ${floatLiteral(currentDecay!)});`,
    arrivals.hasConstant ? `${into} = ${into} + constant;` : joinsBias ? 'v = v + bias;' : '',
    current === null ? biasStep : '',
    ...arrivals.steps.map((arrive) => arrive(into)),
    current === null ? '' : biasStep,
    current === null ? '' : 'v = v + current;',
    lowerBound === null || lowerBound === -Infinity ? '' : `v = max(v, ${lanes.float}(${floatLiteral(lowerBound)}));`,
    fires === null ? '' : `let here = ${rowAt('t', rows!)};\n    ${firingText(fires, parameters, lanes)}`,
    ...(potentials === null
      ? []
      : lanes.parts.map(
          (part, lane) => `potentials[(sample * block.total + t) * ${neurons}u + n + ${lane}u] = v${part};`,
        )),
  ].filter((line) => line !== '');

  const label = population.name;
  const parametersPlan = parameters.plan(label);
  const state = states.plan(label);
  const shared: readonly Binding[] = [
    { name: 'parameters', buffer: parametersPlan, element: lanes.float, access: 'read' },
    { name: 'state', buffer: state, element: lanes.word, access: 'read_write' },
  ];
  const where = `  if (id >= ${threads}u * block.samples) { return; }
  let n = id % ${threads}u * ${lanes.count}u;
  let sample = id / ${threads}u;`;

  const advanceBindings: readonly Binding[] = [
    ...shared,
    ...(rows === null
      ? []
      : [{ name: 'spikes', buffer: rows.buffer, element: 'atomic<u32>', access: 'read_write' } as const]),
    ...(potentials === null
      ? []
      : [{ name: 'potentials', buffer: potentials, element: 'f32', access: 'read_write' } as const]),
    ...arrivals.bindings,
  ];
  const advance: Kernel = {
    label: `${label}: steps`,
    bindings: advanceBindings,
    text: kernelText(
      advanceBindings,
      [
        ...(rows === null ? [] : [sendFunction('spikes', rows)]),
        ...(fires === null ? [] : [firingFunctions(fires)]),
        ...arrivals.functions,
      ].join('\n'),
      `${where}
  ${states.load()}
  ${own === null ? '' : `let own = ${own};`}
  ${joinsBias && !arrivals.hasConstant ? `let bias = ${bias};` : ''}
  for (var i = 0u; i < block.steps; i++) {
    let t = block.first + i;
    ${stepText.join('\n    ')}
  }
  ${states.save()}`,
    ),
    threads: (samples) => samples * threads,
    additions: arrivals.additions + neurons,
  };

  return {
    sent: rows === null ? { kind: 'nothing' } : { kind: 'spikes', rows, amplitudes: forms[index]!.amplitudes },
    prepare: prepareKernels(),
    advance: [...arrivals.before, advance],
    atRest: [state, ...arrivals.atRest],
    setsBits: rows !== null,
  };

  /** Potentials at the start, and the currents that are the same in every step. */
  function prepareKernels(): readonly Kernel[] {
    const { atStart } = arrivals;
    const lines = atStart.lines(joinsBias ? bias : `${lanes.float}()`);
    if (initial === null && lines.length === 0) return [];
    const bindings = [...shared, ...atStart.bindings];
    return [
      {
        label: `${label}: start`,
        bindings,
        text: kernelText(
          bindings,
          atStart.functions.join('\n'),
          `${where}
  ${initial === null ? '' : `state[id] = bitcast<${lanes.word}>(${initial});`}
  ${lines.join('\n  ')}`,
        ),
        threads: (samples) => samples * threads,
        additions: arrivals.additions + neurons,
      },
    ];
  }
}

/** A bias that is switched on and off: nothing is added where the factor is 0. */
function biasText(bias: string, factor: string | null, { rounded }: Lanes): string {
  if (factor === null) return `v = v + ${bias};`;
  return `{ let factor = ${factor}; if (factor != 0.0) { v = v + ${rounded}(${bias} * factor); } }`;
}

/** A threshold beyond reach: shaders may take infinities for absent. */
function finite(value: number): number {
  return Math.min(value, 3.4e38);
}
