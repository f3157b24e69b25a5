import type { RegisteredResource, StackResult } from "../../../local/pulumi/registered-resource";

/** What a deployment does with a resource that it does not leave as it is. */
export interface PlannedStep {
  readonly operation: "create" | "update" | "replace" | "delete";
  readonly name: string;
  readonly type: string;
  /** Whether the engine refuses it, for what is there is protected. */
  readonly refused: boolean;
}

/**
 * The inputs whose change the provider answers with another resource, by type, by the schemas ("ForceNew", "RequiresReplace") of the
 * Terraform provider that it is made from: https://github.com/hashicorp/terraform-provider-aws
 */
export const replacedBy: Readonly<Record<string, readonly string[]>> = {
  "aws:apigatewayv2/apiMapping:ApiMapping": ["apiId", "domainName"],
  "aws:apigatewayv2/domainName:DomainName": ["domainName"],
  "aws:ec2/securityGroup:SecurityGroup": ["name", "description", "vpcId"],
  "aws:ec2/subnet:Subnet": ["availabilityZone", "cidrBlock", "vpcId"],
  "aws:iam/policy:Policy": ["name", "description", "path"],
  "aws:s3/bucket:Bucket": ["bucket"],
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket": ["vectorBucketName", "encryptionConfigurations"],
  "aws:s3/vectorsIndex:VectorsIndex": [
    "vectorBucketName",
    "indexName",
    "dataType",
    "dimension",
    "distanceMetric",
    "metadataConfiguration",
    "encryptionConfigurations",
  ],
};

const key = ({ type, name }: RegisteredResource) => `${type}::${name}`;
const byKey = ({ resources }: StackResult) => new Map(resources.map((resource) => [key(resource), resource]));

/** What a deployment does to get from one run of a program to another, as Pulumi's engine would plan it. */
export function plan(before: StackResult, after: StackResult): PlannedStep[] {
  const old = byKey(before);
  const present = byKey(after);
  const step = (resource: RegisteredResource, operation: PlannedStep["operation"]): PlannedStep => ({
    operation,
    name: resource.name,
    type: resource.type,
    refused: (operation === "replace" || operation === "delete") && (old.get(key(resource))?.options.protect ?? false),
  });
  return [
    ...after.resources.flatMap((resource) => {
      const was = old.get(key(resource));
      if (!was) return [step(resource, "create")];
      const changed = changedInputs(was, resource);
      if (changed.length === 0) return [];
      const replaces = changed.some((input) => replacedBy[resource.type]?.includes(input));
      return [step(resource, replaces ? "replace" : "update")];
    }),
    ...before.resources.filter((resource) => !present.has(key(resource))).map((resource) => step(resource, "delete")),
  ];
}

function changedInputs(was: RegisteredResource, is: RegisteredResource): string[] {
  const { ignoreChanges = [] } = is.options;
  const inputs = [...new Set([...Object.keys(was.inputs), ...Object.keys(is.inputs)])];
  return inputs.filter(
    (input) => !ignoreChanges.includes(input) && JSON.stringify(was.inputs[input]) !== JSON.stringify(is.inputs[input]),
  );
}

/** Whether a resource is made after another, and so deleted before it. */
export function comesAfter(stack: StackResult, resource: RegisteredResource, other: RegisteredResource): boolean {
  const all = byKey(stack);
  const seen = new Set<string>();
  const reach = (from: RegisteredResource): boolean =>
    from.dependencies.some((dependency) => {
      if (dependency === key(other)) return true;
      if (seen.has(dependency)) return false;
      seen.add(dependency);
      const next = all.get(dependency);
      return next !== undefined && reach(next);
    });
  return reach(resource);
}
