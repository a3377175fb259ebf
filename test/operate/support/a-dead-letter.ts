import type { DeadLetter } from '../../../operate/dead-letters/dead-letter.ts';
import type { DeadLetterQueue } from '../../../operate/dead-letters/dead-letter-queue.ts';
import { testNowMs } from '../../support/domain-builders.ts';

/** A dead letter of the retry queue, dead-lettered a minute before {@link testNowMs}. */
export function aDeadLetter(fields: Partial<DeadLetter> & { reason?: string } = {}): DeadLetter {
  const { reason = 'not accepted within 24 hours', ...rest } = fields;
  return {
    queue: 'retry',
    id: 'letter-1',
    receiptHandle: `handle of ${rest.id ?? 'letter-1'}`,
    body: '{}',
    attributes: {
      reason: { DataType: 'String', StringValue: reason },
      errorCode: { DataType: 'String', StringValue: 'ThrottlingException' },
    },
    sentAtMs: testNowMs - 60_000,
    receives: 1,
    groupId: 'acct1',
    ...rest,
  };
}

/** What happens at a fake queue: `sent a`, `removed a`, `gave back a`. */
export interface FakeDeadLetters extends DeadLetterQueue {
  readonly events: string[];
  /** Letters that nobody holds. */
  readonly visible: DeadLetter[];
  /** Letters that are on their own queue again. */
  readonly sentBack: DeadLetter[];
  /** All that are still among the dead letters, held or not. */
  all(): readonly DeadLetter[];
}

/** A dead-letter queue in memory, ten letters a receive. `fails` may throw for `send` and `remove`. */
export function fakeDeadLetters(
  letters: readonly DeadLetter[],
  fails: (what: 'send' | 'remove', id: string) => void = () => undefined,
): FakeDeadLetters {
  const visible = [...letters];
  const held = new Map<string, DeadLetter>();
  const sentBack: DeadLetter[] = [];
  const events: string[] = [];
  return {
    name: 'retry',
    events,
    visible,
    sentBack,
    all: () => [...visible, ...held.values()],
    async receive() {
      const received = visible.splice(0, 10);
      for (const letter of received) held.set(letter.id, letter);
      return received;
    },
    async giveBack(given) {
      for (const letter of given) {
        events.push(`gave back ${letter.id}`);
        if (held.delete(letter.id)) visible.push(letter);
      }
    },
    async sendBack(letter) {
      fails('send', letter.id);
      events.push(`sent ${letter.id}`);
      sentBack.push(letter);
    },
    async remove(letter) {
      fails('remove', letter.id);
      events.push(`removed ${letter.id}`);
      held.delete(letter.id);
    },
  };
}
