/** The title of both pages. */
export const pageTitle = 'Partner event sources';
