import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Writable } from 'node:stream';

/** Freezes one process between its invocations, as Lambda does, and thaws it. */
export interface Freezer {
  /** Freezes the process as soon as it is idle, unless it is thawed before then. */
  freezeWhen(idle: Promise<boolean>): Promise<void>;
  /** Lets the process continue; does nothing to a running one. */
  thaw(): void;
}

// Windows has no such signals.
const canFreeze = process.platform !== 'win32';

/** A freezer of a child process. */
export function freezerOf(child: ChildProcess): Freezer {
  let thaws = 0;
  let isFrozen = false;
  let isGuarded = false;

  function freeze(processId: number) {
    if (!isGuarded) guard(processId);
    isGuarded = true;
    isFrozen = child.kill('SIGSTOP');
  }

  return {
    async freezeWhen(idle) {
      const before = thaws;
      const isIdle = await idle;
      if (isIdle && thaws === before && canFreeze && child.pid !== undefined) freeze(child.pid);
    },
    thaw() {
      thaws += 1;
      if (isFrozen) child.kill('SIGCONT');
      isFrozen = false;
    },
  };
}

/** Reads process ids, one per line, until its input ends, and then continues those processes. */
const guardScript = 'all=; while read -r one; do all="$all $one"; done; kill -CONT $all 2>&-';

let guardian: ChildProcessByStdio<Writable, null, null> | undefined;

/**
 * Makes sure that a frozen process continues when this process ends, for any reason: it then finds its
 * connection to the Runtime API closed, and exits. A frozen process would never notice, and a killed parent
 * can do nothing about it, so a third process waits for the parent's end.
 */
function guard(processId: number): void {
  guardian ??= startGuardian();
  guardian.stdin.write(`${processId}\n`);
}

function startGuardian() {
  // In its own process group, so that Ctrl-C does not reach it.
  const child = spawn('sh', ['-c', guardScript], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // If somebody ended it, the next process starts a new one.
  child.stdin.on('error', () => (guardian = undefined));
  child.unref();
  return child;
}
