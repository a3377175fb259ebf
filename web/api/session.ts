/** Whoever is signed in. */
export interface Session {
  /** A token for the API; waits while nobody is signed in. Rejects when no token can be had. */
  token(): Promise<string>;
  /** The API has refused the token: the next one has to be another. */
  readonly onUnauthorized: () => void;
}
