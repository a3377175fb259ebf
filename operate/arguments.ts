import { InputError } from '../terminal/input-error.ts';

/** The one argument that a command takes. Throws an InputError that names it. */
export function oneArgument(name: string, given: readonly string[]): string {
  const [first, ...rest] = given;
  if (first !== undefined && first !== '' && rest.length === 0) return first;
  throw new InputError(`the command takes one ${name}, and ${given.length} were given`);
}

/** Makes sure that a command was given nothing besides its options. Throws an InputError. */
export function noArguments([first]: readonly string[]): void {
  if (first === undefined) return;
  throw new InputError(`"${first}" is too much: the command takes options only`);
}
