import type { ResultTable } from '../results/benchmark.ts';
import { historyPlansTable, historyTable } from './history/tables.ts';
import { largeEventsTable } from './large-events/tables.ts';
import { latencySettingsTable, preferencesTable } from './preference-tables.ts';
import { stackSettings, type FleetSettings, type FunctionSettings } from './settings.ts';
import {
  dollarsTable,
  inputsTable,
  pricesTable,
  settingsTable,
  standingTable,
  workTable,
  type NamedSettings,
} from './tables.ts';

/** All tables of docs/cost.md: the first two compare what a stage can prefer; the others are of `cost`, where a bill matters. */
export function modelTables(): readonly ResultTable[] {
  const stack = stackSettings('cost');
  return [
    preferencesTable(),
    latencySettingsTable(),
    dollarsTable(stack),
    workTable(stack),
    settingsTable(comparedWith(stack), stack),
    inputsTable(stack),
    historyTable(stack),
    historyPlansTable(stack),
    largeEventsTable(stack),
    standingTable(),
    pricesTable(),
  ];
}

/** The stack's settings, and others that differ in one way from them. */
function comparedWith(stack: FleetSettings): readonly NamedSettings[] {
  const other = (fanOut: Partial<FunctionSettings>): NamedSettings => {
    const settings = { ...stack, fanOut: { ...stack.fanOut, ...fanOut } };
    return { name: describe(settings), settings };
  };
  const small = { memoryMb: 256, maximumConcurrency: 12, callsInFlight: 4 };
  return [
    { name: `${describe(stack)}: the stack's`, settings: stack },
    other({ memoryMb: 256 }),
    other({ memoryMb: 512 }),
    other({ memoryMb: 1769 }),
    other({ batchSize: 100 }),
    other({ batchSize: 1_000 }),
    other({ batchSize: 10_000 }),
    other({ batchWindowSeconds: 2 }),
    other({ maximumConcurrency: 2, callsInFlight: 28 }),
    other({ maximumConcurrency: 8, callsInFlight: 7 }),
    other({ maximumConcurrency: 56, callsInFlight: 1 }),
    other(small),
  ];
}

function describe({ fanOut }: FleetSettings): string {
  const { memoryMb, batchSize, batchWindowSeconds, maximumConcurrency, callsInFlight } = fanOut;
  const batches = `batches of ${batchSize.toLocaleString('en-US')} in ${batchWindowSeconds} s`;
  const width = `${maximumConcurrency} x ${callsInFlight} calls`;
  return `${memoryMb.toLocaleString('en-US')} MB, ${batches}, ${width}`;
}
