// Parity first, then time: node scripts/run.mjs test/bench/bench.ts [--json]
import { measureKernels } from './kernels.ts';
import { measureNetworks } from './networks.ts';
import { measureRoofline } from './roofline.ts';

const kernels = measureKernels();
const networks = measureNetworks();
const roofline = measureRoofline();
const unequal = [
  ...kernels.filter(({ equal }) => !equal).map(({ layer }) => layer),
  ...networks.filter(({ equal }) => !equal).map(({ network }) => network),
];
if (process.argv.includes('--json'))
  console.log(JSON.stringify({ equal: unequal.length === 0, kernels, networks, roofline }));
else print();
if (unequal.length > 0) process.exitCode = 1;

function print(): void {
  console.log(
    unequal.length === 0
      ? `Parity: the SIMD engine equals the reference bit for bit in all ${kernels.length + networks.length} rows below.`
      : `Parity: the engines DIFFER in ${unequal.join('; ')}. No figure below counts.`,
  );
  console.log('\nLayers, one core (billion synaptic operations per second)');
  for (const { layer, rate, simd, reference, ratio } of kernels) {
    const share = simd / roofline[0]!.addsPerSecond;
    console.log(
      `  ${layer.padEnd(36)} rate ${percent(rate)}  simd ${billions(simd)}  reference ${billions(reference)}  ratio ${ratio.toFixed(0).padStart(4)}  of roofline ${percent(share)}`,
    );
  }
  console.log('\nWhole networks with random weights, one core, 200 steps');
  for (const { network, encoding, millisecondsPerSample, operations, megabytes } of networks) {
    console.log(
      `  ${network.padEnd(26)} ${encoding.padEnd(22)} ${millisecondsPerSample.toFixed(2).padStart(7)} ms/sample  ${(1000 / millisecondsPerSample).toFixed(0).padStart(5)} samples/s  ${operations.toFixed(1).padStart(6)} million operations  ${megabytes.toFixed(1)} MB`,
    );
  }
  console.log('\nRoofline: plain SIMD adds on this machine (billion per second)');
  for (const { level, kilobytes, addsPerSecond } of roofline) {
    console.log(`  ${level} (${kilobytes} KB)`.padEnd(16) + billions(addsPerSecond));
  }
}

function billions(value: number): string {
  return (value / 1e9).toFixed(value < 1e9 ? 3 : 2).padStart(6);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(0).padStart(3)} %`;
}
