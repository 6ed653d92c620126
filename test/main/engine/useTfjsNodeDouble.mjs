// Preloaded by `node --import`: from then on "@tensorflow/tfjs-node" is the double beside this file, in this process and its children.
import { register } from 'node:module';

const double = JSON.stringify(new URL('tfjsNodeDouble.cjs', import.meta.url).href);
const hook = `export const resolve = (name, context, next) =>
  name === '@tensorflow/tfjs-node' ? { url: ${double}, format: 'commonjs', shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
