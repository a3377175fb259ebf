/** A replay that sends, or waits for its turn. */
export interface Turn {
  readonly replay: string;
  readonly sourceArn: string;
  /** When it counts as forgotten unless it asks again, epoch milliseconds. */
  readonly untilMs: number;
}

/** The replays of a Region: those that send, and those that wait, in the order in which they came. */
export interface Turns {
  readonly running: readonly Turn[];
  readonly waiting: readonly Turn[];
}

/** When nobody has asked for a turn. */
export const noTurns: Turns = { running: [], waiting: [] };

// Whoever comes after so many has no place in the order; it asks again.
const maxWaiting = 100;

/**
 * Asks for a turn, or for the next one of a replay that has its turn. A few replays of a Region send at
 * once, one for each source; the others wait, and whoever asked first is next.
 */
export function askForTurn(
  turns: Turns,
  turn: Turn,
  { nowMs, maxRunning }: { readonly nowMs: number; readonly maxRunning: number },
): { readonly turns: Turns; readonly isGranted: boolean } {
  const isKept = ({ replay, untilMs }: Turn) => replay !== turn.replay && untilMs > nowMs;
  const running = turns.running.filter(isKept);
  const isRunning = turns.running.some(({ replay }) => replay === turn.replay);
  if (isRunning && running.length < maxRunning) {
    const waiting = turns.waiting.filter(isKept);
    return { turns: { running: [...running, turn], waiting }, isGranted: true };
  }
  const waiting = inOrder(turns.waiting, turn, nowMs);
  if (nextTurns(running, waiting, maxRunning).includes(turn)) {
    const others = waiting.filter((one) => one !== turn);
    return { turns: { running: [...running, turn], waiting: others }, isGranted: true };
  }
  return { turns: { running, waiting: waiting.slice(0, maxWaiting) }, isGranted: false };
}

/** The turns without those of a replay that is over. */
export function withoutTurn({ running, waiting }: Turns, replay: string): Turns {
  const isOther = (turn: Turn) => turn.replay !== replay;
  return { running: running.filter(isOther), waiting: waiting.filter(isOther) };
}

/** Those that wait, with this one in its place, or at the end. */
function inOrder(waiting: readonly Turn[], turn: Turn, nowMs: number): readonly Turn[] {
  const kept = waiting
    .map((one) => (one.replay === turn.replay ? turn : one))
    .filter((one) => one === turn || one.untilMs > nowMs);
  return kept.includes(turn) ? kept : [...kept, turn];
}

/** Those of the waiting that may begin now. */
function nextTurns(
  running: readonly Turn[],
  waiting: readonly Turn[],
  maxRunning: number,
): readonly Turn[] {
  const next: Turn[] = [];
  const busy = new Set(running.map(({ sourceArn }) => sourceArn));
  for (const turn of waiting) {
    if (running.length + next.length >= maxRunning) break;
    if (busy.has(turn.sourceArn)) continue;
    busy.add(turn.sourceArn);
    next.push(turn);
  }
  return next;
}
