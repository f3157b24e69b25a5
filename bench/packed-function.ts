import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveFiles } from "../local/archive";
import { ofType } from "../local/engine";
import { httpEvent } from "../local/http-event";
import { LocalFunction } from "../local/lambda-function";
import type { DeployedStacks } from "../local/stacks";

/** The packed function of a route, in worker threads of this process, that talks to these endpoints. */
export async function packedFunction(
  { service }: DeployedStacks,
  route: string,
  endpoints: Record<string, string>,
): Promise<LocalFunction> {
  const lambda = ofType(service, "aws:lambda/function:Function").find(({ name }) => name === `${route}-function`);
  if (!lambda) throw new Error(`There is no function for the route ${route}`);
  const { name, handler, memorySize, timeout, environment } = lambda.inputs;
  return new LocalFunction({
    name: String(name),
    arn: String(lambda.state["arn"]),
    files: await archiveFiles(lambda),
    handler: String(handler),
    environment: {
      ...(environment as { variables: Record<string, string> }).variables,
      ...endpoints,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
      AWS_LAMBDA_FUNCTION_NAME: String(name),
    },
    memorySizeMb: Number(memorySize),
    timeoutSeconds: Number(timeout),
    directory: mkdtempSync(join(tmpdir(), "embeddings-bench-")),
  });
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
