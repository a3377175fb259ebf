import { useLayoutEffect, useState } from 'preact/hooks';
import { hashOf, parseHash, viewKeyOf, type Route } from '../route.ts';

/** The view that the URL's hash names; follows its changes. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  // At once: a link followed before the first frame is drawn would lead nowhere.
  useLayoutEffect(() => {
    const onChange = () => setHash(location.hash);
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  return parseHash(hash);
}

/** Goes to a view; the browser's back button returns. */
export function goTo(route: Route): void {
  location.hash = hashOf(route);
}

/** Goes to a state of the view that is shown; the browser's back button does not stop at each of them. */
export function replaceRoute(route: Route): void {
  location.replace(hashOf(route));
}

/** Whether the URL's hash names this view, whatever tab of it. */
export function isAt(route: Route): boolean {
  return viewKeyOf(parseHash(location.hash)) === viewKeyOf(route);
}
