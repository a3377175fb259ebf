/** The Region of a queue of AWS; undefined for another server. */
export function regionOf(queueUrl: string): string | undefined {
  return /^sqs\.([a-z\d-]+)\.amazonaws\.com/.exec(new URL(queueUrl).hostname)?.[1];
}

/** The account of a queue: the first segment of the path. */
export function accountOf(queueUrl: string): string | undefined {
  return /^\/(\d{12})\//.exec(new URL(queueUrl).pathname)?.[1];
}
