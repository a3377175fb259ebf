import { SignatureV4 } from '@smithy/signature-v4';

/** The signer of each EventBridge client: that of all other clients, for one Region. */
export class SignatureV4MultiRegion extends SignatureV4 {
  /** By which the SDK asks whether it may sign for several Regions. */
  static sigv4aDependency(): 'none' {
    return 'none';
  }
}
