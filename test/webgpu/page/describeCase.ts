import { encodingName } from '../../../src/shared/simulation/encodingName.ts';
import type { RandomCase } from '../randomCases.ts';

/** A random case for people: every setting, and of long lists the length and the first values. */
export function describeCase({ networks, encoding, steps, samples }: RandomCase): string {
  const lines = networks.flatMap((network, index) => [
    `network ${index}:`,
    ...network.populations.map((population, place) => `  ${place} ${JSON.stringify(population, shorten)}`),
  ]);
  return [
    `${encodingName(encoding)} ${JSON.stringify(encoding)}, ${steps} steps, ${samples.length} samples`,
    ...lines,
  ].join('\n');
}

function shorten(_key: string, value: unknown): unknown {
  if (!ArrayBuffer.isView(value)) return value;
  const numbers = value instanceof Float32Array || value instanceof Int32Array ? [...value] : [];
  const shown = numbers.slice(0, 6).map((number) => Number(number.toPrecision(6)));
  return numbers.length > shown.length ? `${numbers.length} values: ${shown.join(' ')} …` : shown;
}
