import fc from "fast-check";
import { anyBut, deep, invalidId, isObject, json, type RequestShape, requestShapes, validId } from "./request-shapes";

/** A request to the API. */
export interface ArbitraryRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Buffer;
}

const objectOf = (entries: readonly (readonly [string, string])[]) =>
  `{${entries.map(([name, value]) => `${json(name)}:${value}`)}}`;
const bodyOf = (
  { fields, body = (object) => object }: RequestShape,
  spoil: (entries: [string, string][]) => [string, string][],
) => body(objectOf(spoil(Object.entries(fields).map(([name, { valid }]) => [name, valid]))));
const isJson = { "content-type": "application/json" };
const post = (path: string, body: string | Buffer, headers: Record<string, string> = isJson): ArbitraryRequest => ({
  method: "POST",
  path,
  headers,
  body,
});

/** A valid body with one field less, changed, more or twice. */
const spoiledFields = fc.oneof(
  ...requestShapes.flatMap((shape) => {
    const names = Object.keys(shape.fields);
    const required = names.filter((name) => shape.fields[name]?.required);
    const unknown = fc
      .oneof(fc.string({ unit: "binary" }), fc.constantFrom("__proto__", "constructor", "toString", "id", "TEXT"))
      .filter((name) => !names.includes(name));
    return [
      fc
        .constantFrom(...required)
        .map((name) => bodyOf(shape, (entries) => entries.filter(([other]) => other !== name))),
      ...Object.entries(shape.fields).map(([name, { invalid }]) =>
        invalid.map((bad) =>
          bodyOf(shape, (entries) => entries.map(([other, value]) => [other, other === name ? bad : value])),
        ),
      ),
      fc
        .tuple(unknown, fc.oneof(fc.jsonValue().map(json), deep))
        .map(([name, value]) => bodyOf(shape, (entries) => [...entries, [name, value]])),
      fc
        .tuple(fc.constantFrom(...names), fc.jsonValue().map(json))
        .map(([name, value]) => bodyOf(shape, (entries) => [[name, value], ...entries])),
    ].map((bodies) => bodies.map((body) => post(shape.path, body)));
  }),
);

const shape = fc.constantFrom(...requestShapes);
const valid = (of: RequestShape) => bodyOf(of, (entries) => entries);

/** A body that is no JSON, or the JSON of something else. */
const spoiledBodies = fc.oneof(
  fc.tuple(shape, fc.nat()).map(([of, cut]) => post(of.path, valid(of).slice(0, cut % valid(of).length))),
  fc.tuple(shape, fc.oneof(anyBut(isObject), deep)).map(([of, body]) => post(of.path, body)),
  fc
    .tuple(shape, fc.string({ unit: "binary", minLength: 1 }))
    .map(([of, junk]) => post(of.path, `${valid(of)}${junk}}`)),
  fc.tuple(shape, fc.uint8Array({ maxLength: 1_000 })).map(([of, bytes]) => post(of.path, Buffer.from([0, ...bytes]))),
  fc.tuple(shape, fc.nat(), fc.constantFrom(0xff, 0xc0, 0x80, 0x00)).map(([of, at, byte]) => {
    const body = Buffer.from(valid(of));
    const position = at % body.length;
    return post(of.path, Buffer.concat([body.subarray(0, position), Buffer.from([byte]), body.subarray(position)]));
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
    .map(([of, type]) => post(of.path, valid(of), { "content-type": type })),
  fc
    .tuple(
      shape.filter(({ path }) => path !== "/embeddings/search" && path !== "/v1/embeddings"),
      fc.stringMatching(/^[!-~]+$/).filter((condition) => condition !== "*"),
    )
    .map(([of, condition]) => post(of.path, valid(of), { ...isJson, "if-none-match": condition })),
);

const byId = (method: string, path: string): ArbitraryRequest => ({ method, path, headers: {} });
const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};
const method = fc.constantFrom("GET", "DELETE");
const spoiledPaths = fc.oneof(
  fc.tuple(method, invalidId).map(([name, id]) => byId(name, `/embeddings/${encodeURIComponent(id)}`)),
  fc
    .tuple(method, fc.string({ unit: fc.constantFrom("%", "2", "e", "F", "c", "0", ".", "/", "a"), maxLength: 12 }))
    .filter(([, path]) => !validId.test(decoded(path)))
    .map(([name, path]) => byId(name, `/embeddings/${path}`)),
  fc
    .oneof(
      fc
        .string()
        .filter((limit) => !/^([1-9]\d{0,2}|1000)$/.test(limit))
        .map((limit) => ({ limit })),
      fc.string().map((cursor) => ({ cursor })),
      fc.base64String().map((cursor) => ({ cursor })),
      fc
        .string({ minLength: 1 })
        .filter((prefix) => !validId.test(prefix))
        .map((prefix) => ({ prefix })),
      fc.string({ minLength: 1 }).map((name) => ({ [`x${name}`]: "1" })),
    )
    .map((query) => byId("GET", `/embeddings?${new URLSearchParams(query as unknown as Record<string, string>)}`)),
);

/** Method, path and body of the requests that {@link invalidRequests} spoils. */
export const validRequests = requestShapes.map((of) => ["POST", of.path, valid(of)] as const);

/** Requests that are invalid, most of them by one thing only. */
export const invalidRequests: fc.Arbitrary<ArbitraryRequest> = fc.oneof(
  { weight: 5, arbitrary: spoiledFields },
  { weight: 2, arbitrary: spoiledBodies },
  { weight: 1, arbitrary: spoiledHeaders },
  { weight: 3, arbitrary: spoiledPaths },
);
