import type { Rule } from "../rule";
import { types } from "../types";
import { list, read, show } from "../values";
import { publicRoutes } from "../waivers";
import { routesOf } from "./function-routes";

/** The ARN of what may be invoked by API, stage, method and path; the stage may be any, for it has one. */
const invocationArn =
  /^arn:[\w-]+:execute-api:[\w-]+:\d{12}:[\w-]+\/[\w*$-]+\/(?:DELETE|GET|HEAD|PATCH|POST|PUT)\/(?!\*$).+$/;

/** Who may call the API, and whom Lambda lets call its functions. */
export const httpApiAccess: readonly Rule[] = [
  {
    id: "CKV_AWS_309",
    aliases: ["APIGateway.8"],
    name: "HTTP API routes authorize their callers",
    description:
      "Every route asks for a signature (AWS_IAM) or a token (JWT, by an authorizer), but for those that are public on " +
      "purpose: see waivers.ts. A service with auth none does not meet this, as it should not where the pack is used.",
    resource: {
      types: [types.route],
      problem: ({ props: { authorizationType, authorizerId, routeKey } }) => {
        if (authorizationType === "AWS_IAM") return undefined;
        if (authorizationType === "JWT") {
          return authorizerId ? undefined : `${show(routeKey)} has no authorizerId: name the authorizer of its tokens`;
        }
        const isPublic = authorizationType === "NONE" && Object.hasOwn(publicRoutes, String(routeKey));
        return isPublic
          ? undefined
          : `${show(routeKey)} has the authorizationType ${show(authorizationType)}: set it to AWS_IAM or JWT`;
      },
    },
  },
  {
    id: "CKV_AWS_364",
    aliases: ["Lambda.1"],
    name: "Functions are called by their routes only",
    description:
      "A permission to invoke a function is for API Gateway, and for API, method and path of a route that ends in this " +
      "function: else whoever makes an API in any account could call it.",
    resource: {
      types: [types.permission],
      problem: ({ props }) => {
        const { principal, action } = props;
        if (principal !== "apigateway.amazonaws.com")
          return `the principal is ${show(principal)}: API Gateway alone calls`;
        if (action !== "lambda:InvokeFunction")
          return `the action is ${show(action)}: allow lambda:InvokeFunction only`;
        const { sourceArn } = props;
        return typeof sourceArn === "string" && invocationArn.test(sourceArn)
          ? undefined
          : `the sourceArn is ${show(sourceArn)}: name API, method and path`;
      },
    },
    stack: {
      types: [types.lambda],
      problem: (lambda, stack) => {
        const callers = routesOf(lambda, stack).map(({ props }) => methodAndPath(props["routeKey"]));
        const permissions = stack.linked(lambda, stack.ofType(types.permission), ({ props }) => props["function"]);
        const other = permissions
          .map(({ props }) => String(props["sourceArn"]))
          .find((arn) => !callers.includes(arn.split("/").slice(2).join("/")));
        return other && `may be called by ${show(other)}, which is none of its routes: remove the permission`;
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

/** `GET /embeddings/{embedding_id}` as the end of an ARN: `GET/embeddings/*`. */
function methodAndPath(routeKey: unknown): string {
  return String(routeKey)
    .replace(" ", "")
    .replace(/\{[^}]+\}/g, "*");
}
