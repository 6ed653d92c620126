import { expect } from '@playwright/test';
import { demoCases } from './demoCases.ts';
import { test } from './webgpuTest.ts';

/** Of all spikes, those that only one engine may have: the limit of issue 9. */
const mostDiffering = 1e-4;

for (const { name, samples } of demoCases) {
  test(`the demo's network as ${name}: ${samples} images have the spikes and classes of the SIMD engine`, async ({
    run,
  }) => {
    const { spikes, differing, changedPredictions, ...found } = await run('compareNetworks', { name, samples });
    const share = differing / spikes;
    console.log(
      `    ${differing} of ${spikes} spikes differ (${share.toExponential(1)}), potentials by ${found.potentialDifference.toExponential(1)}, changed predictions ${changedPredictions.join(', ')}; ` +
        `${found.steps} steps, batches of ${found.batch}; ${(found.milliseconds / samples).toFixed(0)} ms a sample, SIMD ${(found.simdMilliseconds / samples).toFixed(1)} ms`,
    );
    expect(found.samples).toBe(samples);
    expect(spikes).toBeGreaterThan(1000 * samples);
    expect(share).toBeLessThan(mostDiffering);
    expect(changedPredictions).toEqual(changedPredictions.map(() => 0));
  });
}
