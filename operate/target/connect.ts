import type { Connection } from './connection.ts';
import { connectToLocalMode } from './local-mode.ts';
import { connectToStage } from './stage-stack.ts';
import type { Target } from './target.ts';

/** Connects to what a command is to work on. Rejects with an InputError if it is not there. */
export async function connect(target: Target): Promise<Connection> {
  switch (target.kind) {
    case 'local':
      return await connectToLocalMode(target.port);
    case 'stage':
      return await connectToStage(target);
  }
}
