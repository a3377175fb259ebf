/** The Region of a queue of AWS; undefined for another server. */
export function regionOf(queueUrl: string): string | undefined {
  const { hostname } = new URL(queueUrl);
  return /^sqs\.([a-z\d-]+)\.amazonaws\.(?:com|com\.cn|eu)$/.exec(hostname)?.[1];
}

/** The account of a queue: the first segment of the path. */
export function accountOf(queueUrl: string): string | undefined {
  return /^\/(\d{12})\//.exec(new URL(queueUrl).pathname)?.[1];
}
