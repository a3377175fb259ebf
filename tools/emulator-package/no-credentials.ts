/** In the place of the SDK's search for credentials, half of its code: the emulator gives its own. */
export function defaultProvider(): never {
  throw new Error('The emulator looks for no credentials.');
}
