/** Paths as people read them, of either kind of system. */

/** The last part. */
export function nameOf(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

/** The folder that it is in. */
export function folderOf(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return cut <= 0 ? path : path.slice(0, cut);
}

/** The name without its extension: what a project is called after its model. */
export function stemOf(path: string): string {
  return nameOf(path).replace(/\.(keras|h5|hdf5)$/i, '');
}

/** Whether a dropped file is a model; everything else is taken for data. */
export function looksLikeModel(path: string): boolean {
  return /\.(keras|h5|hdf5)$/i.test(path);
}

/** A folder and those above it up to the place that it lies in, outermost first. */
export function breadcrumbs(
  folder: string,
  places: readonly { readonly name: string; readonly path: string }[],
): readonly { readonly name: string; readonly path: string }[] {
  const place = places
    .filter(({ path }) => folder === path || folder.startsWith(path.replace(/[/\\]?$/, separatorOf(path))))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
  if (place === undefined) return [{ name: nameOf(folder), path: folder }];
  const separator = separatorOf(folder);
  const parts = folder.slice(place.path.length).split(separator).filter(Boolean);
  const start = place.path.replace(/[/\\]$/, '');
  return [place, ...parts.map((name, i) => ({ name, path: [start, ...parts.slice(0, i + 1)].join(separator) }))];
}

function separatorOf(path: string): '/' | '\\' {
  return path.includes('\\') ? '\\' : '/';
}
