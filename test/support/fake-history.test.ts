import { describe } from '@jest/globals';
import { historyContract } from '../contract/history.ts';
import { testNowMs } from './domain-builders.ts';
import { fakeHistory } from './fake-history.ts';

describe('the history in memory', () => {
  historyContract(async () => {
    let nowMs = testNowMs;
    const history = fakeHistory({ now: () => nowMs, isRecordedAtOnce: false, pageSize: 2 });
    return {
      sink: history,
      reader: history,
      run: async () => history.run(),
      passTime(ms) {
        nowMs += ms;
      },
      now: () => nowMs,
    };
  });
});
