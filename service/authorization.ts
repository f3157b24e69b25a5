import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceConfig } from "./config";

/** Whom an API serves: those that sign their requests (SigV4), those with a token of an issuer or with a key, or everyone. */
export type Authorization =
  | { readonly type: "AWS_IAM" }
  | { readonly type: "JWT"; readonly issuer: string; readonly audiences: readonly string[] }
  | { readonly type: "CUSTOM"; readonly authorizer: KeyAuthorizer }
  | { readonly type: "NONE" };

/** The function that judges keys. */
export interface KeyAuthorizer {
  readonly functionName: pulumi.Input<string>;
  readonly invokeArn: pulumi.Input<string>;
}

/** Whom an API serves by the configuration, which has keys judged by this function. */
export function authorizationOf(
  { auth, jwtIssuer = "", jwtAudience }: Pick<ServiceConfig, "auth" | "jwtIssuer" | "jwtAudience">,
  keyAuthorizer: KeyAuthorizer | undefined,
): Authorization {
  switch (auth) {
    case "iam":
      return { type: "AWS_IAM" };
    case "jwt":
      return { type: "JWT", issuer: jwtIssuer, audiences: jwtAudience };
    case "keys":
      return { type: "CUSTOM", authorizer: keyAuthorizer as KeyAuthorizer };
    case "none":
      return { type: "NONE" };
  }
}

/**
 * How long API Gateway keeps what the authorizer of keys answered, in seconds, and so the longest that a key works once it
 * is no longer configured.
 */
export const keyCacheSeconds = 60;

/** The authorizer of an API, for the routes that are not public; undefined where what it authorizes by needs none. */
export function createAuthorizer(
  name: string,
  api: aws.apigatewayv2.Api,
  authorization: Authorization,
  opts: pulumi.CustomResourceOptions,
): aws.apigatewayv2.Authorizer | undefined {
  switch (authorization.type) {
    case "JWT":
      return new aws.apigatewayv2.Authorizer(
        `${name}-authorizer`,
        {
          apiId: api.id,
          name: "jwt",
          authorizerType: "JWT",
          identitySources: ["$request.header.Authorization"],
          jwtConfiguration: { issuer: authorization.issuer, audiences: [...authorization.audiences] },
        },
        opts,
      );
    case "CUSTOM":
      return createKeyAuthorizer(name, api, authorization.authorizer, opts);
    default:
      return undefined;
  }
}

function createKeyAuthorizer(
  name: string,
  api: aws.apigatewayv2.Api,
  { functionName, invokeArn }: KeyAuthorizer,
  opts: pulumi.CustomResourceOptions,
): aws.apigatewayv2.Authorizer {
  const authorizer = new aws.apigatewayv2.Authorizer(
    `${name}-key-authorizer`,
    {
      apiId: api.id,
      name: "keys",
      authorizerType: "REQUEST",
      authorizerUri: invokeArn,
      authorizerPayloadFormatVersion: "2.0",
      enableSimpleResponses: true,
      // By which API Gateway keeps answers: without the route, that for one route would be that for all.
      identitySources: ["$request.header.Authorization", "$context.routeKey"],
      authorizerResultTtlInSeconds: keyCacheSeconds,
    },
    opts,
  );
  new aws.lambda.Permission(
    `${name}-key-authorizer-permission`,
    {
      action: "lambda:InvokeFunction",
      function: functionName,
      principal: "apigateway.amazonaws.com",
      sourceArn: pulumi.interpolate`${api.executionArn}/authorizers/${authorizer.id}`,
    },
    opts,
  );
  return authorizer;
}
