import { createHash, createHmac } from 'node:crypto';

type Data = string | ArrayBuffer | ArrayBufferView;

function asBytes(data: Data): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** SHA-256, keyed if there is a secret, as the SDK's signer takes it. */
export class Sha256 {
  readonly digestLength = 32;
  readonly #secret: Data | undefined;
  #hash;

  constructor(secret?: Data) {
    this.#secret = secret;
    this.#hash = this.#begin();
  }

  update(data: Data): void {
    this.#hash.update(asBytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#begin();
  }

  #begin() {
    const secret = this.#secret;
    return secret ? createHmac('sha256', asBytes(secret)) : createHash('sha256');
  }
}

/** MD5, by which the SDK compares what SQS has with what was sent. */
export class Md5 {
  readonly digestLength = 16;
  #hash = createHash('md5');

  update(data: Data): void {
    this.#hash.update(asBytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.copy().digest());
  }

  reset(): void {
    this.#hash = createHash('md5');
  }
}
