// Type-checks every layer with its own tsconfig: what a layer may name is decided by its `lib` and `types`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const projects = ['src/shared', 'src/main', 'scripts', 'test', 'src/renderer'].filter((project) =>
  existsSync(`${project}/tsconfig.json`),
);
let failed = false;
for (const project of projects) {
  const { status } = spawnSync('npx', ['--no-install', 'tsc', '-p', project], { stdio: 'inherit' });
  if (status !== 0) failed = true;
}
console.log(`typecheck: ${projects.length} projects, ${failed ? 'with errors' : 'no errors'}`);
process.exit(failed ? 1 : 0);
