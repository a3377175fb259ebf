import { entryFaults } from '../../../tools/simulators/entry-faults.ts';

/** What can go wrong with any call that a function waits for. */
const everyCall = [
  /** The function's process dies before the call leaves it. */
  'crash before',
  /** The call is carried out, and the process dies before it hears of that. */
  'crash after',
  /** The call is carried out, and its answer does not come. */
  'lost answer',
  'throttled',
  /** It fails with a code that is in no table. */
  'unknown',
  'slow',
] as const;

const everySend = [
  ...everyCall,
  /** SQS refuses one message of the batch. */
  'partial',
] as const;

/** Every await of the functions and of what feeds them, with all that can go wrong there. */
export const faultsOf = {
  put: [...everyCall, ...entryFaults],
  'send retries': everySend,
  'send dead letters': everySend,
  'send unreadable': everySend,
  /** Back to the events queue. */
  'send parts': everySend,
  'send test event': everySend,
  /** `stale`: the replica is five seconds behind. */
  /** `partial`: SQS keeps one message of the batch. */
  'delete early': everySend,
  'look up': [...everyCall, 'stale'],
  retire: everyCall,
  note: everyCall,
  page: everyCall,
  /** `unprocessed`: BatchGetItem leaves keys over. */
  find: [...everyCall, 'unprocessed'],
  change: everyCall,
  adopt: everyCall,
  'claim notifications': everyCall,
  'settle notifications': everyCall,
  'load checkpoint': everyCall,
  'save checkpoint': everyCall,
  'notify vendor': everyCall,
  'read mappings': everyCall,
  register: everyCall,
  choose: everyCall,
  control: everyCall,
  remove: everyCall,
  ledger: everyCall,
  'create source': everyCall,
  'delete source': everyCall,
  'observe source': everyCall,
  'list sources': everyCall,
  'send history': everySend,
  'store payload': everyCall,
  'look at payload': everyCall,
  'read payload': everyCall,
  'read link key': everyCall,
  'store texts': everyCall,
  'read texts': everyCall,
  'read history': everyCall,
  'receive history': [...everyCall, 'redelivered'],
  /** `partial`: SQS keeps one message of the batch. */
  'delete recorded': everySend,
  'count hidden': everyCall,
  'write chunks': everyCall,
  'recorder state': everyCall,
  replays: everyCall,
  turns: everyCall,
  'wake replay': everySend,
  'claim source': everyCall,
  'count waiting': everyCall,
  /** `redelivered`: SQS gives a message out a second time at once. */
  receive: ['redelivered'],
  /** `lost answer`: the messages stay on the queue although they are done. */
  acknowledge: ['lost answer'],
} as const satisfies Record<string, readonly string[]>;

/** An await. */
export type Port = keyof typeof faultsOf;

/** Something that goes wrong at an await. */
export type FaultKind = (typeof faultsOf)[Port][number];

/** A fault at one await of a history. */
export interface PlannedFault {
  readonly at: Port;
  /** At which call of that kind, from 0. */
  readonly nth: number;
  readonly kind: FaultKind;
  /** Which entry or message of the call, for the faults that hit one; counted round. */
  readonly entry: number;
}

/** Hands the planned faults out, call by call. */
export interface FaultPlan {
  /** The fault of the next call at this await, and the call's number. */
  readonly next: (at: Port) => { readonly nth: number; readonly fault: PlannedFault | undefined };
  /** No faults until {@link resume}; calls are not counted. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** How often each fault has happened, by `<await>: <kind>`. */
  readonly met: ReadonlyMap<string, number>;
  /** How many calls there were. */
  readonly calls: () => number;
}

/** Of several faults for the same call the first one counts. */
export function faultPlan(faults: readonly PlannedFault[]): FaultPlan {
  const planned = new Map<string, PlannedFault>();
  for (const fault of faults.toReversed()) planned.set(`${fault.at} ${fault.nth}`, fault);
  const calls = new Map<Port, number>();
  const met = new Map<string, number>();
  let total = 0;
  let isPaused = false;
  return {
    met,
    calls: () => total,
    next(at) {
      const nth = calls.get(at) ?? 0;
      if (isPaused) return { nth, fault: undefined };
      calls.set(at, nth + 1);
      total += 1;
      const fault = planned.get(`${at} ${nth}`);
      if (fault !== undefined) {
        const name = `${fault.at}: ${fault.kind}`;
        met.set(name, (met.get(name) ?? 0) + 1);
      }
      return { nth, fault };
    },
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
    },
  };
}
