import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { Adapter } from './pageChecks.ts';

/** Debian's Chromium, or another one by CHROMIUM. */
export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const common = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/** WebGPU in a Chromium without a window, on the machine's graphics card where there is one. */
export const hardwareArguments: readonly string[] = [...common, '--enable-features=Vulkan', '--ignore-gpu-blocklist'];

/** WebGPU on SwiftShader, which computes on the processor, the same everywhere; WEBGPU_ADAPTER=default tests on the graphics card. */
export const chromiumArguments: readonly string[] =
  process.env['WEBGPU_ADAPTER'] === 'default' ? hardwareArguments : [...common, '--use-webgpu-adapter=swiftshader'];

/** Why there is no Chromium to test in, or null. */
export function findChromium(): string | null {
  return existsSync(chromiumPath) ? null : `there is no Chromium at ${chromiumPath} (set CHROMIUM)`;
}

/** The adapter that a page of Chromium gets, or why there is none; `url` is a page of this machine, as WebGPU wants it. */
export async function probeAdapter(url: string): Promise<Adapter | { readonly reason: string }> {
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
