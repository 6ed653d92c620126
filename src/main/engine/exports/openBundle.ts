import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OpenBundle, OpenedBundle } from '../../../shared/api/exportTasks.ts';
import { openZip, type ZipArchive } from '../../../shared/bytes/zip.ts';
import { bundlePlaces, decodeManifest } from '../../../shared/export/bundleManifest.ts';
import { decodeRunRecord } from '../../../shared/export/runJson.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import { openByteSource } from '../../store/files.ts';

/**
 * Reads a bundle within the limits of zip archives, checks every file against its hash, and unpacks model and data into a folder. Throws the
 * Problems notABundle and notARecord.
 */
export async function openBundle({ bundle, folder }: OpenBundle): Promise<OpenedBundle> {
  const source = await openByteSource(bundle);
  const refuse = (reason: string): WorkbenchError =>
    new WorkbenchError({ area: 'bundle', kind: 'notABundle', file: source.name, reason });
  const zip = await openZip(source, refuse);
  if (!zip.has(bundlePlaces.manifest)) throw refuse('it has no bundle.json');
  const manifest = decodeManifest(await readText(zip, bundlePlaces.manifest), source.name);
  const changed: string[] = [];
  for (const { path, sha256 } of manifest.files) {
    if (!zip.has(path) || sha256 !== hash(await zip.read(path))) changed.push(path);
  }
  const [record, table] = [await readText(zip, bundlePlaces.record), await readText(zip, bundlePlaces.table)];
  decodeRunRecord(record, `${source.name}/${bundlePlaces.record}`);
  // Names were checked when the archive was opened: none points out of the folder.
  const unpacked = zip.names.filter((name) => name.startsWith('model/') || name.startsWith('data/'));
  for (const name of unpacked) {
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await zip.read(name));
  }
  const place = (path: string | null): string | null => (path === null ? null : join(folder, path));
  return { manifest, record, table, changed, model: place(manifest.model.path), data: place(manifest.data.path) };
}

async function readText(zip: ZipArchive, name: string): Promise<string> {
  return new TextDecoder().decode(await zip.read(name));
}

function hash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
