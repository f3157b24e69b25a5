import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, arn } from "../common/aws-scope";
import { useEmbeddings, useVectors } from "../common/embedding-statements";
import { invokeModels, networkInterfaces, writeLogs } from "../common/policy-documents";
import { document, type Statement } from "../common/policy-statement";
import type { FunctionVpcConfig } from "./lambda-function";

/** In two zones, so that one may fail. */
const availabilityZones = 2;

/** Arguments of {@link PrivateNetwork}. */
export interface PrivateNetworkArgs {
  /** The start of the physical names. */
  readonly namePrefix: string;
  readonly scope: pulumi.Output<AwsScope>;
  /** What can be reached beside the functions' logs. */
  readonly bucketArn: pulumi.Input<string>;
  /** @default no vector index */
  readonly indexArn?: string | undefined;
  readonly modelArn: pulumi.Input<string>;
}

/**
 * A network without a way to the internet, from which functions reach S3, S3 Vectors where there is an index, Bedrock and
 * CloudWatch Logs, and nothing else.
 */
export class PrivateNetwork extends pulumi.ComponentResource {
  readonly vpcConfig: FunctionVpcConfig;
  /** The policy by which Lambda puts a function into the network. */
  readonly functionPolicy: pulumi.Output<string>;

  constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:PrivateNetwork", name, {}, opts);
    const child = { parent: this };
    const { namePrefix, scope } = args;

    const vpc = new awsx.ec2.Vpc(
      `${name}-vpc`,
      {
        numberOfAvailabilityZones: availabilityZones,
        natGateways: { strategy: "None" },
        subnetStrategy: "Auto",
        subnetSpecs: [{ type: "Isolated", name: "isolated", cidrMask: 24 }],
        enableDnsHostnames: true,
        tags: { Name: namePrefix },
      },
      child,
    );
    const securityGroup = (of: string, description: string) =>
      new aws.ec2.SecurityGroup(`${name}-${of}`, { name: `${namePrefix}-${of}`, description, vpcId: vpc.vpcId }, child);
    const functions = securityGroup("functions", "The functions: out to the endpoints");
    const endpoints = securityGroup("endpoints", "The endpoints of AWS services: in from the functions");

    const endpoint = (service: string, statements: pulumi.Output<Statement[]>, place: EndpointPlace) =>
      new aws.ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId: vpc.vpcId,
          serviceName: scope.apply(({ region }) => `com.amazonaws.${region}.${service}`),
          policy: endpointPolicy(scope, statements),
          ...place,
        },
        child,
      );
    const inSubnets = {
      vpcEndpointType: "Interface",
      subnetIds: vpc.isolatedSubnetIds,
      securityGroupIds: [endpoints.id],
      privateDnsEnabled: true,
    };
    const s3 = endpoint(
      "s3",
      pulumi.output(args.bucketArn).apply((bucketArn) => useEmbeddings([bucketArn])),
      {
        vpcEndpointType: "Gateway",
        routeTableIds: vpc.routeTables.apply((tables) => pulumi.all(tables.map(({ id }) => id))),
      },
    );
    endpoint(
      "bedrock-runtime",
      pulumi.output(args.modelArn).apply((modelArn) => [invokeModels([modelArn])]),
      inSubnets,
    );
    if (args.indexArn) endpoint("s3vectors", pulumi.output(useVectors([args.indexArn])), inSubnets);
    endpoint(
      "logs",
      scope.apply((of) => [writeLogs([arn(of, "logs", `log-group:/aws/lambda/${namePrefix}-*`)])]),
      inSubnets,
    );

    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-functions-to-endpoints`,
      { securityGroupId: functions.id, referencedSecurityGroupId: endpoints.id, ...https },
      child,
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-functions-to-s3`,
      { securityGroupId: functions.id, prefixListId: s3.prefixListId, ...https },
      child,
    );
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-endpoints-from-functions`,
      { securityGroupId: endpoints.id, referencedSecurityGroupId: functions.id, ...https },
      child,
    );

    this.vpcConfig = { subnetIds: vpc.isolatedSubnetIds, securityGroupIds: [functions.id] };
    this.functionPolicy = scope.apply((of) => document(networkInterfaces(of, `${namePrefix}-*`)));
    this.registerOutputs({ vpcConfig: this.vpcConfig, functionPolicy: this.functionPolicy });
  }
}

/** How an endpoint is reached: by routes, or by addresses in subnets. */
type EndpointPlace = Pick<
  aws.ec2.VpcEndpointArgs,
  "vpcEndpointType" | "routeTableIds" | "subnetIds" | "securityGroupIds" | "privateDnsEnabled"
>;

/** Whom an endpoint serves, beside what: roles of this account. */
function endpointPolicy(scope: pulumi.Output<AwsScope>, statements: pulumi.Output<Statement[]>): pulumi.Output<string> {
  return pulumi.all([scope, statements]).apply(([{ accountId }, of]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: of.map((statement) => ({
        ...statement,
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
      })),
    }),
  );
}
