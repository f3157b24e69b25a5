import * as aws from "@pulumi/aws";
import { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../../common/aws-scope";
import { allowUseEmbeddings, allowUseVectors } from "../../common/embedding-statements";
import { type InvocableModel, invokeModels, invokeRerankers } from "../../common/model-statements";
import { networkInterfaces } from "../../common/policy-documents";
import { document, type Statement } from "../../common/policy-statement";
import type { FunctionVpcConfig } from "../lambda/lambda-function";
import { endpointPolicy } from "./endpoint-policy";

/** The services that are reached by addresses in the network, for which the zones must have endpoints. */
export function interfaceServices(hasIndex: boolean): string[] {
  return ["bedrock-runtime", ...(hasIndex ? ["s3vectors"] : [])];
}

/** The policy by which Lambda puts functions into a network. */
export function networkPolicy(scope: pulumi.Output<AwsScope>, namePrefix: string): pulumi.Output<string> {
  return scope.apply((of) => document(networkInterfaces(of, `${namePrefix}-*`)));
}

/** Arguments of {@link PrivateNetwork}. */
export interface PrivateNetworkArgs {
  /** The start of the physical names. */
  readonly namePrefix: string;
  readonly scope: pulumi.Output<AwsScope>;
  /** Where it is made; it stays there, for nothing moves a subnet. */
  readonly availabilityZones: readonly string[];
  /** What can be reached. */
  readonly bucketArn: pulumi.Input<string>;
  /** @default no vector index */
  readonly indexArn?: string | undefined;
  readonly models: readonly InvocableModel[];
  readonly rerankers: readonly InvocableModel[];
  /** What the functions' roles are granted: Lambda removes its interfaces from the network by their {@link networkPolicy}. */
  readonly functionGrants: readonly pulumi.Resource[];
}

/**
 * A network without a way to the internet, from which functions reach S3, S3 Vectors where there is an index, and
 * Bedrock, and nothing else. Their logs and traces are sent by Lambda, from outside of it.
 */
export class PrivateNetwork extends pulumi.ComponentResource {
  /** The place of a function, which is known when all that it reaches from there can be reached. */
  readonly vpcConfig: pulumi.Output<FunctionVpcConfig>;

  constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:PrivateNetwork", name, {}, opts);
    const child = { parent: this };
    const { namePrefix, scope } = args;

    const vpc = new Vpc(
      `${name}-vpc`,
      {
        availabilityZoneNames: [...args.availabilityZones],
        natGateways: { strategy: "None" },
        subnetStrategy: "Auto",
        subnetSpecs: [{ type: "Isolated", name: "isolated", cidrMask: 24 }],
        enableDnsHostnames: true,
        tags: { Name: namePrefix },
      },
      { ...child, transforms: [keepZone] },
    );
    const securityGroup = (of: string, description: string, dependsOn: readonly pulumi.Resource[] = []) =>
      new aws.ec2.SecurityGroup(
        `${name}-${of}`,
        { name: `${namePrefix}-${of}`, description, vpcId: vpc.vpcId },
        // EC2 changes no description: a new text would be a new group, in the way of which is the old one's name.
        { ...child, dependsOn: [...dependsOn], ignoreChanges: ["description"] },
      );
    // Deleted before the grants, it waits until Lambda has removed the interfaces by them.
    const functions = securityGroup("functions", "The functions: out to the endpoints", args.functionGrants);
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
      pulumi.output(args.bucketArn).apply((bucketArn) => allowUseEmbeddings([bucketArn])),
      {
        vpcEndpointType: "Gateway",
        routeTableIds: vpc.routeTables.apply((tables) => pulumi.all(tables.map(({ id }) => id))),
      },
    );
    const interfaces = [
      endpoint(
        "bedrock-runtime",
        scope.apply((of) => [
          ...invokeModels(args.models, of),
          ...(args.rerankers.length > 0 ? [invokeRerankers(args.rerankers, of)] : []),
        ]),
        inSubnets,
      ),
      ...(args.indexArn ? [endpoint("s3vectors", pulumi.output(allowUseVectors([args.indexArn])), inSubnets)] : []),
    ];

    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    const rules = [
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-functions-to-endpoints`,
        { securityGroupId: functions.id, referencedSecurityGroupId: endpoints.id, ...https },
        child,
      ),
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-functions-to-s3`,
        { securityGroupId: functions.id, prefixListId: s3.prefixListId, ...https },
        child,
      ),
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-endpoints-from-functions`,
        { securityGroupId: endpoints.id, referencedSecurityGroupId: functions.id, ...https },
        child,
      ),
    ];

    const ready = pulumi.all([s3, ...interfaces, ...rules].map(({ id }) => id));
    this.vpcConfig = pulumi
      .all([vpc.isolatedSubnetIds, functions.id, ready])
      .apply(([subnetIds, groupId]) => ({ subnetIds, securityGroupIds: [groupId] }));
    this.registerOutputs({ vpcConfig: this.vpcConfig });
  }
}

/**
 * In which zones there is every endpoint may change, and a subnet in another zone would be a new one, in the way of which
 * are the old one's addresses.
 */
const keepZone: pulumi.ResourceTransform = ({ type, props, opts }) =>
  type === "aws:ec2/subnet:Subnet"
    ? { props, opts: pulumi.mergeOptions(opts, { ignoreChanges: ["availabilityZone"] }) }
    : undefined;

/** How an endpoint is reached: by routes, or by addresses in subnets. */
type EndpointPlace = Pick<
  aws.ec2.VpcEndpointArgs,
  "vpcEndpointType" | "routeTableIds" | "subnetIds" | "securityGroupIds" | "privateDnsEnabled"
>;
