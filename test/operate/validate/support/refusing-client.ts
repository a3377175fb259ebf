import type { Subject } from '../../../../operate/validate/subject/subject.ts';

/** An error of AWS. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
}

/** Refuses a command, or does nothing. */
type Refuse = (command: object) => void;

/** Throws for calls of one kind, so often or always. */
export function refusing(call: string, { name, message }: Refusal, times = Infinity): Refuse {
  let refused = 0;
  return ({ constructor }) => {
    if (constructor.name !== `${call}Command` || refused >= times) return;
    refused += 1;
    const $metadata = { httpStatusCode: 400 };
    throw Object.assign(new Error(message), { name, $metadata });
  };
}

/** The same subject, one of whose sides refuses. */
export function sideWith(side: 'partner' | 'customer', refuse: Refuse) {
  return (subject: Subject): Subject => {
    const { partner, customer } = subject;
    if (side === 'partner') {
      return { ...subject, partner: { ...partner, eventBridge: of(partner.eventBridge, refuse) } };
    }
    const { eventBridge, sqs } = customer;
    const clients = { eventBridge: of(eventBridge, refuse), sqs: of(sqs, refuse) };
    return { ...subject, customer: { ...customer, ...clients } };
  };
}

function of<C extends object>(open: (region: string) => C, refuse: Refuse) {
  return (region: string): C =>
    new Proxy(open(region), {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (name !== 'send' || typeof member !== 'function') return member;
        return async (command: object): Promise<unknown> => {
          refuse(command);
          return await Reflect.apply(member, target, [command]);
        };
      },
    });
}
