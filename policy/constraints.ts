import type { CanonicalStatement, Condition } from "./policy-document";

/** Whether an action of a policy stands for all of a service, or for all there are. */
export function isEveryAction(action: string): boolean {
  return /^[*?]+$|:[*?]+$/.test(action);
}

/** Whether a resource of a policy stands for those of all services. */
export function isEveryResource(arn: string): boolean {
  const [, , service, , , ...resource] = arn.split(":");
  return /[*?]/.test(resource.length === 0 ? arn : String(service));
}

/**
 * Whether an ARN of a policy names no more than a service or a type, such as `*`, `arn:aws:s3:::*` or
 * `arn:aws:iam::123456789012:role/*`: of S3 no bucket, and of API Gateway no API, whatever comes after. An index of
 * S3 Vectors is in a bucket too.
 */
export function namesNothing(arn: string): boolean {
  const [, , service = "", , , ...parts] = arn.split(":");
  const path = parts.join(":");
  const typeless = untyped.includes(service) ? path : path.replace(/^[\w-]+[/:]/, "");
  const name = inBuckets.includes(service) ? typeless.replace(/^([*?]+)\/.*/, "$1") : typeless;
  return isEveryResource(arn) || /^[*?/:]*\*[*?/:]*$/.test(name) || /^\/.*\/\*/.test(path);
}

/** The services whose ARNs begin with a name, where those of others begin with a type. */
const untyped: readonly string[] = ["s3", "sns", "sqs"];

/** The services whose ARNs name a bucket first, and what is in it after a slash. */
const inBuckets: readonly string[] = ["s3", "s3vectors"];

/** Condition keys that tell one resource from another, in lower case. */
const resourceKeys =
  /^(?:aws:(?:resourcetag|requesttag)\/|aws:resourceaccount$|apigateway:(?:request|resource)\/|ec2:(?:vpc|subnet)$|iam:(?:awsservicename|passedtoservice|permissionsboundary|policyarn)$)/;

/** `IfExists` holds of every resource that does not have the key at all. */
function constrains({ operator, key }: Condition): boolean {
  return resourceKeys.test(key) && !operator.endsWith("ifexists") && !/^(?:for\w+:)?(?:string|arn)not/.test(operator);
}

/** Whether a statement reaches everything: some resource names nothing, and no condition tells which it may be. */
export function isUnconstrained({ resources, conditions }: CanonicalStatement): boolean {
  return resources.some(namesNothing) && !conditions.some(constrains);
}
