import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';

/** Where figures come from. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  readonly platform: string;
  /** Processes that wanted a core in the last minute, this one included: above `cores` the machine was shared. */
  readonly load: number;
  readonly date: string;
  readonly command: string;
}

export function describeMachine(): Machine {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const family =
    process.platform === 'linux' ? /^cpu family\s*: (\d+)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8')) : null;
  return {
    processor: family?.[1] === undefined ? model : `${model}, family ${family[1]}`,
    cores: availableParallelism(),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    load: loadavg()[0]!,
    date: new Date().toISOString().slice(0, 10),
    command: ['npm run bench --', ...process.argv.slice(2)].join(' ').replace(/ --$/, ''),
  };
}
