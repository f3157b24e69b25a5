import type { Handle } from "./http-handler";

/** What answers the requests of a function whose route keys have other methods each. */
export function byMethod(handles: Readonly<Record<string, Handle>>): Handle {
  return (event, context) => {
    const { method } = event.requestContext.http;
    const handle = handles[method];
    if (!handle) throw new Error(`No route has the method ${method}`);
    return handle(event, context);
  };
}
