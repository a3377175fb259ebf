/** A content coding that an answer may have; `identity` is none. */
export type Coding = 'br' | 'gzip' | 'identity';

/**
 * The coding that a client prefers, by its Accept-Encoding (RFC 9110, 12.5.3); undefined when the client
 * accepts none of them. A client without the header gets no coding: it may not support any.
 *
 * @param available of those that the client prefers equally, the first is chosen
 */
export function chooseCoding(
  acceptEncoding: string | undefined,
  available: readonly Coding[],
): Coding | undefined {
  const weights = readWeights(acceptEncoding ?? '');
  const weighted = available.map((coding) => ({ coding, weight: weightOf(coding, weights) }));
  const best = Math.max(...weighted.map(({ weight }) => weight));
  return best === 0 ? undefined : weighted.find(({ weight }) => weight === best)?.coding;
}

// Below every weight that a client can write: it accepts what it does not name, but prefers the others.
const unnamedIdentityWeight = 0.0001;

function weightOf(coding: Coding, weights: ReadonlyMap<string, number>): number {
  const named = weights.get(coding) ?? (coding === 'gzip' ? weights.get('x-gzip') : undefined);
  const unnamed = coding === 'identity' ? unnamedIdentityWeight : 0;
  return named ?? weights.get('*') ?? unnamed;
}

// A coding or *, and a weight of at most three decimals; anything else is ignored.
const element =
  /^\s*(?<coding>[\w.+-]+|\*)\s*(?:;\s*q=(?<weight>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

function readWeights(acceptEncoding: string): ReadonlyMap<string, number> {
  return new Map(
    acceptEncoding.split(',').flatMap((text) => {
      const { coding, weight = '1' } = element.exec(text)?.groups ?? {};
      return coding === undefined ? [] : [[coding.toLowerCase(), Number(weight)] as const];
    }),
  );
}
