import * as z from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from "zod-openapi";
import type { Answer } from "../functions/http/operation";
import { batchItem } from "../functions/routes/batch/request";
import packageJson from "../package.json";
import { routes as allRoutes, type Route } from "../service/routes";
import { errorResponses, errorSchemas, problemForm, requestId } from "./errors";
import { filter } from "./filter";
import { gatewayError, gatewayStatuses } from "./gateway-errors";
import { addNullFields } from "./null-fields";
import { operationsOf, type RouteOperation } from "./operations";

const introduction = `Text embeddings from Amazon Bedrock, kept in Amazon S3.

Requests are authorized by their signature (SigV4), by a token (JWT) or by a key, as the deployment's \`auth\` says. What API Gateway
answers by itself, such as 404 to an unknown path, has the form \`{"message": "Not Found"}\`.`;

/** One of these authorizes a request, as the deployment is configured. */
const securitySchemes = {
  sigv4: {
    type: "apiKey",
    in: "header",
    name: "Authorization",
    description: "A signature of version 4 for the service `execute-api`",
    "x-amazon-apigateway-authtype": "awsSigv4",
  },
  jwt: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "A token of the configured issuer" },
  key: { type: "http", scheme: "bearer", description: "A key that the deployment has the hash of" },
} as const;

/** An OpenAPI document. */
export type OpenApiDocument = ReturnType<typeof createDocument>;

/** The OpenAPI 3.1 document of these routes. Throws what {@link operationsOf} throws. */
export function openapiDocument(routes: readonly Route[] = allRoutes): OpenApiDocument {
  const operations = operationsOf(routes);
  const paths: ZodOpenApiPathsObject = {};
  for (const described of operations) {
    const { method, path } = described;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(described) };
  }
  const document = createDocument(
    {
      openapi: "3.1.0",
      info: { title: "Embeddings API", version: packageJson.version, description: introduction },
      // The host that serves the document.
      servers: [{ url: "/" }],
      tags: [...new Set(operations.map(({ operation }) => operation.tag))].map((name) => ({ name })),
      security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
      paths,
      // Those that are referred to by name.
      components: {
        schemas: {
          ...errorSchemas(operations.map(({ operation }) => operation)),
          GatewayError: gatewayError,
          Filter: filter,
          BatchItem: batchItem,
        },
        securitySchemes,
      },
    },
    { override: simplify },
  );
  addNullFields(document);
  return document;
}

function operationObject({ name, route, operation }: RouteOperation): ZodOpenApiOperationObject {
  const {
    tag,
    summary,
    description,
    parameters,
    request,
    responses,
    errors,
    fieldErrors = [],
    errorForm = problemForm,
  } = operation;
  return {
    operationId: name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    ...(parameters ? { requestParams: parameters } : {}),
    ...(request ? { requestBody: { required: true, content: { "application/json": { ...request } } } } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(responses).map(([status, answer]) => [status, responseObject(answer)])),
      ...errorResponses({
        codes: route.isPublic ? errors : [...errors, "key_expired"],
        fieldCodes: fieldErrors,
        form: errorForm,
        gateway: gatewayStatuses(route, request !== undefined),
      }),
    },
    ...(route.isPublic ? { security: [] } : {}),
  };
}

function responseObject(answer: Answer): ZodOpenApiResponseObject {
  const { description, contentType = "application/json", schema, example, headers = {} } = answer;
  return {
    description,
    headers: z.object({ "x-request-id": requestId, ...headers }),
    ...(schema ? { content: { [contentType]: { schema, ...(example ? { example } : {}) } } } : {}),
  };
}

/** Leaves out what tells a reader nothing: the bounds of safe integers, and date-time spelled out as a pattern. */
const simplify: ZodOpenApiOverride = ({ jsonSchema }) => {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
  const values = jsonSchema.enum ?? [jsonSchema.const];
  if (jsonSchema.type === "number" && values.every(Number.isInteger)) jsonSchema.type = "integer";
};
