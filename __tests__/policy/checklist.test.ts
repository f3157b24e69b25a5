import { checklist } from "../../policy/checklist";
import { violations } from "../../policy/violations";
import { configurations, registered } from "../helpers/configurations";
import { policyResources } from "../helpers/policy-resources";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/bundle", () => ({ bundleFunctionCode: () => undefined }));

/** What the layers are known to violate, to be removed from here with its correction: the resources by rule. */
const open: Readonly<Record<string, readonly string[]>> = {
  // IAM knows the resource vpc for ec2:DescribeVpcAttribute.
  CKV_AWS_355: ["github-deploy-dev-network", "github-deploy-prod-network", "github-preview-network"],
};

describe.each(Object.entries(configurations))("%s", (name, configuration) => {
  describe.each([{ preview: false }, { preview: true }])("with %j", ({ preview }) => {
    test.each(checklist.map((rule) => [[rule.id, ...(rule.aliases ?? [])].join(", "), rule] as const))(
      "meets %s",
      async (_, rule) => {
        const { bootstrap, service } = await registered(configuration, preview);
        const found = [bootstrap, service].flatMap((layer) => violations(rule, policyResources(layer)));
        const expected = name === "everything switched on" && !preview ? (open[rule.id] ?? []) : [];
        const known = found.filter(({ resource }) => expected.includes(resource.name));
        expect(known.map(({ resource }) => resource.name).sort()).toEqual(expected);
        const others = found.filter((violation) => !known.includes(violation));
        expect(others.map(({ resource, message }) => `${resource.type} ${resource.name} ${message}`)).toEqual([]);
      },
    );
  });
});
