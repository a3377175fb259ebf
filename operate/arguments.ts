import { InputError } from '../terminal/input-error.ts';

/** The single argument of a command. Throws an InputError that names it. */
export function oneArgument(name: string, given: readonly string[]): string {
  const [first, ...rest] = given;
  if (first !== undefined && first !== '' && rest.length === 0) return first;
  throw new InputError(`expected one ${name}, got ${given.length}`);
}

/** Checks that a command got only options. Throws an InputError. */
export function noArguments([first]: readonly string[]): void {
  if (first === undefined) return;
  throw new InputError(`unexpected argument "${first}"`);
}
