import { asConvolutionWindow } from '../../shared/conversion/connectivity.ts';
import {
  type MaximumGate,
  type Population,
  populationSize,
  type PopulationShape,
} from '../../shared/conversion/network.ts';
import { cellLoop, positionText } from './geometry.ts';
import { type Binding, type BufferPlan, type Kernel, kernelText } from './kernel.ts';
import type { PlanSurroundings, PopulationPlan, Sent } from './populationPlan.ts';
import { planSpikeRows, rowAt, sendFunction, spikeCountFunction } from './spikeRows.ts';

/**
 * Max pooling of spikes: one thread a sample and target. It keeps the counts of its own window's cells, so that windows that overlap need not wait
 * for each other.
 */
export function planGate(
  gate: MaximumGate,
  population: Population,
  index: number,
  surroundings: PlanSurroundings,
): PopulationPlan {
  const sent = surroundings.sent[gate.source]!;
  const source = surroundings.populations[gate.source]!.shape;
  if (sent.kind === 'values') return planMaxima(gate, population, source, sent);
  if (sent.kind === 'nothing') throw new RangeError(`"${population.name}" listens to neurons that never fire`);
  const neurons = populationSize(population);
  const rows = planSpikeRows(population.name, neurons, surroundings.forms[index]!, surroundings.slots);
  const cells = gate.window.size[0] * gate.window.size[1];
  /** [spikes sent, then something of each cell][sample][target] */
  const state: BufferPlan = {
    label: `state of ${population.name}`,
    fixed: 0,
    perSample: 4 * neurons * (1 + (remembersCells(gate.rule) ? cells : 0)),
    content: null,
  };
  const bindings: readonly Binding[] = [
    { name: 'state', buffer: state, element: 'i32', access: 'read_write' },
    { name: 'spikes', buffer: rows.buffer, element: 'atomic<u32>', access: 'read_write' },
    { name: 'source', buffer: sent.rows.buffer, element: 'u32', access: 'read' },
  ];
  const arrives = `countOf(sourceRow, sourcePixel * ${source[2]}u + channel)`;
  const overCells = (body: string): string => cellLoop(asConvolutionWindow(gate.window), source, body);
  const advance: Kernel = {
    label: `${population.name}: steps`,
    bindings,
    text: kernelText(
      bindings,
      `${spikeCountFunction('countOf', 'source', sent.rows)}
${sendFunction('spikes', rows)}`,
      `  let size = ${neurons}u * block.samples;
  if (id >= size) { return; }
  let n = id % ${neurons}u;
  let sample = id / ${neurons}u;
  ${positionText(population.shape)}
  var sent = state[id];
  for (var i = 0u; i < block.steps; i++) {
    let t = block.first + i;
    ${gate.delay === 1 ? 'if (t == 0u) { continue; }' : ''}
    let sourceRow = ${rowAt(gate.delay === 0 ? 't' : 't + block.slots - 1u', sent.rows)};
    var count = 0;
    ${ruleText(gate.rule, arrives, overCells)}
    if (count != 0) {
      sent += count;
      send(${rowAt('t', rows)}, n, count);
    }
  }
  state[id] = sent;`,
    ),
    threads: (samples) => samples * neurons,
    additions: 2 * cells * neurons,
  };
  return {
    sent: { kind: 'spikes', rows, amplitudes: surroundings.forms[index]!.amplitudes },
    prepare: [],
    advance: [advance],
    atRest: [state],
    setsBits: true,
  };
}

function remembersCells(rule: MaximumGate['rule']): boolean {
  return rule === 'gated' || rule === 'telescoped' || rule === 'leading';
}

/** WGSL that sets `count`: what the gate sends in a step, by what arrives at the cells of its window. */
function ruleText(rule: MaximumGate['rule'], arrives: string, overCells: (body: string) => string): string {
  const memory = 'state[(1u + cell) * size + id]';
  const counted = `let arrived = ${arrives};
      var total = ${memory};
      if (arrived != 0) { total += arrived; ${memory} = total; }`;
  switch (rule) {
    case 'gated':
      return `var most = 0;
    var found = false;
    ${overCells(`${counted}
      if (!found || total > most) { found = true; most = total; count = arrived; }`)}`;
    case 'anySpike':
      return `var found = false;
    ${overCells(`let arrived = ${arrives};
      count = select(arrived, max(count, arrived), found);
      found = true;`)}`;
    case 'telescoped':
      return `var most = 0;
    var found = false;
    ${overCells(`${counted}
      most = select(total, max(most, total), found);
      found = true;`)}
    count = most - sent;`;
    case 'first':
      return `if (sent == 0) {
    ${overCells(`if (${arrives} > 0) { count = 1; }`)}
    }`;
    case 'leading':
      // What is remembered of a cell is whether it has fallen behind.
      return `${overCells(`if (${memory} == 0 && ${arrives} > 0) { count = 1; }`)}
    if (count != 0) {
    ${overCells(`if (${arrives} <= 0) { ${memory} = 1; }`)}
    }`;
  }
}

/** The maxima of values that act as constant currents. */
function planMaxima(
  { window }: MaximumGate,
  population: Population,
  source: PopulationShape,
  sent: Extract<Sent, { kind: 'values' }>,
): PopulationPlan {
  const neurons = populationSize(population);
  const values: BufferPlan = { label: `values of ${population.name}`, fixed: 0, perSample: 4 * neurons, content: null };
  const bindings: readonly Binding[] = [
    { name: 'values', buffer: values, element: 'f32', access: 'read_write' },
    { name: 'source', buffer: sent.values, element: 'f32', access: 'read' },
  ];
  const first = `sample * ${source[0] * source[1] * source[2]}u`;
  const kernel: Kernel = {
    label: `${population.name}: maxima`,
    bindings,
    text: kernelText(
      bindings,
      '',
      `  if (id >= ${neurons}u * block.samples) { return; }
  let n = id % ${neurons}u;
  let sample = id / ${neurons}u;
  ${positionText(population.shape)}
  var largest = -3.4e38f;
  ${cellLoop(asConvolutionWindow(window), source, `largest = max(largest, source[${first} + sourcePixel * ${source[2]}u + channel]);`)}
  values[id] = largest;`,
    ),
    threads: (samples) => samples * neurons,
    additions: window.size[0] * window.size[1] * neurons,
  };
  return {
    sent: { kind: 'values', values, amplitudes: sent.amplitudes },
    prepare: [kernel],
    advance: [],
    atRest: [],
    setsBits: false,
  };
}
