import { type CanonicalStatement, covers, heldTo, isPublic, statements } from "../../policy/policy-document";

const one = (statement: Record<string, unknown>): CanonicalStatement | undefined =>
  statements({ Statement: statement })[0];

test("reads JSON text and objects, single values and lists alike", () => {
  const statement = { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::a/b"] };
  const single = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/b" };
  const expected = [
    { allows: true, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/b"], principals: [], conditions: [] },
  ];
  expect(statements({ Statement: [statement] })).toEqual(expected);
  expect(statements(JSON.stringify({ Statement: single }))).toEqual(expected);
});

test.each([undefined, null, ""])("finds no statement where the policy is %j", (document) => {
  expect(statements(document)).toEqual([]);
});

test.each(["{", "[]", '"text"', { Statement: "text" }])("takes %j for a policy that allows everything", (document) => {
  expect(statements(document)).toEqual([
    { allows: true, actions: ["*"], resources: ["*"], principals: ["* *"], conditions: [] },
  ]);
});

test("takes what a statement leaves out by Not… for all, where it allows, and for nothing, where it denies", () => {
  const not = { NotAction: "s3:GetObject", NotResource: "arn:aws:s3:::a", NotPrincipal: { AWS: "000000000000" } };
  expect(one({ Effect: "Allow", ...not })).toMatchObject({ actions: ["*"], resources: ["*"], principals: ["* *"] });
  expect(one({ Effect: "Deny", ...not })).toMatchObject({ actions: [], resources: [], principals: [] });
});

test("lists the conditions of all operators, without regard to case", () => {
  const statement = one({
    Effect: "Allow",
    Condition: { StringEquals: { "AWS:PrincipalAccount": ["1", "2"] }, Bool: { a: false } },
  });
  expect(statement?.conditions).toEqual([
    { operator: "stringequals", key: "aws:principalaccount", values: ["1", "2"] },
    { operator: "bool", key: "a", values: ["false"] },
  ]);
});

test.each([
  ["*", "s3:GetObject", true],
  ["s3:*", "s3:GetObject", true],
  ["s3:Get?bject", "s3:GetObject", true],
  ["S3:getobject", "s3:GetObject", true],
  ["s3:Get", "s3:GetObject", false],
  ["s3.GetObject", "s3:GetObject", false],
  ["arn:aws:s3:::a/*", "arn:aws:s3:::a/b/c", true],
  ["arn:aws:s3:::a", "arn:aws:s3:::a/b", false],
])("the pattern %s covers %s: %s", (pattern, value, expected) => {
  expect(covers(pattern, value)).toBe(expected);
});

test.each([
  [{ Effect: "Allow", Principal: "*" }, true],
  [{ Effect: "Allow", Principal: { AWS: "*" } }, true],
  [{ Effect: "Allow", Principal: { Federated: "*" } }, true],
  [{ Effect: "Allow", Principal: { AWS: ["000000000000", "*"] } }, true],
  [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } }, false],
  [{ Effect: "Deny", Principal: "*" }, false],
  [{ Effect: "Allow", Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } }, false],
])("tells of %j whether it is public", (source, expected) => {
  expect(statements({ Statement: source }).some(isPublic)).toBe(expected);
});

test("finds what a key is held to by the operators that are asked for, and by no other", () => {
  const statement = statements({
    Statement: { Effect: "Allow", Condition: { StringLike: { "iam:PassedToService": "*" }, StringEquals: { a: "b" } } },
  })[0] as CanonicalStatement;
  expect(heldTo(statement, "a", ["stringequals"])).toEqual(["b"]);
  expect(heldTo(statement, "iam:passedtoservice", ["stringequals"])).toEqual([]);
});
