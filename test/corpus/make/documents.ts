import { jsonBytes, type Recipe, textBytes } from './zipParts.ts';

const ofText =
  (text: string): Recipe =>
  () =>
    textBytes(text);
const project = { schema: 1, spikebench: '0.1.0', name: 'p', model: null, data: null, draft: {}, presets: [] };

/** project.json of a project, under the name of what is wrong with it. */
export const projects: Readonly<Record<string, Recipe>> = {
  'not-json.json': ofText('{"schema": 1,'),
  'not-a-project.json': ofText('[]'),
  'newer.json': () => jsonBytes({ ...project, schema: 99 }),
  'no-version.json': () => jsonBytes({ name: 'p' }),
  'name-of-1000-letters.json': () => jsonBytes({ ...project, name: 'p'.repeat(1000) }),
  'model-is-number.json': () => jsonBytes({ ...project, model: 7 }),
  'wrong-hash.json': () => jsonBytes({ ...project, model: { path: 'a.keras', sha256: 'x', bytes: 1, modified: 1 } }),
  'draft-is-text.json': () => jsonBytes({ ...project, draft: 'none' }),
};

/** Files for `sweep FILE.json`. */
export const sweeps: Readonly<Record<string, Recipe>> = {
  'not-json.json': ofText('model: a.keras'),
  'a-list.json': ofText('[1]'),
  'no-model.json': () => jsonBytes({ data: 'x.npz' }),
  'unknown-setting.json': () => jsonBytes({ model: 'a.keras', speed: 3 }),
  'object-as-value.json': () => jsonBytes({ model: 'a.keras', threshold: { from: 1 } }),
  'nested-20000-deep.json': ofText(`{"model": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
};

/** run.json files. */
export const runs: Readonly<Record<string, Recipe>> = {
  'not-json.json': ofText('{"schema": 1, "cells": ['),
  'empty.json': ofText(''),
  'newer.json': () => jsonBytes({ schema: 99 }),
  'no-settings.json': () => jsonBytes({ schema: 1 }),
  'nested-20000-deep.json': ofText(`{"schema": 1, "settings": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
};

/** Journals: what is whole is kept, what is not is dropped. */
export const journals: Readonly<Record<string, Recipe>> = {
  'last-line-torn.jsonl': ofText(`${line('{"a":1}')}{"sha256":"0123`),
  'forged-line.jsonl': ofText(`${line('{"a":1}')}{"sha256":"0000000000000000","record":{"a":2}}\n${line('{"a":1}')}`),
  'no-journal.jsonl': ofText('Some text.\nMore.\n'),
  'zeros.jsonl': () => new Uint8Array(512),
};

/** The line of the record {"a":1} as the journal writes it. */
function line(record: '{"a":1}'): string {
  return `{"sha256":"015abd7f5cc57a2d","record":${record}}\n`;
}
