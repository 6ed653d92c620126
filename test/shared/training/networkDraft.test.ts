import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LayerForm, LayerKind } from '../../../src/shared/training/architecture.ts';
import { layerFormSchema } from '../../../src/shared/training/architectureSchema.ts';
import { fieldText, withFieldText } from '../../../src/shared/training/layerFieldText.ts';
import { fieldsOfForm, type LayerField } from '../../../src/shared/training/layerFields.ts';
import { layOut } from '../../../src/shared/training/layOut.ts';
import { describeForm, layerKindWords } from '../../../src/shared/training/layerWords.ts';
import {
  changeKind,
  draftedArchitecture,
  draftNetwork,
  duplicateLayer,
  editLayer,
  insertLayer,
  layerSlip,
  layerText,
  moveLayer,
  type NetworkDraft,
  removeLayer,
  settleTexts,
} from '../../../src/shared/training/networkDraft.ts';
import {
  commonLevels,
  networkOptions,
  withActivations,
  withBatchNormalization,
  withBiases,
} from '../../../src/shared/training/networkOptions.ts';
import { createTemplate, type TemplateName, templateNames } from '../../../src/shared/training/templates.ts';
import { usualForm } from '../../../src/shared/training/usualForm.ts';

const kinds = Object.keys(layerKindWords) as readonly LayerKind[];
const start = (template: TemplateName = 'notebook-cnn'): NetworkDraft =>
  draftNetwork(
    createTemplate(template, {
      inputShape: [28, 28, 1],
      classes: 10,
      activation: 'relu',
      levels: 4,
      bias: null,
      batchNormalization: null,
    }),
  );
const names = ({ layers }: NetworkDraft) => layers.map(({ plan }) => plan.name);
const shapes = (draft: NetworkDraft) => layOut(draftedArchitecture(draft)).layers.map(({ shape }) => shape?.join(' '));

type Edit = (draft: NetworkDraft) => NetworkDraft;
const anywhere = fc.nat({ max: 30 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(anywhere, fc.constantFrom(...kinds)).map(
    ([at, kind]): Edit =>
      (draft) =>
        insertLayer(draft, at % (draft.layers.length + 1), kind),
  ),
  anywhere.map(
    (at): Edit =>
      (draft) =>
        draft.layers.length === 0 ? draft : duplicateLayer(draft, at % draft.layers.length),
  ),
  anywhere.map(
    (at): Edit =>
      (draft) =>
        draft.layers.length === 0 ? draft : removeLayer(draft, at % draft.layers.length),
  ),
  fc.tuple(anywhere, anywhere).map(
    ([from, to]): Edit =>
      (draft) =>
        draft.layers.length === 0 ? draft : moveLayer(draft, from % draft.layers.length, to),
  ),
  fc.tuple(anywhere, fc.constantFrom(...kinds)).map(
    ([at, kind]): Edit =>
      (draft) =>
        draft.layers.length === 0 ? draft : changeKind(draft, at % draft.layers.length, kind),
  ),
);

test('whatever is inserted, doubled, moved, changed and taken out, names and ids stay apart and shapes are said', () => {
  fc.assert(
    fc.property(fc.constantFrom(...templateNames), fc.array(edit, { maxLength: 25 }), (template, edits) => {
      const draft = edits.reduce((present, step) => step(present), start(template));
      expect(new Set(names(draft)).size).toBe(draft.layers.length);
      expect(new Set(draft.layers.map(({ id }) => id)).size).toBe(draft.layers.length);
      const { layers } = layOut(draftedArchitecture(draft));
      expect(layers.every(({ shape, fault }) => shape === null || fault === null || shape.length > 0)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('every field of every kind of layer is read as it is written, and the host takes the form', () => {
  let fields = 0;
  for (const kind of kinds) {
    for (const activation of ['relu', 'clipped', 'qcfs', 'softmax', 'linear']) {
      const first = usualForm(kind, []);
      const form = 'activation' in first ? formAfter(first, 'activation', activation) : first;
      for (const field of fieldsOfForm(form)) {
        fields++;
        expect(formAfter(form, field, fieldText(form, field))).toEqual(form);
      }
      expect(layerFormSchema.parse(form)).toEqual(form);
      expect(describeForm(form)).not.toContain('undefined');
    }
  }
  expect(fields).toBeGreaterThan(100);
});

test('a kernel is typed as one number, or as rows and columns', () => {
  const form = usualForm('convolution', []);
  const kernel = (text: string) => fieldText(formAfter(form, 'kernel', text), 'kernel');
  expect([kernel('5'), kernel('3x5'), kernel('3, 5'), kernel(' 3 × 5 ')]).toEqual(['5', '3 × 5', '3 × 5', '3 × 5']);
  for (const wrong of ['', '0', '3 × 5 × 7', '3x', '2.5', '5000']) {
    expect(withFieldText(form, 'kernel', wrong)).toHaveProperty('wanted');
  }
});

test('a wrong text stays in its field, says what it wants, and changes nothing until it is right', () => {
  const draft = editLayer(start(), 0, 'filters', '1e');
  expect(layerText(draft.layers[0]!, 'filters')).toBe('1e');
  expect(layerSlip(draft.layers[0]!, 'filters')).toBe('a whole number from 1 to 4096');
  expect(shapes(draft)[0]).toBe('28 28 16');
  expect(layerText(settleTexts(draft).layers[0]!, 'filters')).toBe('1e');
  const mended = settleTexts(editLayer(draft, 0, 'filters', ' 8 '));
  expect([layerText(mended.layers[0]!, 'filters'), shapes(mended)[0]]).toEqual(['8', '28 28 8']);
});

test('layers that named a layer follow its new name, and take what it took when it goes', () => {
  const residual = start('small-resnet');
  const at = names(residual).indexOf('block_1_second');
  const renamed = editLayer(residual, at, 'name', 'inner');
  expect(renamed.layers.find(({ plan }) => plan.name === 'block_1_sum')?.plan.inputs).toEqual(['inner', 'stem']);
  expect(layOut(draftedArchitecture(renamed)).isSound).toBe(true);
  const without = removeLayer(renamed, at);
  expect(without.layers.find(({ plan }) => plan.name === 'block_1_sum')?.plan.inputs).toEqual([
    'block_1_first',
    'stem',
  ]);
});

test('no layer that is taken out of a template is missed by name', () => {
  for (const template of templateNames) {
    const whole = start(template);
    for (let at = 0; at < whole.layers.length; at++) {
      const { layers } = layOut(draftedArchitecture(removeLayer(whole, at)));
      expect(layers.flatMap(({ fault }) => (fault?.includes('no layer of that name') ? [fault] : []))).toEqual([]);
    }
  }
});

test('a layer that is put in goes on as the ones before it', () => {
  const normalised = start('batch-norm-cnn');
  const draft = insertLayer(normalised, 2, 'convolution');
  expect(draft.layers[2]!.plan.form).toMatchObject({
    bias: true,
    batchNormalization: true,
    activation: { kind: 'relu' },
  });
  expect(insertLayer(start(), 1, 'dense').layers[1]!.plan).toMatchObject({ name: 'dense_1', form: { bias: false } });
});

test('another kind of layer keeps its name and what both have', () => {
  const wide = editLayer(editLayer(start(), 0, 'kernel', '7'), 0, 'name', 'first');
  const depthwise = changeKind(wide, 0, 'depthwiseConvolution').layers[0]!.plan;
  expect(depthwise).toMatchObject({
    name: 'first',
    form: { kind: 'depthwiseConvolution', kernel: [7, 7], bias: false },
  });
});

test('options of the whole network spare linear branches, the scores and what is alike already', () => {
  const residual = withActivations(start('small-resnet'), 'qcfs', 8);
  expect([networkOptions(residual).activation, commonLevels(residual)]).toEqual(['qcfs', 8]);
  const forms = residual.layers.map(({ plan }) => plan.form);
  expect(forms.filter((form) => 'activation' in form && form.activation.kind === 'linear').length).toBe(5);
  expect(forms.at(-1)).toMatchObject({ activation: { kind: 'softmax' }, batchNormalization: false });
  const plain = withBatchNormalization(withBiases(residual, false), false);
  expect(networkOptions(plain)).toEqual({ activation: 'qcfs', bias: false, batchNormalization: false });
  expect(networkOptions(withBatchNormalization(plain, true)).batchNormalization).toBe(true);
  const mixed = editLayer(editLayer(start(), 0, 'activation', 'clipped'), 2, 'bias', 'yes');
  expect(networkOptions(mixed)).toMatchObject({ activation: 'mixed', bias: 'mixed' });
});

function formAfter(form: LayerForm, field: LayerField, text: string): LayerForm {
  const changed = withFieldText(form, field, text);
  if ('wanted' in changed) throw new Error(`${form.kind}: ${field} "${text}" wants ${changed.wanted}`);
  return changed.form;
}
