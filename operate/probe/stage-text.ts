import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import { OperationError } from '../operation-error.ts';
import type { Change } from './following/following.ts';

/** The text of a stage's file with a change. Everything else stays as it is laid out. */
export function withChange(text: string, { section, name, to }: Change): string {
  const root = parseTree(text);
  if (root?.type !== 'object') throw new OperationError('the stage is not a JSON object');
  const value = findNodeAtLocation(root, [section, name]);
  const written = `"${name}": ${valueText(to)}`;
  if (value !== undefined) return replaced(text, value, valueText(to));
  const ofSection = findNodeAtLocation(root, [section]);
  if (ofSection === undefined) {
    return withMember(text, root, `"${section}": { ${written} }`);
  }
  return withMember(text, ofSection, written);
}

function replaced(text: string, { offset, length }: Node, by: string): string {
  return text.slice(0, offset) + by + text.slice(offset + length);
}

/** The text with one more member at the end of an object: on a line of its own, if the last one is. */
function withMember(text: string, object: Node, member: string): string {
  const last = object.children?.at(-1);
  if (last === undefined) return replaced(text, object, `{ ${member} }`);
  const before = text.slice(object.offset, last.offset);
  const [ownLine = ' '] = /\r?\n[ \t]*$/.exec(before) ?? [];
  const end = last.offset + last.length;
  return `${text.slice(0, end)},${ownLine}${member}${text.slice(end)}`;
}

/** As Prettier writes it on one line. */
function valueText(value: unknown): string {
  return Array.isArray(value)
    ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]`
    : JSON.stringify(value);
}
