/** A call of SendEmail, as the SDK's: the members that the example uses. */
export interface SendEmailInput {
  readonly FromEmailAddress: string;
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly Content: {
    readonly Simple: { readonly Subject: Content; readonly Body: { readonly Text: Content } };
  };
}

interface Content {
  readonly Data: string;
  readonly Charset: string;
}

/** Stands in for the SDK's command. */
export class SendEmailCommand {
  readonly input: SendEmailInput;

  constructor(input: SendEmailInput) {
    this.input = input;
  }
}

/** Stands in for the SDK's client, which Lambda has and the example is not tested with: it keeps what it is asked to send. */
export class SESv2Client {
  readonly options: { readonly maxAttempts: number };

  constructor(options: { readonly maxAttempts: number }) {
    this.options = options;
  }

  async send({ input }: SendEmailCommand): Promise<void> {
    globalThis.sentBySes?.push(input);
    await Promise.resolve();
  }
}

declare global {
  /** What the stand-in was asked to send. */
  var sentBySes: SendEmailInput[] | undefined;
}
