import { expect, test } from '@jest/globals';
import { openInbox, strangersIn } from '../../../operate/validate/inbox.ts';
import { openItem } from '../../../operate/validate/item-run.ts';
import { fakeClock } from './support/fake-clock.ts';

const clock = fakeClock(5);
const waiting = { clock, signal: new AbortController().signal };

function aRun() {
  return openItem(
    { item: 'eventsReceived', region: 'eu-west-1' },
    { ...waiting, onEnd: () => undefined },
  ).run;
}

/** A queue that has these messages, all at once. */
function anInbox(...bodies: readonly string[]) {
  const waitingBodies = [...bodies];
  const client = {
    async send({ constructor }: object) {
      if (constructor.name !== 'ReceiveMessageCommand') return {};
      return { Messages: waitingBodies.splice(0).map((Body) => ({ Body, ReceiptHandle: 'r' })) };
    },
  };
  return openInbox(
    { url: 'http://queue', arn: 'arn' },
    { client: { region: 'eu-west-1', client }, receiveSeconds: 0 },
    waiting,
  );
}

const event = (...resources: readonly string[]) => JSON.stringify({ resources });

test('keeps every copy of what is awaited, and when it came', async () => {
  const inbox = anInbox(event('mark-1'), event('other', 'mark-1'), event('mark-2'));
  inbox.awaits('mark-1');
  inbox.awaits('mark-2');
  inbox.awaits('mark-3');
  await inbox.look(aRun());
  inbox.awaits('mark-1');

  expect(inbox.arrived('mark-1').map(({ atMs }) => atMs)).toEqual([5, 5]);
  expect(inbox.arrived('mark-2')).toHaveLength(1);
  expect(inbox.arrived('mark-3')).toEqual([]);
  expect(strangersIn(inbox)).toBeUndefined();
});

test('an event of the run for another source, one without resources, and no event are strangers', async () => {
  const inbox = anInbox(event('mark-2'), event(), '"text"');
  inbox.awaits('mark-1');
  await inbox.look(aRun());

  expect(inbox.arrived('mark-2')).toEqual([]);
  expect(inbox.strangers()).toHaveLength(3);
  expect(strangersIn(inbox)).toBe(
    '3 that were not sent to this source with these resources, the first: {"resources":["mark-2"]}',
  );
});
