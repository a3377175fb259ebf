import * as v from 'valibot';
import { hexColour } from '../domain/brand/contrast.ts';

const colour = v.pipe(v.string(), v.regex(hexColour));
const accentSchema = v.object({ accent: colour, onAccent: colour });

/** What of the page is the vendor's own; what is absent is as usual. */
export const brandSchema = v.object({
  /** What the vendor is called. */
  name: v.exactOptional(v.string()),
  /** The address of its logo on the page's origin, or the name of its file beside the brand's. */
  logo: v.exactOptional(v.string()),
  light: v.exactOptional(accentSchema),
  dark: v.exactOptional(accentSchema),
});

/** What of the page is the vendor's own. */
export type Brand = Readonly<v.InferOutput<typeof brandSchema>>;

/** The file of a brand's folder that has a {@link Brand}. */
export const brandFile = 'brand.json';
