/** Marks the branch of a switch that the compiler has proved unreachable. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value ${JSON.stringify(value)}`);
}
