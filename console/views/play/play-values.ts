import { formatAddress } from "../../address";
import type { ConsoleRequest } from "../../api/console-client";
import type { Parameter, PlayOperation } from "./description";

/** What a request is made of, as one fills it in. */
export interface PlayValues {
  /** By {@link parameterKey}; what is empty is not sent. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Undefined where a request has no body. */
  readonly body: unknown;
}

/** What an address has at most: more is no link that one could send somebody. */
export const maxAddressCharacters = 8_000;

/** By which a parameter is told from others of its name. */
export function parameterKey({ in: place, name }: Pick<Parameter, "in" | "name">): string {
  return `${place}.${name}`;
}

/** The values of an operation's examples. */
export function exampleValues({ parameters, body }: PlayOperation): PlayValues {
  return {
    parameters: Object.fromEntries(
      parameters.flatMap((parameter) =>
        parameter.example === undefined ? [] : [[parameterKey(parameter), String(parameter.example)]],
      ),
    ),
    body: body?.example,
  };
}

/** The values that an address has, else those of the examples. */
export function parseValues(operation: PlayOperation, address: URLSearchParams): PlayValues {
  const example = exampleValues(operation);
  const keys = operation.parameters.map(parameterKey);
  const given = keys.flatMap((key) => (address.has(key) ? [[key, address.get(key) ?? ""] as const] : []));
  return {
    parameters: { ...example.parameters, ...Object.fromEntries(given) },
    body: operation.body && address.has("body") ? parseBody(address.get("body") ?? "", example.body) : example.body,
  };
}

function parseBody(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** The address of an operation with these values, by default those of its examples. */
export function playHref(operation: PlayOperation, values?: PlayValues): string {
  const { parameters = {}, body } = values ?? {};
  const example = JSON.stringify(operation.body?.example);
  const sent = values && body !== undefined ? JSON.stringify(body) : undefined;
  return formatAddress("play", { op: operation.id, ...parameters, body: sent === example ? undefined : sent });
}

/** The request that these values make. */
export function requestOfValues({ method, path, parameters }: PlayOperation, values: PlayValues): ConsoleRequest {
  const textOf = (parameter: Pick<Parameter, "in" | "name">) => values.parameters[parameterKey(parameter)] ?? "";
  const filled = (place: Parameter["in"]) =>
    parameters
      .filter((parameter) => parameter.in === place && textOf(parameter) !== "")
      .map((parameter) => [parameter.name, textOf(parameter)] as const);
  const query = new URLSearchParams(filled("query").map(([name, value]) => [name, value])).toString();
  const headers = Object.fromEntries(filled("header"));
  return {
    method,
    path:
      path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(textOf({ in: "path", name }))) +
      (query && `?${query}`),
    ...(values.body === undefined ? {} : { body: values.body }),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
  };
}
