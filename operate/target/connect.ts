import type { Connection } from './connection.ts';
import { connectToLocalMode } from './local-mode.ts';
import { connectToStage } from './stage-stack.ts';
import type { Target } from './target.ts';

/** Connects to the target of a command. Rejects with an InputError if it does not exist. */
export async function connect(target: Target): Promise<Connection> {
  switch (target.kind) {
    case 'local':
      return await connectToLocalMode(target.port);
    case 'stage':
      return await connectToStage(target);
  }
}
