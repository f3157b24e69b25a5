import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { HttpHandler } from "../functions/http";
import { bundleFunctionCode } from "./bundle";
import { runtime } from "./runtime";

/** How long a log event is kept, in days. */
const logRetentionDays = 365;

/** Arguments of {@link LambdaFunction}. */
export interface LambdaFunctionArgs {
  /** The physical name of the function and of its role, of at most 64 characters. */
  readonly functionName: string;
  /** Returns the handler; serialized as the function's code. */
  readonly callbackFactory: () => HttpHandler;
  readonly memorySizeMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Record<string, pulumi.Input<string>>;
  /** Managed policies that the role gets, by a name that is unique among them. */
  readonly managedPolicyArns: Record<string, pulumi.Input<string>>;
  /**
   * Further policy documents of the role, by name.
   * @default {}
   */
  readonly inlinePolicies?: Record<string, pulumi.Input<string>>;
}

/** An inline Lambda function with a role and a log group of its own. */
export class LambdaFunction extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;
  readonly functionArn: pulumi.Output<string>;

  constructor(name: string, args: LambdaFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:LambdaFunction", name, {}, opts);
    const child = { parent: this };

    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      { name: `/aws/lambda/${args.functionName}`, retentionInDays: logRetentionDays },
      child,
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      { name: args.functionName, assumeRolePolicy: assumedByLambda },
      child,
    );
    const logging = new aws.iam.RolePolicy(
      `${name}-logging`,
      { name: "write-logs", role: role.name, policy: writeLogs(logGroup.arn) },
      child,
    );
    const attachments = Object.entries(args.managedPolicyArns).map(
      ([key, policyArn]) => new aws.iam.RolePolicyAttachment(`${name}-${key}`, { role: role.name, policyArn }, child),
    );
    const inlinePolicies = Object.entries(args.inlinePolicies ?? {}).map(
      ([key, policy]) => new aws.iam.RolePolicy(`${name}-${key}`, { name: key, role: role.name, policy }, child),
    );
    const lambda = new aws.lambda.CallbackFunction(
      `${name}-function`,
      {
        name: args.functionName,
        callbackFactory: args.callbackFactory,
        role,
        runtime: runtime.lambda,
        architectures: [runtime.architecture],
        memorySize: args.memorySizeMb,
        timeout: args.timeoutSeconds,
        environment: { variables: args.environment },
        loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      },
      {
        ...child,
        // A first call must find its permissions, and its log group with the retention.
        dependsOn: [logging, ...attachments, ...inlinePolicies],
        transformations: [bundleFunctionCode],
      },
    );

    this.functionName = lambda.name;
    this.functionArn = lambda.arn;
    this.registerOutputs({ functionName: this.functionName, functionArn: this.functionArn });
  }
}

const assumedByLambda = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
} satisfies aws.iam.PolicyDocument);

function writeLogs(logGroupArn: pulumi.Output<string>): pulumi.Output<string> {
  const document: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "WriteOwnLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${logGroupArn}:*`,
      },
    ],
  };
  return pulumi.jsonStringify(document);
}
