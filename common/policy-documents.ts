import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, arn } from "./aws-scope";

/** A statement of a policy whose ARNs are known. */
export type Statement = aws.iam.PolicyStatement;

/** The objects that hold embeddings, inside a bucket. */
const embeddings = "embeddings/*";

/**
 * The bucket settings that the bootstrap layer manages, one action for each.
 * There is no `s3:DeleteBucket`: the buckets are retained when they leave the stack.
 */
const bucketManagementActions = [
  "s3:CreateBucket",
  "s3:ListBucket",
  "s3:GetBucketLocation",
  ...["Acl", "CORS", "Logging", "Notification", "Policy", "RequestPayment", "Tagging", "Versioning", "Website"].map(
    (setting) => `s3:GetBucket${setting}`,
  ),
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketOwnershipControls",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListTagsForResource",
  "s3:PutBucketLogging",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:TagResource",
  "s3:UntagResource",
];

/** What a deployment needs to create and configure the given buckets; no access to their objects. */
export function bucketManagement(bucketArns: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return written({ arns: bucketArns }, ({ arns }) => [allow("ManageBuckets", bucketManagementActions, arns)]);
}

/** Read and write of the embeddings in the given buckets, and use of the key that they are encrypted with. */
export function embeddingsReadWrite(
  bucketArns: readonly pulumi.Input<string>[],
  kmsKeyArn?: pulumi.Input<string>,
): pulumi.Output<string> {
  return written({ arns: bucketArns, key: kmsKeyArn }, ({ arns, key }) => [
    tellMissing(arns),
    allow("ReadAndWriteEmbeddings", ["s3:GetObject", "s3:PutObject"], objectArns(arns)),
    ...useKey(["kms:Decrypt", "kms:GenerateDataKey"], key),
  ]);
}

/** Read of the embeddings in the given buckets, and use of the key that they are encrypted with. */
export function embeddingsRead(
  bucketArns: readonly pulumi.Input<string>[],
  kmsKeyArn?: pulumi.Input<string>,
): pulumi.Output<string> {
  return written({ arns: bucketArns, key: kmsKeyArn }, ({ arns, key }) => [
    tellMissing(arns),
    allow("ReadEmbeddings", ["s3:GetObject"], objectArns(arns)),
    ...useKey(["kms:Decrypt"], key),
  ]);
}

/** The list of the embeddings in the given buckets, without their contents. */
export function embeddingsList(bucketArns: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return written({ arns: bucketArns }, ({ arns }) => [listByPrefix(arns)]);
}

/** Deletion of the embeddings in the given buckets, and their list, which tells whether there is one. */
export function embeddingsDelete(bucketArns: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return written({ arns: bucketArns }, ({ arns }) => [
    listByPrefix(arns),
    allow("DeleteEmbeddings", ["s3:DeleteObject"], objectArns(arns)),
  ]);
}

/** Of what another policy grants, this bucket alone: those of the bootstrap cover all of its buckets. */
export function noOtherBucket(bucketArn: pulumi.Input<string>): pulumi.Output<string> {
  return written({ bucket: bucketArn }, ({ bucket }) => [
    { Sid: "NoOtherBucket", Effect: "Deny", Action: ["s3:*"], NotResource: [bucket, `${bucket}/*`] },
  ]);
}

/** Invocation of the given Bedrock models. */
export function bedrockInvocation(modelArns: pulumi.Input<readonly string[]>): pulumi.Output<string> {
  return written({ arns: modelArns }, ({ arns }) => [invokeModels(arns)]);
}

/** All that any function does with the embeddings in the given buckets. */
export function useEmbeddings(bucketArns: readonly string[]): Statement[] {
  return [
    allow("UseEmbeddings", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], objectArns(bucketArns)),
    allow("ListEmbeddings", ["s3:ListBucket"], bucketArns),
  ];
}

/** The invocation of these models. */
export function invokeModels(modelArns: readonly string[]): Statement {
  return allow("InvokeEmbeddingModels", ["bedrock:InvokeModel"], modelArns);
}

/** The writing of logs, to the streams or groups with these ARNs. */
export function writeLogs(logArns: readonly string[]): Statement {
  return allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], logArns);
}

/** The sending of traces, which has no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
export const traces = allow("SendTraces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]);

/**
 * What Lambda needs to put these functions into a network, which their own code does not get.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkInterfaces(scope: AwsScope, functionNames: string): Statement[] {
  const byCode = { ArnLike: { "lambda:SourceFunctionArn": arn(scope, "lambda", `function:${functionNames}`) } };
  return [
    allow("DescribeNetwork", ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"], ["*"]),
    allow(
      "ManageNetworkInterfaces",
      [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:UnassignPrivateIpAddresses",
      ],
      ["network-interface", "security-group", "subnet"].map((type) => arn(scope, "ec2", `${type}/*`)),
    ),
    { Sid: "NotForTheirCode", Effect: "Deny", Action: ["ec2:*"], Resource: ["*"], Condition: byCode },
  ];
}

/** A statement that allows these actions on these resources. */
export function allow(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  condition?: Statement["Condition"],
): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: [...actions],
    Resource: [...resources],
    ...(condition ? { Condition: condition } : {}),
  };
}

/** Statements as the text of a policy. */
export function document(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The text of a policy with these statements, as soon as what they are made of is known. */
function written<T>(input: T, statements: (value: pulumi.Unwrap<T>) => Statement[]): pulumi.Output<string> {
  return pulumi.output(input).apply((value) => document(statements(value)));
}

/**
 * Without `s3:ListBucket` S3 answers a missing key with 403 instead of 404. It takes no condition on the
 * prefix, which a GetObject request does not carry.
 */
function tellMissing(bucketArns: readonly string[]): Statement {
  return allow("TellMissingFromForbidden", ["s3:ListBucket"], bucketArns);
}

/** Use of a key by S3 alone. */
function useKey(actions: readonly string[], kmsKeyArn: string | undefined): Statement[] {
  if (!kmsKeyArn) return [];
  const byS3 = { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } };
  return [allow("UseEncryptionKey", actions, [kmsKeyArn], byS3)];
}

function listByPrefix(bucketArns: readonly string[]): Statement {
  return allow("ListEmbeddings", ["s3:ListBucket"], bucketArns, { StringLike: { "s3:prefix": embeddings } });
}

function objectArns(bucketArns: readonly string[]): string[] {
  return bucketArns.map((bucketArn) => `${bucketArn}/${embeddings}`);
}
