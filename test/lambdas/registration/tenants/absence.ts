import { nothingHere, type ForeignRequest, type Thing } from './history.ts';
import { bytesOf } from './invariants.ts';
import { live, type Surroundings } from './life.ts';

/**
 * The answer to a request about another tenant's source, and those to the same request where there
 * is none: the source's, another of that tenant's, one of a tenant that nobody knows, one of the own.
 */
export async function answersAbout(
  { tenants, heirloom, request }: ForeignRequest,
  surroundings: Surroundings,
): Promise<{ readonly there: string; readonly absent: readonly string[] }> {
  const ask = async (thing: Thing, { isThere = true, names = tenants } = {}): Promise<string> => {
    const heirlooms = isThere ? [heirloom] : [];
    const history = { tenants: names, heirlooms, steps: [{ ...request, thing }], isTight: false };
    const { exchanges } = await live(history, surroundings);
    return exchanges.map(({ answer }) => bytesOf(answer)).join('\n');
  };
  const other = { ...heirloom, resource: nothingHere };
  return {
    there: await ask(heirloom),
    absent: [
      await ask(heirloom, { isThere: false }),
      await ask(other),
      await ask(heirloom, { names: [tenants[0], 'nobody'] }),
      ...(isAnsweredLikeOwn(request) ? [await ask({ ...other, of: request.caller })] : []),
    ],
  };
}

/** A generator of the own can be registered, and a cursor of the own is one though nothing is there. */
function isAnsweredLikeOwn({ doing, cursor }: ForeignRequest['request']): boolean {
  return doing !== 'registerSource' && (doing !== 'listSources' || cursor === undefined);
}
