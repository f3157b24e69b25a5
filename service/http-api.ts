import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A route of {@link HttpApi} and the function behind it. */
export interface HttpApiRoute {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Whether everyone may call it. */
  readonly isPublic: boolean;
  readonly functionName: pulumi.Input<string>;
  readonly functionArn: pulumi.Input<string>;
}

/** Arguments of {@link HttpApi}. */
export interface HttpApiArgs {
  /** The API's physical name. */
  readonly apiName: string;
  readonly routes: readonly HttpApiRoute[];
}

/** An HTTP API with one Lambda integration per route, whose callers sign their requests (SigV4) unless it is public. */
export class HttpApi extends pulumi.ComponentResource {
  readonly apiId: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: HttpApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:HttpApi", name, {}, opts);
    const child = { parent: this };

    const api = new aws.apigatewayv2.Api(`${name}-api`, { name: args.apiName, protocolType: "HTTP" }, child);
    for (const route of args.routes) {
      const integration = new aws.apigatewayv2.Integration(
        `${name}-${route.name}-integration`,
        {
          apiId: api.id,
          integrationType: "AWS_PROXY",
          integrationMethod: "POST",
          integrationUri: route.functionArn,
          payloadFormatVersion: "2.0",
          timeoutMilliseconds: 30_000,
        },
        child,
      );
      new aws.apigatewayv2.Route(
        `${name}-${route.name}-route`,
        {
          apiId: api.id,
          routeKey: `${route.method} ${route.path}`,
          target: pulumi.interpolate`integrations/${integration.id}`,
          authorizationType: route.isPublic ? "NONE" : "AWS_IAM",
        },
        child,
      );
      new aws.lambda.Permission(
        `${name}-${route.name}-permission`,
        {
          action: "lambda:InvokeFunction",
          function: route.functionName,
          principal: "apigateway.amazonaws.com",
          sourceArn: pulumi.interpolate`${api.executionArn}/*/${route.method}${route.path.replace(/\{[^}]+\}/g, "*")}`,
        },
        child,
      );
    }
    const stage = new aws.apigatewayv2.Stage(
      `${name}-stage`,
      { apiId: api.id, name: "$default", autoDeploy: true },
      child,
    );

    this.apiId = api.id;
    // The URL answers only once the stage is there.
    this.url = pulumi.all([api.apiEndpoint, stage.id]).apply(([endpoint]) => endpoint);
    this.registerOutputs({ apiId: this.apiId, url: this.url });
  }
}
