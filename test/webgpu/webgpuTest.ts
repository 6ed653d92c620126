import { type Page, test as base } from '@playwright/test';
import type { CheckName, PageChecks } from './pageChecks.ts';

/** Does a check in the page. */
export type RunCheck = <Name extends CheckName>(
  name: Name,
  ...request: Parameters<PageChecks[Name]>
) => Promise<Awaited<ReturnType<PageChecks[Name]>>>;

/** Tests with a page that has the WebGPU engine, a page of their own each, since a device may be lost. */
export const test = base.extend<{ run: RunCheck }>({
  run: async ({ page }, use) => {
    await openPage(page);
    await use(checksOf(page));
  },
});

/** Opens the test page; `patches` replace text in the kernels before the browser compiles them. */
export async function openPage(page: Page, patches: readonly Patch[] = []): Promise<void> {
  const address = process.env['WEBGPU_PAGE'];
  if (address === undefined) throw new Error('Run the specs by npm run test:webgpu: it builds and serves their page.');
  if (patches.length > 0) await page.addInitScript(patchKernels, patches);
  await page.goto(address);
}

export function checksOf(page: Page): RunCheck {
  return (name, ...request) =>
    page.evaluate(
      ([check, args]) => {
        const { checks } = globalThis as unknown as { checks: Record<string, (...given: unknown[]) => unknown> };
        return checks[check]!(...args);
      },
      [name, request] as const,
    ) as ReturnType<RunCheck> as never;
}

/** A fault that is put into the kernels on purpose. */
export interface Patch {
  readonly from: string;
  readonly to: string;
}

/** Places in kernels that the patches of `openPage` have changed so far. */
export function countPatched(page: Page): Promise<number> {
  return page.evaluate('globalThis.patched');
}

/** Runs in the page, before its scripts. Counts what it replaced, so that a patch which finds nothing shows. */
function patchKernels(patches: readonly Patch[]): void {
  interface Shaders {
    createShaderModule(descriptor: { code: string }): unknown;
  }
  const page = globalThis as unknown as { GPUDevice: { prototype: Shaders }; patched: number };
  const compile = page.GPUDevice.prototype.createShaderModule;
  page.patched = 0;
  page.GPUDevice.prototype.createShaderModule = function createPatched(this: Shaders, descriptor) {
    let { code } = descriptor;
    for (const { from, to } of patches) {
      const parts = code.split(from);
      page.patched += parts.length - 1;
      code = parts.join(to);
    }
    return compile.call(this, { ...descriptor, code });
  };
}
