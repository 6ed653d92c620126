import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { resultsOf, send, startSweep, type SweepProcess } from './sweepProcess.ts';

/** What is killed: the program alone, one of its workers, or all at once as in a power cut. */
const targets = ['main', 'worker', 'both'] as const;
type Target = (typeof targets)[number];

export interface KillFigures {
  readonly kills: Readonly<Record<Target, number>>;
  readonly sets: number;
  /** Sets of results that are not those of the undisturbed sweep, with what was done to them. */
  readonly wrong: readonly string[];
}

export interface KillPlan {
  readonly folder: string;
  readonly samples: number;
  /** Kills in all, and of each set of results. */
  readonly kills: number;
  readonly killsOfSet: number;
  /** What the results have to be, and ms that the sweep takes undisturbed. */
  readonly expected: string;
  readonly usualTime: number;
  readonly random: () => number;
  readonly onSet: (figures: KillFigures) => void;
}

/** More of them in one start could hit the same shard three times, which then is to fail. */
const workerKillsOfStart = 2;

/** Kills sweeps at random times until there were enough kills, and lets each set of results come to its end after some of them. */
export async function killSweeps(plan: KillPlan): Promise<KillFigures> {
  const kills: Record<Target, number> = { main: 0, worker: 0, both: 0 };
  const wrong: string[] = [];
  let sets = 0;
  const figures = (): KillFigures => ({ kills: { ...kills }, sets, wrong: [...wrong] });
  // The machine may be busier now than when the undisturbed sweep was timed, or less: kills that come too late are none.
  let usualTime = plan.usualTime;
  while (kills.main + kills.worker + kills.both < plan.kills) {
    const out = join(plan.folder, `set-${sets}`);
    const story: string[] = [];
    // The results may not depend on the number of workers either.
    const setting = { out, samples: plan.samples, more: ['--workers', String(1 + (sets % 2))] };
    while (story.length < plan.killsOfSet) {
      const target = targets[Math.floor(plan.random() * targets.length)]!;
      const done = await killOnce(startSweep(setting), target, { random: plan.random, usualTime });
      story.push(...done.map((words) => `${target} ${words}`));
      kills[target] += done.length;
      if (done.length > 0) continue;
      usualTime *= 0.7;
      break; // it came to its end before
    }
    const { code, signal, err } = await startSweep(setting).ended;
    const results = code === 0 ? await resultsOf(out).catch(String) : `it ended with ${code ?? signal}: ${err}`;
    sets++;
    usualTime = Math.min(plan.usualTime, usualTime * 1.15);
    if (results !== plan.expected) wrong.push(`${out} after ${story.join(', ')}: ${results.slice(0, 300)}`);
    plan.onSet(figures());
  }
  return figures();
}

/** Kills a sweep, or one or two of its workers, at random times; what was done, nothing where it was over before. */
async function killOnce(
  sweep: SweepProcess,
  target: Target,
  { random, usualTime }: Pick<KillPlan, 'random' | 'usualTime'>,
): Promise<string[]> {
  const done: string[] = [];
  const began = performance.now();
  let isOver = false;
  void sweep.ended.then(() => (isOver = true));
  const rounds = target === 'worker' ? workerKillsOfStart : 1;
  for (let round = 0; round < rounds; round++) {
    await Promise.race([setTimeout((random() * usualTime) / rounds), sweep.ended]);
    if (isOver) break;
    const workers = sweep.workers();
    const pid =
      target === 'main' ? sweep.pid : target === 'both' ? -sweep.pid : workers[Math.floor(random() * workers.length)];
    if (pid !== undefined && send(pid, 'SIGKILL')) done.push(`after ${Math.round(performance.now() - began)} ms`);
  }
  await sweep.ended;
  return done;
}
