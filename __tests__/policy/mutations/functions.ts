import { add, allowAlso, editStatement, type Mutation, remove, set } from "../../helpers/policy/mutation";

const lambda = "generate-function";
const alarm = (metric: string) => `observability-alarms-${metric}`;
const securityGroup = "network-functions";
const queue = "sweep-failures-queue";
const queuePolicy = "sweep-failures-senders";
const schedule = "sweep-schedule-schedule";
const scheduleRole = "sweep-schedule-role";
const everywhere = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }];

/** What could be done to the functions, their logs, alarms and network. */
export const functionMutations: readonly Mutation[] = [
  { rule: "CKV_AWS_363", name: "leaves the runtime out", change: set(lambda, "runtime", undefined) },
  { rule: "CKV_AWS_363", name: "takes a runtime that is deprecated", change: set(lambda, "runtime", "nodejs16.x") },
  { rule: "CKV_AWS_363", name: "leaves the memory out", change: set(lambda, "memorySize", undefined) },
  { rule: "CKV_AWS_363", name: "leaves the timeout out", change: set(lambda, "timeout", undefined) },
  { rule: "CKV_AWS_115", name: "turns a function off", change: set(lambda, "reservedConcurrentExecutions", 0) },
  {
    rule: "CKV_AWS_50",
    name: "traces what others trace only",
    change: set(lambda, "tracingConfig.mode", "PassThrough"),
  },
  { rule: "CKV_AWS_50", name: "does not trace", change: set(lambda, "tracingConfig", undefined) },
  {
    rule: "role-per-function",
    name: "shares a role between two functions",
    change: set(lambda, "role", "arn:aws:iam::000000000000:role/embeddings-service-dev-batch"),
  },
  {
    rule: "role-per-function",
    name: "takes a role of somebody else",
    change: set(lambda, "role", "arn:aws:iam::000000000000:role/admin"),
  },
  {
    rule: "function-logs",
    name: "may write to every log group",
    change: editStatement("generate-logging", (statement) => Object.assign(statement, { Resource: "*" })),
  },
  {
    rule: "function-logs",
    name: "may also write to another log group",
    change: allowAlso(
      "generate-logging",
      ["logs:PutLogEvents"],
      ["arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/embeddings-service-dev-batch:*"],
    ),
  },
  { rule: "function-logs", name: "may not write its logs", change: remove("generate-logging") },
  { rule: "function-logs", name: "lets Lambda make the log group", change: set(lambda, "loggingConfig", undefined) },
  { rule: "function-logs", name: "drops the log group", change: remove("generate-logs") },
  { rule: "CKV_AWS_66", name: "keeps logs for ever", change: set("generate-logs", "retentionInDays", undefined) },
  { rule: "CKV_AWS_66", name: "keeps logs for ever by 0", change: set("http-access-logs", "retentionInDays", 0) },
  { rule: "CKV_AWS_338", name: "keeps logs for a month", change: set("generate-logs", "retentionInDays", 30) },
  { rule: "alarm-model-throttles", name: "drops the alarm on the model", change: remove(alarm("model-throttles")) },
  {
    rule: "alarm-model-throttles",
    name: "watches the model of another service",
    change: set(alarm("model-throttles"), "dimensions.Service", "embeddings-service-prod"),
  },
  {
    rule: "alarm-model-throttles",
    name: "writes metrics of no service",
    change: set(lambda, "environment.variables.SERVICE_NAME", undefined),
  },
  {
    rule: "alarm-model-throttles",
    name: "writes metrics of a service without alarms",
    change: set(lambda, "environment.variables.SERVICE_NAME", "other"),
  },
  { rule: "alarm-index-failures", name: "drops the alarm on the index", change: remove(alarm("index-failures")) },
  {
    rule: "alarm-index-failures",
    name: "waits for a thousand failures of the index",
    change: set(alarm("index-failures"), "threshold", 1000),
  },
  { rule: "alarm-storage-failures", name: "drops the alarm on the bucket", change: remove(alarm("storage-failures")) },
  {
    rule: "alarm-storage-failures",
    name: "alarms when the bucket does not fail",
    change: set(alarm("storage-failures"), "comparisonOperator", "LessThanThreshold"),
  },
  { rule: "alarm-item-failures", name: "drops the alarm on batches", change: remove(alarm("item-failures")) },
  {
    rule: "alarm-item-failures",
    name: "gives the model to a function that counts for another service",
    change: (resources) =>
      allowAlso(
        "health-logging",
        ["bedrock:InvokeModel"],
        ["arn:aws:bedrock:us-east-1::foundation-model/a"],
      )(set("health-function", "environment.variables.SERVICE_NAME", "other")(resources)),
  },
  {
    rule: "alarm-rerank-fallbacks",
    name: "drops the alarm on rerankers",
    change: remove(alarm("rerank-fallbacks")),
  },
  { rule: "AWS-0104", name: "opens a security group outwards", change: set(securityGroup, "egress", everywhere) },
  {
    rule: "AWS-0104",
    name: "opens a rule outwards",
    change: set("network-functions-to-s3", "cidrIpv6", "::/0"),
  },
  { rule: "AWS-0107", name: "opens a security group inwards", change: set(securityGroup, "ingress", everywhere) },
  {
    rule: "AWS-0107",
    name: "opens a rule inwards",
    change: set("network-endpoints-from-functions", "cidrIpv4", "0.0.0.0/0"),
  },
  { rule: "vpc-endpoint-policy", name: "drops an endpoint's policy", change: set("network-s3", "policy", undefined) },
  {
    rule: "vpc-endpoint-policy",
    name: "opens an endpoint's policy",
    change: set(
      "network-s3",
      "policy",
      '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
    ),
  },
  {
    rule: "vpc-endpoint-policy",
    name: "opens an endpoint to every bucket",
    change: editStatement("network-s3", (statement) => Object.assign(statement, { Resource: "*" })),
  },
  { rule: "CKV_AWS_27", name: "does not encrypt a queue", change: set(queue, "sqsManagedSseEnabled", false) },
  {
    rule: "CKV_AWS_168",
    name: "opens a queue to everyone",
    change: editStatement(queuePolicy, (statement) => {
      statement["Effect"] = "Allow";
      delete statement["Condition"];
    }),
  },
  {
    rule: "AwsSolutions-SQS4",
    name: "takes messages without TLS",
    change: editStatement(queuePolicy, (statement) => Object.assign(statement, { Action: "sqs:SendMessage" })),
  },
  { rule: "AwsSolutions-SQS4", name: "drops the policy of a queue", change: remove(queuePolicy) },
  { rule: "alarm-queue", name: "drops the alarm on a queue", change: remove(alarm("sweep-failures")) },
  { rule: "alarm-queue", name: "waits for a second message", change: set(alarm("sweep-failures"), "threshold", 2) },
  {
    rule: "alarm-queue",
    name: "watches another queue",
    change: set(alarm("sweep-failures"), "dimensions.QueueName", "other"),
  },
  {
    rule: "schedule-failures",
    name: "drops what a schedule could not invoke",
    change: set(schedule, "target.deadLetterConfig", undefined),
  },
  {
    rule: "CKV_AWS_116",
    name: "drops the events of which a scheduled function failed",
    change: set("sweep-expired-function", "deadLetterConfig", undefined),
  },
  {
    rule: "CKV_AWS_116",
    name: "schedules a function that is called synchronously only",
    change: set(schedule, "target.arn", "arn:aws:lambda:us-east-1:000000000000:function:embeddings-service-dev-health"),
  },
  {
    rule: "schedule-role",
    name: "gives a schedule a role of somebody else",
    change: set(schedule, "target.roleArn", "arn:aws:iam::000000000000:role/admin"),
  },
  {
    rule: "schedule-role",
    name: "lets Lambda assume a schedule's role",
    change: editStatement(
      scheduleRole,
      (statement) => Object.assign(statement, { Principal: { Service: ["lambda.amazonaws.com"] } }),
      "assumeRolePolicy",
    ),
  },
  {
    rule: "schedule-role",
    name: "lets the schedules of every account assume a role",
    change: editStatement(
      scheduleRole,
      (statement) => {
        delete statement["Condition"];
      },
      "assumeRolePolicy",
    ),
  },
  {
    rule: "schedule-role",
    name: "lets a schedule invoke another function",
    change: allowAlso(
      "sweep-schedule-invocation",
      ["lambda:InvokeFunction"],
      ["arn:aws:lambda:us-east-1:000000000000:function:payroll"],
    ),
  },
  {
    rule: "schedule-role",
    name: "lets a schedule read the embeddings",
    change: add("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "more", {
      role: "embeddings-service-dev-sweep-schedule",
      policyArn: "arn:aws:iam::000000000000:policy/embeddings-service-s3-vector-read-access",
    }),
  },
  {
    rule: "private-subnets",
    name: "makes a public subnet",
    change: add("aws:ec2/subnet:Subnet", "public", { mapPublicIpOnLaunch: true }),
  },
  {
    rule: "private-subnets",
    name: "puts a function into a public subnet",
    change: set(lambda, "vpcConfig.subnetIds", ["network-vpc-public-1"]),
  },
];
