import { standardSettings } from '../../lambdas/settings/standard-settings.ts';

/**
 * What work costs, in microseconds of a full vCPU. Measured by `npm run bench -- sender` on the machine
 * that its results name and rounded up; a vCPU of Lambda on arm64 may do more or less.
 */
export const cpuMicros = {
  /** An invocation: entering it, its report, its response. */
  invocation: 500,
  /** An event on its way from the record to its request: parsing, checking, packing, classifying. */
  event: 10,
  /** The same for each kB of its detail. */
  eventKilobyte: 5,
  /** A PutPartnerEvents call: signing, connection, answer. */
  call: 400,
  /** An entry of it, and each kB of the entry: serialising and sending. */
  entry: 5,
  entryKilobyte: 5,
  /** A DeleteMessageBatch call. */
  deletion: 150,
  /** A request to the mapping table. */
  tableRequest: 300,
} as const;

/** How long AWS takes, in seconds; it publishes none of these. */
export const waits = {
  /** PutPartnerEvents, as the fleet is planned with. */
  call: standardSettings.quotas.putPartnerEventsMs / 1000,
  tableRequest: 0.005,
  /** From the queue into a batch that is being gathered. */
  receive: 0.05,
  /**
   * Between two invocations of a poller that gathers nothing: the message to the history queue with which the
   * function ends, the deletion of the batch and the next receive.
   */
  poll: 0.03,
} as const;

/** What AWS's own pages say of its limits. */
export const limits = {
  /** A function with this many MB has one vCPU, with fewer a share of it ("Configure Lambda function memory"). */
  memoryMbOfVcpu: 1_769,
  /** Lambda begins with this many batches of a queue at a time ("Configuring scaling behavior for SQS event source mappings"). */
  batchesGathered: 5,
  /** A standard queue has no more messages received and not deleted ("Amazon SQS message quotas"). */
  messagesInFlight: 120_000,
  /** SQS takes and returns this many messages in a call, and bills each this many bytes. */
  sqsMessages: 10,
  sqsChunkBytes: 65_536,
  sqsBatchBytes: 1_048_576,
  /** ReceiveMessage calls a second of a poller, as AWS says of provisioned ones. */
  receivesPerPoller: 10,
} as const;

/** What the product itself does this many of at once (`delivery/look-up.ts`, `delivery/note-activity.ts`). */
export const tableRequestsInFlight = { lookUps: 32, notes: 16 } as const;

/** What an invocation writes to its log, in bytes, measured: its two lines and Lambda's three. */
export const logBytes = { invocation: 1_600, ofDelay: 4, ofCall: 3, mostOfEach: 99 } as const;
