import { parseEventPattern } from '../event-pattern/event-pattern.ts';
import type { Rule, Target } from '../state/event-bus.ts';

/** The name of the rule by which an archive takes the events of its bus. */
export function archiveRuleName(archive: string): string {
  return `Events-Archive-${archive}`;
}

/**
 * The rule by which an archive takes the events of its bus: as in the service, it is one of the bus's rules, managed
 * by EventBridge, and matches no replayed event. Throws InvalidEventPatternException.
 */
export function archiveRule(
  { name, region, archiveArn }: { name: string; region: string; archiveArn: string },
  patternText: string | undefined,
): Rule {
  const target = archiveTarget(archiveRuleName(name), region, archiveArn);
  const whole = withoutReplays(patternText);
  return {
    name: archiveRuleName(name),
    patternText: whole,
    pattern: parseEventPattern(whole),
    state: 'ENABLED',
    shown: {},
    targets: new Map([[target.id, target]]),
    tags: new Map(),
    archive: name,
  };
}

/** The text of a pattern with one member more; parsing it and printing it again would change its numbers. */
function withoutReplays(patternText: string | undefined): string {
  const member = '"replay-name":[{"exists":false}]';
  if (patternText === undefined) return `{${member}}`;
  // Reports what is wrong with the pattern as it was given.
  parseEventPattern(patternText);
  return patternText.replace(/^\s*\{/u, `{${member},`);
}

/** A target as moto has seen it in the service. */
function archiveTarget(id: string, region: string, archiveArn: string): Target {
  const arn = `arn:aws:events:${region}:::`;
  const template = `{"archive-arn":"${archiveArn}","event":<aws.events.event.json>,"ingestion-time":<aws.events.event.ingestion-time>}`;
  return {
    id,
    arn,
    messageGroupId: undefined,
    input: { kind: 'template', template, paths: {} },
    deadLetterArn: undefined,
    maxRetryAttempts: 0,
    maxEventAgeMs: 0,
    given: { Id: id, Arn: arn, InputTransformer: { InputPathsMap: {}, InputTemplate: template } },
  };
}
