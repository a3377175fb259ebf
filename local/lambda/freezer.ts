import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Writable } from 'node:stream';

/** Stops one process between its invocations, as Lambda does, and lets it go on. */
export interface Freezer {
  /** Freezes the process as soon as it is idle, if it ever is, unless it was thawed meanwhile. */
  freezeWhen(idle: Promise<boolean>): Promise<void>;
  /** Lets the process go on; it does nothing to one that runs. */
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

/** Reads process ids, one a line, until the writer is gone, and lets those processes go on that are still there. */
const guardScript = 'all=; while read -r one; do all="$all $one"; done; kill -CONT $all 2>&-';

let guardian: ChildProcessByStdio<Writable, null, null> | undefined;

/**
 * Sees to it that a process, if it is frozen, goes on when this one ends, however it ends: then it finds
 * its connection to the Runtime API closed, and exits. Frozen it would never notification. Who is killed can
 * do nothing any more, so another process waits for that.
 */
function guard(processId: number): void {
  guardian ??= startGuardian();
  guardian.stdin.write(`${processId}\n`);
}

function startGuardian() {
  // Of its own group, so that Ctrl-C does not reach it.
  const child = spawn('sh', ['-c', guardScript], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Somebody ended it: the next process gets a new one.
  child.stdin.on('error', () => (guardian = undefined));
  child.unref();
  return child;
}
