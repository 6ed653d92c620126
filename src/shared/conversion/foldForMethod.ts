import type { ModelGraph } from '../model/graph.ts';
import { foldGraph } from './fold.ts';
import type { FoldedNetwork } from './folded.ts';
import type { Method } from './method.ts';
import { splitSigns } from './splitSigns.ts';

/** The folded network in the form that a method takes: codes with a clock have no negative spikes. Throws the Problem notConvertible. */
export function foldForMethod(graph: ModelGraph, preset: string, { family }: Method): FoldedNetwork {
  const folded = foldGraph(graph, preset);
  return family === 'fewSpike' || family === 'firstSpike' ? splitSigns(folded, graph, preset) : folded;
}
