// Loops that were tried and are not in the product: node scripts/run.mjs test/bench/experiments.ts; figures in docs/decisions/0012.
import { uniform } from '../../src/shared/random.ts';
import { compileBenchKernels } from './compile.ts';
import { bestOf } from './timing.ts';

type AddRows = (into: number, weights: number, entry: number, end: number) => void;

interface Experiment {
  readonly name: string;
  readonly kernel: string;
  /** Bytes of a weight row of the tile. */
  readonly rowBytes: number;
  /** Channels of a tile; 64 channels take 64 / channels passes. */
  readonly channels: number;
  /** Steps that one pass over the list serves. */
  readonly steps: 1 | 2;
}

const experiments: readonly Experiment[] = [
  { name: 'single precision, 32 channels', kernel: 'add32', rowBytes: 128, channels: 32, steps: 1 },
  { name: 'single precision, 64 channels', kernel: 'add64', rowBytes: 256, channels: 64, steps: 1 },
  { name: '16-bit integers, 64 channels', kernel: 'addInt16', rowBytes: 128, channels: 64, steps: 1 },
  { name: 'two steps a row, 16 channels', kernel: 'addTwoSteps', rowBytes: 64, channels: 16, steps: 2 },
];

/** Rows that a pixel of a convolution 5x5 with 64 input channels may see; and of one with 16. */
const rowCounts = [1600, 400];
const rates = [0.05, 0.1, 0.2, 0.5];
const lists = 64;

const memory = new WebAssembly.Memory({ initial: 256 });
const { exports } = new WebAssembly.Instance(compileBenchKernels('experiments'), { env: { memory } });

for (const rows of rowCounts) {
  for (const rate of rates) {
    const cells = experiments.map((experiment) => `${experiment.name} ${measure(experiment, rows, rate).toFixed(1)}`);
    console.log(`${rows} rows, rate ${(rate * 100).toFixed(0)} %, billion operations per second: ${cells.join(' | ')}`);
  }
}

function measure({ kernel, rowBytes, channels, steps }: Experiment, rows: number, rate: number): number {
  const add = exports[kernel] as AddRows;
  const weights = 1 << 20;
  const tileBytes = rows * rowBytes;
  const into = weights + 64 * rows * 4 + 4096;
  const start = into + 4096;
  const words = new Uint32Array(memory.buffer);
  const ends: number[] = [];
  let to = start / 4;
  let operations = 0;
  for (let list = 0; list < lists; list++) {
    const arrives = (step: number, row: number): boolean => uniform('drawing', list * 2 + step, rows, 0, row) < rate;
    for (let row = 0; row < rows; row++) {
      const now = arrives(0, row);
      const then = steps === 2 && arrives(1, row);
      if (!now && !then) continue;
      operations += (Number(now) + Number(then)) * 64;
      words[to++] = row * rowBytes;
      if (steps === 2) {
        words[to++] = now ? 0xffffffff : 0;
        words[to++] = then ? 0xffffffff : 0;
      }
    }
    // Whole turns of the loop: what is left over is dropped from the count, below one in a hundred at these lengths.
    if (steps === 1) to -= ((to * 4 - (ends.at(-1) ?? start)) / 4) % 4;
    ends.push(to * 4);
  }
  const milliseconds = bestOf(10, () => {
    for (let tile = 0; tile < 64 / channels; tile++) {
      let entry = start;
      for (const end of ends) {
        add(into, weights + tile * tileBytes, entry, end);
        entry = end;
      }
    }
  });
  return operations / milliseconds / 1e6;
}
