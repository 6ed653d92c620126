import type { Verdict } from '../../shared/api/modelViews.ts';
import { textTable } from '../../shared/export/textTable.ts';
import type { Problem } from '../../shared/problems/problems.ts';
import type { Output } from './output.ts';

/** Prints every layer of a model that cannot be read to the end, those that stand in the way with their reasons; nothing for other Problems. */
export function printUnsupported(problem: Problem, asJson: boolean, output: Output): void {
  if (problem.area !== 'model' || problem.kind !== 'unsupportedLayers') return;
  const reasons = new Map(problem.layers.map(({ layer, reason }) => [layer, reason]));
  const known = new Set(problem.outline.map(({ layer }) => layer));
  const listed = [...problem.outline, ...problem.layers.filter(({ layer }) => !known.has(layer))];
  const layers = listed.map(({ layer, className }) => ({
    name: layer,
    className,
    verdict: verdictOf(reasons.get(layer)),
  }));
  if (asJson) {
    output.print(JSON.stringify({ problem, layers }, null, 2));
    return;
  }
  output.print(
    textTable([
      { head: ['layer'], align: 'left', cells: layers.map(({ name }) => name) },
      { head: ['class'], align: 'left', cells: layers.map(({ className }) => className) },
      { head: [''], align: 'left', cells: layers.map(({ verdict }) => verdict.level) },
      { head: [''], align: 'left', cells: layers.map(({ verdict }) => verdict.reason) },
    ]),
  );
}

function verdictOf(reason: string | undefined): Verdict {
  return reason === undefined
    ? { level: 'green', reason: 'Is known; what becomes of it can be said once the model is read to the end.' }
    : { level: 'red', reason: `Is a layer ${reason}.` };
}
