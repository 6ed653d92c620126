import { expect, test } from 'vitest';
import { bytesWords, countWords, secondsWords, valueWords } from '../../src/renderer/frame/words.ts';
import { breadcrumbs, stemOf } from '../../src/renderer/state/pathWords.ts';
import { describeAccuracy } from '../../src/renderer/views/model/accuracyWords.ts';

test('numbers read as people write them', () => {
  expect([countWords(1, 'cell'), countWords(1200, 'image')]).toEqual(['1 cell', '1,200 images']);
  expect([0.2, 41, 60, 200, 7500].map(secondsWords)).toEqual(['1 s', '41 s', '1 min', '3 min 20 s', '2 h 5 min']);
  expect([12, 1500, 23_400_000].map(bytesWords)).toEqual(['12 B', '1.5 kB', '23 MB']);
  expect([0, 0.1 + 0.2, 12.34567, 1e-7].map(valueWords)).toEqual(['0', '0.3', '12.35', '1.00e-7']);
});

test('a folder is named from its place on, on either kind of system', () => {
  expect(breadcrumbs('/home/me/nets/mnist', [{ name: 'Home', path: '/home/me' }])).toEqual([
    { name: 'Home', path: '/home/me' },
    { name: 'nets', path: '/home/me/nets' },
    { name: 'mnist', path: '/home/me/nets/mnist' },
  ]);
  expect(breadcrumbs('C:\\nets\\a', [{ name: 'C:', path: 'C:\\' }]).map(({ path }) => path)).toEqual([
    'C:\\',
    'C:\\nets',
    'C:\\nets\\a',
  ]);
  expect(stemOf('/x/My net.keras')).toBe('My net');
});

test('the other scaling is mentioned only where it is clearly better', () => {
  const measured = { samples: 200, scaling: 'unit', correct: 20, low: 0.07, high: 0.15, backend: 'wasm' } as const;
  expect(describeAccuracy({ ...measured, other: { scaling: 'none', correct: 195 } }).hint).toBe(
    'With values as they are the network reaches 97.5 %. It was probably trained that way.',
  );
  expect(describeAccuracy({ ...measured, other: { scaling: 'none', correct: 25 } }).hint).toBeNull();
});
