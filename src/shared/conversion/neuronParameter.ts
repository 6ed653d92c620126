import type { NeuronParameter, PopulationShape } from './network.ts';

/** The value for a neuron of a parameter that is given for the population, per channel or per neuron. */
export function parameterOf(parameter: NeuronParameter, neuron: number, channels: number): number {
  if (parameter.length === 1) return parameter[0]!;
  return parameter.length === channels ? parameter[neuron % channels]! : parameter[neuron]!;
}

/**
 * The parameters of neurons that a relay repeats (`origin`: [target neuron], −1 for silence, which takes `neutral`), in the shortest form: one
 * for all, one per channel or one per neuron.
 */
export function relabelParameter(
  sources: readonly { readonly parameter: NeuronParameter; readonly shape: PopulationShape }[],
  origin: Int32Array,
  channels: number,
  neutral: number,
): NeuronParameter {
  const all = sources.flatMap(({ parameter, shape: [height, width, own] }) =>
    Array.from({ length: height * width * own }, (_, n) => parameterOf(parameter, n, own)),
  );
  const perNeuron = Float32Array.from(origin, (from) => (from === -1 ? neutral : all[from]!));
  const perChannel = Float32Array.from({ length: channels }, (_, channel) => {
    for (let n = channel; n < origin.length; n += channels) if (origin[n] !== -1) return perNeuron[n]!;
    return neutral;
  });
  const differs = perNeuron.some((value, n) => origin[n] !== -1 && value !== perChannel[n % channels]);
  // An offset must stay absent where there is silence; a factor of silence is as good as any.
  if (differs || (neutral === 0 && origin.includes(-1) && perChannel.some((value) => value !== 0))) return perNeuron;
  return perChannel.every((value) => value === perChannel[0]) ? perChannel.slice(0, 1) : perChannel;
}
