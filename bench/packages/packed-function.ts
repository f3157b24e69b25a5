import { httpEvent } from "../../local/gateway/http-event";
import type { LocalFunction } from "../../local/lambda/lambda-function";
import { registeredFunction, routeName } from "../../local/lambda/registered-function";
import { ofType, type RegisteredResource } from "../../local/pulumi/registered-resource";
import type { DeployedStacks } from "../../local/pulumi/stacks";
import { exampleRequest } from "../../openapi/example-request";
import { operationsOf, type RouteOperation } from "../../openapi/operations";
import { routes } from "../../service/routes";

/** The function that a service registered for a route. */
export function functionOf({ service }: DeployedStacks, route: string): RegisteredResource {
  const lambda = ofType(service, "aws:lambda/function:Function").find((registered) => routeName(registered) === route);
  if (!lambda) throw new Error(`There is no function for the route ${route}`);
  return lambda;
}

/** The names of the routes that a service has a function for. */
export function deployedRoutes({ service }: DeployedStacks): string[] {
  const deployed = ofType(service, "aws:lambda/function:Function").map(routeName);
  return routes.map(({ name }) => name).filter((name) => deployed.includes(name));
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

/** The operation of this name. */
export function operationOf(name: string): RouteOperation {
  const found = operationsOf(routes).find((operation) => operation.name === name);
  if (!found) throw new Error(`There is no operation ${name}`);
  return found;
}

/** The event of an operation's example, or of a request with another body. */
export function eventOf(operation: RouteOperation, otherBody?: object) {
  const { method, path, pathParameters, headers, body } = exampleRequest(operation);
  const sent = otherBody ? JSON.stringify(otherBody) : body;
  return httpEvent(
    {
      method,
      url: path,
      protocol: "HTTP/1.1",
      headers: { ...headers },
      body: sent === undefined ? undefined : Buffer.from(sent),
      sourceIp: "127.0.0.1",
    },
    { apiId: "bench", routeKey: operation.routeKey, pathParameters: { ...pathParameters } },
  );
}
