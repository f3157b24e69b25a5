import { describeCause } from "../../../functions/http/describe-cause";

const ofAws = (message: string, more: object = {}) =>
  Object.assign(new Error(message), { $metadata: { httpStatusCode: 403, requestId: "r" }, ...more });

test("describes an error with what caused it, and what that was made of", () => {
  const ends = [4, 6].map((version) => Object.assign(new Error(`no IPv${version}`), { code: "ECONNREFUSED" }));
  const error = new TypeError("fetch failed", { cause: new AggregateError(ends, "none") });
  expect(describeCause(error)).toMatchObject({
    name: "TypeError",
    message: "fetch failed",
    stack: expect.stringMatching(/^ +at /),
    cause: {
      name: "AggregateError",
      message: "none",
      errors: [
        { name: "Error", message: "no IPv4", code: "ECONNREFUSED" },
        { name: "Error", message: "no IPv6", code: "ECONNREFUSED" },
      ],
    },
  });
});

test("leaves out the messages of an error of AWS, and of all that caused it", () => {
  const quoted = new AggregateError([new Error("secret")], "secret", { cause: "secret" });
  const described = describeCause(ofAws("secret", { code: "ECONNRESET", cause: quoted }));
  expect(described).toMatchObject({ status: 403, aws_request_id: "r", code: "ECONNRESET" });
  expect(described?.cause).toMatchObject({ name: "AggregateError", cause: { name: "string" } });
  expect(JSON.stringify(described)).not.toContain("secret");
});

test("keeps the message of an error that one of AWS caused", () => {
  const error = new Error("The object is empty", { cause: ofAws("secret") });
  expect(describeCause(error)).toMatchObject({ message: "The object is empty", cause: { status: 403 } });
  expect(JSON.stringify(describeCause(error))).not.toContain("secret");
});

test.each([
  ["text", "broken", { name: "string", message: "broken" }],
  ["a number", 7, { name: "number", message: "7" }],
  ["an object without a prototype", Object.create(null), { name: "object" }],
])("describes %s that was thrown", (_, thrown, expected) => {
  expect(describeCause(thrown)).toMatchObject(expected);
});

test("describes nothing where nothing was thrown", () => {
  expect([describeCause(undefined), describeCause(null)]).toEqual([undefined, undefined]);
});

test("comes to an end where an error caused itself, and where thousands failed", () => {
  const circle = new Error("circle");
  circle.cause = new AggregateError(
    Array.from({ length: 5_000 }, () => circle),
    "many",
  );
  expect(JSON.stringify(describeCause(circle)).length).toBeLessThan(50_000);
});
