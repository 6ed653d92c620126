// A disk that is full for a while, for one folder: to be loaded before the program (node --import), or by a test.
// Every write below the folder is numbered: making a file or folder, writing, syncing, renaming. Those that are to fail write half of
// their bytes, as a full disk does, and end with ENOSPC.
import { appendFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

const original = { open: fs.open, mkdir: fs.mkdir, rename: fs.rename, copyFile: fs.copyFile, link: fs.link };
let folder = null;
let fails = () => false;
let done = 0;

/** Lets writes below `place` fail whose number, from 0, `isFull` says; null ends it. */
export function fillDisk(place, isFull) {
  folder = place === null ? null : resolve(place);
  fails = isFull;
  done = 0;
}

/** Number of writes so far. */
export function countWrites() {
  return done;
}

function isBelow(path) {
  return folder !== null && (resolve(String(path)) + sep).startsWith(folder + sep);
}

function noRoom(path) {
  return Object.assign(new Error(`ENOSPC: no space left on device, '${path}'`), { code: 'ENOSPC' });
}

/** Whether the next write succeeds. */
function hasRoom(path) {
  return !isBelow(path) || !fails(done++);
}

fs.open = async (path, flags = 'r', ...rest) => {
  const writes = flags !== 'r';
  const isNew = writes && flags !== 'a' && flags !== 'r+';
  if (isNew && !hasRoom(path)) throw noRoom(path);
  const handle = await original.open(path, flags, ...rest);
  if (!writes) return handle;
  for (const name of ['writeFile', 'appendFile']) {
    const write = handle[name].bind(handle);
    handle[name] = async (data, ...options) => {
      if (hasRoom(path)) return write(data, ...options);
      const bytes = Buffer.from(data);
      await write(bytes.subarray(0, Math.floor(bytes.length / 2)), ...options);
      throw noRoom(path);
    };
  }
  for (const name of ['sync', 'datasync']) {
    const sync = handle[name].bind(handle);
    handle[name] = async () => {
      if (!hasRoom(path)) throw noRoom(path);
      return sync();
    };
  }
  return handle;
};
for (const name of ['mkdir', 'rename', 'copyFile', 'link']) {
  fs[name] = async (path, ...rest) => {
    if (!hasRoom(name === 'mkdir' ? path : rest[0])) throw noRoom(path);
    return original[name](path, ...rest);
  };
}
syncBuiltinESMExports();

// As a preload: "FROM:TIMES" of the first write that fails and how many fail, of the program itself and not of its workers.
const { TORTURE_FOLDER, TORTURE_FAIL, TORTURE_COUNT } = process.env;
if (TORTURE_FOLDER !== undefined && process.send === undefined) {
  const [from, times] = (TORTURE_FAIL ?? 'Infinity:0').split(':').map(Number);
  fillDisk(TORTURE_FOLDER, (number) => number >= from && number < from + times);
  if (TORTURE_COUNT !== undefined) process.on('exit', () => appendFileSync(TORTURE_COUNT, String(done)));
}
