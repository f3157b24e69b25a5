import * as pulumi from "@pulumi/pulumi";
import { inputValue } from "../../../local/pulumi/engine";
import { functionPolicies } from "../../../service/access/function-policies";
import type { Grant } from "../../../service/access/grant";
import { type Route, routes } from "../../../service/routes";
import { isAllowed } from "../../helpers/iam/iam";

const service = { managedPolicyArn: "arn:aws:iam::000000000000:policy/service" };
const read = { managedPolicyArn: "arn:aws:iam::000000000000:policy/read" };
const own = { document: pulumi.output("{}") };
const bucketArn = "arn:aws:s3:::acme-texts";
const indexArn = "arn:aws:s3vectors:us-east-1:000000000000:bucket/acme-vectors/index/texts";
const bucket = {
  bucketName: "acme-texts",
  bucketArn,
  grants: { read, "read-write": service, delete: own, sweep: own } satisfies Record<string, Grant>,
};
const index = {
  indexArn,
  model: "amazon.titan-embed-text-v2:0",
  dimension: 1024,
  grants: { "read-write": service, read, list: own, delete: own } satisfies Record<string, Grant>,
};

const invocation = { managedPolicyArn: "arn:aws:iam::000000000000:policy/invocation" };
const model = {
  grants: { own: invocation, reranking: invocation, all: invocation },
  restrictions: {
    own: pulumi.output("the own model"),
    reranking: pulumi.output("the own model and the rerankers"),
    all: pulumi.output("all models"),
  },
  rerankerDocument: pulumi.output("the rerankers"),
};

const [some] = routes;
const {
  bucketAccess: _bucketAccess,
  indexAccess: _indexAccess,
  invokesModel: _invokesModel,
  takesModel: _takesModel,
  reranks: _reranks,
  ...bare
} = some as Route;
const policies = (access: Partial<Route>, withIndex = true) =>
  functionPolicies({ ...bare, ...access }, { bucket, index: withIndex ? index : undefined, model, all: {} });

/** Whether the policy of its own keeps a function from this, given one that allows everything. */
async function isDenied(access: Partial<Route>, action: string, resource: string, withIndex = true): Promise<boolean> {
  const policy = policies(access, withIndex).inlinePolicies["own-bucket"];
  if (policy === undefined) throw new Error("there is no policy own-bucket");
  const everything = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:*", "s3vectors:*"], Resource: "*" }],
  });
  return !(await isAllowed([everything, String(await inputValue(policy))], { action, resource }));
}

const search: Partial<Route> = { bucketAccess: "read", indexAccess: "read" };
const object = `${bucketArn}/embeddings/doc1.json`;

test("attaches a policy that is for bucket and index once", () => {
  expect(policies(search).managedPolicyArns).toEqual({ bucket: read.managedPolicyArn });
  const stores = policies({ bucketAccess: "read-write", indexAccess: "read-write" });
  expect(stores.managedPolicyArns).toEqual({ bucket: service.managedPolicyArn });
});

test("attaches two where bucket and index need different ones", () => {
  expect(policies({ bucketAccess: "read", indexAccess: "read-write" }).managedPolicyArns).toEqual({
    bucket: read.managedPolicyArn,
    index: service.managedPolicyArn,
  });
});

test("grants nothing on an index where there is none", () => {
  const { managedPolicyArns, inlinePolicies } = policies({ indexAccess: "read" }, false);
  expect([managedPolicyArns, inlinePolicies]).toEqual([{}, {}]);
});

test.each<[string, Partial<Route>, boolean, string, string, boolean]>([
  ["its bucket", search, true, "s3:GetObject", object, false],
  ["its index", search, true, "s3vectors:QueryVectors", indexArn, false],
  ["another bucket", search, true, "s3:GetObject", "arn:aws:s3:::acme-texts-prod/embeddings/doc1.json", true],
  ["another index", search, true, "s3vectors:QueryVectors", `${indexArn}-prod`, true],
  ["an index that it has no access to", { bucketAccess: "read" }, true, "s3vectors:QueryVectors", indexArn, true],
  ["its bucket", { bucketAccess: "read" }, true, "s3:GetObject", object, false],
  ["an index where its service has none", search, false, "s3vectors:QueryVectors", indexArn, true],
  ["a bucket that it has no access to", { indexAccess: "read" }, true, "s3:GetObject", object, true],
  ["its index", { indexAccess: "read" }, true, "s3vectors:QueryVectors", indexArn, false],
])("keeps a function from %s, with %j and an index: %s", async (_, access, withIndex, action, resource, denied) => {
  await expect(isDenied(access, action, resource, withIndex)).resolves.toBe(denied);
});

test("needs to keep nothing from a function whose policies are its own", () => {
  const { managedPolicyArns, inlinePolicies } = policies({ bucketAccess: "delete", indexAccess: "delete" });
  expect(managedPolicyArns).toEqual({});
  expect(Object.keys(inlinePolicies).sort()).toEqual(["bucket", "index"]);
});

test.each([
  [{}, "the own model"],
  [{ takesModel: true }, "all models"],
])("lets a function that invokes a model, with %j, invoke %s alone", async (access, restriction) => {
  const { managedPolicyArns, inlinePolicies } = policies({ invokesModel: true, ...access });
  expect(managedPolicyArns).toEqual({ bedrock: invocation.managedPolicyArn });
  expect(await inputValue(inlinePolicies["own-models"])).toBe(restriction);
});
