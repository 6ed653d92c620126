import type { ConversionReport, LayerDescription, ModelDescription } from '../../shared/api/engineViews.ts';
import { textTable } from '../../shared/export/textTable.ts';
import { describeProblem } from '../../shared/problems/problems.ts';
import type { Output } from './output.ts';
import { withEngine } from './session.ts';

/** `inspect MODEL`: layers, shapes, parameters, and what each preset makes of them. */
export async function inspect(model: string, asJson: boolean, output: Output): Promise<void> {
  const description = await withEngine(1, (engine) => engine.describe(model));
  output.print(asJson ? JSON.stringify(description, null, 2) : describe(description));
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
      ...conversions.map((report) => ({
        head: ['converts by', report.preset],
        align: 'left' as const,
        cells: layers.map((layer) => (refuses(report, layer) ? 'no' : 'yes')),
      })),
    ]),
    ...conversions.map(describeConversion),
  ].join('\n');
}

function refuses({ problem }: ConversionReport, { name }: LayerDescription): boolean {
  if (problem === null) return false;
  if (problem.area !== 'conversion' || problem.kind !== 'notConvertible') return true;
  return problem.layers.some(({ layer }) => layer === name || name.startsWith(`${layer}/`));
}

function describeConversion({ preset, problem, neurons, notes }: ConversionReport): string {
  if (problem !== null) return `${preset}: does not convert. ${describeProblem(problem)}`;
  return [`${preset}: converts to ${neurons} neurons.`, ...notes.map((note) => `  ${note}`)].join('\n');
}

function shapeText(shape: readonly number[]): string {
  return shape.join(' × ');
}
