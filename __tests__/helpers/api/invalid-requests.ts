import fc from "fast-check";
import { operationsOf, type RouteOperation } from "../../../openapi/operations";
import { routes } from "../../../service/routes";
import { at, DocumentSchema } from "./document-schema";
import { anyBut, character, deep, invalidId, isObject, json, refused, validId } from "./known-fields";
import { objectOf, type RequestShape, requestShapes, validOf } from "./request-shapes";

/** A request to the API. */
export interface ArbitraryRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Buffer;
}

const bodyOf = ({ fields, body }: RequestShape, spoil: (entries: [string, string][]) => [string, string][]) =>
  body(objectOf(spoil(validOf(fields))));
const isJson = { "content-type": "application/json" };
const request = (
  { operation: { method, path } }: RequestShape,
  body: string | Buffer,
  headers: Record<string, string> = isJson,
): ArbitraryRequest => ({ method, path: pathOf(path), headers, body });
/** A path of an operation, about the embedding that bodies are about. */
const pathOf = (path: string) => path.replace("{embedding_id}", "doc1");

/** A valid body with one field less, changed, more or twice. */
const spoiledFields = fc.oneof(
  ...requestShapes.flatMap((shape) => {
    const names = Object.keys(shape.fields);
    const required = names.filter((name) => shape.fields[name]?.required);
    const unknown = fc
      .oneof(fc.string({ unit: character }), fc.constantFrom("__proto__", "constructor", "toString", "id", "TEXT"))
      .filter((name) => !names.includes(name));
    return [
      ...required.map((name) => fc.constant(bodyOf(shape, (entries) => entries.filter(([other]) => other !== name)))),
      ...Object.entries(shape.fields).map(([name, { invalid, required: isRequired }]) =>
        // Null is as left out.
        invalid
          .filter((bad) => isRequired || bad !== "null")
          .map((bad) =>
            bodyOf(shape, (entries) => entries.map(([other, value]) => [other, other === name ? bad : value])),
          ),
      ),
      ...(shape.path.startsWith("/v1/")
        ? []
        : [
            fc
              .tuple(unknown, fc.oneof(fc.jsonValue().map(json), deep))
              .map(([name, value]) => bodyOf(shape, (entries) => [...entries, [name, value]])),
          ]),
      fc
        .tuple(fc.constantFrom(...names), fc.jsonValue().map(json))
        .map(([name, value]) => bodyOf(shape, (entries) => [[name, value], ...entries])),
    ].map((bodies) => bodies.map((body) => request(shape, body)));
  }),
);

const shape = fc.constantFrom(...requestShapes);
const valid = (of: RequestShape) => bodyOf(of, (entries) => entries);

/** Whether a request can ask to store only where nothing is stored yet. */
export const storesOnRequest = ({ operation: { request, parameters } }: RouteOperation) =>
  request !== undefined && Object.hasOwn(parameters?.header?.shape ?? {}, "If-None-Match");

/** A body that is no JSON, or the JSON of something else. */
const spoiledBodies = fc.oneof(
  fc.tuple(shape, fc.nat()).map(([of, cut]) => request(of, valid(of).slice(0, cut % valid(of).length))),
  fc.tuple(shape, fc.oneof(anyBut(isObject), deep)).map(([of, body]) => request(of, body)),
  fc
    .tuple(shape, fc.string({ unit: character, minLength: 1 }))
    .map(([of, junk]) => request(of, `${valid(of)}${junk}}`)),
  fc.tuple(shape, fc.uint8Array({ maxLength: 1_000 })).map(([of, bytes]) => request(of, Buffer.from([0, ...bytes]))),
  fc.tuple(shape, fc.nat(), fc.constantFrom(0xff, 0xc0, 0x80, 0x00)).map(([of, at, byte]) => {
    const body = Buffer.from(valid(of));
    const position = at % body.length;
    return request(of, Buffer.concat([body.subarray(0, position), Buffer.from([byte]), body.subarray(position)]));
  }),
);

const spoiledHeaders = fc.oneof(
  fc
    .tuple(
      shape,
      fc.constantFrom(
        "text/plain",
        "application/xml",
        "application/octet-stream",
        "multipart/form-data",
        "*/*",
        "json",
        "",
      ),
    )
    .map(([of, type]) => request(of, valid(of), { "content-type": type })),
  fc
    .tuple(
      shape.filter(({ operation }) => storesOnRequest(operation)),
      fc.stringMatching(/^[!-~]+$/).filter((condition) => condition !== "*"),
    )
    .map(([of, condition]) => request(of, valid(of), { ...isJson, "if-none-match": condition })),
);

const operations = operationsOf(routes);
const withoutBody = ({ method }: RouteOperation, path: string): ArbitraryRequest => ({ method, path, headers: {} });
const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};

/** The parameters of an operation by their names, as the document has them. */
function parameters({ path, method, operation }: RouteOperation, where: "path" | "query") {
  return Object.keys(operation.parameters?.[where]?.shape ?? {}).map((name) => {
    const place = ["paths", path, method.toLowerCase(), "parameters"];
    const index = (at(place) as unknown as { name: string; in: string }[]).findIndex(
      (parameter) => parameter.name === name && parameter.in === where,
    );
    return [name, new DocumentSchema([...place, String(index), "schema"])] as const;
  });
}

/** What is no value of a parameter: of those that are known by what the API says, of others by the document. */
const invalidParameters: Readonly<Record<string, fc.Arbitrary<string>>> = {
  embedding_id: invalidId,
  limit: fc.string().filter((limit) => !/^([1-9]\d{0,2}|1000)$/.test(limit)),
  cursor: fc.oneof(fc.string(), fc.base64String()).filter((cursor) => cursor !== ""),
  prefix: fc.string({ minLength: 1 }).filter((prefix) => !validId.test(prefix)),
};
const invalidValues = (name: string, schema: DocumentSchema): readonly fc.Arbitrary<string>[] => {
  const takes = (text: string) => schema.takes(text) || (text.trim() !== "" && schema.takes(Number(text)));
  const invalid = invalidParameters[name] ?? refused(fc.string(), takes);
  return invalid ? [invalid] : [];
};

const spoiledPaths = operations.flatMap((operation) =>
  parameters(operation, "path").flatMap(([name, schema]) => {
    const at = (text: string) =>
      withoutBody(
        operation,
        operation.path.replace(`{${name}}`, () => text),
      );
    const junk = fc.string({ unit: fc.constantFrom("%", "2", "e", "F", "c", "0", ".", "/", "a"), maxLength: 12 });
    return [
      ...invalidValues(name, schema).map((invalid) => invalid.map((value) => at(encodeURIComponent(value)))),
      junk.filter((path) => !validId.test(decoded(path))).map(at),
    ];
  }),
);
const spoiledQueries = operations
  .filter(({ operation }) => operation.parameters?.query)
  .flatMap((operation) => {
    const at = (name: string, value: string) =>
      withoutBody(operation, `${operation.path}?${new URLSearchParams({ [name]: value })}`);
    return [
      ...parameters(operation, "query").flatMap(([name, schema]) =>
        invalidValues(name, schema).map((invalid) => invalid.map((value) => at(name, value))),
      ),
      fc.string({ minLength: 1 }).map((name) => at(`x${name}`, "1")),
    ];
  });

/** Method, path and body of the requests that {@link invalidRequests} spoils. */
export const validRequests = requestShapes.map(
  (of) => [of.operation.method, pathOf(of.operation.path), valid(of)] as const,
);

/** Requests that are invalid, most of them by one thing only. */
export const invalidRequests: fc.Arbitrary<ArbitraryRequest> = fc.oneof(
  { weight: 5, arbitrary: spoiledFields },
  { weight: 2, arbitrary: spoiledBodies },
  { weight: 1, arbitrary: spoiledHeaders },
  { weight: 3, arbitrary: fc.oneof(...spoiledPaths, ...spoiledQueries) },
);
