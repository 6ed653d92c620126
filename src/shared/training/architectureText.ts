import type { Architecture } from './architecture.ts';

/** An architecture as the text of a file that `spikebench train` and the window read. */
export function architectureText({ name, inputShape, layers }: Architecture): string {
  const written = layers.map((layer) => ({
    name: layer.name,
    ...(layer.inputs === null ? {} : { inputs: layer.inputs }),
    ...layer.form,
  }));
  return `${JSON.stringify({ name, inputShape, layers: written }, null, 2)}\n`;
}
