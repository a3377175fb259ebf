import { expect, test } from '@jest/globals';
import { addLogLine, newBatchTotals } from '../../local/batch-totals.ts';

const line = JSON.stringify({
  level: 'INFO',
  service: 'fan-out',
  message: 'batch done',
  messages: 3,
  events: 2,
  entries: 4,
  accepted: 1,
  retried: 1,
  returned: 0,
  retiredMappings: 1,
  historyRowsLost: 1,
  historyBodiesLost: 0,
  storedPayloads: 2,
  payloadsNotStored: 1,
  dropped: { sourceGone: 1 },
  deadLettered: { invalidEvent: 1 },
  held: { paused: 1 },
  failures: { 'us-east-1 ThrottlingException': 1 },
});

test('the batches of all functions add up', () => {
  const totals = newBatchTotals();
  addLogLine(totals, line);
  addLogLine(totals, line);
  expect(totals).toEqual({
    messages: 6,
    events: 4,
    entries: 8,
    accepted: 2,
    retried: 2,
    returned: 0,
    retiredMappings: 2,
    historyRowsLost: 2,
    historyBodiesLost: 0,
    storedPayloads: 4,
    payloadsNotStored: 2,
    dropped: { ...newBatchTotals().dropped, sourceGone: 2 },
    deadLettered: { ...newBatchTotals().deadLettered, invalidEvent: 2 },
    held: { ...newBatchTotals().held, paused: 2 },
    failures: { 'us-east-1 ThrottlingException': 2 },
  });
});

test('any other line adds nothing', () => {
  const totals = newBatchTotals();
  for (const other of ['', 'batch done', '{"message":"batch done"}', '{"message":"other"}']) {
    addLogLine(totals, other);
  }
  expect(totals).toEqual(newBatchTotals());
});
