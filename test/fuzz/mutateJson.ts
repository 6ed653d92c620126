import type { Chance } from './chance.ts';

/** Values that no schema expects everywhere. */
const awkward: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e9,
  2 ** 31,
  2 ** 53,
  1e308,
  -1e9,
  '',
  'x'.repeat(3000),
  '../../x',
  '__proto__',
  [],
  {},
  [[]],
  [null],
  [1e9, 1e9],
  [16_384, 16_384, 1],
  [null, 20_000, 20_000, 1],
];

/** JSON text with some of its values exchanged, doubled, taken away or nested, so that it stays JSON; sometimes not even that. */
export function mutateJson(text: string, chance: Chance): string {
  if (chance.happens(0.05)) return text.slice(0, chance.below(text.length + 1));
  try {
    let value = JSON.parse(text) as unknown;
    const rounds = 1 + (chance.happens(0.4) ? chance.below(4) : 0);
    for (let round = 0; round < rounds; round++) value = changeOne(value, chance);
    return JSON.stringify(value) ?? '';
  } catch {
    // Not JSON any more, or nested too deeply for this walk.
    return text.slice(0, chance.below(text.length + 1));
  }
}

/** A place in a value: what holds it, and under which key. */
interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function changeOne(value: unknown, chance: Chance): unknown {
  const places = placesIn(value);
  if (places.length === 0) return chance.pick(awkward);
  const { holder, key } = chance.pick(places);
  const donor = chance.pick(places);
  switch (chance.below(7)) {
    case 0:
      delete holder[key];
      break;
    case 1:
      holder[key] = structuredClone(donor.holder[donor.key]);
      break;
    case 2:
      if (Array.isArray(holder)) holder.push(...holder.slice(0, 200));
      else holder[`${key}2`] = holder[key];
      break;
    case 3:
      holder[key] = nested(holder[key], 1 + chance.below(400));
      break;
    case 4:
      holder[key] = typeof holder[key] === 'number' ? holder[key] * chance.pick([-1, 0, 2, 100, 1e6]) : holder[key];
      break;
    default:
      holder[key] = chance.pick(awkward);
  }
  return value;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  // An array is an object with numbers as keys.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

function nested(value: unknown, depth: number): unknown {
  let result = value;
  for (let level = 0; level < depth; level++) result = [result];
  return result;
}
