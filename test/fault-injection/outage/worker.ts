import { parentPort, workerData } from 'node:worker_threads';
import { figuresOf } from './figures.ts';
import type { Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

// Runs the scenario that it is given in a thread of its own; says the hours that pass, then the figures.

const scenario: Scenario = workerData;
const run = await simulate(scenario, (hours) => parentPort?.postMessage({ hours }, []));
parentPort?.postMessage({ figures: figuresOf(run) }, []);
