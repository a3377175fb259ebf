import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  controlled,
  withControlled,
  type MappingControl,
} from '../../../lambdas/domain/mapping-control.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import {
  isListening,
  missedByState,
  missedSinceRetirement,
} from '../../../lambdas/domain/missed.ts';
import { aMapping } from '../../support/domain-builders.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const iso = (timeMs: number) => new Date(timeMs).toISOString();
const at = (hour: number, minute = 0) =>
  new Date(Date.UTC(2026, 10, 21, hour, minute)).toISOString();
const ms = (hour: number) => Date.parse(at(hour));
const pause = { kind: 'pause', atMs: ms(12), booksMissed: true } as const;
const resume = {
  kind: 'resume',
  atMs: ms(12),
  settledAtMs: Date.parse(at(12, 2)),
  leavesMissed: false,
} as const;
const resumeAndLeave = { ...resume, leavesMissed: true };
const doubt = { from: at(3), to: at(5) };
const settleMs = 120_000;

function after(fields: Partial<Mapping>, control: MappingControl) {
  return controlled(aMapping(fields), control);
}

describe('a pause', () => {
  test('holds events since now', () => {
    expect(after({}, pause)).toEqual({ pausedAt: at(12), missedSince: at(12) });
  });

  test('leaves what was missed before', () => {
    expect(after({ missedSince: at(3), doubt }, pause)).toEqual({
      pausedAt: at(12),
      missedSince: at(3),
      doubt,
    });
  });

  test('of a paused source changes nothing', () => {
    const paused = { pausedAt: at(2), missedSince: at(1) };

    expect(after(paused, pause)).toEqual(paused);
  });

  test('notes nothing where there is no history', () => {
    expect(after({}, { ...pause, booksMissed: false })).toEqual({ pausedAt: at(12) });
  });
});

describe('a resumption', () => {
  const paused = { pausedAt: at(8), missedSince: at(8) };

  test('leaves it open what becomes of what was missed', () => {
    expect(after({ ...paused, doubt }, resume)).toEqual({
      missedSince: at(8),
      missedUntil: at(12, 2),
      doubt,
    });
  });

  test('of a source that notes nothing only ends the pause', () => {
    expect(after({ pausedAt: at(8) }, resume)).toEqual({});
  });

  test('of a source that is not paused changes nothing', () => {
    const open = { missedSince: at(8), missedUntil: at(9) };

    expect(after(open, resume)).toEqual(open);
  });

  test('that leaves what was missed leaves all of it', () => {
    expect(after({ ...paused, doubt, skipBefore: at(1) }, resumeAndLeave)).toEqual({
      skipBefore: at(1),
      leftBefore: at(12),
    });
  });

  test('that does so while nobody listens leaves what was missed until now', () => {
    expect(after({ ...paused, state: 'PENDING' }, resumeAndLeave)).toEqual({
      missedSince: at(12),
      missedUntil: at(12, 2),
      leftBefore: at(12),
    });
  });

  test('that is repeated leaves what was missed, too', () => {
    expect(after({ missedSince: at(8), missedUntil: at(9) }, resumeAndLeave)).toEqual({
      leftBefore: at(12),
    });
  });
});

test('the backlog is skipped before the latest time that was asked for', () => {
  const skip = { kind: 'skipBacklog', before: at(6) } as const;

  expect(after({}, skip)).toEqual({ skipBefore: at(6) });
  expect(after({ skipBefore: at(5) }, skip)).toEqual({ skipBefore: at(6) });
  expect(after({ skipBefore: at(7) }, skip)).toEqual({ skipBefore: at(7) });
});

describe('a decision', () => {
  const open = { missedSince: at(3), missedUntil: at(4), doubt };
  const decided = { kind: 'missedDecided', until: at(6) } as const;

  test('about everything leaves nothing of it, and everything else', () => {
    const fields = { skipBefore: at(1), leftBefore: at(2) };

    expect(after({ ...open, ...fields }, { ...decided, from: at(3) })).toEqual(fields);
  });

  test('to leave what was missed is remembered, the latest one', () => {
    expect(after(open, decided)).toEqual({ leftBefore: at(6) });
    expect(after({}, decided)).toEqual({ leftBefore: at(6) });
    expect(after({ leftBefore: at(7) }, decided)).toEqual({ leftBefore: at(7) });
  });

  test('about a later part changes nothing', () => {
    expect(after(open, { ...decided, from: at(4) })).toEqual(open);
  });

  test('where nothing is open changes nothing', () => {
    expect(after({}, { ...decided, from: at(4) })).toEqual({});
  });

  test('is possible for a retired source', () => {
    const retirement = { reason: 'gone', retiredAt: at(2) };

    expect(after({ ...open, retirement }, decided)).toMatchObject({ missedSince: at(6) });
  });
});

test('the wish to have what was missed is kept until that is sent', () => {
  expect(after({}, { kind: 'sendMissedOnceActive' })).toEqual({ sendsMissedOnceActive: true });
  expect(after({ sendsMissedOnceActive: true }, { kind: 'missedIsSent' })).toEqual({});
});

test.each([pause, resume, { kind: 'sendMissedOnceActive' } as const])(
  'a retired source cannot have the control %j',
  (control) => {
    const retirement = { reason: 'gone', retiredAt: at(2) };

    expect(after({ retirement }, control)).toBeUndefined();
  },
);

test('a mapping has what a control leaves, and loses what it does not', () => {
  const before = aMapping({ pausedAt: at(1), missedSince: at(1), detailTypes: ['push'] });

  expect(withControlled(before, { skipBefore: at(2) })).toEqual(
    aMapping({ detailTypes: ['push'], skipBefore: at(2) }),
  );
});

describe('after any history', () => {
  const minute = 60_000;
  const anyStep = fc.record({
    kind: fc.oneof(
      fc.constantFrom('pause', 'resume', 'resume and leave', 'retire', 'register'),
      fc.constantFrom('becomes PENDING', 'becomes ACTIVE', 'becomes ACTIVE', 'check'),
      fc.constantFrom('check', 'leave', 'send'),
    ),
    minutes: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 600 })),
  });

  /**
   * A source and what is known of it: `missed` has every minute in which an event was held, or accepted
   * and dropped by AWS, about which nobody has decided.
   */
  function aSource() {
    let mapping = aMapping({
      state: 'PENDING',
      createdAt: new Date(0).toISOString(),
      missedSince: new Date(0).toISOString(),
    });
    let inAws: 'ACTIVE' | 'PENDING' = 'PENDING';
    let nowMs = 0;
    let lagsUntilMs = -1;
    let missed: number[] = [];
    let generations = 0;
    const decideUntil = (untilMs: number) => {
      missed = missed.filter((one) => one >= untilMs);
    };
    const control = (one: MappingControl) => {
      const fields = controlled(mapping, one);
      if (fields !== undefined) mapping = withControlled(mapping, fields);
      return fields !== undefined;
    };
    const resumption = (leavesMissed: boolean) =>
      ({ kind: 'resume', atMs: nowMs, settledAtMs: nowMs + settleMs, leavesMissed }) as const;
    const check = () => {
      if (mapping.retirement !== undefined) return;
      const change = missedByState(mapping, inAws, { nowMs, settleSeconds: settleMs / 1000 });
      mapping = { ...mapping, ...change, state: inAws, lastCheckedAt: iso(nowMs) };
    };
    const steps = {
      pause: () => void control({ kind: 'pause', atMs: nowMs, booksMissed: true }),
      resume() {
        if (mapping.pausedAt !== undefined) lagsUntilMs = nowMs + settleMs;
        control(resumption(false));
      },
      'resume and leave'() {
        const wasPaused = mapping.pausedAt !== undefined;
        if (!control(resumption(true))) return;
        decideUntil(wasPaused && isListening(mapping) ? nowMs + settleMs : nowMs);
        lagsUntilMs = -1;
      },
      'becomes PENDING'() {
        inAws = 'PENDING';
      },
      'becomes ACTIVE'() {
        inAws = 'ACTIVE';
      },
      check,
      retire() {
        if (mapping.retirement !== undefined) return;
        const { missedSince = missedSinceRetirement(iso(nowMs)) } = mapping;
        mapping = { ...mapping, missedSince, retirement: { reason: '', retiredAt: iso(nowMs) } };
      },
      register() {
        if (mapping.retirement === undefined) return;
        generations += 1;
        const { retirement: _, pausedAt: __, ...kept } = mapping;
        mapping = { ...kept, state: 'PENDING', generation: `generation-${generations}` };
        inAws = 'PENDING';
        lagsUntilMs = nowMs + settleMs;
      },
      leave() {
        if (control({ kind: 'missedDecided', until: iso(nowMs) })) decideUntil(nowMs);
      },
      send() {
        // A replay that began some time ago, and is completed now.
        const untilMs = nowMs - 5 * minute;
        if (control({ kind: 'missedDecided', until: iso(untilMs) })) decideUntil(untilMs);
      },
    };
    return {
      take(kind: keyof typeof steps, minutes: number) {
        for (let passed = 0; passed < minutes; passed += 1) {
          nowMs += minute;
          // Deliveries go by what they knew of the mapping for a while.
          const isHeld = !isListening({ ...mapping, state: 'ACTIVE' }) || nowMs < lagsUntilMs;
          const isUnheard = mapping.state === 'PENDING';
          if (isHeld || isUnheard) missed.push(nowMs);
        }
        steps[kind]();
      },
      uncovered: () => {
        const { missedSince } = mapping;
        return missed.filter((one) => missedSince === undefined || one < Date.parse(missedSince));
      },
      isOpen: () => mapping.missedSince !== undefined,
      missed: () => missed,
    };
  }

  test('every event that was held or unheard, and about which nobody has decided, is covered', () => {
    const seen = { open: 0, closed: 0 };
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40, size: 'max' }), (steps) => {
        const source = aSource();
        for (const { kind, minutes } of steps) {
          source.take(kind, minutes);
          expect(source.uncovered()).toEqual([]);
          seen[source.isOpen() ? 'open' : 'closed'] += 1;
        }
      }),
      { numRuns: propertyRuns(4_000, 1_000) },
    );
    expect(Math.min(seen.open, seen.closed)).toBeGreaterThan(0);
  });
});
