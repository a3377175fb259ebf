import { parseArgs, type ParseArgsConfig } from 'node:util';
import { InputError } from './input-error.ts';

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

/** Reads a whole number within bounds. Throws an InputError that names the option. */
export function wholeNumber(option: string, text: string, lowest: number, highest: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
  throw new InputError(
    `${option} must be a whole number from ${lowest} to ${highest}, not "${text}"`,
  );
}
