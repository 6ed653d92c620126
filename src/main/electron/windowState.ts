import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const stateSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(640),
  height: z.int().min(480),
  isMaximized: z.boolean(),
});

/** Where the window was and how large. */
export type WindowState = z.infer<typeof stateSchema>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const first: WindowState = { width: 1440, height: 900, isMaximized: false };

/** The state of the last time, unless it lies outside of all screens: a monitor may be gone. */
export function readWindowState(folder: string, screens: readonly Area[]): WindowState {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(pathIn(folder), 'utf8')));
    const { x, y } = state;
    if (x === undefined || y === undefined) return state;
    const isVisible = screens.some(
      (screen) =>
        x + 100 > screen.x && y >= screen.y && x + 100 < screen.x + screen.width && y + 50 < screen.y + screen.height,
    );
    return isVisible ? state : { width: state.width, height: state.height, isMaximized: state.isMaximized };
  } catch {
    return first;
  }
}

/** Written at once, since the application is about to end; not worth a message where it fails. */
export function writeWindowState(folder: string, state: WindowState): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(pathIn(folder), JSON.stringify(state));
  } catch {
    // The next start has a window of the usual size.
  }
}

function pathIn(folder: string): string {
  return join(folder, 'window.json');
}
