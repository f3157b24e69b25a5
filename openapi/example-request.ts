import * as z from "zod";
import type { RouteOperation } from "./operations";

/** A request to an operation. */
export interface ExampleRequest {
  readonly method: string;
  /** With the path parameters in it, encoded. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or none. */
  readonly body?: string;
}

/**
 * The request that an operation's examples make, which succeeds where the example of `POST /embeddings/generate` is
 * stored. Throws where a parameter of the path has no example.
 */
export function exampleRequest({ method, path, operation }: RouteOperation): ExampleRequest {
  const { parameters, request } = operation;
  const pathParameters = Object.fromEntries(
    Object.entries(parameters?.path?.shape ?? {}).map(([name, schema]) => {
      const { example } = z.globalRegistry.get(schema)?.param ?? {};
      if (typeof example !== "string")
        throw new Error(`${name} of ${method} ${path} has no example: add one to its schema`);
      return [name, example];
    }),
  );
  return {
    method,
    path: path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(pathParameters[name] ?? "")),
    pathParameters,
    headers: request ? { "content-type": "application/json" } : {},
    ...(request ? { body: JSON.stringify(request.example) } : {}),
  };
}
