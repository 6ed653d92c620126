import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Commands of Slurm, and ssh, as shell scripts on the PATH: each writes down how it was called and gives the answers that it was told. */
export interface FakeSlurm {
  /** What a command answers, call after call, the last one for all that follow. `fails`: with this exit code, the text on stderr. */
  answers(command: string, texts: readonly (string | { readonly text: string; readonly fails: number })[]): void;
  /** The arguments of every call so far. */
  calls(command: string): readonly (readonly string[])[];
  /** Gives the PATH back. */
  remove(): void;
}

const script = `#!/bin/sh
dir="$(dirname "$0")/../$(basename "$0")"
n=$(($(cat "$dir/count" 2>/dev/null || echo 0) + 1))
echo $n > "$dir/count"
for word in "$@"; do printf '%s\\0' "$word"; done > "$dir/call-$n"
while [ ! -f "$dir/answer-$n" ]; do n=$((n - 1)); [ $n -gt 0 ] || exit 99; done
code=$(cat "$dir/code-$n")
if [ "$code" = 0 ]; then cat "$dir/answer-$n"; else cat "$dir/answer-$n" >&2; fi
exit "$code"
`;

/** A shell on another machine: what ssh does with its words. */
const sshScript = `#!/bin/sh
dir="$(dirname "$0")/../ssh"
mkdir -p "$dir"
for word in "$@"; do printf '%s\\0' "$word"; done > "$dir/call-1"
echo 1 > "$dir/count"
while [ "$1" = -o ]; do shift 2; done
shift
exec sh -c "$*"
`;

export function installFakeSlurm(folder: string, commands: readonly string[]): FakeSlurm {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const command of commands) {
    const file = join(bin, command);
    writeFileSync(file, command === 'ssh' ? sshScript : script);
    chmodSync(file, 0o755);
    mkdirSync(join(folder, command));
  }
  const path = process.env['PATH'];
  process.env['PATH'] = `${bin}${delimiter}${path}`;
  return {
    answers(command, texts) {
      for (const [index, answer] of texts.entries()) {
        const { text, fails } = typeof answer === 'string' ? { text: answer, fails: 0 } : answer;
        writeFileSync(join(folder, command, `answer-${index + 1}`), text);
        writeFileSync(join(folder, command, `code-${index + 1}`), String(fails));
      }
    },
    calls(command) {
      const count = Number(readText(join(folder, command, 'count')) || 0);
      return Array.from({ length: count }, (_, index) =>
        readText(join(folder, command, `call-${index + 1}`))
          .split('\0')
          .slice(0, -1),
      );
    },
    remove() {
      process.env['PATH'] = path;
    },
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
