/** The page's title and heading. */
export const pageTitle = 'EventBridge partner emulator';
