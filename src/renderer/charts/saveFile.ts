import type { HostFacts } from '../../shared/api/appViews.ts';
import type { FigureFile } from '../../shared/api/exportViews.ts';
import { request } from '../state/connection.ts';
import { attempt, note } from '../state/toasts.ts';
import { bytesBlob } from './chartFiles.ts';

export interface FileContent {
  readonly name: string;
  /** MIME type. */
  readonly media: string;
  readonly content: string | Blob;
}

/** What the host has made, ready to be saved. */
export function contentOf({ name, media, encoding, content }: FigureFile): FileContent {
  if (encoding === 'utf8') return { name, media, content };
  return { name, media, content: bytesBlob(content, media) };
}

/** Hands a file to the user: through the system's dialog where the host has one, else as a download of the browser. */
export async function saveFile({ name, media, content }: FileContent, dialogs: HostFacts['dialogs']): Promise<void> {
  if (dialogs === 'native') {
    await attempt(async () => {
      const { path } = await request('export.save', { name, where: 'ask', ...(await encoded(content)) });
      if (path !== null) note(`Saved ${path}`);
    });
    return;
  }
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: media }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Writes a file into the project's folder of figures. Resolves to its path. */
export async function saveFigure({ name, content }: FileContent): Promise<string | null> {
  const { path } = await request('export.save', { name, where: 'figures', ...(await encoded(content)) });
  return path;
}

async function encoded(content: string | Blob): Promise<{ encoding: 'utf8' | 'base64'; content: string }> {
  if (typeof content === 'string') return { encoding: 'utf8', content };
  const bytes = new Uint8Array(await content.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { encoding: 'base64', content: btoa(text) };
}
