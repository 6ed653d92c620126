import type { NeuronParameter } from './network.ts';

/** The value for a neuron of a parameter that is given for the population, per channel or per neuron. */
export function parameterOf(parameter: NeuronParameter, neuron: number, channels: number): number {
  if (parameter.length === 1) return parameter[0]!;
  return parameter.length === channels ? parameter[neuron % channels]! : parameter[neuron]!;
}
