import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { traces, writeLogs } from "../../common/policy-documents";
import { document } from "../../common/policy-statement";
import type { InlineFunction } from "./inline-functions";
import { logRetentionDays, runtime } from "./runtime";

/** Arguments of {@link LambdaFunction}. */
export interface LambdaFunctionArgs {
  /** The physical name of the function and of its role, of at most 64 characters. */
  readonly functionName: string;
  /** The path of the role. */
  readonly rolePath: string;
  /** The function itself. */
  readonly inline: InlineFunction;
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
  /**
   * The most that the role may be allowed.
   * @default no boundary
   */
  readonly permissionsBoundaryArn?: string | undefined;
  /**
   * How many instances may run at once; they are also set aside for this function.
   * @default as many as the account has left
   */
  readonly reservedConcurrency?: number | undefined;
  /**
   * The queue that gets the events of which the function has failed, by its ARN, which the role may send to.
   * @default none: it is invoked synchronously, or its events are dropped
   */
  readonly failureQueueArn?: pulumi.Input<string> | undefined;
  /**
   * Where in a network the function is.
   * @default outside of any
   */
  readonly vpcConfig?: pulumi.Input<FunctionVpcConfig> | undefined;
}

/** The place of a function in a network. */
export interface FunctionVpcConfig {
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
}

/** An inline Lambda function with a role and a log group of its own. */
export class LambdaFunction extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;
  readonly functionArn: pulumi.Output<string>;
  /** What API Gateway calls it by where it is an authorizer. */
  readonly invokeArn: pulumi.Output<string>;
  /** What the role is granted, which is there before the function and, where it is in a network, after it. */
  readonly grants: readonly pulumi.Resource[];

  constructor(name: string, args: LambdaFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:LambdaFunction", name, {}, opts);
    const child = { parent: this };
    const { functionName, permissionsBoundaryArn, reservedConcurrency, failureQueueArn, vpcConfig } = args;

    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      { name: `/aws/lambda/${functionName}`, retentionInDays: logRetentionDays },
      child,
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        name: functionName,
        path: args.rolePath,
        assumeRolePolicy: assumedByLambda,
        ...(permissionsBoundaryArn ? { permissionsBoundary: permissionsBoundaryArn } : {}),
      },
      child,
    );
    const ownLogs = logGroup.arn.apply((arn) => document([writeLogs([`${arn}:*`])]));
    const inlinePolicies = { logging: ownLogs, tracing: document([traces]), ...args.inlinePolicies };
    this.grants = [
      ...Object.entries(inlinePolicies).map(
        ([key, policy]) => new aws.iam.RolePolicy(`${name}-${key}`, { name: key, role: role.name, policy }, child),
      ),
      ...Object.entries(args.managedPolicyArns).map(
        ([key, policyArn]) => new aws.iam.RolePolicyAttachment(`${name}-${key}`, { role: role.name, policyArn }, child),
      ),
    ];
    const lambda = new aws.lambda.Function(
      `${name}-function`,
      {
        name: functionName,
        ...args.inline,
        role: role.arn,
        runtime: runtime.lambda,
        architectures: [runtime.architecture],
        memorySize: args.memorySizeMb,
        timeout: args.timeoutSeconds,
        environment: { variables: args.environment },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        tracingConfig: { mode: "Active" },
        ...(reservedConcurrency ? { reservedConcurrentExecutions: reservedConcurrency } : {}),
        ...(failureQueueArn ? { deadLetterConfig: { targetArn: failureQueueArn } } : {}),
        ...(vpcConfig ? { vpcConfig } : {}),
      },
      {
        ...child,
        // A first call must find its permissions, and its log group with the retention.
        dependsOn: [...this.grants],
      },
    );

    this.functionName = lambda.name;
    this.functionArn = lambda.arn;
    this.invokeArn = lambda.invokeArn;
    const { functionArn, invokeArn } = this;
    this.registerOutputs({ functionName: this.functionName, functionArn, invokeArn });
  }
}

const assumedByLambda = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
} satisfies aws.iam.PolicyDocument);
