import { methodFieldKeys, methodFields, methodValueText } from '../../shared/conversion/methodFields.ts';
import { presets } from '../../shared/conversion/presets.ts';
import { type PresetName, presetNames } from '../../shared/conversion/settings.ts';
import { defaultTemplate } from '../cluster/slurm/jobScript.ts';
import { slurmHelp } from '../cluster/slurm/slurmSettings.ts';
import { parsePreset } from './names.ts';
import type { Output } from './output.ts';

/** Prints a preset with all of its settings and sources, or the list of presets. Throws the Problem wrongValue. */
export function explain(name: string | null, asJson: boolean, output: Output): void {
  if (name === null) {
    if (asJson) output.print(JSON.stringify(presets));
    else output.print(presetNames.map((preset) => `${preset}\n  ${presets[preset].summary}\n`).join(''));
    return;
  }
  if (name === 'slurm') {
    output.print(asJson ? JSON.stringify(slurmHelp) : slurmInWords());
    return;
  }
  const preset = parsePreset('preset', name);
  if (asJson) output.print(JSON.stringify({ preset, ...presets[preset] }));
  else output.print(presetInWords(preset));
}

function slurmInWords(): string {
  const rows = Object.entries(slurmHelp).map(([key, help]) => `  ${key.padEnd(12)} ${help}`);
  return [
    'Settings of sweep --executor slurm, each as --slurm setting=value or as a key of the --slurm-settings file:',
    '',
    ...rows,
    '',
    'The job script, unless --slurm template=FILE names another one:',
    '',
    ...defaultTemplate.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
  ].join('\n');
}

function presetInWords(preset: PresetName): string {
  const { method, summary, sources } = presets[preset];
  const rows = methodFieldKeys.map((field) => {
    const { name, unit, help } = methodFields[field];
    return [name, methodValueText(field, method[field]), unit, help];
  });
  const lines = [`${preset}: ${summary}`, ''];
  for (const [name, value, unit, help] of rows) {
    lines.push(`  ${name!.padEnd(24)} ${`${value!} ${unit!}`.trim().padEnd(16)} ${help!}`);
  }
  lines.push(
    '',
    `  threshold factor         ${method.thresholdFactor}   (--threshold multiplies it)`,
    `  family                   ${method.family}`,
    '',
    'Sources:',
    ...sources.map((source) => `  ${source}`),
    '',
  );
  return lines.join('\n');
}
