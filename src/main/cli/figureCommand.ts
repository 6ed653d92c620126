import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { figureFileFormats, type FigureFileFormat, figureKinds } from '../../shared/api/exportViews.ts';
import { type FigureFormat, figureFormats } from '../../shared/chart/figureFormats.ts';
import { factsWords } from '../../shared/export/figureFacts.ts';
import { renderFigure } from '../../shared/export/renderFigure.ts';
import { figureFile } from '../figures/figureFile.ts';
import { writeFileAtomically, writeProblem } from '../store/files.ts';
import { parseEnergy } from './energyOption.ts';
import type { Output } from './output.ts';
import { readRun, type RunChoice } from './readRun.ts';
import { parseTime } from './tableCommand.ts';
import { parseNumber, wrongValue } from './values.ts';

/** Flags of `figure` as they were written; null where absent. */
export interface FigureFlags {
  readonly chart: string | null;
  readonly preset: string | null;
  readonly format: string | null;
  readonly dotsPerInch: string | null;
  readonly height: string | null;
  readonly timeAxis: string | null;
  readonly range: string | null;
  readonly at: string | null;
  readonly energy: string | null;
  readonly out: string | null;
  readonly asJson: boolean;
}

/** `figure FOLDER`: a chart of a run as a file for a paper or a slide. */
export async function figure(choice: RunChoice, flags: FigureFlags, output: Output): Promise<void> {
  const kind = choose('--chart', flags.chart ?? 'accuracy-time', figureKinds);
  const preset = choose('--preset', flags.preset ?? 'one-column', presetNames);
  const page = figureFormats.find(({ name }) => name === preset)!;
  const format = parseFormat(flags.format, flags.out);
  const dotsPerInch = parseNumber('--dpi', flags.dotsPerInch ?? '300', inchRange);
  const height = flags.height === null ? null : parseNumber('--height', flags.height, heightRange);
  const timeScale = choose('--x', flags.timeAxis ?? 'linear', ['linear', 'log'] as const);
  const accuracyRange = choose('--range', flags.range ?? 'plateau', ['plateau', 'whole'] as const);
  const energy = await parseEnergy(flags.energy);
  const record = await readRun(choice);
  const request = { kind, timeScale, accuracyRange, time: parseTime(flags.at, record), energy, selected: [] };
  const rendered = await renderFigure(record, request, page, height);
  if ('wanted' in rendered) {
    throw wrongValue(
      '--chart',
      kind,
      `${rendered.wanted}${kind === 'difference' ? ' with --cells and --readout' : ''}`,
    );
  }
  const path = flags.out ?? `${kind}.${format}`;
  const { encoding, content, width, height: drawn } = await figureFile(rendered, format, dotsPerInch, kind);
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw writeProblem(dirname(path), error);
  });
  await writeFileAtomically(path, encoding === 'utf8' ? content : Buffer.from(content, 'base64'));
  if (flags.asJson) {
    const { title, facts } = rendered;
    output.print(
      JSON.stringify({
        file: path,
        chart: kind,
        preset,
        format,
        widthPoints: width,
        heightPoints: drawn,
        title,
        facts,
      }),
    );
  } else {
    output.print(`${path}: ${sizeWords(page, width, drawn)}, ${rendered.title}\n${factsWords(rendered.facts)}`);
  }
}

const presetNames = figureFormats.map(({ name }) => name);
const inchRange = { least: 36, most: 2400, isOpen: false, isWhole: true };
const heightRange = { least: 80, most: 4000, isOpen: false, isWhole: false };

function sizeWords({ millimetres }: FigureFormat, width: number, height: number): string {
  const inMillimetres = (points: number): string => ((points / 72) * 25.4).toFixed(0);
  return millimetres === null ? `${width} × ${height} pt` : `${inMillimetres(width)} × ${inMillimetres(height)} mm`;
}

function parseFormat(text: string | null, out: string | null): FigureFileFormat {
  if (text !== null) return choose('--format', text, figureFileFormats);
  return figureFileFormats.find((format) => out?.toLowerCase().endsWith(`.${format}`) === true) ?? 'svg';
}

function choose<Name extends string>(flag: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text.trim().toLowerCase());
  if (found === undefined) throw wrongValue(flag, text, `one of ${names.join(', ')}`);
  return found;
}
