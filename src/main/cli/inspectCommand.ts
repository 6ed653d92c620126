import type { ConversionReport, LayerDescription, ModelDescription } from '../../shared/api/engineViews.ts';
import type { PresetName } from '../../shared/conversion/settings.ts';
import { textTable } from '../../shared/export/textTable.ts';
import { describeProblem, WorkbenchError } from '../../shared/problems/problems.ts';
import { printUnsupported } from './inspectUnsupported.ts';
import type { Output } from './output.ts';
import { withEngine } from './session.ts';

/**
 * `inspect MODEL`: layers, shapes, parameters, and what each preset makes of them. A model that cannot be read to the end, or that the
 * recommended preset cannot convert, is reported all the same; then its Problem is thrown.
 */
export async function inspect(model: string, asJson: boolean, output: Output): Promise<void> {
  let description: ModelDescription;
  try {
    description = await withEngine(1, (engine) => engine.describe(model));
  } catch (error) {
    if (error instanceof WorkbenchError) printUnsupported(error.problem, asJson, output);
    throw error;
  }
  output.print(asJson ? JSON.stringify(description, null, 2) : describe(description));
  const [recommended] = description.conversions;
  if (recommended?.problem != null) throw new WorkbenchError(recommended.problem);
}

function describe(model: ModelDescription): string {
  const { name, source, layers, conversions } = model;
  const kind = `${source.architecture} model${source.kerasVersion === null ? '' : ` of Keras ${source.kerasVersion}`}`;
  const numbers = (layer: LayerDescription): string => (layer.parameters === 0 ? '' : String(layer.parameters));
  return [
    `${name}: ${kind}, ${shapeText(model.inputShape)} to ${shapeText(model.outputShape)}, ${model.parameters} parameters`,
    '',
    textTable([
      { head: ['layer'], align: 'left', cells: layers.map((layer) => layer.name) },
      { head: ['class'], align: 'left', cells: layers.map(({ className }) => className) },
      { head: ['computes'], align: 'left', cells: layers.map(({ operation }) => operation) },
      { head: ['output shape'], align: 'left', cells: layers.map(({ shape }) => shapeText(shape)) },
      { head: ['parameters'], align: 'right', cells: layers.map(numbers) },
      { head: ['converts'], align: 'left', cells: layers.map((layer) => whoConverts(conversions, layer)) },
    ]),
    ...groupsOf(conversions).map(describeConversion),
    ...verdictLines(layers, conversions),
  ].join('\n');
}

/** `yes`, `no`, or the presets that refuse the layer. */
function whoConverts(conversions: readonly ConversionReport[], layer: LayerDescription): string {
  const refusing = conversions.filter((report) => refuses(report, layer));
  if (refusing.length === 0) return 'yes';
  return refusing.length === conversions.length ? 'no' : `not by ${refusing.map(({ preset }) => preset).join(', ')}`;
}

/** The judgement on every layer by the recommended preset, then what other presets judge worse. */
function verdictLines(layers: readonly LayerDescription[], conversions: readonly ConversionReport[]): string[] {
  const [recommended, ...others] = conversions.map(({ preset }) => preset);
  if (recommended === undefined) return [];
  const table = textTable([
    { head: [`by ${recommended}`], align: 'left', cells: layers.map((layer) => layer.name) },
    { head: [''], align: 'left', cells: layers.map(({ verdicts }) => verdicts[recommended].level) },
    { head: [''], align: 'left', cells: layers.map(({ verdicts }) => verdicts[recommended].reason) },
  ]);
  return ['', table, ...layers.flatMap((layer) => worseVerdicts(layer, recommended, others))];
}

const ranks = { green: 0, amber: 1, red: 2 } as const;

/** One line for each reason that other presets have against a layer. */
function worseVerdicts(
  { name, verdicts }: LayerDescription,
  recommended: PresetName,
  others: readonly PresetName[],
): string[] {
  const presetsByReason = new Map<string, PresetName[]>();
  for (const preset of others) {
    const { level, reason } = verdicts[preset];
    if (ranks[level] <= ranks[verdicts[recommended].level]) continue;
    const text = `${level}. ${reason}`;
    presetsByReason.set(text, [...(presetsByReason.get(text) ?? []), preset]);
  }
  return [...presetsByReason].map(([text, presets]) => `${name} by ${presets.join(', ')}: ${text}`);
}

/** Presets of which the same is to be said. */
function groupsOf(conversions: readonly ConversionReport[]): readonly (readonly ConversionReport[])[] {
  const groups = new Map<string, ConversionReport[]>();
  for (const report of conversions) {
    const { problem, neurons, notes } = report;
    const key = JSON.stringify([problem && { ...problem, preset: '' }, neurons, notes]);
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()];
}

function refuses({ problem }: ConversionReport, { name }: LayerDescription): boolean {
  if (problem === null) return false;
  if (problem.area !== 'conversion' || problem.kind !== 'notConvertible') return true;
  return problem.layers.some(({ layer }) => layer === name || name.startsWith(`${layer}/`));
}

function describeConversion(reports: readonly ConversionReport[]): string {
  const names = reports.map(({ preset }) => preset).join(', ');
  const { problem, neurons, notes } = reports[0]!;
  if (problem !== null) return `${names}: no conversion. ${describeProblem(problem)}`;
  return [`${names}: ${neurons} neurons.`, ...notes.map((note) => `  ${note}`)].join('\n');
}

function shapeText(shape: readonly number[]): string {
  return shape.join(' × ');
}
