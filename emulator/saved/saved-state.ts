/** The version of the saved form. A file of another version is refused. */
export const SAVED_VERSION = 1;

/** An emulator's state as JSON: what `save()` and `GET /_emulator/state` give, and `load()` and `POST` take. */
export type SavedState = {
  readonly version: typeof SAVED_VERSION;
  /** Of the JSON text of `state`, in hexadecimal. Without it, the content is not checked against it. */
  readonly sha256?: string | undefined;
  readonly state: object;
};
