import { checklist } from "../../policy/checklist";
import type { Resource } from "../../policy/resource";
import { violations } from "../../policy/violations";
import { policyResources } from "../helpers/iam/policy-resources";
import { configurations, registered } from "../helpers/stacks/configurations";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

describe.each(Object.entries(configurations))("%s", (_, configuration) => {
  describe.each([{ preview: false }, { preview: true }])("with %j", ({ preview }) => {
    let layers: Resource[][];
    beforeAll(async () => {
      const { bootstrap, service } = await registered(configuration, preview);
      layers = [bootstrap, service].map(policyResources);
    });

    test.each(checklist.map((rule) => [[rule.id, ...(rule.aliases ?? [])].join(", "), rule] as const))(
      "meets %s",
      (_, rule) => {
        const found = layers.flatMap((resources) => violations(rule, resources));
        expect(found.map(({ resource, message }) => `${resource.type} ${resource.name} ${message}`)).toEqual([]);
      },
    );
  });
});
