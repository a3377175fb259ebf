#!/usr/bin/env node
import './node-22.ts';

// The command line as the package has it: its own Node.js may be older than that of the repository.
await import('../../bin/programs/fanout.ts');
