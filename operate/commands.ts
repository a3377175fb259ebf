import type { Command } from './command.ts';
import { discardDeadLetters } from './dead-letters/discard.ts';
import { listDeadLetters } from './dead-letters/list.ts';
import { redriveDeadLetters } from './dead-letters/redrive.ts';
import { showDeadLetter } from './dead-letters/show.ts';
import { preflight } from './preflight/preflight.ts';
import { reconcileOnce } from './reconcile/reconcile.ts';
import { sendCommand } from './send/send.ts';
import { createSource } from './sources/create.ts';
import { deleteSource } from './sources/delete.ts';
import { listSources } from './sources/list.ts';
import { showSource } from './sources/show.ts';

/** The operators' commands, in the order of the help text. */
export const commands: readonly Command[] = [
  sendCommand,
  listDeadLetters,
  showDeadLetter,
  redriveDeadLetters,
  discardDeadLetters,
  listSources,
  showSource,
  createSource,
  deleteSource,
  reconcileOnce,
  preflight,
];
