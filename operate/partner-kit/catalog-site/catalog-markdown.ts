import { markdownBlock, markdownCode, markdownTable, markdownText } from '../../pages/markdown.ts';
import { eventPattern, layOut, type DocumentedType } from './documented-type.ts';
import { groupTypes } from './groups.ts';
import type { CatalogLine } from './index-page.ts';
import { membersIn, type MemberList } from './members.ts';

/** The list of all detail types as Markdown. */
export function indexMarkdown(lines: readonly CatalogLine[], partnerName: string): string {
  const groups = groupTypes(lines).flatMap(({ name, types }) => [
    `## ${markdownText(name)}`,
    types
      .map(
        ({ detailType, description, fileName }) =>
          `- [${markdownText(detailType)}](types/${fileName}.md): ${markdownText(description)}`,
      )
      .join('\n'),
  ]);
  return document([
    `# Events of ${markdownText(partnerName)}`,
    `${lines.length} detail types. The \`source\` of an event is the name of the partner event source: it begins with ${markdownCode(`aws.partner/${partnerName}/`)}.`,
    ...groups,
  ]);
}

/** A detail type as Markdown. */
export function typeMarkdown(type: DocumentedType, partnerName: string): string {
  const { detailType, description, schema, stub, samples, fileName } = type;
  return document([
    `# ${markdownText(detailType)}`,
    markdownText(description),
    '## Event pattern',
    markdownBlock(eventPattern(partnerName, detailType), 'json'),
    '## Detail',
    ...memberTable(membersIn(schema)),
    '### JSON Schema of the detail',
    markdownBlock(layOut(schema), 'json'),
    '## Samples',
    ...samples.flatMap((sample, index) => [
      `[Sample ${index + 1}](../samples/${fileName}-${index + 1}.json)`,
      markdownBlock(layOut(sample), 'json'),
    ]),
    ...(stub === undefined ? [] : stubParts(stub)),
  ]);
}

function stubParts(stub: Readonly<Record<string, unknown>>): readonly string[] {
  return [
    '## Stub of a large event',
    'A detail that is too large for EventBridge is replaced by a stub. Its `payload_url` leads to the whole detail until `expires_at`; compare what you receive with `payload_size_bytes` and `payload_sha256`.',
    ...memberTable(membersIn(stub)),
    '### JSON Schema of the stub',
    markdownBlock(layOut(stub), 'json'),
  ];
}

function memberTable({ members, isCut }: MemberList): readonly string[] {
  if (members.length === 0) return ['The schema names no members: any JSON object is possible.'];
  const rows = members.map(({ path, type, isRequired, notes }) => [
    markdownCode(path),
    markdownText(type),
    isRequired ? 'yes' : 'no',
    markdownText(notes.join('; ')),
  ]);
  const table = markdownTable(['Member', 'Type', 'Always there', 'Notes'], rows);
  return isCut ? [table, 'The JSON Schema below has more members than this table.'] : [table];
}

function document(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
