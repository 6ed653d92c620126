/**
 * One clip for all drawings that share an area, where ECharts makes one for each series: a program that turns the SVG into pixels draws every
 * clip on a sheet of its own. Works on SVG as ECharts writes it, with an element, or an end of a group, on each line.
 */
export function shareClips(svg: string): string {
  const first = new Map<string, string>();
  const renamed = new Map<string, string>();
  const shared = svg.replace(/<clipPath id="([^"]+)">([\s\S]*?)<\/clipPath>\n?/g, (clip, id: string, area: string) => {
    const known = first.get(area);
    renamed.set(id, known ?? id);
    if (known !== undefined) return '';
    first.set(area, id);
    return clip;
  });
  const lines = shared
    .replace(/clip-path="url\(#([^)]+)\)"/g, (_, id: string) => `clip-path="url(#${renamed.get(id) ?? id})"`)
    .split('\n');
  const kept: string[] = [];
  let group = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line === '</g>' && lines[at + 1] === group) {
      at++; // The next group is clipped as this one is: it goes on.
      continue;
    }
    if (line.startsWith('<g clip-path=')) group = line;
    kept.push(line);
  }
  return kept.join('\n');
}
