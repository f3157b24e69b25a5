import type { Rule } from "../rule";
import { types } from "../types";
import { list, read, show } from "../values";
import { publicRoutes } from "../waivers";
import { authorizersOf, routesOf } from "./function-routes";

/** The ARN of what may be invoked by API, stage, method and path; the stage may be any, for it has one. */
const invocationArn =
  /^arn:[\w-]+:execute-api:[\w-]+:\d{12}:[\w-]+\/[\w*$-]+\/(?:DELETE|GET|HEAD|PATCH|POST|PUT)\/(?!\*$).*$/;

/** The ARN of an authorizer of an API. */
const authorizerArn = /^arn:[\w-]+:execute-api:[\w-]+:\d{12}:[\w-]+\/authorizers\/[\w-]+$/;

/** By which an answer of an authorizer is for who asked, and what for. */
const identitySources = ["$request.header.Authorization", "$context.routeKey"];

/** The longest that an answer of an authorizer is kept, in seconds. */
const maxCacheSeconds = 60;

/** Who may call the API, and whom Lambda lets call its functions. */
export const httpApiAccess: readonly Rule[] = [
  {
    id: "CKV_AWS_309",
    aliases: ["APIGateway.8"],
    name: "HTTP API routes authorize their callers",
    description:
      "Every route asks for a signature (AWS_IAM), a token (JWT) or a key (CUSTOM, both by an authorizer), but for those " +
      "that are public on purpose: see waivers.ts. A service with auth none does not meet this, as it should not where the pack is used.",
    resource: {
      types: [types.route],
      problem: ({ props: { authorizationType, authorizerId, routeKey } }) => {
        if (authorizationType === "AWS_IAM") return undefined;
        if (authorizationType === "JWT" || authorizationType === "CUSTOM") {
          return authorizerId ? undefined : `${show(routeKey)} has no authorizerId: name the authorizer of its callers`;
        }
        const isPublic = authorizationType === "NONE" && Object.hasOwn(publicRoutes, String(routeKey));
        return isPublic
          ? undefined
          : `${show(routeKey)} has the authorizationType ${show(authorizationType)}: set it to AWS_IAM, JWT or CUSTOM`;
      },
    },
  },
  {
    id: "CKV_AWS_364",
    aliases: ["Lambda.1"],
    name: "Functions are called by their routes or as authorizers only",
    description:
      "A permission to invoke a function is for API Gateway, and for API, method and path of a route that ends in this " +
      "function, or for the authorizer that it is: else whoever makes an API in any account could call it.",
    resource: {
      types: [types.permission],
      problem: ({ props }) => {
        const { principal, action } = props;
        if (principal !== "apigateway.amazonaws.com")
          return `the principal is ${show(principal)}: API Gateway alone calls`;
        if (action !== "lambda:InvokeFunction")
          return `the action is ${show(action)}: allow lambda:InvokeFunction only`;
        const { sourceArn } = props;
        return typeof sourceArn === "string" && (invocationArn.test(sourceArn) || authorizerArn.test(sourceArn))
          ? undefined
          : `the sourceArn is ${show(sourceArn)}: name API, method and path, or the authorizer`;
      },
    },
    stack: {
      types: [types.lambda],
      problem: (lambda, stack) => {
        const callers = [
          ...routesOf(lambda, stack).map(({ props }) => methodAndPath(props["routeKey"])),
          ...authorizersOf(lambda, stack).map(({ props }) => `authorizers/${props["id"]}`),
        ];
        const permissions = stack.linked(lambda, stack.ofType(types.permission), ({ props }) => props["function"]);
        const other = permissions
          .map(({ props }) => String(props["sourceArn"]))
          .find((arn) => !callers.includes(called(arn)));
        return other && `may be called by ${show(other)}, which is none of its callers: remove the permission`;
      },
    },
  },
  {
    id: "authorizer-cache",
    name: "What an authorizer answered is for one caller and one route",
    description:
      `What a function that authorizes has answered is kept by the header Authorization and the route, and for ` +
      `${maxCacheSeconds} s at the most: without the route, whoever may call one could call all, and the time is how long ` +
      "one may still call who no longer should.",
    resource: {
      types: [types.authorizer],
      problem: ({ props }) => {
        if (props["authorizerType"] !== "REQUEST") return undefined;
        const sources = list(props["identitySources"]);
        const missing = identitySources.filter((source) => !sources.includes(source));
        if (missing.length > 0) return `has no identity source ${missing.join(", ")}: add it`;
        // What is not set is 5 minutes.
        const { authorizerResultTtlInSeconds: seconds = 300 } = props;
        return Number(seconds) <= maxCacheSeconds
          ? undefined
          : `authorizerResultTtlInSeconds is ${show(seconds)}: set it to ${maxCacheSeconds} at the most`;
      },
    },
  },
  {
    id: "cors-credentials",
    name: "CORS gives no other page the credentials of a browser",
    description:
      "Where every origin (*) may call the API, none may do so with the credentials that a browser keeps for it.",
    resource: {
      types: [types.api],
      problem: ({ props }) => {
        const origins = list(read(props, "corsConfiguration.allowOrigins"));
        const anyOrigin = origins.some((origin) => String(origin).includes("*"));
        return anyOrigin && read(props, "corsConfiguration.allowCredentials")
          ? `allowCredentials is true for the origins ${show(origins)}: name the origins, or set it to false`
          : undefined;
      },
    },
  },
];

/** What the ARN of a caller is for: method and path, of any stage, or an authorizer. */
function called(arn: string): string {
  return arn.replace(/^[^/]*\/(?!authorizers\/[^/]+$)[^/]*\/|^[^/]*\//, "");
}

/** `GET /embeddings/{embedding_id}` as the end of an ARN: `GET/embeddings/*`. */
function methodAndPath(routeKey: unknown): string {
  return String(routeKey)
    .replace(" ", "")
    .replace(/\{[^}]+\}/g, "*");
}
