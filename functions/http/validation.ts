import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type * as z from "zod/mini";
import { abbreviate, maxQuotedCharacters } from "../../embedding/abbreviate";
import { EmbeddingError, type FieldProblem, invalidRequest } from "../../embedding/errors";
import { type JsonOptions, parseJson } from "../../embedding/strict-json";
import { bodyText } from "./body-text";
import { withoutNulls } from "./null-fields";
import { noObject, type RequestPart, unknownNames } from "./request-part";

/** The JSON body of a request, validated. Throws 400, 415 or 422. */
export function jsonBody<T extends z.ZodMiniType>(event: APIGatewayProxyEventV2, schema: T): z.output<T> {
  return validate(schema, jsonValue(event), "body");
}

/** The JSON body of a request. Throws 400 or 415. */
export function jsonValue(event: APIGatewayProxyEventV2, options?: JsonOptions): unknown {
  const contentType = event.headers["content-type"];
  if (contentType?.split(";", 1)[0]?.trim().toLowerCase() !== "application/json") {
    throw new EmbeddingError(
      "unsupported_media_type",
      `The content type is ${contentType ?? "missing"}: send the header "Content-Type: application/json".`,
    );
  }
  const text = bodyText(event);
  if (!text) throw new EmbeddingError("malformed_body", "The body is empty: send a JSON object.");
  return parseJson(text, options);
}

/** Part of a request, or what is at a path in it, as the schema's output. Throws 422 naming the invalid fields. */
export function validate<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  part: RequestPart,
  path: readonly PropertyKey[] = [],
): z.output<T> {
  const result = schema.safeParse(withoutNulls(schema, value), { reportInput: true });
  if (result.success) return result.data;
  throw invalidRequest(
    result.error.issues.map((issue) => fieldProblem({ ...issue, path: [...path, ...issue.path] }, part)),
  );
}

function fieldProblem(issue: z.core.$ZodIssue, part: RequestPart): FieldProblem {
  const field = issue.path.map((segment) => abbreviate(String(segment))).join(".");
  switch (issue.code) {
    case "unrecognized_keys":
      return { field, message: unknownNames(issue.keys, part, field) };
    case "invalid_key":
      return { field, message: "has a key that is not valid Unicode" };
    default:
      return {
        field,
        message: (field ? issue.message : noObject(part)) + describeValue(issue.input),
      };
  }
}

/** What an invalid value is, where that is short: the end of a sentence. */
export function describeValue(value: unknown): string {
  if (value === undefined) return " and is missing";
  if (typeof value === "object" && value !== null) return "";
  // JSON has no number beyond the finite.
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length <= maxQuotedCharacters ? ` and is ${text}` : "";
}
