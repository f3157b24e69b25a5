import * as pulumi from "@pulumi/pulumi";
import { readBootstrap } from "../bootstrap/bootstrap-reference";
import { requireArnOfRegion } from "../common/arn-region";
import { awsScope } from "../common/aws-scope";
import { rolePath } from "../common/stack-names";
import { stackProvider } from "../common/stack-provider";
import { functionPolicies } from "./access/function-policies";
import { modelAccess } from "./access/model-access";
import { vectorBucketAccess } from "./access/vector-bucket-access";
import { vectorIndexAccess } from "./access/vector-index-access";
import { requireBootstrapRegion } from "./bootstrap-region";
import type { ServiceConfig } from "./config";
import { functionTimeoutSeconds } from "./function-timeout";
import { type Authorization, HttpApi } from "./http-api";
import { type InlineFunction, inlineFunctions } from "./lambda/inline-functions";
import { type FunctionVpcConfig, LambdaFunction } from "./lambda/lambda-function";
import { requireNetworkWithinBoundary } from "./network/network-boundary";
import { networkZones } from "./network/network-zones";
import { interfaceServices, networkPolicy, PrivateNetwork } from "./network/private-network";
import { dashboardUrl } from "./observability/dashboard";
import { Observability } from "./observability/observability";
import type { ServiceOutputs } from "./outputs";
import { physicalNamePrefix } from "./physical-names";
import { type EnvironmentVariable, routes } from "./routes";

/** The outputs while their values are still being provisioned. */
type PendingOutputs = {
  readonly [Key in keyof ServiceOutputs]:
    | pulumi.Input<NonNullable<ServiceOutputs[Key]>>
    | Readonly<Record<string, pulumi.Output<string>>>;
};

/** The service layer: one function per route behind an HTTP API, with what watches them. */
export async function service(config: ServiceConfig): Promise<PendingOutputs> {
  const contract = await readBootstrap(config.bootstrapStack);
  const provider = stackProvider(config);
  await requireBootstrapRegion(contract.region, provider);
  requireArnOfRegion("alarmTopicArn", config.alarmTopicArn, contract.region);
  const opts = { providers: [provider] };
  const scope = awsScope({ provider });
  const namePrefix = physicalNamePrefix(config.project);

  const bucket = vectorBucketAccess(config, contract, scope);
  const index = vectorIndexAccess(config, contract);
  const model = modelAccess(config, contract, scope);
  requireNetworkWithinBoundary(config, contract);
  const availabilityZones =
    config.network === "private"
      ? await networkZones(config.networkZones, interfaceServices(index !== undefined), provider)
      : undefined;
  // A function must know its place in the network, and the network be made after the functions' roles.
  const [vpcConfig, placeFunctions] = pulumi.deferredOutput<FunctionVpcConfig>();

  const environment: Record<EnvironmentVariable, string | undefined> = {
    VECTOR_BUCKET_NAME: bucket.bucketName,
    BEDROCK_MODEL_ID: config.bedrockModelId,
    MODELS: config.models.length > 0 ? JSON.stringify(config.models) : undefined,
    MODEL_ALIASES: config.modelAliases && JSON.stringify(config.modelAliases),
    BATCH_CONCURRENCY: String(config.batchConcurrency),
    VECTOR_INDEX_ARN: index?.indexArn,
    VECTOR_INDEX_MODEL: index?.model,
    VECTOR_INDEX_DIMENSION: index && String(index.dimension),
  };
  const grants = {
    bucket,
    index,
    model,
    all: availabilityZones ? { network: networkPolicy(scope, namePrefix) } : {},
  };
  const deployed = routes.filter(
    (route) => (config.publicDocs || !route.publicDocs) && (index !== undefined || !route.needsIndex),
  );
  const inline = inlineFunctions(deployed, __dirname);
  const functions = deployed.map((route) => {
    const timeoutSeconds = functionTimeoutSeconds(route);
    const {
      functionName,
      functionArn,
      grants: granted,
    } = new LambdaFunction(
      route.name,
      {
        functionName: `${namePrefix}-${route.name}`,
        rolePath: rolePath(config.project, pulumi.getStack()),
        inline: inline[route.name] as InlineFunction,
        memorySizeMb: route.memorySizeMb,
        timeoutSeconds,
        environment: {
          SERVICE_NAME: namePrefix,
          ...Object.fromEntries(
            route.environment.flatMap((name) => {
              const value = environment[name];
              return value === undefined ? [] : [[name, value]];
            }),
          ),
        },
        ...functionPolicies(route, grants),
        permissionsBoundaryArn: contract.permissionsBoundaryArn ?? undefined,
        reservedConcurrency: config.reservedConcurrency?.[route.name],
        vpcConfig: availabilityZones ? vpcConfig : undefined,
      },
      opts,
    );
    const { isPublic = false, invokesModel = false } = route;
    return { ...route, isPublic, invokesModel, timeoutSeconds, functionName, functionArn, granted };
  });
  if (availabilityZones) {
    const network = new PrivateNetwork(
      "network",
      {
        namePrefix,
        scope,
        availabilityZones,
        bucketArn: bucket.bucketArn,
        indexArn: index?.indexArn,
        models: model.models,
        functionGrants: functions.flatMap(({ granted }) => granted),
      },
      opts,
    );
    placeFunctions(network.vpcConfig);
  }

  const api = new HttpApi(
    "http",
    {
      apiName: namePrefix,
      functions,
      authorization: authorization(config),
      scopes: config.jwtScopes,
      throttling: { requestsPerSecond: config.throttlingRateLimit, burst: config.throttlingBurstLimit },
      modelThrottling: { requestsPerSecond: config.modelThrottlingRateLimit, burst: config.modelThrottlingBurstLimit },
      corsAllowOrigins: config.corsAllowOrigins,
    },
    opts,
  );
  const { alarms, alarmTopicArn, alarmEmail } = config;
  const { apiId, accessLogGroupName } = api;
  new Observability(
    "observability",
    {
      serviceName: namePrefix,
      functions,
      apiId,
      accessLogGroupName,
      modelIds: model.models.map(({ invokedId }) => invokedId),
      hasIndex: index !== undefined,
      scope,
      alarms,
      alarmTopicArn,
      alarmEmail,
    },
    opts,
  );

  return {
    apiUrl: api.url,
    openaiBaseUrl: pulumi.interpolate`${api.url}/v1`,
    ...(config.publicDocs ? { docsUrl: pulumi.interpolate`${api.url}/docs` } : {}),
    dashboardUrl: scope.apply((of) => dashboardUrl(of, namePrefix)),
    apiId: api.apiId,
    functionArns: Object.fromEntries(functions.map(({ name, functionArn }) => [name, functionArn])),
  };
}

function authorization({ auth, jwtIssuer = "", jwtAudience }: ServiceConfig): Authorization {
  switch (auth) {
    case "iam":
      return { type: "AWS_IAM" };
    case "jwt":
      return { type: "JWT", issuer: jwtIssuer, audiences: jwtAudience };
    case "none":
      return { type: "NONE" };
  }
}
