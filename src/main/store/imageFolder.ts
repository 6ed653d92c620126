import { opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** Entries of a folder, and folders in it, that are looked at: enough to tell, and little where somebody only looks around. */
const mostEntries = 60;
const mostFolders = 3;

/** Whether a folder looks like PNG images in one folder for each class, perhaps inside folders of splits: by its first few entries only. */
export async function looksLikeImageFolder(folder: string): Promise<boolean> {
  const { folders } = await firstEntries(folder);
  for (const name of folders) {
    const inside = await firstEntries(join(folder, name));
    if (inside.hasImages) return true;
    for (const deeper of inside.folders) {
      if ((await firstEntries(join(folder, name, deeper))).hasImages) return true;
    }
  }
  return false;
}

/** What cannot be read holds nothing. */
async function firstEntries(folder: string): Promise<{ folders: readonly string[]; hasImages: boolean }> {
  const folders: string[] = [];
  let [hasImages, seen] = [false, 0];
  try {
    for await (const entry of await opendir(folder)) {
      if (++seen > mostEntries) break;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() && folders.length < mostFolders) folders.push(entry.name);
      else if (entry.isFile() && /\.png$/i.test(entry.name)) hasImages = true;
    }
  } catch {
    return { folders: [], hasImages: false };
  }
  return { folders, hasImages };
}
