import { checklist } from "../../policy/checklist";
import type { Resource } from "../../policy/resource";
import { resourceViolations, stackViolations, violations } from "../../policy/violations";
import { policyResources } from "../helpers/iam/policy-resources";
import { type Mutation, mutableCopy } from "../helpers/policy/mutation";
import { configurations, registered } from "../helpers/stacks/configurations";
import { bucketMutations } from "./mutations/buckets";
import { customDomainMutations } from "./mutations/custom-domains";
import { functionMutations } from "./mutations/functions";
import { httpApiMutations } from "./mutations/http-api";
import { iamMutations } from "./mutations/iam";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const mutations = {
  bootstrap: [...bucketMutations, ...iamMutations],
  service: [...httpApiMutations, ...customDomainMutations, ...functionMutations],
} as const;

let layers: Record<keyof typeof mutations, Resource[]>;
beforeAll(async () => {
  const { bootstrap, service } = await registered(configurations["everything switched on"]);
  layers = { bootstrap: policyResources(bootstrap), service: policyResources(service) };
});

function ruleOf({ rule }: Mutation) {
  const found = checklist.find(({ id }) => id === rule);
  if (!found) throw new Error(`there is no rule ${rule}`);
  return found;
}

describe.each(["bootstrap", "service"] as const)("on the %s layer", (layer) => {
  test.each(mutations[layer].map((mutation) => [mutation.rule, mutation.name, mutation] as const))(
    "%s reports what %s",
    (_, __, mutation) => {
      const found = (resources: readonly Resource[]) =>
        violations(ruleOf(mutation), resources).map(({ resource, message }) => `${resource.name} ${message}`);
      const before = found(layers[layer]);
      const after = found(mutation.change(mutableCopy(layers[layer])));
      expect(after.filter((violation) => !before.includes(violation))).not.toEqual([]);
    },
  );
});

test("tries every part of every rule", () => {
  const tried = new Set<string>();
  for (const layer of ["bootstrap", "service"] as const) {
    for (const mutation of mutations[layer]) {
      const mutated = mutation.change(mutableCopy(layers[layer]));
      const rule = ruleOf(mutation);
      if (mutated.some((resource) => resourceViolations(rule, resource).length > 0)) tried.add(`${rule.id} resource`);
      if (stackViolations(rule, mutated).length > 0) tried.add(`${rule.id} stack`);
    }
  }
  const parts = checklist.flatMap(({ id, resource, stack }) => [
    ...(resource ? [`${id} resource`] : []),
    ...(stack ? [`${id} stack`] : []),
  ]);
  expect([...tried].sort()).toEqual(parts.sort());
});
