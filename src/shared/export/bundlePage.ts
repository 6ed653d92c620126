import type { RunRecord } from '../results/runRecord.ts';
import { bibliography } from './bibliography.ts';
import type { BundleManifest } from './bundleManifest.ts';
import { methodsParagraph } from './methodsParagraph.ts';
import { citedBy } from './references.ts';
import { summaryTable } from './summaryTable.ts';

/**
 * index.html of a bundle: figure, summary, methods and hashes in one file that loads nothing. `figure` is the SVG of the curves; null where
 * there are too many for one.
 */
export function bundlePage(record: RunRecord, manifest: BundleManifest, figure: string | null): string {
  const { model, data, environment, spikebench } = manifest;
  const title = `${model.name} on ${data.name}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escaped(title)}</title>
<style>${styles}</style>
<main>
<header><h1>${escaped(title)}</h1><p>Results of Spikebench ${escaped(spikebench)}</p></header>
${figure === null ? '' : `<figure>${svgOnly(figure)}</figure>`}
<section><h2>Summary</h2><pre tabindex="0">${escaped(summaryTable(record).trimEnd())}</pre></section>
<section><h2>Methods</h2><p>${escaped(methodsParagraph(record))}</p><ul>${citedBy(record)
    .map((key) => `<li>${escaped(referenceText(bibliography[key].fields))}</li>`)
    .join('')}</ul></section>
<section><h2>Files</h2>${table([
    ['model', model.name, model.sha256, model.path ?? 'not in the bundle'],
    ['data', data.name, data.sha256, data.path ?? 'not in the bundle'],
  ])}</section>
<section><h2>Made with</h2>${table(Object.entries(environment))}</section>
<section><h2>Run it again</h2><p><code>spikebench replay THIS.zip</code>, as README.md says in full.</p></section>
</main>
</html>
`;
}

function referenceText(fields: Readonly<Record<string, string>>): string {
  const plain = (value: string | undefined): string =>
    (value ?? '').replaceAll(/\\["']|[{}\\]/g, '').replaceAll('--', '–');
  const authors = plain(fields['author']).split(' and ');
  const named = authors.length > 3 ? `${authors[0]} et al.` : authors.join('; ');
  const place = plain(fields['journal'] ?? fields['booktitle'] ?? fields['howpublished']);
  const doi = fields['doi'] === undefined ? '' : ` doi:${fields['doi']}`;
  return `${named} (${fields['year']}). ${plain(fields['title'])}. ${place}.${doi}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const line = ([head, ...cells]: readonly string[]): string =>
    `<tr><th scope="row">${escaped(head!)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  return `<div class="wide"><table>${rows.map(line).join('')}</table></div>`;
}

/** Without what stands before the element, which HTML does not know. */
function svgOnly(svg: string): string {
  return svg.slice(Math.max(0, svg.indexOf('<svg')));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const styles = `
:root { color-scheme: light dark; --ink: #1c1f23; --muted: #5b636d; --line: #d8dce1; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --muted: #a2aab4; --line: #3a4048; --paper: #16191d; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { margin: 0; font-size: 24px; } h2 { margin: 32px 0 8px; font-size: 16px; } header p { margin: 4px 0 0; color: var(--muted); }
figure { margin: 24px 0 0; padding: 8px; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
figure svg { display: block; width: 100%; height: auto; }
pre, .wide { overflow-x: auto; margin: 0; padding: 12px; border: 1px solid var(--line); border-radius: 6px; }
pre { font: 13px/1.5 ui-monospace, monospace; } table { border-collapse: collapse; font-size: 13px; }
th, td { padding: 4px 16px 4px 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; } th { color: var(--muted); font-weight: 500; white-space: nowrap; }
`.trim();
