/** A content coding that an answer may have; `identity` is none. */
export type Coding = 'br' | 'gzip' | 'identity';

/**
 * The coding that a client likes best, by its Accept-Encoding as RFC 9110 (12.5.3) reads it; undefined
 * when it takes none of them. Who sends no such header gets no coding: it may not know of any.
 *
 * @param available the first of those that the client likes equally is taken
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

// Below every weight that a client can write: it takes what it does not name, but asked for the others.
const unnamedIdentityWeight = 0.0001;

function weightOf(coding: Coding, weights: ReadonlyMap<string, number>): number {
  const named = weights.get(coding) ?? (coding === 'gzip' ? weights.get('x-gzip') : undefined);
  const unnamed = coding === 'identity' ? unnamedIdentityWeight : 0;
  return named ?? weights.get('*') ?? unnamed;
}

// A coding or *, and a weight of three digits at the most; what is written otherwise names nothing.
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
