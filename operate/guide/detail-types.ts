import { maxDetailTypeLength } from '../../lambdas/domain/domain-event.ts';
import { personalData } from './personal-data.ts';

/** The most detail types of a source that AWS expects (onboarding guide, "Sending events"); a recommendation. */
export const recommendedDetailTypes = 15;

/** What is wrong with a detail type: its length, or what looks like personal data. */
export function detailTypeProblems(detailType: string): readonly string[] {
  const { length } = detailType;
  const personal = personalData(detailType);
  return [
    ...(length === 0 || length > maxDetailTypeLength
      ? [`must have 1 to ${maxDetailTypeLength} characters, and it has ${length}`]
      : []),
    ...(personal === undefined ? [] : [`must have no personal data, and ${personal}`]),
  ];
}
