import { setTimeout as sleep } from 'node:timers/promises';
import type { Cloud } from '../cloud.ts';
import { emulatorView } from '../emulator-view.ts';
import { startRecording, type Recording } from './recording.ts';

/** Starts to record what becomes of the events of a cloud. Stop it before the cloud is closed. */
export function recordHistory(
  { functions, queues, endpoints }: Pick<Cloud, 'functions' | 'queues' | 'endpoints'>,
  onFailure: (reason: string) => void,
): Recording {
  const emulator = emulatorView(endpoints.eventBridge);
  return startRecording({
    recorder: functions.recorder,
    hasMessages: () => queues.history.census().visible > 0,
    clockMs: () => emulator.nowMs(),
    onFailure,
    time: { now: Date.now, sleep: async (ms) => await sleep(ms) },
  });
}
