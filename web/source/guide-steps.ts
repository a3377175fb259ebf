import type { Source } from '../api/source.ts';
import { statusOf } from '../text/source-texts.ts';

/** The steps from a registration to its first event, in their order. */
export const guideStepNames = {
  registered: 'Registered',
  accepted: 'Accepted',
  rule: 'Rule made',
  event: 'First event received',
} as const;

/** A step of the guide. */
export type GuideStepName = keyof typeof guideStepNames;

/** How far a step is: the first that is not done is the current one. */
export interface GuideStep {
  readonly step: GuideStepName;
  readonly mark: 'done' | 'current' | 'open';
}

/** How far a source is. `isRuleMade`: somebody has said so; nobody but the customer sees its rules. */
export function guideSteps(
  source: Pick<Source, 'state' | 'retirement' | 'lastAcceptedEvent'>,
  isRuleMade: boolean,
): readonly GuideStep[] {
  const isDone: Readonly<Record<GuideStepName, boolean>> = {
    registered: true,
    accepted: statusOf(source) === 'active',
    rule: isRuleMade,
    event: hasReceived(source),
  };
  const steps: readonly GuideStepName[] = ['registered', 'accepted', 'rule', 'event'];
  const current = steps.find((step) => !isDone[step]);
  return steps.map((step) => ({
    step,
    mark: isDone[step] ? 'done' : step === current ? 'current' : 'open',
  }));
}

/** Whether EventBridge has accepted an event for the source while it was active. */
export function hasReceived({ lastAcceptedEvent }: Pick<Source, 'lastAcceptedEvent'>): boolean {
  return lastAcceptedEvent?.state === 'ACTIVE';
}

/** Polls without a change after which the page polls less often, and how much less at most. */
const patience = { polls: 24, slowest: 12 };

/** The interval of a poll that has found nothing new for so many times. */
export function slowedMs(baseMs: number, unchangedPolls: number): number {
  return baseMs * Math.min(patience.slowest, 1 + Math.floor(unchangedPolls / patience.polls));
}
