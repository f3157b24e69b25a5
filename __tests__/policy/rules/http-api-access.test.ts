import { checklist } from "../../../policy/checklist";
import { types } from "../../../policy/types";
import { violations } from "../../../policy/violations";
import { policyResources } from "../../helpers/iam/policy-resources";
import { configurations, registered } from "../../helpers/stacks/configurations";
import { ofType } from "../../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const own = configurations["the stacks' own"];

test("reports every route of an API that authorizes nobody, and nothing else", async () => {
  const { service } = await registered({ ...own, service: { auth: "none", allowUnauthenticated: true } });
  const found = checklist.flatMap((rule) =>
    violations(rule, policyResources(service)).map(({ resource }) => [rule.id, resource.name]),
  );
  const routes = ofType(service, types.route).map(({ name }) => ["CKV_AWS_309", name]);
  expect(found).toEqual(
    routes.filter(([, name]) => !["http-health-route", "http-health-head-route"].includes(String(name))),
  );
});

test("has no CORS unless it is configured", async () => {
  const cors = async (configuration: typeof own) =>
    ofType((await registered(configuration)).service, types.api).map(({ inputs }) => "corsConfiguration" in inputs);
  expect(await cors(own)).toEqual([false]);
  expect(await cors({ ...own, service: { corsAllowOrigins: ["https://app.example.com"] } })).toEqual([true]);
});

test.each([
  [{ allowOrigins: ["*"] }, 0],
  [{ allowOrigins: ["https://app.example.com"], allowCredentials: true }, 0],
  [{ allowOrigins: ["https://app.example.com", "*"], allowCredentials: true }, 1],
  [{ allowOrigins: ["https://*"], allowCredentials: true }, 1],
])("finds in the CORS configuration %j so many problems: %s", (corsConfiguration, count) => {
  const api = { type: types.api, name: "api", props: { corsConfiguration }, opts: { protect: false } };
  const rule = checklist.filter(({ id }) => id === "cors-credentials");
  expect(rule.flatMap((one) => violations(one, [api]))).toHaveLength(count);
});
