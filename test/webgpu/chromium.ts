import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { Adapter } from './pageChecks.ts';

/** Debian's Chromium, or another one by CHROMIUM. */
export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** WEBGPU_ADAPTER=default tests on the graphics card that the browser would choose; otherwise SwiftShader computes, on the processor. */
const ownAdapter = process.env['WEBGPU_ADAPTER'] === 'default';

/** What a Chromium without a window needs for WebGPU. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  ...(ownAdapter ? ['--enable-features=Vulkan'] : ['--use-webgpu-adapter=swiftshader']),
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/** The adapter that a page of Chromium gets, or why there is none; `url` is a page of this machine, as WebGPU wants it. */
export async function probeAdapter(url: string): Promise<Adapter | { readonly reason: string }> {
  if (!existsSync(chromiumPath)) return { reason: `there is no Chromium at ${chromiumPath} (set CHROMIUM)` };
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumArguments] });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const found = await page.evaluate<Adapter | null>(`(async () => {
      const adapter = await navigator.gpu?.requestAdapter();
      if (!adapter) return null;
      const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
      return { name: [vendor, architecture, device, description].filter(Boolean).join(' '), isSoftware: isFallbackAdapter };
    })()`);
    return found ?? { reason: `Chromium ${browser.version()} finds no adapter for WebGPU` };
  } finally {
    await browser.close();
  }
}
