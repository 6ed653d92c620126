// Draws assets/demo/digits.npz: npm run demo:digits. The file depends on nothing but this folder and the random generator.
import { createHash } from 'node:crypto';
import { writeFileAtomically } from '../../src/main/store/files.ts';
import { encodeNpy } from '../../src/shared/bytes/npy.ts';
import { writeZip } from '../../src/shared/bytes/zip.ts';
import { type DigitSet, digitSets, drawDigitSet } from './digitSets.ts';
import { imageSize } from './drawDigit.ts';

const target = 'assets/demo/digits.npz';

const arrays = (split: string, { images, labels }: DigitSet): readonly [string, Uint8Array][] => [
  [`x_${split}.npy`, encodeNpy({ dtype: 'uint8', shape: [labels.length, imageSize, imageSize], data: images })],
  [`y_${split}.npy`, encodeNpy({ dtype: 'uint8', shape: [labels.length], data: labels })],
];

const files = new Map([
  ...arrays('train', drawDigitSet(digitSets.calibration)),
  ...arrays('test', drawDigitSet(digitSets.test)),
]);
const bytes = writeZip(files, { compress: true });
await writeFileAtomically(target, bytes);
console.log(`${target}: ${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`);
