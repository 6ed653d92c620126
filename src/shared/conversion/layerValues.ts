import { WorkbenchError } from '../problems/problems.ts';

/** Values for single layers, by name: one for a layer, or one for each of its channels. Layers that are not named keep what they have. */
export type LayerValues = Readonly<Record<string, readonly number[]>>;

/** What a value may be. */
export interface LayerValueRange {
  readonly least: number;
  readonly most: number;
  /** Whether `least` itself is left out. */
  readonly isOpen: boolean;
  readonly isWhole: boolean;
  /** Whether a layer may have one for each channel. */
  readonly perChannel: boolean;
}

/** Reads "conv2d:0.9 dense:1.1", with slashes between the channels of a layer: "conv2d:0.9/1/1.1". Null for anything else. */
export function parseLayerValues(text: string, range: LayerValueRange): LayerValues | null {
  const entries = text
    .trim()
    .split(/[\s+]+/)
    .map((part) => {
      const at = part.lastIndexOf(':');
      const values = part
        .slice(at + 1)
        .split('/')
        .map((value) => (value === '' ? Number.NaN : Number(value)));
      return [part.slice(0, Math.max(0, at)), values] as const;
    });
  const fit = entries.every(
    ([name, values]) =>
      name !== '' && values.every((value) => isWithin(value, range)) && (range.perChannel || values.length === 1),
  );
  const names = new Set(entries.map(([name]) => name));
  if (!fit || names.size < entries.length) return null;
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The text that gives the values again, without spaces: "conv2d:0.9/1+dense:1.1". */
export function layerValuesText(values: LayerValues): string {
  return Object.keys(values)
    .toSorted()
    .map((name) => `${name}:${values[name]!.join('/')}`)
    .join('+');
}

/** The values of a layer, or of the Keras layer that it is a part of ("conv2d/relu" of "conv2d"); null where it is not named. */
export function valuesOfLayer(values: LayerValues | null, layer: string): readonly number[] | null {
  if (values === null) return null;
  for (let name = layer; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('/')))) {
    if (Object.hasOwn(values, name)) return values[name]!;
  }
  return null;
}

/** Throws the Problem layerSetting for a name that no layer has, or for as many values as a layer has no channels. */
export function checkLayerValues(
  setting: string,
  values: LayerValues | null,
  layers: readonly { readonly name: string; readonly channels: number }[],
): void {
  for (const [name, given] of Object.entries(values ?? {})) {
    const meant = layers.filter((layer) => layer.name === name || layer.name.startsWith(`${name}/`));
    const channels = meant.find((layer) => given.length !== 1 && given.length !== layer.channels)?.channels ?? null;
    if (meant.length > 0 && channels === null) continue;
    throw new WorkbenchError({
      area: 'conversion',
      kind: 'layerSetting',
      setting,
      layer: name,
      values: given.length,
      channels,
      layers: layers.map((layer) => layer.name),
    });
  }
}

function isWithin(value: number, { least, most, isOpen, isWhole }: LayerValueRange): boolean {
  return (isOpen ? value > least : value >= least) && value <= most && (!isWhole || Number.isInteger(value));
}
