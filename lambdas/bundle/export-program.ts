import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { askedExports, exportForCustomers } from './export-for-customers.ts';

// Exports a catalogue, as the text on its standard input says. A program of its own, since the exporter answers later,
// and the stack's constructs cannot wait.

await exportForCustomers(v.parse(askedExports, JSON.parse(await text(process.stdin))));
