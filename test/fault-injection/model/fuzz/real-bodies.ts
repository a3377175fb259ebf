import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as v from 'valibot';

const exampleSchema = v.array(
  v.object({
    name: v.string(),
    examples: v.array(v.record(v.string(), v.unknown())),
  }),
);

const repositorySchema = v.object({ repository: v.object({ full_name: v.string() }) });

/** The webhook payloads that GitHub publishes, each as the body of a message with one event. */
export function realBodies(): readonly string[] {
  const require = createRequire(import.meta.url);
  const path = require.resolve('@octokit/webhooks-examples/api.github.com/index.json');
  const groups = v.parse(exampleSchema, JSON.parse(readFileSync(path, 'utf8')));
  return groups.flatMap(({ name, examples }) =>
    examples.map((detail, index) => {
      const about = v.safeParse(repositorySchema, detail);
      const generator = about.success ? about.output.repository.full_name : 'octo-org/hooks';
      return JSON.stringify({ id: `${name}-${index}`, generator, detailType: name, detail });
    }),
  );
}
