import { httpEvent } from "../local/gateway/http-event";
import type { LocalFunction } from "../local/lambda/lambda-function";
import { registeredFunction } from "../local/lambda/registered-function";
import { ofType, type RegisteredResource } from "../local/pulumi/registered-resource";
import type { DeployedStacks } from "../local/pulumi/stacks";

/** The function that a service registered for a route. */
export function functionOf({ service }: DeployedStacks, route: string): RegisteredResource {
  const lambda = ofType(service, "aws:lambda/function:Function").find(({ name }) => name === `${route}-function`);
  if (!lambda) throw new Error(`There is no function for the route ${route}`);
  return lambda;
}

/** The packed function of a route, in worker threads of this process, that talks to these endpoints, unpacked in `directory`. */
export async function packedFunction(
  stacks: DeployedStacks,
  route: string,
  endpoints: Record<string, string>,
  directory: string,
): Promise<LocalFunction> {
  return registeredFunction(functionOf(stacks, route), { region: stacks.region, endpoints, directory });
}

/** The event of a request to a route with path parameters, and a JSON body if there is one. */
export function eventOf(routeKey: string, pathParameters: Record<string, string> = {}, body?: unknown) {
  const [method = "", path = ""] = routeKey.split(" ");
  return httpEvent(
    {
      method,
      url: path.replace(/\{(\w+)\}/g, (_, name) => pathParameters[name] ?? ""),
      protocol: "HTTP/1.1",
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
      sourceIp: "127.0.0.1",
    },
    { apiId: "bench", routeKey, pathParameters },
  );
}
