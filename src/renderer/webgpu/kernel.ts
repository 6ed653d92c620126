/** Threads of a workgroup: two warps of Nvidia's, one wave of AMD's, two of Apple's. */
export const workgroupSize = 64;

/** A buffer of the device before there is one: its size follows from the batch. */
export interface BufferPlan {
  readonly label: string;
  /** Bytes whatever the batch, and bytes for each of its samples. */
  readonly fixed: number;
  readonly perSample: number;
  /** Makes what is written once, when the buffer is made: no plan holds weights twice. Null where samples or kernels write it. */
  readonly content: (() => Float32Array | Uint32Array | Int32Array) | null;
}

/** A buffer as a kernel sees it. */
export interface Binding {
  readonly name: string;
  readonly buffer: BufferPlan;
  readonly element: 'f32' | 'u32' | 'i32' | 'vec4f' | 'vec4u' | 'atomic<u32>';
  readonly access: 'read' | 'read_write';
}

/** One dispatch: a shader, what it sees and how many threads it takes. */
export interface Kernel {
  readonly label: string;
  readonly text: string;
  readonly bindings: readonly Binding[];
  /** Threads for a number of samples and the steps of a block. */
  threads(samples: number, steps: number): number;
  /** Bound of what a sample adds up in a step, silent neurons included: dispatches are cut by it, so that no driver takes them for hung. */
  readonly additions: number;
}

/**
 * The text of a kernel. `body` runs once a thread, numbered by `id`; it sees `block` (samples of the batch; first step of the block, its
 * steps, and those of the whole run; slots of the rings of spikes) and the bindings by name.
 *
 * `rounded(product)` and `roundeds` for four of them stand around every product that is added to: WGSL lets a device round a product and a sum once, the
 * reference rounds each. The device cannot know that `block.zero` is 0, so it must have the product in its bits before it goes on.
 */
export function kernelText(bindings: readonly Binding[], functions: string, body: string): string {
  const declarations = bindings.map(
    ({ name, element, access }, index) =>
      `@group(1) @binding(${index}) var<storage, ${access}> ${name}: array<${element}>;`,
  );
  return `struct Block { samples: u32, first: u32, steps: u32, total: u32, slots: u32, zero: u32 }
@group(0) @binding(0) var<uniform> block: Block;
${declarations.join('\n')}
fn rounded(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ block.zero); }
fn roundeds(x: vec4f) -> vec4f { return bitcast<vec4f>(bitcast<vec4u>(x) ^ vec4u(block.zero)); }
${functions}
@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let id = (group.y * groups.x + group.x) * ${workgroupSize}u + lane;
${body}
}
`;
}

/** Words of the uniform `Block`, in the order of its fields. */
export function blockWords(
  samples: number,
  first: number,
  steps: number,
  total: number,
  slots: number,
): Uint32Array<ArrayBuffer> {
  const zero = 0;
  return Uint32Array.of(samples, first, steps, total, slots, zero, 0, 0);
}

/** A number of single precision as WGSL: the shortest decimal of a double names it exactly. */
export function floatLiteral(value: number): string {
  return `f32(${Math.fround(value)})`;
}
