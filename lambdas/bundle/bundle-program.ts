import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { buildModule, moduleToBuild } from './build-module.ts';

// Bundles a module, as the text on its standard input says, and writes esbuild's list of inputs and outputs
// to its standard output. A program of its own, since esbuild takes plugins only where it may answer later,
// and the stack's constructs cannot wait.

const asked = v.parse(moduleToBuild, JSON.parse(await text(process.stdin)));
process.stdout.write(JSON.stringify(await buildModule(asked)));
