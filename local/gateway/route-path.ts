/** A parameter that takes all that is left of a path, such as `{file+}`: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
const greedy = /\{([^}]+)\+\}$/;

/** A path in API Gateway's syntax as `find-my-way` takes it. */
export function routerPath(path: string): string {
  return path.replace(greedy, "*").replace(/\{([^}]+)\}/g, ":$1");
}

/** What a router found for the parameters of such a path; undefined where nothing is left for one that takes the rest. */
export function pathParametersOf(
  path: string,
  found: Readonly<Record<string, string | undefined>>,
): Record<string, string> | undefined {
  const { "*": rest, ...others } = found;
  const [, name] = greedy.exec(path) ?? [];
  if (name === undefined) return others as Record<string, string>;
  return rest ? ({ ...others, [name]: rest } as Record<string, string>) : undefined;
}
