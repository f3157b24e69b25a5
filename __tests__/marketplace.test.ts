import { isAllowed } from "./helpers/iam/iam";
import { configurations, registered } from "./helpers/stacks/configurations";
import { ofType } from "./helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

/** Policies by the names of their resources, of both layers with everything that they offer. */
async function policies(): Promise<[string, string][]> {
  const { bootstrap, service } = await registered(configurations["everything switched on"]);
  return [bootstrap, service].flatMap((result) =>
    ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"].flatMap((type) =>
      ofType(result, type).map(({ name, inputs }): [string, string] => [name, String(inputs["policy"])]),
    ),
  );
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-access-permissions.html */
test.each(["Subscribe", "Unsubscribe", "ViewSubscriptions"])(
  "lets no role that a stack makes, nor what bounds it, %s in AWS Marketplace: an administrator does that",
  async (operation) => {
    const all = await policies();
    expect(all.length).toBeGreaterThan(50);
    const allowing: string[] = [];
    for (const [name, policy] of all) {
      if (await isAllowed([policy], { action: `aws-marketplace:${operation}`, resource: "*" })) allowing.push(name);
    }
    expect(allowing).toEqual([]);
  },
);

test("gives no role a policy of AWS's own, which may allow anything", async () => {
  const { bootstrap, service } = await registered(configurations["everything switched on"]);
  const attached = [bootstrap, service].flatMap((result) =>
    ofType(result, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) =>
      String(inputs["policyArn"]),
    ),
  );
  expect(attached.length).toBeGreaterThan(20);
  expect(attached.filter((arn) => !arn.startsWith("arn:aws:iam::000000000000:policy/"))).toEqual([]);
});
