import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archives } from './archives.ts';
import { configurations } from './configurations.ts';
import { csvFiles, dataForModel, idxFiles, npzFiles } from './datasets.ts';
import { journals, projects, runs, sweeps } from './documents.ts';
import { hdf5Files } from './hdf5Files.ts';
import { images } from './images.ts';
import { otherContent } from './otherContent.ts';
import type { Recipe } from './zipParts.ts';

/** Writes the files of the corpus anew: `npm run corpus`. Equal recipes give equal bytes. */
const folders: Readonly<Record<string, Readonly<Record<string, Recipe>>>> = {
  models: { ...otherContent, ...archives, ...configurations, ...hdf5Files },
  data: { ...npzFiles, ...idxFiles, ...csvFiles },
  dataForModel,
  images,
  projects,
  sweeps,
  runs,
  journals,
};

// HDF5 notes when a file was made.
Date.now = () => Date.UTC(1980, 0, 1);

let count = 0;
let size = 0;
for (const [folder, recipes] of Object.entries(folders)) {
  const path = join('test/corpus/files', folder);
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  for (const [name, make] of Object.entries(recipes)) {
    const bytes = await make();
    await writeFile(join(path, name), bytes);
    count++;
    size += bytes.length;
  }
}
console.log(`${count} files, ${Math.round(size / 1024)} KiB`);
