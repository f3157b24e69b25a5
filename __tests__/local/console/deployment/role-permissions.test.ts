import { describeStatement, matches, roleStatements } from "../../../../local/console/deployment/role-permissions";
import { registered, stackOf } from "../../../helpers/stacks/registered";

const role = registered("aws:iam/role:Role", "role", { name: "team-search" });
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const inline = (name: string, ...statements: object[]) =>
  ["aws:iam/rolePolicy:RolePolicy", name, { name, role: "team-search", policy: document(...statements) }] as [
    string,
    string,
    Record<string, unknown>,
  ];
const bucket = (name: string) => `arn:aws:s3:::${name}`;
const read = {
  Effect: "Allow",
  Action: ["s3:GetObject", "s3:PutObject"],
  Resource: [`${bucket("ours")}/embeddings/*`, `${bucket("theirs")}/embeddings/*`],
};

test("puts together the policies of a role, attached or its own, of any layer", () => {
  const bootstrap = stackOf(
    ["aws:iam/policy:Policy", "p", { arn: "arn:p", name: "team-read", policy: document(read) }],
    [
      "aws:iam/policy:Policy",
      "other",
      { arn: "arn:other", name: "other", policy: document({ Effect: "Allow", Action: "kms:*", Resource: "*" }) },
    ],
  );
  const service = stackOf(
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { policyArn: "arn:p", role: "team-search" }],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "b", { policyArn: "arn:other", role: "another" }],
    inline("own", { Effect: "Deny", Action: ["s3:*"], NotResource: [bucket("ours"), `${bucket("ours")}/*`] }),
  );
  expect(roleStatements(role, [bootstrap, service]).map(describeStatement)).toEqual([
    {
      isAllowed: true,
      what: "read and write objects",
      where: ["embeddings/* in the bucket ours"],
      isElsewhere: false,
      conditions: [],
      policy: "team-read",
      actions: ["s3:GetObject", "s3:PutObject"],
    },
    {
      isAllowed: false,
      what: "use S3",
      where: ["the bucket ours", "all objects in the bucket ours"],
      isElsewhere: true,
      conditions: [],
      policy: "own",
      actions: ["s3:*"],
    },
  ]);
});

test.each<[string, object, number]>([
  ["that names it", { Action: "s3:*", Resource: `${bucket("theirs")}/*` }, 1],
  ["that names everything", { Action: "*", Resource: "*" }, 0],
  ["of something else", { Action: "s3:*", Resource: bucket("another") }, 2],
  ["of another action", { Action: "s3:GetObject", Resource: "*" }, 2],
  ["under a condition", { Action: "s3:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }, 2],
])("takes back what a denial %s says", (_which, denial, left) => {
  const allowed = roleStatements(role, [stackOf(inline("read", read), inline("deny", { Effect: "Deny", ...denial }))]);
  expect(allowed.filter(({ isAllowed }) => isAllowed).flatMap(({ resources }) => resources)).toHaveLength(left);
});

test("says under which conditions", () => {
  const service = stackOf(
    inline("k", {
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: ["arn:aws:kms:us-east-1:1:key/a"],
      Condition: { StringLike: { "kms:ViaService": ["s3.*.amazonaws.com", "s3vectors.*.amazonaws.com"] } },
    }),
  );
  expect(roleStatements(role, [service]).map(describeStatement)).toMatchObject([
    {
      what: "decrypt with keys",
      where: ["arn:aws:kms:us-east-1:1:key/a"],
      conditions: ["kms:ViaService is s3.*.amazonaws.com or s3vectors.*.amazonaws.com"],
    },
  ]);
});

test.each([
  ["s3:*", "s3:GetObject", true],
  ["s3:*", "s3vectors:GetVectors", false],
  ["a.b", "axb", false],
  ["a/*", "a/embeddings/*", true],
  ["a", "ab", false],
])("%s matches %s: %s", (pattern, text, expected) => expect(matches(pattern, text)).toBe(expected));
