import type { ReplayPlanView, ReplayView } from '../../lambdas/contract/history-view.ts';
import { amountText, bytesText, countOf } from './amounts.ts';
import { durationText } from './durations.ts';
import { momentText } from './moments.ts';

/** What a replay takes, for the form and the list. */
export const replayOutcomeNames: Readonly<Record<ReplayView['outcomes'][number], string>> = {
  missed: 'Missed: held, or accepted while nobody listened',
  failed: 'Failed: given up, or skipped',
  accepted: 'Accepted: the customer gets them a second time',
};

const replayStateNames: Readonly<Record<ReplayView['state'], string>> = {
  waiting: 'Queued',
  running: 'Running',
  completed: 'Completed',
  cancelled: 'Cancelled',
  ended: 'Ended early',
};

/** The state of a replay, and why it ended early. */
export function stateText({ state, reason }: Pick<ReplayView, 'state' | 'reason'>): string {
  return reason === null ? replayStateNames[state] : `${replayStateNames[state]}: ${reason}`;
}

/** Whether a replay sends nothing more. */
export function isOver({ state }: Pick<ReplayView, 'state'>): boolean {
  return state !== 'waiting' && state !== 'running';
}

/** Of how many events a replay knows the fate. */
export function doneOf({ sent, failed, skipped }: ReplayView): number {
  return sent + failed + skipped.filtered + skipped.withoutBody;
}

/** How far a replay has come, in figures. */
export function progressText(replay: ReplayView): string {
  const { planned, sent, failed, skipped } = replay;
  const parts = [
    `${amountText(sent)} sent`,
    ...(failed > 0 ? [`${amountText(failed)} not accepted at once`] : []),
    ...(skipped.filtered > 0
      ? [`${amountText(skipped.filtered)} left out by the detail types`]
      : []),
    ...(skipped.withoutBody > 0 ? [`${amountText(skipped.withoutBody)} without contents`] : []),
  ];
  const of = isOver(replay)
    ? ''
    : `${amountText(doneOf(replay))} of ${countOf(planned, 'event')}: `;
  return `${of}${parts.join(', ')}.`;
}

/** When a replay was started and by whom, and when it was or will be over. */
export function historyText({ startedBy, createdAt, endedAt, endsAbout }: ReplayView): string {
  const end =
    endedAt !== null
      ? ` It ended ${momentText(endedAt)}.`
      : endsAbout === null
        ? ''
        : ` It ends about ${momentText(endsAbout)}.`;
  return `${whoText(startedBy)}, ${momentText(createdAt)}.${end}`;
}

function whoText(startedBy: string): string {
  switch (startedBy) {
    case 'reconciler':
      return 'Started by itself';
    case 'operator':
      return 'Started by the operators of this service';
    default:
      return `Started by ${startedBy}`;
  }
}

/** What a replay would do, in sentences. */
export function planTexts(plan: ReplayPlanView): readonly string[] {
  const atLeast = plan.isComplete ? '' : 'At least ';
  if (plan.events === 0 && plan.isComplete) {
    return ['There is nothing to send.', ...withoutContents(plan)];
  }
  return [
    `${atLeast}${countOf(plan.events, 'event')}, ${bytesText(plan.bytes)}.`,
    `It takes ${durationText(plan.secondsAtMost)} at most, unless live events need the capacity.`,
    ...withoutContents(plan),
  ];
}

function withoutContents({ withoutBody }: ReplayPlanView): readonly string[] {
  if (withoutBody === 0) return [];
  const events = countOf(withoutBody, 'more event');
  return [`${events} cannot be sent, because the contents are not kept.`];
}

/** How it goes with one event that is sent again. */
export function resendText(replay: ReplayView): string {
  const { sent, failed, skipped } = replay;
  if (!isOver(replay)) return 'Queued. The event is sent shortly.';
  if (sent > 0) return 'Sent: EventBridge accepted the event.';
  if (failed > 0) return 'Not accepted at once. It is tried again for up to 24 hours.';
  if (skipped.filtered > 0) return 'Not sent: the source does not receive this detail type.';
  if (skipped.withoutBody > 0) return 'Not sent: the contents are no longer kept.';
  return `${stateText(replay)}. The event was not sent.`;
}
