import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, arn } from "./aws-scope";
import {
  allowDeleteEmbeddings,
  allowDeleteVectors,
  allowListVectors,
  allowManageBuckets,
  allowManageVectors,
  allowReadEmbeddings,
  allowReadWriteEmbeddings,
  allowSweepEmbeddings,
} from "./embedding-statements";
import { denyOtherModels, type InvocableModel, invokeModels, invokeRerankers } from "./model-statements";
import { allow, document, type Statement } from "./policy-statement";

type Arns = readonly pulumi.Input<string>[];
type Key = pulumi.Input<string> | undefined;

/**
 * What a deployment needs to create and configure the given buckets, vector buckets and indexes, which takes the key
 * of a vector bucket; no access to objects and vectors.
 */
export function bucketManagement(bucketArns: Arns, vectorArns: Arns = [], kmsKeyArn?: Key): pulumi.Output<string> {
  return written({ bucketArns, vectorArns, kmsKeyArn }, (of) => [
    ...allowManageBuckets(of.bucketArns),
    ...allowManageVectors(of.vectorArns, of.kmsKeyArn),
  ]);
}

/** Read and write of the embeddings in the given buckets and indexes, and use of the keys that they are encrypted with. */
export function embeddingsReadWrite(
  bucketArns: Arns,
  kmsKeyArn?: Key,
  indexArns: Arns = [],
  previousKmsKeyArns: Arns = [],
): pulumi.Output<string> {
  return written({ bucketArns, indexArns, kmsKeyArn, previousKmsKeyArns }, allowReadWriteEmbeddings);
}

/** Read and search of the embeddings in the given buckets and indexes, and use of the keys that they are encrypted with. */
export function embeddingsRead(
  bucketArns: Arns,
  kmsKeyArn?: Key,
  indexArns: Arns = [],
  previousKmsKeyArns: Arns = [],
): pulumi.Output<string> {
  return written({ bucketArns, indexArns, kmsKeyArn, previousKmsKeyArns }, allowReadEmbeddings);
}

/** Deletion of the embeddings in the given buckets, and their list, which tells whether there is one. */
export function embeddingsDelete(bucketArns: Arns): pulumi.Output<string> {
  return written(bucketArns, allowDeleteEmbeddings);
}

/** The sweep of the expired embeddings in the given buckets, and use of the keys that they are encrypted with. */
export function embeddingsSweep(
  bucketArns: Arns,
  kmsKeyArn?: Key,
  previousKmsKeyArns: Arns = [],
): pulumi.Output<string> {
  return written({ bucketArns, kmsKeyArn, previousKmsKeyArns }, allowSweepEmbeddings);
}

/** Deletion of the vectors in the given indexes, their list, and use of the key that they are encrypted with. */
export function vectorsDelete(indexArns: Arns, kmsKeyArn?: Key): pulumi.Output<string> {
  return written({ indexArns, kmsKeyArn }, (of) => allowDeleteVectors(of.indexArns, of.kmsKeyArn));
}

/** The list of the vectors in the given indexes with all that they carry, and use of the key that they are encrypted with. */
export function vectorsList(indexArns: Arns, kmsKeyArn?: Key): pulumi.Output<string> {
  return written({ indexArns, kmsKeyArn }, (of) => allowListVectors(of.indexArns, of.kmsKeyArn));
}

/** What a function may use of all that the bootstrap's policies cover. */
export interface OwnEmbeddings {
  readonly bucketArn: pulumi.Input<string> | undefined;
  readonly indexArn: pulumi.Input<string> | undefined;
}

/** Of what another policy grants, this bucket and this index alone. */
export function noOtherEmbeddings(own: OwnEmbeddings): pulumi.Output<string> {
  return written(own, ({ bucketArn, indexArn }) => [
    {
      Sid: "NoOtherEmbeddings",
      Effect: "Deny",
      Action: ["s3:*", "s3vectors:*"],
      NotResource: [...(bucketArn ? [bucketArn, `${bucketArn}/*`] : []), ...(indexArn ? [indexArn] : [])],
    },
  ]);
}

/** Invocation of the given Bedrock models, as each of them says. */
export function bedrockInvocation(
  models: readonly InvocableModel[],
  scope: pulumi.Input<AwsScope>,
): pulumi.Output<string> {
  return written(scope, (of) => invokeModels(models, of));
}

/** Invocation of the given rerankers. */
export function rerankerInvocation(
  rerankers: readonly InvocableModel[],
  scope: pulumi.Input<AwsScope>,
): pulumi.Output<string> {
  return written(scope, (of) => [invokeRerankers(rerankers, of)]);
}

/** Of what another policy allows to invoke, these models alone. */
export function noOtherModels(models: readonly InvocableModel[], scope: pulumi.Input<AwsScope>): pulumi.Output<string> {
  return written(scope, (of) => [denyOtherModels(models, of)]);
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
      "CreateNetworkInterfaces",
      ["ec2:CreateNetworkInterface"],
      ["network-interface", "security-group", "subnet"].map((type) => arn(scope, "ec2", `${type}/*`)),
    ),
    // Lambda asks for these before there is any interface, and refuses a function whose role names some.
    allow(
      "ManageNetworkInterfaces",
      ["ec2:AssignPrivateIpAddresses", "ec2:DeleteNetworkInterface", "ec2:UnassignPrivateIpAddresses"],
      ["*"],
    ),
    { Sid: "NotForTheirCode", Effect: "Deny", Action: ["ec2:*"], Resource: ["*"], Condition: byCode },
  ];
}

/** The invocation of these functions, by their ARNs. */
export function invokeFunctions(functionArns: readonly string[]): Statement {
  return allow("InvokeFunctions", ["lambda:InvokeFunction"], functionArns);
}

/** The reporting of what failed to these queues, by their ARNs. */
export function reportFailures(queueArns: readonly string[]): Statement {
  return allow("ReportFailures", ["sqs:SendMessage"], queueArns);
}

/** The text of a policy with these statements, as soon as what they are made of is known. */
function written<T>(input: T, statements: (value: pulumi.Unwrap<T>) => Statement[]): pulumi.Output<string> {
  return pulumi.output(input).apply((value) => document(statements(value)));
}
