#!/usr/bin/env node
// The command line: builds what is out of date in a checkout, then runs it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
if (existsSync(join(here, '../src'))) await (await import('./build.mjs')).build();
await import('../dist/main/cli.js');
