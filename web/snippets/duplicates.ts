/** How a consumer in TypeScript drops an event that it has had. */
export const dropDuplicatesSnippet = `// "event/ID", or "replay/REPLAY/event/ID" if the event is sent again.
const idOf = (resources: readonly string[]) =>
  resources.map((one) => /^(?:replay\\/[^/]+\\/)?event\\/(.+)$/s.exec(one)?.[1]).find(Boolean);

export async function handler(event: { resources: readonly string[] }) {
  const id = idOf(event.resources);
  // For example a conditional write to a table, which succeeds only once.
  if (id !== undefined && !(await isFirstTime(id))) return;
  await handle(event);
}
`;

/** The part of an event pattern that leaves out what is sent again. */
export const firstTimeResources = '{"resources":[{"prefix":"event/"}]}';
