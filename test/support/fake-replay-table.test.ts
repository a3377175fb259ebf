import { describe } from '@jest/globals';
import { replayTableContract, replayTurnsContract } from '../contract/replay-table.ts';
import { fakeReplayTable, fakeReplayTurns } from './fake-replay-table.ts';

describe('the replay table in memory', () => {
  replayTableContract(async () => fakeReplayTable());
});

describe('turns in memory', () => {
  replayTurnsContract(async () => fakeReplayTurns());
});
