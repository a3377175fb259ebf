/** Points the AWS SDK of this process to an EventBridge on loopback, and says how to undo that. */
export function useEventBridgeAt(url: string): () => void {
  return useVariables({
    AWS_ACCESS_KEY_ID: '999999999999',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_ENDPOINT_URL_EVENTBRIDGE: url,
  });
}

/** Gives this process the Region and the credentials that Lambda gives a function, and says how to undo that. */
export function useFunctionVariables(more: Readonly<Record<string, string>> = {}): () => void {
  return useVariables({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: '999999999999',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_SESSION_TOKEN: 'the token',
    ...more,
  });
}

function useVariables(variables: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  return () => {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  };
}
