import { parseArgs, type ParseArgsConfig } from 'node:util';
import { portCount } from '../local/cloud.ts';
import { InputError } from './input-error.ts';

/** The first port of local mode unless another is given. */
export const defaultPort = 4600;

const maxPort = 65_535;

/** The options of a command, as Node's `parseArgs` takes them. */
type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads the options of a command. Throws an InputError that names the invalid one. */
export function parseOptions<O extends Options>(args: readonly string[], options: O) {
  return named(() => parseArgs({ args: [...args], strict: true, options })).values;
}

/** Reads the options and positional arguments of a command. Throws an InputError as {@link parseOptions} does. */
export function parseArguments<O extends Options>(args: readonly string[], options: O) {
  return named(() => parseArgs({ args: [...args], strict: true, allowPositionals: true, options }));
}

function named<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    // Node's message continues after the first sentence with advice on quoting.
    const [problem] = String(Error.isError(error) ? error.message : error).split(/\. |\n/);
    throw new InputError(`${problem ?? ''} (--help lists the options)`, { cause: error });
  }
}

/** Reads the first port of local mode, 4600 if none is given. Throws an InputError. */
export function parsePort(text: string | undefined, lowest: 0 | 1): number {
  if (text === undefined) return defaultPort;
  const highest = maxPort - portCount + 1;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= lowest && port <= highest) return port;
  throw new InputError(`--port must be a whole number from ${lowest} to ${highest}, not "${text}"`);
}
