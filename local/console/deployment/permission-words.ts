/** What an action does, and to what. */
type ActionWords = readonly [verb: string, object: string];

/** The actions that the functions' roles have. */
const words: Readonly<Record<string, ActionWords>> = {
  "s3:GetObject": ["read", "objects"],
  "s3:PutObject": ["write", "objects"],
  "s3:DeleteObject": ["delete", "objects"],
  "s3:ListBucket": ["list", "objects"],
  "s3vectors:GetVectors": ["read", "vectors"],
  "s3vectors:PutVectors": ["write", "vectors"],
  "s3vectors:DeleteVectors": ["delete", "vectors"],
  "s3vectors:ListVectors": ["list", "vectors"],
  "s3vectors:QueryVectors": ["search", "vectors"],
  "bedrock:InvokeModel": ["invoke", "models"],
  "kms:Decrypt": ["decrypt", "with keys"],
  "kms:GenerateDataKey": ["encrypt", "with keys"],
  "logs:CreateLogStream": ["begin", "streams of logs"],
  "logs:PutLogEvents": ["write", "logs"],
  "xray:PutTraceSegments": ["send", "traces"],
  "xray:PutTelemetryRecords": ["send", "traces"],
  "lambda:InvokeFunction": ["invoke", "functions"],
  "sqs:SendMessage": ["send", "what failed"],
  "ec2:DescribeNetworkInterfaces": ["look up", "network interfaces"],
  "ec2:CreateNetworkInterface": ["create", "network interfaces"],
  "ec2:DeleteNetworkInterface": ["delete", "network interfaces"],
  "ec2:DescribeSubnets": ["look up", "subnets"],
  "ec2:AssignPrivateIpAddresses": ["assign", "private addresses"],
  "ec2:UnassignPrivateIpAddresses": ["take back", "private addresses"],
};

const services: Readonly<Record<string, string>> = {
  s3: "S3",
  s3vectors: "S3 Vectors",
  bedrock: "Bedrock",
  kms: "KMS",
  logs: "CloudWatch Logs",
  xray: "X-Ray",
  ec2: "EC2",
};

/** What an action does, in a word, such as `read`; an action that has no words is named as it is. */
export function actionVerb(action: string): string {
  return words[action]?.[0] ?? action;
}

/** What these actions do, such as `read and write objects`. */
export function permissionWords(actions: readonly string[]): string {
  const used = actions.filter((action) => action.endsWith(":*")).map((action) => action.slice(0, -2));
  const verbs = new Map<string, Set<string>>();
  for (const action of actions.filter((action) => !action.endsWith(":*"))) {
    const [verb, object] = words[action] ?? [action, ""];
    verbs.set(object, (verbs.get(object) ?? new Set()).add(verb));
  }
  return joined([
    ...[...verbs].map(([object, of]) => [joined([...of]), object].filter(Boolean).join(" ")),
    ...(used.length > 0 ? [`use ${joined(used.map((service) => services[service] ?? service))}`] : []),
  ]);
}

/** What an ARN names, such as `embeddings/* in the bucket acme-embeddings`. */
export function arnName(arn: string): string {
  const [, , service, , , ...rest] = arn.split(":");
  const resource = rest.join(":");
  switch (service) {
    case "s3": {
      const [bucket, ...key] = resource.split("/");
      if (key.length === 0) return `the bucket ${bucket}`;
      return `${key.join("/") === "*" ? "all objects" : key.join("/")} in the bucket ${bucket}`;
    }
    case "s3vectors": {
      const [, bucket, , index] = resource.split("/");
      return index ? `the index ${index} of ${bucket}` : `the vector bucket ${bucket}`;
    }
    case "bedrock":
      return resource.replace(/^foundation-model\//, "the model ").replace(/^inference-profile\//, "the profile ");
    case "lambda":
      return resource.replace(/^function:/, "the function ");
    case "sqs":
      return `the queue ${resource}`;
    case "logs":
      return resource.replace(/^log-group:/, "the log group ").replace(/:\*$/, "");
    default:
      return arn;
  }
}

/** What a condition asks for, key by key. */
export function conditionWords(
  condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>,
): string[] {
  return Object.values(condition).flatMap((keys) =>
    Object.entries(keys).map(([key, values]) => `${key} is ${[values].flat().join(" or ")}`),
  );
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
