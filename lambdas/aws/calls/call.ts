/** How a call is made. */
export interface CallOptions {
  /** Ends the call with all its tries. */
  readonly abortSignal?: AbortSignal;
}

/** An operation of a service, by the SDK's names. */
export type Call<I, O> = (input: I, options?: CallOptions) => Promise<O>;
