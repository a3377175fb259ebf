/** Does something around every call of a port's methods: `before` and `after` may wait, or throw. */
export function aroundCalls<T extends object>(
  port: T,
  around: (method: string, when: 'before' | 'after') => Promise<void>,
): T {
  const wrapped = Object.entries(port).map(([name, member]) => {
    if (typeof member !== 'function') return [name, member];
    const method = async (...input: unknown[]) => {
      await around(name, 'before');
      const answer: unknown = await member(...input);
      await around(name, 'after');
      return answer;
    };
    return [name, method];
  });
  return Object.fromEntries(wrapped) as T;
}
