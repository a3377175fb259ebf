/** What the API takes for the code of an AWS Region; the domain decides by it, too. */
export { regionCode } from '../domain/region-code.ts';
