/** The functions of the app; each is a folder of `lambdas` with an `index.ts`. */
export const functionNames = [
  'fan-out',
  'retry',
  'history',
  'replay',
  'reconcile',
  'registration',
] as const;

/** One of the functions. */
export type FunctionName = (typeof functionNames)[number];
