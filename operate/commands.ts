import { checkCommand } from './check/check.ts';
import type { Command } from './command.ts';
import { discardDeadLetters } from './dead-letters/discard.ts';
import { listDeadLetters } from './dead-letters/list.ts';
import { redriveDeadLetters } from './dead-letters/redrive.ts';
import { showDeadLetter } from './dead-letters/show.ts';
import { listDeliveriesCommand } from './deliveries/list.ts';
import { resendDelivery } from './deliveries/resend.ts';
import { showDelivery } from './deliveries/show.ts';
import { eraseHistory } from './history/erase.ts';
import { historyUsageCommand } from './history/usage.ts';
import { verifyHistory } from './history/verify.ts';
import { preflight } from './preflight/preflight.ts';
import { reconcileOnce } from './reconcile/reconcile.ts';
import { cancelReplayCommand } from './replays/cancel.ts';
import { listReplaysCommand } from './replays/list.ts';
import { planReplayCommand } from './replays/plan.ts';
import { showReplay } from './replays/show.ts';
import { startReplayCommand } from './replays/start.ts';
import { sendCommand } from './send/send.ts';
import { createSource } from './sources/create.ts';
import { deleteSource } from './sources/delete.ts';
import { listSources } from './sources/list.ts';
import { missedCommand } from './sources/missed.ts';
import { pauseSourceCommand } from './sources/pause.ts';
import { renameSource } from './sources/rename.ts';
import { resumeSourceCommand } from './sources/resume.ts';
import { showSource } from './sources/show.ts';
import { skipBacklogCommand } from './sources/skip-backlog.ts';
import { validate } from './validate/validate.ts';

/** The operators' commands, in the order of the help text. */
export const commands: readonly Command[] = [
  checkCommand,
  sendCommand,
  listDeadLetters,
  showDeadLetter,
  redriveDeadLetters,
  discardDeadLetters,
  listSources,
  showSource,
  createSource,
  renameSource,
  deleteSource,
  pauseSourceCommand,
  resumeSourceCommand,
  skipBacklogCommand,
  missedCommand,
  listDeliveriesCommand,
  showDelivery,
  resendDelivery,
  planReplayCommand,
  startReplayCommand,
  listReplaysCommand,
  showReplay,
  cancelReplayCommand,
  historyUsageCommand,
  eraseHistory,
  verifyHistory,
  reconcileOnce,
  preflight,
  validate,
];
