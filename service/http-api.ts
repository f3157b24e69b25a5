import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { corsAllowHeaders, corsExposeHeaders } from "./cors-headers";
import { integrationTimeoutMs } from "./function-timeout";
import { logRetentionDays } from "./lambda/runtime";
import { accessLogFormat } from "./observability/access-log-format";
import { methodAndPath, type RouteKey } from "./route-key";

/** A function behind an {@link HttpApi}. */
export interface HttpApiFunction {
  readonly name: string;
  /** What it answers, by names that no other function has. */
  readonly routeKeys: Readonly<Record<string, RouteKey>>;
  /** Whether everyone may call it. */
  readonly isPublic: boolean;
  /** Whether each request costs a call of the model. */
  readonly invokesModel: boolean;
  readonly functionName: pulumi.Input<string>;
  readonly functionArn: pulumi.Input<string>;
}

/** Whom the API serves: those that sign their requests (SigV4), those with a token of an issuer, or everyone. */
export type Authorization =
  | { readonly type: "AWS_IAM" }
  | { readonly type: "JWT"; readonly issuer: string; readonly audiences: readonly string[] }
  | { readonly type: "NONE" };

/** How many requests to one route key are let through. */
export interface Throttling {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** Arguments of {@link HttpApi}. */
export interface HttpApiArgs {
  /** The API's physical name. */
  readonly apiName: string;
  readonly functions: readonly HttpApiFunction[];
  readonly authorization: Authorization;
  /**
   * With tokens, the scopes of which one must have any, by the names of the route keys.
   * @default {}
   */
  readonly scopes?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly throttling: Throttling;
  /** Of the route keys whose functions invoke the model. */
  readonly modelThrottling: Throttling;
  /** The origins of web pages that may call the API; empty for none. */
  readonly corsAllowOrigins: readonly string[];
}

/** An HTTP API with one Lambda integration per function, and a route for each of its route keys. */
export class HttpApi extends pulumi.ComponentResource {
  readonly apiId: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly accessLogGroupName: pulumi.Output<string>;

  constructor(name: string, args: HttpApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:HttpApi", name, {}, opts);
    const child = { parent: this };
    const { apiName, authorization, corsAllowOrigins } = args;

    const api = new aws.apigatewayv2.Api(
      `${name}-api`,
      { name: apiName, protocolType: "HTTP", ...(corsAllowOrigins.length > 0 ? cors(args) : {}) },
      child,
    );
    const authorizer =
      authorization.type === "JWT"
        ? new aws.apigatewayv2.Authorizer(
            `${name}-authorizer`,
            {
              apiId: api.id,
              name: "jwt",
              authorizerType: "JWT",
              identitySources: ["$request.header.Authorization"],
              jwtConfiguration: { issuer: authorization.issuer, audiences: [...authorization.audiences] },
            },
            child,
          )
        : undefined;
    const routes = args.functions.flatMap((lambda) => {
      const integration = new aws.apigatewayv2.Integration(
        `${name}-${lambda.name}-integration`,
        {
          apiId: api.id,
          integrationType: "AWS_PROXY",
          integrationMethod: "POST",
          integrationUri: lambda.functionArn,
          payloadFormatVersion: "2.0",
          timeoutMilliseconds: integrationTimeoutMs,
        },
        child,
      );
      return Object.entries(lambda.routeKeys).map(([operation, routeKey]) => {
        const { method, path } = methodAndPath(routeKey);
        new aws.lambda.Permission(
          `${name}-${operation}-permission`,
          {
            action: "lambda:InvokeFunction",
            function: lambda.functionName,
            principal: "apigateway.amazonaws.com",
            sourceArn: pulumi.interpolate`${api.executionArn}/*/${method}${path.replace(/\{[^}]+\}/g, "*")}`,
          },
          child,
        );
        return new aws.apigatewayv2.Route(
          `${name}-${operation}-route`,
          {
            apiId: api.id,
            routeKey,
            target: pulumi.interpolate`integrations/${integration.id}`,
            authorizationType: lambda.isPublic ? "NONE" : authorization.type,
            ...(authorizer && !lambda.isPublic
              ? { authorizerId: authorizer.id, authorizationScopes: [...(args.scopes?.[operation] ?? [])] }
              : {}),
          },
          child,
        );
      });
    });
    const accessLogs = new aws.cloudwatch.LogGroup(
      `${name}-access-logs`,
      // The policy that lets API Gateway write there covers this prefix as a whole, and so does not outgrow its limit.
      { name: `/aws/vendedlogs/${apiName}-http-api`, retentionInDays: logRetentionDays },
      child,
    );
    const stage = new aws.apigatewayv2.Stage(
      `${name}-stage`,
      {
        apiId: api.id,
        name: "$default",
        autoDeploy: true,
        accessLogSettings: { destinationArn: accessLogs.arn, format: accessLogFormat },
        defaultRouteSettings: routeSettings(args.throttling),
        routeSettings: routeKeys(args.functions.filter(({ invokesModel }) => invokesModel)).map((routeKey) => ({
          routeKey,
          ...routeSettings(args.modelThrottling),
        })),
      },
      // A stage has settings only for routes that are there.
      { ...child, dependsOn: routes },
    );

    this.apiId = api.id;
    this.accessLogGroupName = accessLogs.name;
    // The URL answers only once the stage is there.
    this.url = pulumi.all([api.apiEndpoint, stage.id]).apply(([endpoint]) => endpoint);
    this.registerOutputs({ apiId: this.apiId, url: this.url, accessLogGroupName: this.accessLogGroupName });
  }
}

function routeKeys(functions: readonly HttpApiFunction[]): RouteKey[] {
  return functions.flatMap((lambda) => Object.values(lambda.routeKeys));
}

/** Always both: whichever is left out would be 0, and each request answered 429. */
function routeSettings({ requestsPerSecond, burst }: Throttling) {
  return { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: burst };
}

/** Without credentials, for the API knows no cookies. */
function cors({ corsAllowOrigins, functions }: HttpApiArgs) {
  return {
    corsConfiguration: {
      allowOrigins: [...corsAllowOrigins],
      allowMethods: [...new Set(routeKeys(functions).map((routeKey) => methodAndPath(routeKey).method))].toSorted(),
      allowHeaders: corsAllowHeaders,
      exposeHeaders: corsExposeHeaders,
      maxAge: 3600,
    },
  };
}
