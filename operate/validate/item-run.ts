import type { GuideItem } from '../guide/items.ts';
import type { Clock } from './clock.ts';
import { failureText } from './evidence/failure-text.ts';
import { recorderOf, type Recorder } from './evidence/recorder.ts';
import { ItemEnded, Stopped } from './item-ended.ts';
import type { Evidence, ItemResult } from './validation.ts';

/** An item while it is shown: what it finds goes here. */
export interface ItemRun extends Recorder {
  /** Something is wrong: what was expected and what came, a sentence without a full stop. The item goes on. */
  problem(text: string): void;
  /** The same unless it holds. */
  expect(holds: boolean, problem: string): void;
  note(text: string): void;
  hasProblems(): boolean;
}

/** What running items needs. */
export interface ItemServices {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onEnd: (result: ItemResult) => void;
}

/** Which item, and in which Region. */
export interface ItemPlace {
  readonly item: GuideItem;
  readonly region: string | undefined;
}

/** An item under way, which several steps may add to, and its end. */
export interface OpenItem {
  readonly run: ItemRun;
  /** Takes a step: undefined if the item cannot go on after it. */
  step<T>(body: (run: ItemRun) => Promise<T>): Promise<T | undefined>;
  /** Ends it: `passed` if every step did. */
  end(): ItemResult;
}

/** Opens an item. */
export function openItem(place: ItemPlace, services: ItemServices): OpenItem {
  const problems: string[] = [];
  const notes: string[] = [];
  const evidence: Evidence[] = [];
  const { clock } = services;
  const { recorder, callOf } = namingFailures(recorderOf({ now: clock.now, evidence }));
  const run: ItemRun = {
    ...recorder,
    problem: (text) => problems.push(text),
    expect: (holds, text) => void (holds || problems.push(text)),
    note: (text) => notes.push(text),
    hasProblems: () => problems.length > 0,
  };
  let wasStopped = false;
  return {
    run,
    async step(body) {
      if (wasStopped) return undefined;
      try {
        if (services.signal.aborted) throw new Stopped();
        return await body(run);
      } catch (error) {
        // What a call that was given up answers says nothing of the item.
        wasStopped = error instanceof Stopped || services.signal.aborted;
        if (!wasStopped) problems.push(problemOf(error, callOf(error)));
        return undefined;
      }
    },
    end() {
      const status = statusOf(wasStopped, problems);
      const reasons = wasStopped ? [...problems, new Stopped().message] : problems;
      const result: ItemResult = { ...place, status, problems: reasons, notes, evidence };
      services.onEnd(result);
      return result;
    },
  };
}

/** The result of an item that was not begun. */
export function notRun(place: ItemPlace, reason: string, { onEnd }: ItemServices): ItemResult {
  const result: ItemResult = {
    ...place,
    status: 'notRun',
    problems: [reason],
    notes: [],
    evidence: [],
  };
  onEnd(result);
  return result;
}

function statusOf(wasStopped: boolean, problems: readonly string[]): ItemResult['status'] {
  if (problems.length > 0) return 'failed';
  return wasStopped ? 'notRun' : 'passed';
}

/** A recorder that knows which call an error is of. */
function namingFailures(recorder: Recorder) {
  const calls = new Map<unknown, string>();
  const naming: Recorder = {
    ...recorder,
    async call(about, make, shown) {
      try {
        return await recorder.call(about, make, shown);
      } catch (error) {
        calls.set(error, about.call);
        throw error;
      }
    },
  };
  return { recorder: naming, callOf: (error: unknown) => calls.get(error) };
}

function problemOf(error: unknown, call: string | undefined): string {
  if (error instanceof ItemEnded) return error.message;
  const text = failureText(error);
  return call === undefined ? text : `expected an answer to ${call}, but ${text}`;
}
