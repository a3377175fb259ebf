import { isError } from '../../lambdas/domain/is-error.ts';

// What the command line uses of newer versions, for Node.js 22, which has none of it. Each is as small as that use.

/** Disposes of what it has adopted, the last first, as `AsyncDisposableStack` does. */
class AdoptingStack {
  #disposals: (() => unknown)[] = [];

  adopt<T>(value: T, dispose: (value: T) => unknown): T {
    this.#disposals.push(() => dispose(value));
    return value;
  }

  move(): AdoptingStack {
    const moved = new AdoptingStack();
    moved.#disposals = this.#disposals;
    this.#disposals = [];
    return moved;
  }

  async disposeAsync(): Promise<void> {
    for (let dispose = this.#disposals.pop(); dispose; dispose = this.#disposals.pop()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await dispose();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disposeAsync();
  }
}

const syntax = /[\\^$.*+?()[\]{}|/]/gu;

function escape(text: string): string {
  return text.replaceAll(syntax, String.raw`\$&`);
}

addMissing(Error, 'isError', isError);
addMissing(RegExp, 'escape', escape);
addMissing(globalThis, 'AsyncDisposableStack', AdoptingStack);

function addMissing(owner: object, name: string, value: unknown): void {
  if (name in owner) return;
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}
