/**
 * The code of an AWS Region, such as `us-east-1` or `us-gov-west-1`. New Regions appear, so there is no
 * list here; but each is named after a point of the compass.
 */
export const regionCode =
  /^[a-z]{2,}(?:-[a-z]+)*-(?:central|(?:north|south)(?:east|west)?|east|west)-\d+$/;

/** Whether a text looks like the code of an AWS Region. */
export function isRegionCode(text: string): boolean {
  return regionCode.test(text);
}
