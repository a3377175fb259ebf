import type { buildApp } from 'fauxqs';

/** The state of every service that fauxqs imitates. */
export type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;

/** A message in fauxqs's store. */
export type SqsMessage = NonNullable<
  ReturnType<Stores['sqsStore']['inspectQueue']>
>['messages']['ready'][number];

/** Imports a module that fauxqs ships without exporting it, by its path relative to the package's entry point. */
async function importInternal(path: string) {
  return await import(new URL(path, import.meta.resolve('fauxqs')).href);
}

/** New, empty stores for `buildApp`. Access to the SQS store makes an exact census possible. */
export async function newStores(): Promise<Stores> {
  const { SqsStore }: { SqsStore: new () => Stores['sqsStore'] } =
    await importInternal('./sqs/sqsStore.js');
  const { SnsStore }: { SnsStore: new () => Stores['snsStore'] } =
    await importInternal('./sns/snsStore.js');
  const { S3Store }: { S3Store: new () => Stores['s3Store'] } =
    await importInternal('./s3/s3Store.js');
  return { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
}

/** Calls `onMade` with each message that a store creates, before it is on its queue. */
export async function watchNewMessages(onMade: (message: SqsMessage) => void): Promise<void> {
  const { SqsStore }: { SqsStore: { createMessage: (...fields: unknown[]) => SqsMessage } } =
    await importInternal('./sqs/sqsStore.js');
  const createMessage = SqsStore.createMessage.bind(SqsStore);
  SqsStore.createMessage = (...fields) => {
    const message = createMessage(...fields);
    onMade(message);
    return message;
  };
}

/**
 * What SQS refuses in a message body: control characters other than tab, line feed and carriage return, and the two
 * non-characters at the end of the basic plane.
 */
const refusedCharacter = /[^\t\n\r\u0020-\uFFFD]/;

/**
 * Lets message bodies hold every surrogate.
 *
 * fauxqs tests bodies one UTF-16 unit at a time and refuses surrogates, so it refuses every emoji; SQS accepts them.
 * Lone surrogates pass too: some clients use them for bytes that were not UTF-8, and the function must refuse such a
 * message with a reason.
 */
export async function acceptEverySurrogate(): Promise<void> {
  const { INVALID_MESSAGE_BODY_CHAR }: { INVALID_MESSAGE_BODY_CHAR: RegExp } =
    await importInternal('./sqs/sqsTypes.js');
  Object.assign(INVALID_MESSAGE_BODY_CHAR, { test: (body: string) => refusedCharacter.test(body) });
}
