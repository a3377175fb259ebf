import {
  registrationHandler,
  type HttpApiEvent,
} from '../../../../lambdas/registration/handler.ts';

/** Makes the registration function from its services. */
export type Handler = typeof registrationHandler;

/** The registration function. */
export type Handle = ReturnType<Handler>;

/** The handler with something around it. */
export function handlerWith(
  around: (
    event: HttpApiEvent,
    handle: Handle,
    services: Parameters<Handler>[0],
  ) => ReturnType<Handle>,
): Handler {
  return (services, page) => {
    const handle = registrationHandler(services, page);
    return async (event) => await around(event, handle, services);
  };
}

/** The event with other claims; without an authorizer where they are undefined. */
export function withClaims(
  claims: Readonly<Record<string, unknown>> | undefined,
  event: HttpApiEvent,
): HttpApiEvent {
  const { authorizer: _, ...requestContext } = event.requestContext;
  if (claims === undefined) return { ...event, requestContext };
  const jwt = { claims: claims as Record<string, string>, scopes: null };
  return { ...event, requestContext: { ...requestContext, authorizer: { jwt } } };
}
