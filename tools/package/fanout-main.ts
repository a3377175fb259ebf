#!/usr/bin/env node
import { tooOldLine } from './too-old-line.ts';

// The command line as the package has it: its own Node.js may be older than that of the repository.
const line = tooOldLine(process.versions.node);
if (line === undefined) {
  await import('./node-22.ts');
  await import('../../bin/programs/fanout.ts');
} else {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
