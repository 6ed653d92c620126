import { z } from 'zod';
import type { Operation } from './graph.ts';
import type { KerasLayer } from './kerasConfig.ts';
import { settingsOf } from './kerasFields.ts';
import { Misfit } from './refusal.ts';
import { shapeText } from './shapes.ts';
import type { Translation } from './translation.ts';

type Rule = Extract<Operation, { kind: 'merge' }>['rule'];

export function translateMerge(rule: Rule): Translation {
  return (inputs) => {
    const [first, ...others] = inputs;
    if (first === undefined || others.length === 0) throw new Misfit('it combines several inputs and is given one');
    if (rule === 'subtract' && others.length > 1) throw new Misfit(`it takes two inputs and is given ${inputs.length}`);
    const other = others.find((shape) => shapeText(shape) !== shapeText(first));
    if (other !== undefined) {
      throw new Misfit(
        `it combines values of shape ${shapeText(first)} and ${shapeText(other)}; only equal shapes are supported`,
      );
    }
    return [{ suffix: '', operation: { kind: 'merge', rule }, shape: first }];
  };
}

export function translateConcatenate(layer: KerasLayer): Translation {
  const { axis: given } = settingsOf(layer, z.object({ axis: z.number().int().optional().default(-1) }));
  return (inputs) => {
    const [first] = inputs;
    if (first === undefined) throw new Misfit('it has no inputs');
    // Keras counts the batch axis.
    const axis = given < 0 ? first.length + given : given - 1;
    if (axis < 0 || axis >= first.length) throw new Misfit(`it joins along axis ${given} of ${shapeText(first)}`);
    const rest = (shape: readonly number[]): string => shapeText(shape.toSpliced(axis, 1));
    const other = inputs.find((shape) => shape.length !== first.length || rest(shape) !== rest(first));
    if (other !== undefined)
      throw new Misfit(`it cannot join values of shape ${shapeText(first)} and ${shapeText(other)}`);
    const extent = inputs.reduce((sum, shape) => sum + (shape[axis] ?? 0), 0);
    return [{ suffix: '', operation: { kind: 'concatenate', axis }, shape: first.with(axis, extent) }];
  };
}
