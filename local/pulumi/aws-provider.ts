import type { Provider } from "./engine";

/** The AWS account that the local deployment plays. */
export const accountId = "000000000000";
const partition = "aws";

/** Arguments of {@link awsProvider}. */
export interface AwsProviderArgs {
  readonly region: string;
  /** Where the HTTP API is served. */
  readonly apiEndpoint: string;
  /**
   * What a stack may find in AWS.
   * @default no policies, and endpoints in three zones
   */
  readonly existing?: ExistingInAws | undefined;
}

/** What AWS has beside the resources of this project. */
export interface ExistingInAws {
  /** The documents of IAM's policies by their ARNs. */
  readonly policies?: Readonly<Record<string, string>>;
  /** The zones that have an endpoint of a service, by service. */
  readonly endpointZones?: Readonly<Record<string, readonly string[]>>;
}

/** The ids, ARNs and endpoints that AWS would give to the resources of this project. */
export function awsProvider({ region, apiEndpoint, existing = {} }: AwsProviderArgs): Provider {
  const arn = (service: string, path: string) => `arn:${partition}:${service}:${region}:${accountId}:${path}`;
  const globalArn = (service: string, path: string) => `arn:${partition}:${service}::${path}`;

  return {
    create: ({ type, name, inputs }) => {
      const physicalName = String(inputs["name"] ?? name);
      const namedResource = (resourceArn: string) => ({
        id: physicalName,
        computed: { name: physicalName, arn: resourceArn },
      });
      switch (type) {
        case "aws:s3/bucket:Bucket": {
          const bucket = String(inputs["bucket"]);
          return { id: bucket, computed: { arn: globalArn("s3", `:${bucket}`) } };
        }
        case "aws:s3/vectorsVectorBucket:VectorsVectorBucket": {
          const vectorBucketArn = arn("s3vectors", `bucket/${inputs["vectorBucketName"]}`);
          return { id: vectorBucketArn, computed: { vectorBucketArn } };
        }
        case "aws:s3/vectorsIndex:VectorsIndex": {
          const indexArn = arn("s3vectors", `bucket/${inputs["vectorBucketName"]}/index/${inputs["indexName"]}`);
          return { id: indexArn, computed: { indexArn } };
        }
        case "aws:iam/policy:Policy": {
          const policyArn = globalArn("iam", `${accountId}:policy/${physicalName}`);
          return { id: policyArn, computed: { name: physicalName, arn: policyArn } };
        }
        case "aws:kms/key:Key":
          return { id: name, computed: { keyId: name, arn: arn("kms", `key/${name}`) } };
        case "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
          const host = String(inputs["url"]).replace("https://", "");
          const providerArn = globalArn("iam", `${accountId}:oidc-provider/${host}`);
          return { id: providerArn, computed: { arn: providerArn } };
        }
        case "aws:sns/topic:Topic": {
          const topicArn = arn("sns", physicalName);
          return { id: topicArn, computed: { arn: topicArn } };
        }
        case "aws:sqs/queue:Queue": {
          const url = `https://sqs.${region}.amazonaws.com/${accountId}/${physicalName}`;
          return { id: url, computed: { name: physicalName, arn: arn("sqs", physicalName), url } };
        }
        case "aws:scheduler/schedule:Schedule": {
          const group = String(inputs["groupName"] ?? "default");
          const id = `${group}/${physicalName}`;
          return { id, computed: { name: physicalName, arn: arn("scheduler", `schedule/${id}`) } };
        }
        case "aws:ec2/vpcEndpoint:VpcEndpoint":
          return { id: name, computed: { prefixListId: `pl-${name}` } };
        case "awsx:ec2:Vpc":
          return {
            id: "",
            computed: {
              vpcId: name,
              isolatedSubnetIds: [`${name}-isolated-1`, `${name}-isolated-2`],
              routeTables: [{ id: `${name}-routes-1` }, { id: `${name}-routes-2` }],
            },
          };
        case "aws:iam/role:Role":
          return namedResource(globalArn("iam", `${accountId}:role${inputs["path"] ?? "/"}${physicalName}`));
        case "aws:cloudwatch/logGroup:LogGroup":
          return namedResource(arn("logs", `log-group:${physicalName}`));
        case "aws:cloudwatch/metricAlarm:MetricAlarm":
          return namedResource(arn("cloudwatch", `alarm:${physicalName}`));
        case "aws:lambda/function:Function": {
          const functionArn = arn("lambda", `function:${physicalName}`);
          const { id, computed } = namedResource(functionArn);
          const path = `lambda:path/2015-03-31/functions/${functionArn}/invocations`;
          return { id, computed: { ...computed, invokeArn: `arn:${partition}:apigateway:${region}:${path}` } };
        }
        case "aws:apigatewayv2/api:Api":
          return { id: "local", computed: { apiEndpoint, executionArn: arn("execute-api", "local") } };
        case "aws:apigatewayv2/domainName:DomainName": {
          const domainName = String(inputs["domainName"]);
          const domainNameConfiguration = {
            ...(inputs["domainNameConfiguration"] as object),
            targetDomainName: `d-local.execute-api.${region}.amazonaws.com`,
            hostedZoneId: "ZLOCAL",
          };
          const domainArn = `arn:${partition}:apigateway:${region}::/domainnames/${domainName}`;
          return { id: domainName, computed: { arn: domainArn, domainNameConfiguration } };
        }
        // Whatever else there is has an ARN too, and nothing here that acts by it.
        default:
          return { id: name, computed: { arn: arn(type.split(/[:/]/)[1] ?? "", name) } };
      }
    },
    invoke: (token, args) => {
      switch (token) {
        case "aws:index/getPartition:getPartition":
          return { partition };
        case "aws:index/getRegion:getRegion":
          return { region };
        case "aws:index/getCallerIdentity:getCallerIdentity":
          return { accountId };
        case "aws:ec2/getVpcEndpointService:getVpcEndpointService":
          return {
            availabilityZones:
              existing.endpointZones?.[String(args["service"])] ?? ["a", "b", "c"].map((zone) => region + zone),
          };
        case "aws:iam/getPolicy:getPolicy": {
          const policy = existing.policies?.[String(args["arn"])];
          if (policy === undefined) throw new Error(`reading IAM Policy (${args["arn"]}): couldn't find resource`);
          return { policy };
        }
        case "aws:iam/getRole:getRole":
          return { arn: globalArn("iam", `${accountId}:role/${String(args["name"])}`) };
        default:
          throw new Error(`The local deployment does not know the function ${token}: add it to aws-provider.ts`);
      }
    },
  };
}
