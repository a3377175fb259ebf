import { InputError } from '../terminal/input-error.ts';

/** How many ports local mode takes, one after the other: SQS, DynamoDB, EventBridge, Lambda's Runtime API, console. */
export const portCount = 5;

/** The first port of local mode unless another is given. */
export const defaultPort = 4600;

const maxPort = 65_535;

/** Reads the first port of local mode, 4600 if none is given. Throws an InputError. */
export function parsePort(text: string | undefined, lowest: 0 | 1): number {
  if (text === undefined) return defaultPort;
  const highest = maxPort - portCount + 1;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= lowest && port <= highest) return port;
  throw new InputError(`--port must be a whole number from ${lowest} to ${highest}, not "${text}"`);
}
