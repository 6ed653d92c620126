import { WorkbenchError } from '../../shared/problems/problems.ts';
import { mostShards, partitionSweep, type SweepShard } from '../../shared/sweep/partition.ts';
import type { SweepPlan } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { computeShard } from '../cluster/computeShard.ts';
import { catchInterrupt } from './interrupt.ts';
import type { Output } from './output.ts';
import { createProgressBar } from './progressBar.ts';
import { provenance, withEngine } from './session.ts';
import { parseWorkers } from './settings.ts';
import type { SweepSource } from './sweepSource.ts';
import { wrongValue } from './values.ts';

/** `sweep … --shard 3/40 --out DIR`: one of the shards of a sweep, into a file of its own. Gives the exit code: 1 where cells failed. */
export async function shard(source: SweepSource, wanted: string, asJson: boolean, output: Output): Promise<number> {
  const { number, of } = parseShard(wanted);
  const workers = parseWorkers(source.raw);
  const folder = source.raw.out?.text;
  if (folder === undefined) {
    const needed = 'name the folder for the result of the shard';
    throw new WorkbenchError({ area: 'setting', kind: 'missingSetting', setting: '--out', needed });
  }
  const { signal, release } = catchInterrupt();
  const bar = createProgressBar(process.stderr);
  try {
    const { shard: own, computed } = await withEngine(workers, async (engine) => {
      const { files, settings } = await source.open(engine);
      const plan = planSweep(settings);
      const one = shardOf(plan, wanted, number, of);
      const request = { plan, shard: one, files, folder, provenance };
      return { shard: one, computed: await computeShard(engine, request, { signal, onProgress: bar.update }) };
    });
    bar.clear();
    const { file, wasThere, failures } = computed;
    for (const failure of failures) output.say(failure);
    const { id } = own;
    if (asJson) output.print(JSON.stringify({ shard: number, of, id, file, wasThere, failures }));
    else output.print(`Shard ${number} of ${of} (${id})${wasThere ? ' was finished before' : ''}: ${file}`);
    return failures.length === 0 ? 0 : 1;
  } finally {
    bar.clear();
    release();
  }
}

/** "3/40". Throws the Problem wrongValue. */
export function parseShard(text: string): { readonly number: number; readonly of: number } {
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text.trim());
  const [number, of] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || number < 1 || number > of) {
    throw wrongValue('--shard', text, 'the number of the shard and how many there are, as 3/40');
  }
  return { number, of };
}

function shardOf(plan: SweepPlan, text: string, number: number, of: number): SweepShard {
  const most = mostShards(plan);
  if (of > most) throw wrongValue('--shard', text, `at most ${most} shards for this sweep`);
  return partitionSweep(plan, of)[number - 1]!;
}
