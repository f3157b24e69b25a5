import { ofType } from "../local/engine";
import { httpEvent } from "../local/http-event";
import type { LocalFunction } from "../local/lambda-function";
import { registeredFunction } from "../local/registered-function";
import type { DeployedStacks } from "../local/stacks";

/** The packed function of a route, in worker threads of this process, that talks to these endpoints, unpacked in `directory`. */
export async function packedFunction(
  { service, region }: DeployedStacks,
  route: string,
  endpoints: Record<string, string>,
  directory: string,
): Promise<LocalFunction> {
  const lambda = ofType(service, "aws:lambda/function:Function").find(({ name }) => name === `${route}-function`);
  if (!lambda) throw new Error(`There is no function for the route ${route}`);
  return registeredFunction(lambda, { region, endpoints, directory });
}

/** The event of a POST with a JSON body. */
export function postEvent(path: string, body: unknown) {
  return httpEvent(
    {
      method: "POST",
      url: path,
      protocol: "HTTP/1.1",
      headers: { "content-type": "application/json" },
      body: Buffer.from(JSON.stringify(body)),
      sourceIp: "127.0.0.1",
    },
    { apiId: "bench", routeKey: `POST ${path}`, pathParameters: {} },
  );
}
