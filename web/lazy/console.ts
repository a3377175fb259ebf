// What the page loads after the sign-in. It names the page, too, so that all of the page is in the one script that both
// import: two scripts would compress worse.
export { Console } from '../console.ts';
export { Page } from '../page.ts';
