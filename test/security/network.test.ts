import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { demoData, demoModel } from '../main/cli/commandLine.ts';
import { startServer } from '../main/server/startServer.ts';

/** Nothing is fetched from the network, ever: the processes are watched, the wire is cut, and what is shipped is searched. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'spikebench-network-'));
const log = join(folder, 'network.log');
const guard = pathToFileURL(join(root, 'test/security/noNetwork.mjs')).href;
const watched = {
  SPIKEBENCH_NETWORK_LOG: log,
  NODE_OPTIONS: `--import ${guard}`,
  SPIKEBENCH_HOME: join(folder, 'home'),
};
const cli = join(root, 'dist/main/cli.js');
const settings = '--limit 8 --preset annarchy --encoding constant-current --duration 20 --workers 2'.split(' ');
const smallSweep = ['sweep', demoModel, '--data', demoData].concat(settings);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

/** Runs a program to its end: exit code and what it printed. */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return new Promise<{ status: number | null; text: string }>((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.once('close', (status) => resolve({ status, text }));
  });
}

/** What the watch has noted since it was last asked: processes that were watched, and attempts. */
function noted(): { readonly processes: number; readonly attempts: readonly string[] } {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  writeFileSync(log, '');
  return {
    processes: new Set(lines.filter((line) => line.startsWith('watching'))).size,
    attempts: lines.filter((line) => line.startsWith('attempt')),
  };
}

describe('watched', () => {
  test.each([
    ['fetch', "fetch('https://example.org/').catch(() => {})"],
    [
      'https',
      "import('node:https').then(({ get }) => get('https://example.org/').on('error', () => {})).catch(() => {})",
    ],
    ['a socket', "import('node:net').then(({ connect }) => connect(80, '192.0.2.1')).catch(() => {})"],
    ['a name', "import('node:dns/promises').then(({ lookup }) => lookup('example.org')).catch(() => {})"],
    [
      'a datagram',
      "import('node:dgram').then(({ createSocket }) => createSocket('udp4').send('x', 53, '192.0.2.1')).catch(() => {})",
    ],
  ])('an attempt by %s is seen', async (_, code) => {
    noted();
    await run(process.execPath, ['--input-type=module', '-e', code], watched);
    expect(noted()).toMatchObject({ processes: 1, attempts: [expect.stringContaining('attempt by process')] });
  });

  test.each([
    ['inspect', ['inspect', demoModel]],
    ['evaluate', ['evaluate', demoModel, '--data', demoData, '--limit', '20']],
    ['sweep', [...smallSweep, '--out', join(folder, 'out')]],
  ])('the command %s and its workers reach out to nobody', async (_, args) => {
    noted();
    expect(await run(process.execPath, [cli, ...args], watched)).toMatchObject({ status: 0 });
    const { processes, attempts } = noted();
    expect(attempts).toEqual([]);
    expect(processes).toBeGreaterThanOrEqual(2);
  });

  test('the server and its workers reach out to nobody while a window works', async () => {
    noted();
    const server = await startServer(join(folder, 'home'), [], watched);
    try {
      const { client } = server;
      await client.request('project.openDemo', {});
      await client.request('model.describe', {});
      await client.request('data.describe', { split: null });
      await client.request('app.report', {});
      expect((await client.request('app.state', {})).project).not.toBeNull();
    } finally {
      server.process.kill('SIGTERM');
      await new Promise((resolve) => server.process.once('close', resolve));
    }
    const { processes, attempts } = noted();
    expect(attempts).toEqual([]);
    expect(processes).toBeGreaterThanOrEqual(2);
  });
});

describe('with the wire cut', () => {
  const canUnshare = spawnSync('unshare', ['-n', 'true']).status === 0;
  test.runIf(canUnshare)('a sweep runs in a network of its own that has no interface, not even loopback', async () => {
    const args = ['-n', process.execPath, cli, ...smallSweep, '--out', join(folder, 'unshared')];
    expect(await run('unshare', args)).toMatchObject({ status: 0 });
    expect(existsSync(join(folder, 'unshared', 'results.csv'))).toBe(true);
  });

  const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
  test.runIf(canTrace)('the system sees no socket of an internet protocol', async () => {
    const trace = join(folder, 'trace');
    const options = ['-f', '--seccomp-bpf', '-e', 'trace=socket,connect', '-o', trace];
    expect(await run('strace', [...options, process.execPath, cli, 'inspect', demoModel])).toMatchObject({ status: 0 });
    const calls = readFileSync(trace, 'utf8');
    expect(calls).toContain('exited with 0');
    expect(calls.split('\n').filter((line) => /AF_INET6?\b/.test(line))).toEqual([]);
    // The trace sees what there is to see.
    await run('strace', [
      ...options,
      process.execPath,
      '-e',
      "require('net').connect(9, '127.0.0.1').on('error', () => {})",
    ]);
    expect(readFileSync(trace, 'utf8')).toMatch(/AF_INET/);
  });
});

describe('what is shipped', () => {
  /** Addresses that name something and lead nowhere: namespaces and schemas are compared, never fetched; React's are in error texts. */
  const names =
    /^http:\/\/www\.w3\.org\/|^https?:\/\/json-schema\.org\/|^https:\/\/react\.dev\/errors\/|^https?:\/\/$|^http:\/\/127\.0\.0\.1$|^https:\/\/git-lfs$/;

  test.each(['renderer', 'main'])('the bundle of dist/%s names no address of the network', (part) => {
    const files = readdirSync(join(root, 'dist', part), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(js|cjs|css|html|svg)$/.test(name),
    );
    expect(files.length).toBeGreaterThan(5);
    const found = files.flatMap((file) =>
      [...readFileSync(join(root, 'dist', part, file), 'utf8').matchAll(/\b(?:https?|wss?|ftp):\/\/[\w./-]*/g)].map(
        ([address]) => address,
      ),
    );
    expect(found.some((address) => address.startsWith('http://www.w3.org/')) || part === 'main').toBe(true);
    expect(found.filter((address) => !names.test(address))).toEqual([]);
  });

  test('the page has a policy that lets it talk to its own host only', () => {
    const page = readFileSync(join(root, 'dist/renderer/index.html'), 'utf8').replaceAll('&#39;', "'");
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const directives = Object.fromEntries(
      policy.split('; ').map((part) => [part.split(' ', 1)[0], part.split(' ').slice(1).join(' ')]),
    );
    expect(directives).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'connect-src': "'self'",
      'form-action': "'none'",
      'base-uri': "'none'",
    });
    expect(policy).not.toMatch(/https?:|wss?:|\*|unsafe-eval/);
  });
});
