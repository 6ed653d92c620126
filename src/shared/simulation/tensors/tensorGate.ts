import {
  add,
  argMax,
  cast,
  concat,
  cumsum,
  keep,
  max,
  maximum,
  mul,
  oneHot,
  type Rank,
  reshape,
  slice,
  step as stepOf,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor3d,
  type Tensor3D,
  zeros,
} from '@tensorflow/tfjs-core';
import type { MaximumGate, PopulationShape } from '../../conversion/network.ts';
import { createDelayLine, type TensorSignal } from './tensorSignal.ts';
import type { TensorPopulation } from './tensorPopulation.ts';
import { createWindowLookup, type WindowLookup } from './tensorWindow.ts';

/** Max pooling of spikes, from rest, over whole blocks of steps: the rules are stated at `MaximumGate`. */
export function createTensorGate(
  { rule, source, window, delay }: MaximumGate,
  sourceShape: PopulationShape,
  shape: PopulationShape,
): TensorPopulation {
  const lookup = createWindowLookup(window, sourceShape, shape);
  const neurons = sourceShape[0] * sourceShape[1] * sourceShape[2];
  const line = createDelayLine(delay, neurons);
  const rules = createRule(rule, lookup, neurons);
  return {
    potential: null,
    advance(signals): TensorSignal {
      const { values, isConstant, amplitudes } = signals[source]!;
      if (isConstant) {
        const maxima = max<Tensor2D>(lookup.cellsOf(values, -Infinity, -Infinity), 2);
        return { values: maxima, isConstant, amplitudes };
      }
      return { values: rules.send(line.arriving(values)), isConstant, amplitudes };
    },
    dispose() {
      lookup.dispose();
      line.dispose();
      rules.dispose();
    },
  };
}

interface Rule {
  /** Spikes sent, from those that arrive: both [step][neuron]. */
  send(arrived: Tensor2D): Tensor2D;
  dispose(): void;
}

function createRule(rule: MaximumGate['rule'], lookup: WindowLookup, neurons: number): Rule {
  switch (rule) {
    case 'gated':
      return withCarry(neurons, (arrived, before) => {
        const counts = add<Tensor2D>(cumsum(arrived, 0), before);
        const leaders = argMax<Tensor2D>(lookup.cellsOf(counts, -Infinity), 2);
        // The WASM backend's oneHot writes whole numbers whatever type it is asked for.
        const chosen = cast<Tensor>(oneHot(leaders, lookup.cellsPerWindow), 'float32');
        return {
          sent: sum<Tensor2D>(mul(lookup.cellsOf(arrived, 0), chosen), 2),
          carry: lastRow(counts),
        };
      });
    case 'anySpike':
      return { send: (arrived) => max<Tensor2D>(lookup.cellsOf(arrived, -Infinity), 2), dispose() {} };
    case 'telescoped':
      return withCarry(neurons, (arrived, before) => {
        const counts = add<Tensor2D>(cumsum(arrived, 0), before);
        const all = max<Tensor2D>(lookup.cellsOf(concat<Tensor2D>([before, counts], 0), -Infinity), 2);
        const steps = arrived.shape[0];
        const sent = sub<Tensor2D>(slice(all, [1, 0]), slice(all, [0, 0], [steps, lookup.targets]));
        return { sent, carry: lastRow(counts) };
      });
    case 'first':
      return withCarry(lookup.targets, (arrived, before) => {
        const any = stepOf(max<Tensor2D>(lookup.cellsOf(arrived, -Infinity), 2));
        const sentBefore = add(cumsum(any, 0, true), before);
        const sent = mul<Tensor2D>(any, sub(1, stepOf(sentBefore)));
        return { sent, carry: add<Tensor2D>(before, sum(sent, 0, true)) };
      });
    case 'leading':
      return createLeadingRule(lookup);
  }
}

/** A rule that remembers one row between blocks, zeros at first. */
function withCarry(
  width: number,
  advance: (arrived: Tensor2D, before: Tensor2D) => { readonly sent: Tensor2D; readonly carry: Tensor2D },
): Rule {
  let before = keep(zeros<Rank.R2>([1, width]));
  return {
    send(arrived) {
      const { sent, carry } = advance(arrived, before);
      before.dispose();
      before = keep(carry);
      return sent;
    },
    dispose: () => before.dispose(),
  };
}

/** The maximum of binary digits needs the steps one by one: which neurons are still in the running depends on the digits before. */
function createLeadingRule(lookup: WindowLookup): Rule {
  const shape: Tensor3D['shape'] = [1, lookup.targets, lookup.cellsPerWindow];
  const start = lookup.isInside.map((inside) => 1 - inside);
  let eliminated = keep(tensor3d(start, shape));
  return {
    send(arrived) {
      const cells = stepOf(lookup.cellsOf(arrived, 0));
      const rows = Array.from({ length: arrived.shape[0] }, (_, step) => {
        const spikes = slice(cells, [step, 0, 0], shape);
        const sent = max<Tensor3D>(mul(spikes, sub(1, eliminated)), 2, true);
        const next = maximum<Tensor3D>(eliminated, mul(sent, sub(1, spikes)));
        eliminated.dispose();
        eliminated = keep(next);
        return reshape<Rank.R2>(sent, [1, lookup.targets]);
      });
      return concat<Tensor2D>(rows, 0);
    },
    dispose: () => eliminated.dispose(),
  };
}

function lastRow(rows: Tensor2D): Tensor2D {
  return slice(rows, [rows.shape[0] - 1, 0], [1, rows.shape[1]]);
}
