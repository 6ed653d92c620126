import { assertNever } from '../assertNever.ts';
import type { Pair } from '../model/graph.ts';
import { describeRange, type NumberRange, parseValue } from '../numberRange.ts';
import { clipNumber, withActivationText } from './activationText.ts';
import type { LayerForm } from './architecture.ts';
import { type LayerField, yesNo } from './layerFields.ts';

/** A field of a form as text; empty where the form does not have it, or has nothing there. */
export function fieldText(form: LayerForm, field: LayerField): string {
  const activation = 'activation' in form ? form.activation : null;
  switch (field) {
    case 'filters':
      return 'filters' in form ? String(form.filters) : '';
    case 'units':
      return 'units' in form ? String(form.units) : '';
    case 'kernel':
      return 'kernel' in form ? pairText(form.kernel) : '';
    case 'size':
      return 'size' in form ? pairText(form.size) : '';
    case 'strides':
      return 'strides' in form ? pairText(form.strides) : '';
    case 'padding':
      return 'padding' in form ? form.padding : '';
    case 'groups':
      return 'groups' in form ? String(form.groups) : '';
    case 'rate':
      return form.kind === 'dropout' ? String(form.rate) : '';
    case 'deviation':
      return form.kind === 'noise' ? String(form.deviation) : '';
    case 'bias':
      return 'bias' in form ? yesOrNo(form.bias) : '';
    case 'batchNormalization':
      return 'bias' in form ? yesOrNo(form.batchNormalization) : '';
    case 'activation':
      return activation?.kind ?? '';
    case 'levels':
      return activation?.kind === 'qcfs' ? String(activation.levels) : '';
    case 'threshold':
      return activation?.kind === 'qcfs' ? String(activation.threshold ?? '') : '';
    case 'clip':
      return activation?.kind === 'clipped' ? activation.level.rule : '';
    case 'clipValue':
      return activation?.kind === 'clipped' ? String(clipNumber(activation.level) ?? '') : '';
    default:
      return assertNever(field);
  }
}

/** The form with another text in a field, or what the field wants instead, completing "it wants …". */
export function withFieldText(
  form: LayerForm,
  field: LayerField,
  text: string,
): { readonly form: LayerForm } | { readonly wanted: string } {
  const number = (range: NumberRange, change: (value: number) => LayerForm) => {
    const parsed = parseValue(text, range);
    return 'value' in parsed ? { form: change(parsed.value) } : parsed;
  };
  const pair = (change: (value: Pair) => LayerForm) => {
    const value = parsePair(text);
    return value === null ? { wanted: wantedPair } : { form: change(value) };
  };
  const word = <Word extends string>(words: readonly Word[], change: (value: Word) => LayerForm) => {
    const found = words.find((known) => known === text.trim());
    return found === undefined ? { wanted: words.join(', ') } : { form: change(found) };
  };
  const other = { wanted: `a layer of another kind than ${form.kind}` };
  switch (field) {
    case 'filters':
      return 'filters' in form ? number(extent, (filters) => ({ ...form, filters })) : other;
    case 'groups':
      return 'groups' in form ? number(extent, (groups) => ({ ...form, groups })) : other;
    case 'units':
      return 'units' in form ? number(extent, (units) => ({ ...form, units })) : other;
    case 'kernel':
      return 'kernel' in form ? pair((kernel) => ({ ...form, kernel })) : other;
    case 'size':
      return 'size' in form ? pair((size) => ({ ...form, size })) : other;
    case 'strides':
      return 'strides' in form ? pair((strides) => ({ ...form, strides })) : other;
    case 'padding':
      return 'padding' in form ? word(['same', 'valid'], (padding) => ({ ...form, padding })) : other;
    case 'rate':
      return form.kind === 'dropout' ? number(rates, (rate) => ({ ...form, rate })) : other;
    case 'deviation':
      return form.kind === 'noise' ? number(deviations, (deviation) => ({ ...form, deviation })) : other;
    case 'bias':
      return 'bias' in form ? word(yesNo, (bias) => ({ ...form, bias: bias === 'yes' })) : other;
    case 'batchNormalization':
      return 'bias' in form ? word(yesNo, (choice) => ({ ...form, batchNormalization: choice === 'yes' })) : other;
    case 'activation':
    case 'levels':
    case 'threshold':
    case 'clip':
    case 'clipValue': {
      if (!('activation' in form)) return other;
      const changed = withActivationText(form.activation, field, text);
      return 'wanted' in changed ? changed : { form: { ...form, activation: changed.activation } };
    }
    default:
      return assertNever(field);
  }
}

const whole = (least: number, most: number): NumberRange => ({ least, most, isOpen: false, isWhole: true });
const extent = whole(1, 4096);
const rates: NumberRange = { least: 0, most: 0.99, isOpen: false, isWhole: false };
const deviations: NumberRange = { least: 0, most: 1e6, isOpen: false, isWhole: false };

const wantedPair = `${describeRange(extent)} for both axes, or rows and columns as "3 × 5"`;

/** "5" for 5 × 5; "3 × 5", "3x5" and "3, 5" for 3 rows and 5 columns. */
function parsePair(text: string): Pair | null {
  const values = text
    .trim()
    .split(/\s*[×x*,]\s*/i)
    .map((part) => parseValue(part, extent))
    .flatMap((parsed) => ('value' in parsed ? [parsed.value] : [null]));
  const [rows = null, columns = rows] = values;
  return rows === null || columns === null || values.length > 2 ? null : [rows, columns];
}

function pairText([rows, columns]: Pair): string {
  return rows === columns ? String(rows) : `${rows} × ${columns}`;
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
