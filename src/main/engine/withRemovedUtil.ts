import util from 'node:util';

/** What tfjs-node 4.22.0 asks of Node's `util` each time it runs an operation (in nodejs_kernel_backend.js and TopK.js of its dist). */
const asked = {
  // Deprecated since Node 4, gone since Node 23. A release of tfjs-node without it has been merged (tensorflow/tfjs#8425), but not made.
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  // Deprecated as well; still there in Node 25.
  isArray: (value: unknown): boolean => Array.isArray(value),
};

/**
 * Loads a package that needs functions which Node's `util` no longer has: puts those that are missing, unseen by loops over the module, and
 * takes them away again where the loading fails. They stay where it succeeds, since they are looked up at each call.
 */
export async function withRemovedUtil<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  const missing = Object.entries(asked).filter(([name]) => !(name in util));
  for (const [name, value] of missing) {
    Object.defineProperty(util, name, { value, enumerable: false, configurable: true, writable: true });
  }
  try {
    return await load();
  } catch (error) {
    for (const [name] of missing) Reflect.deleteProperty(util, name);
    throw error;
  }
}
