import * as pulumi from "@pulumi/pulumi";
import { readBootstrap } from "../bootstrap/bootstrap-reference";
import { requireArnOfRegion } from "../common/arn-region";
import { awsScope } from "../common/aws-scope";
import { reportFailures } from "../common/policy-documents";
import { document } from "../common/policy-statement";
import { rolePath } from "../common/stack-names";
import { stackProvider } from "../common/stack-provider";
import { functionPolicies } from "./access/function-policies";
import { modelAccess } from "./access/model-access";
import { vectorBucketAccess } from "./access/vector-bucket-access";
import { vectorIndexAccess } from "./access/vector-index-access";
import { authorizerFiles } from "./api-keys";
import { authorizationOf } from "./authorization";
import { authorizeKey } from "./authorize-key";
import { requireBootstrapRegion } from "./bootstrap-region";
import type { ServiceConfig } from "./config";
import { publicConsoleSession } from "./console-session";
import { CustomDomain } from "./custom-domain";
import { DailySchedule } from "./expiry/daily-schedule";
import { requireExpiryWithinBoundary } from "./expiry/expiry-boundary";
import { FailureQueue } from "./expiry/failure-queue";
import { functionTimeoutSeconds } from "./function-timeout";
import { HttpApi } from "./http-api";
import { type InlineFunction, inlineFunctions } from "./lambda/inline-functions";
import { type FunctionVpcConfig, LambdaFunction } from "./lambda/lambda-function";
import { requireNetworkWithinBoundary } from "./network/network-boundary";
import { networkZones } from "./network/network-zones";
import { interfaceServices, networkPolicy, PrivateNetwork } from "./network/private-network";
import { dashboardUrl } from "./observability/dashboard";
import { Observability } from "./observability/observability";
import type { ServiceOutputs } from "./outputs";
import { physicalNamePrefix } from "./physical-names";
import { type EnvironmentVariable, type Route, routes } from "./routes";
import { sweepExpired } from "./sweep-expired";

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
  requireArnOfRegion("certificateArn", config.certificateArn, contract.region);
  const opts = { providers: [provider] };
  const scope = awsScope({ provider });
  const namePrefix = physicalNamePrefix(config.project);

  const bucket = vectorBucketAccess(config, contract, scope);
  const model = modelAccess(config, contract, scope);
  const index = vectorIndexAccess(config, contract);
  requireNetworkWithinBoundary(config, contract);
  requireExpiryWithinBoundary(config, contract);
  const availabilityZones =
    config.network === "private"
      ? await networkZones(config.networkZones, interfaceServices(index !== undefined), provider)
      : undefined;
  // A function must know its place in the network, and the network be made after the functions' roles.
  const [vpcConfig, placeFunctions] = pulumi.deferredOutput<FunctionVpcConfig>();

  const deployed = routes.filter(
    ({ publicDocs, publicConsole, needsIndex, needsTokens, forAgents }) =>
      (config.publicDocs || !publicDocs) &&
      (config.publicConsole || !publicConsole) &&
      (index !== undefined || !needsIndex) &&
      (config.auth === "jwt" || !needsTokens) &&
      (config.mcp || !forAgents),
  );
  const { region, rerankModels } = contract;
  const session = { config, stack: pulumi.getStack(), region, index, rerankModels, routes: deployed };
  const environment: Record<EnvironmentVariable, string | undefined> = {
    VECTOR_BUCKET_NAME: bucket.bucketName,
    BEDROCK_MODEL_ID: config.bedrockModelId,
    MODELS: config.models.length > 0 ? JSON.stringify(config.models) : undefined,
    MODEL_ALIASES: config.modelAliases && JSON.stringify(config.modelAliases),
    BATCH_CONCURRENCY: String(config.batchConcurrency),
    SEARCH_MODE: config.searchMode,
    RERANK_MODELS: rerankModels.length > 0 ? JSON.stringify(rerankModels) : undefined,
    VECTOR_INDEX_ARN: index?.indexArn,
    VECTOR_INDEX_MODEL: index?.model,
    VECTOR_INDEX_DIMENSION: index && String(index.dimension),
    // Lambda takes no empty value.
    CORS_ALLOW_ORIGINS: config.corsAllowOrigins.join(",") || undefined,
    JWT_ISSUER: config.jwtIssuer,
    MCP_SCOPES: config.jwtScopes?.["mcp"]?.join(" "),
    AUTH: config.auth,
    CONSOLE_SESSION: JSON.stringify(publicConsoleSession(session)),
  };
  const grants = {
    bucket,
    index,
    model,
    all: availabilityZones ? { network: networkPolicy(scope, namePrefix) } : {},
  };
  const authorizer = config.auth === "keys" ? [{ ...authorizeKey, files: authorizerFiles(config.apiKeys) }] : [];
  const scheduled = config.expiry ? [sweepExpired] : [];
  const inline = inlineFunctions<string>([...deployed, ...authorizer, ...scheduled], __dirname);
  const lambda = (callback: DeployedCallback, timeoutSeconds: number, failureQueueArn?: pulumi.Output<string>) => {
    const { name, memorySizeMb, environment: read = [] } = callback;
    const all = failureQueueArn
      ? { ...grants.all, failures: failureQueueArn.apply((queueArn) => document([reportFailures([queueArn])])) }
      : grants.all;
    const {
      functionName,
      functionArn,
      invokeArn,
      grants: granted,
    } = new LambdaFunction(
      name,
      {
        functionName: `${namePrefix}-${name}`,
        rolePath: rolePath(config.project, pulumi.getStack()),
        inline: inline[name] as InlineFunction,
        memorySizeMb,
        timeoutSeconds,
        environment: {
          SERVICE_NAME: namePrefix,
          ...Object.fromEntries(
            read.flatMap((variable) => {
              const value = environment[variable];
              return value === undefined ? [] : [[variable, value]];
            }),
          ),
        },
        ...functionPolicies(callback, { ...grants, all }),
        permissionsBoundaryArn: contract.permissionsBoundaryArn ?? undefined,
        reservedConcurrency: config.reservedConcurrency?.[name],
        failureQueueArn,
        vpcConfig: availabilityZones ? vpcConfig : undefined,
      },
      opts,
    );
    return { name, timeoutSeconds, functionName, functionArn, invokeArn, granted };
  };
  const functions = deployed.map((route) => {
    const { isPublic = false, invokesModel = false } = route;
    return { ...route, isPublic, invokesModel, ...lambda(route, functionTimeoutSeconds(route)) };
  });
  const authorizers = authorizer.map((callback) => lambda(callback, callback.timeoutSeconds));
  const answering = [...functions, ...authorizers];
  const sweeps = scheduled.map((callback) => {
    const queue = new FailureQueue("sweep-failures", { queueName: `${namePrefix}-sweep-failures` }, opts);
    return { ...lambda(callback, callback.timeoutSeconds, queue.queueArn), queue };
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
        rerankers: model.rerankers,
        functionGrants: [...answering, ...sweeps].flatMap(({ granted }) => granted),
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
      authorization: authorizationOf(config, authorizers[0]),
      scopes: config.jwtScopes,
      throttling: { requestsPerSecond: config.throttlingRateLimit, burst: config.throttlingBurstLimit },
      modelThrottling: { requestsPerSecond: config.modelThrottlingRateLimit, burst: config.modelThrottlingBurstLimit },
      corsAllowOrigins: config.corsAllowOrigins,
      defaultEndpoint: config.defaultEndpoint,
    },
    opts,
  );
  const [sweep] = sweeps;
  if (sweep) {
    new DailySchedule(
      "sweep-schedule",
      {
        scheduleName: `${namePrefix}-sweep-schedule`,
        rolePath: rolePath(config.project, pulumi.getStack()),
        functionArn: sweep.functionArn,
        failureQueueArn: sweep.queue.queueArn,
        scope,
        permissionsBoundaryArn: contract.permissionsBoundaryArn ?? undefined,
      },
      opts,
    );
  }
  const { alarms, alarmTopicArn, alarmEmail, bedrockModelId, domainName, certificateArn } = config;
  const { apiId, stageName, accessLogGroupName } = api;
  const domain =
    domainName && certificateArn
      ? new CustomDomain("domain", { domainName, certificateArn, apiId, stageName }, opts)
      : undefined;
  const { url } = domain ?? api;
  new Observability(
    "observability",
    {
      serviceName: namePrefix,
      functions: answering,
      sweep: sweep && { functionName: sweep.functionName, queueName: sweep.queue.queueName },
      apiId,
      accessLogGroupName,
      modelId: bedrockModelId,
      rerankerIds: rerankModels,
      hasIndex: index !== undefined,
      certificateArn,
      scope,
      alarms,
      alarmTopicArn,
      alarmEmail,
    },
    opts,
  );

  return {
    apiUrl: url,
    openaiBaseUrl: pulumi.interpolate`${url}/v1`,
    ...(config.mcp ? { mcpUrl: pulumi.interpolate`${url}/mcp` } : {}),
    ...(config.publicDocs ? { docsUrl: pulumi.interpolate`${url}/docs` } : {}),
    ...(config.publicConsole ? { consoleUrl: pulumi.interpolate`${url}/` } : {}),
    ...(domain ? { targetDomainName: domain.targetDomainName, targetHostedZoneId: domain.targetHostedZoneId } : {}),
    dashboardUrl: scope.apply((of) => dashboardUrl(of, namePrefix)),
    apiId,
    functionArns: Object.fromEntries(functions.map(({ name, functionArn }) => [name, functionArn])),
  };
}

/** What is deployed as a function of its own: of a route, or one that no route calls. */
type DeployedCallback = Pick<
  Route,
  "name" | "memorySizeMb" | "bucketAccess" | "indexAccess" | "invokesModel" | "reranks"
> &
  Partial<Pick<Route, "environment">>;
