/** What a file that is no Keras model looks like, from its first bytes: completes "is not a Keras model: …". */
export function describeContent(head: Uint8Array): string {
  if (head.length === 0) return 'it is empty';
  const text = String.fromCharCode(...head);
  if (text.startsWith('\u0080')) return 'it is a Python pickle, as PyTorch and scikit-learn write it';
  if (text.slice(4, 8) === 'TFL3') return 'it is a TensorFlow Lite model';
  if (text.startsWith('\u0089PNG') || text.startsWith('\u00ff\u00d8')) return 'it is an image';
  if (text.startsWith('\u001f\u008b')) return 'it is compressed with gzip; unpack it first';
  if (text.startsWith('\u0093NUMPY')) return 'it is a NumPy array';
  if (/^\s*<(!doctype|html)/i.test(text)) return 'it is a web page, so the download went wrong';
  if (text.startsWith('version https://git-lfs'))
    return 'it is a Git LFS pointer; fetch the file itself with "git lfs pull"';
  if (/^\s*[[{]/.test(text)) return 'it is JSON text, which holds no weights';
  if (!/[^\t\n\r\u0020-\u007e\u00a0-\u00ff]/.test(text)) return 'it is plain text';
  return 'its content is neither a .keras archive nor an HDF5 file';
}

/** What a zip archive that is no Keras model looks like, from the names in it. */
export function describeArchive(names: readonly string[]): string {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/(^|\/)data\.pkl$/)) return 'it is a PyTorch file';
  if (has(/(^|\/)saved_model\.pb$/)) return 'it is a zipped TensorFlow SavedModel';
  if (has(/\.npy$/)) return 'it is a NumPy .npz file';
  if (has(/\.keras$|\.h5$/)) return 'it is a zip archive with a model in it; unpack it first';
  return 'it is a zip archive without config.json';
}
