import { findNodeAtLocation, parseTree, type JSONPath } from 'jsonc-parser';

/** The text of a member as it is written, from its first character to its last; undefined if there is none. */
export function textOfMember(json: string, path: JSONPath): string | undefined {
  const root = parseTree(json);
  const node = root && findNodeAtLocation(root, path);
  return node && json.slice(node.offset, node.offset + node.length);
}

const around = 30;

/** Where two texts begin to differ, with what is around it in each, and whether that looks the same; undefined if they are the same. */
export function firstDifference(expected: string, found: string): string | undefined {
  if (expected === found) return undefined;
  let at = 0;
  while (expected.charAt(at) === found.charAt(at)) at += 1;
  const near = (text: string) => text.slice(Math.max(0, at - around), at + around);
  const isForm = expected.normalize('NFKC') === found.normalize('NFKC');
  const form = isForm ? ' (which looks the same, in another form of Unicode)' : '';
  return `at character ${at + 1}: expected ${near(expected)} but found ${near(found)}${form}`;
}
