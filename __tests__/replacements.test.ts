import { createRequire } from "node:module";
import * as aws from "@pulumi/aws";
import { getResourceModule } from "@pulumi/pulumi/runtime/rpc";
import { configurations, registered } from "./helpers/stacks/configurations";
import { plan, replacedBy } from "./helpers/stacks/deployment-plan";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

/** The types whose description the provider changes in place. */
const changeable = ["aws:kms/key:Key"];

test("replaces nothing, which has a name of its own, for another text that only people read", async () => {
  const { bootstrap, service } = await registered(configurations["everything switched on"]);
  const types = new Set<string>();
  for (const stack of [bootstrap, service]) {
    const reworded = stack.resources.map((resource) =>
      "description" in resource.inputs
        ? { ...resource, inputs: { ...resource.inputs, description: "Another text" } }
        : resource,
    );
    for (const { type } of reworded.filter((resource) => !stack.resources.includes(resource))) types.add(type);
    expect(plan(stack, { ...stack, resources: reworded }).filter(({ operation }) => operation === "replace")).toEqual(
      [],
    );
  }
  // What the provider does with the text must be known.
  const known = [...changeable, ...Object.keys(replacedBy).filter((type) => replacedBy[type]?.includes("description"))];
  expect([...types].sort()).toEqual(known.sort());
});

/**
 * What awsx returns are resources of `@pulumi/aws` only where the program's is not older in minor or patch, as Pulumi's
 * runtime compares them: else they are ids without properties, of which there are no route tables.
 */
test("has an @pulumi/aws that the resources of @pulumi/awsx can be made with", () => {
  const ofAwsx = createRequire(require.resolve("@pulumi/awsx/package.json"));
  const { dependencies } = ofAwsx("./package.json") as { dependencies: Record<string, string> };
  const version = /\d+\.\d+\.\d+/.exec(dependencies["@pulumi/aws"] ?? "")?.[0];
  expect(version).toBeDefined();
  // Which registers its resources as it is loaded.
  expect(aws.ec2.RouteTable).toBeDefined();
  expect(getResourceModule("aws", "ec2/routeTable", version)).toBeDefined();
  // The runtime does compare them.
  expect(getResourceModule("aws", "ec2/routeTable", "7.999.0")).toBeUndefined();
  // Another copy of the SDK would register the same types a second time.
  expect(ofAwsx.resolve("@pulumi/aws/package.json")).toBe(require.resolve("@pulumi/aws/package.json"));
});
