import type { RegistrationTable } from '../ports/registration.ts';

/** A table could not be reached; the cause says why. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  /** What the tenant may know of it. */
  readonly detail: string | undefined;

  constructor(message: string, options: { readonly cause: unknown; readonly detail?: string }) {
    super(message, options);
    this.detail = options.detail;
  }
}

/** The same table, which rejects with an {@link UnreachableError}, to distinguish that from bugs. */
export function tableWithUnreachableErrors(table: RegistrationTable): RegistrationTable {
  return {
    list: (...input) => reach(() => table.list(...input)),
    find: (...input) => reach(() => table.find(...input)),
    get: (...input) => reach(() => table.get(...input)),
    register: (...input) => reach(() => table.register(...input)),
    setChoices: (...input) => reach(() => table.setChoices(...input)),
    remove: (...input) => reach(() => table.remove(...input)),
    change: (...input) => reach(() => table.change(...input)),
  };
}

/** The answer of a call to the table; rejects with an {@link UnreachableError} when the call does. */
export async function reach<T>(call: () => Promise<T>): Promise<T> {
  return await reachAt('the mapping table', call);
}

/** The answer of a call; rejects with an {@link UnreachableError} when the call does. */
export async function reachAt<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new UnreachableError(`${what} cannot be reached`, { cause });
  }
}
