import { isoTime } from '../iso-time.ts';
import type { Evidence } from '../validation.ts';
import { shownValue } from './shown-value.ts';

type Call = Extract<Evidence, { kind: 'call' }>;

/** What a call is, for the evidence. */
export interface CallAbout {
  readonly title: string;
  readonly call: string;
  readonly by: Call['by'];
  readonly request?: unknown;
}

/** An answer as the evidence shows it. */
export interface ShownAnswer {
  readonly status?: number | undefined;
  readonly answer: unknown;
}

/** Keeps what was asked and answered. Headers are never kept, and so no token. */
export interface Recorder {
  /** Makes a call, and keeps it with its answer or its error; both come back unchanged. */
  call<T>(about: CallAbout, make: () => Promise<T>, shown?: (answer: T) => ShownAnswer): Promise<T>;
  /** Keeps something that was worked out. */
  finding(title: string, lines: readonly string[]): void;
  /** Keeps a picture of the page. */
  screenshot(title: string, png: Uint8Array): void;
}

/** What a recorder needs. */
export interface Recording {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly evidence: Evidence[];
}

/**
 * A recorder. A call that is repeated and gets the same answer as before, as while something is awaited, is kept once,
 * and its title counts it.
 */
export function recorderOf({ now, evidence }: Recording): Recorder {
  const keep = keeper(evidence);
  return {
    async call(about, make, shown = awsAnswer) {
      const { request, ...named } = about;
      const startedMs = now();
      const base = {
        kind: 'call' as const,
        at: isoTime(startedMs),
        ...named,
        ...(request !== undefined && { request: shownValue(request) }),
      };
      const add = ({ status, answer }: ShownAnswer) =>
        keep({
          ...base,
          answer: shownValue(answer),
          ...(status !== undefined && { status }),
          ms: Math.round(now() - startedMs),
        });
      try {
        const answer = await make();
        add(shown(answer));
        return answer;
      } catch (error) {
        add(errorAnswer(error));
        throw error;
      }
    },
    finding(title, lines) {
      const safe = lines.map((line) => String(shownValue(line)));
      evidence.push({ kind: 'finding', at: isoTime(now()), title, lines: safe });
    },
    screenshot(title, png) {
      evidence.push({ kind: 'screenshot', at: isoTime(now()), title, png });
    },
  };
}

/** Appends calls; one that says the same as the last is counted instead. */
function keeper(evidence: Evidence[]) {
  let last: { text: string; index: number; title: string; times: number } | undefined;
  return (one: Call) => {
    const { at: _, ms: __, ...rest } = one;
    const text = JSON.stringify(rest);
    if (last?.text === text && evidence.length === last.index + 1) {
      last.times += 1;
      evidence[last.index] = { ...one, title: `${last.title} (${last.times} times the same)` };
      return;
    }
    last = { text, index: evidence.length, title: one.title, times: 1 };
    evidence.push(one);
  };
}

/** An answer of AWS, whose status is in the SDK's metadata. */
function awsAnswer(answer: unknown): ShownAnswer {
  return { status: statusIn(answer), answer };
}

function errorAnswer(error: unknown): ShownAnswer {
  const answer = Error.isError(error)
    ? { error: error.name, message: error.message }
    : { error: String(error) };
  return { status: statusIn(error), answer };
}

function statusIn(answer: unknown): number | undefined {
  const metadata = memberOf(answer, '$metadata');
  const status = memberOf(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Reflect.get(value, name);
  return member;
}
