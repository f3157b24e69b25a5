import type { ConsoleRequest } from "../api/console-client";
import type { ConsoleSession } from "../session";

/** What a request is sent to, and how it is authorized; the secrets are named by variables of the environment. */
export interface CodeTarget extends Pick<ConsoleSession, "auth" | "region"> {
  readonly origin: string;
}

const keyVariable = "EMBEDDINGS_API_KEY";
const tokenVariable = "EMBEDDINGS_API_TOKEN";

/** A request in the languages that one copies it in. */
export const requestCode = { curl, JavaScript: javascript, Python: python } as const;

function curl({ method, path, body, headers = {} }: ConsoleRequest, target: CodeTarget): string {
  // By -X alone curl would wait for the body of a HEAD.
  const options = { GET: "", HEAD: " --head" } as Readonly<Record<string, string>>;
  return [
    `curl${options[method] ?? ` -X ${method}`} ${shellQuoted(target.origin + path)}`,
    ...curlAuthorization(target),
    ...Object.entries(headers).map(([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${shellQuoted(JSON.stringify(body))}`]),
  ].join(" \\\n  ");
}

function curlAuthorization({ auth, region }: CodeTarget): string[] {
  if (auth === "iam") {
    return [`--aws-sigv4 'aws:amz:${region}:execute-api'`, `--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`];
  }
  const variable = bearerVariable(auth);
  return variable ? [`-H "Authorization: Bearer $${variable}"`] : [];
}

function javascript(
  { method, path, body, headers: own = {} }: ConsoleRequest,
  { auth, origin, region }: CodeTarget,
): string {
  const variable = bearerVariable(auth);
  const headers = [
    ...(body === undefined ? [] : [`"content-type": "application/json"`]),
    ...Object.entries(own).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    ...(variable ? [`authorization: \`Bearer \${process.env.${variable}}\``] : []),
  ];
  const options = [
    `  method: ${JSON.stringify(method)},`,
    ...(headers.length > 0 ? [`  headers: { ${headers.join(", ")} },`] : []),
    ...(body === undefined ? [] : [`  body: JSON.stringify(${indented(JSON.stringify(body, null, 2))}),`]),
  ];
  const call = (name: string) =>
    [
      `const response = await ${name}(${JSON.stringify(origin + path)}, {`,
      ...options,
      "});",
      method === "HEAD" ? "console.log(response.status);" : "console.log(await response.json());",
    ].join("\n");
  if (auth !== "iam") return call("fetch");
  return [
    `import { AwsClient } from "aws4fetch";`,
    "",
    "const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;",
    `const aws = new AwsClient({ accessKeyId, secretAccessKey, service: "execute-api", region: ${JSON.stringify(region)} });`,
    call("aws.fetch"),
  ].join("\n");
}

function python(
  { method, path, body, headers: own = {} }: ConsoleRequest,
  { auth, origin, region }: CodeTarget,
): string {
  const variable = bearerVariable(auth);
  const headers = [
    ...Object.entries(own).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    ...(variable ? [`"Authorization": f"Bearer {os.environ['${variable}']}"`] : []),
  ];
  const options = [
    JSON.stringify(method),
    JSON.stringify(origin + path),
    ...(body === undefined ? [] : [`json=${indented(pythonLiteral(body))}`]),
    ...(headers.length > 0 ? [`headers={${headers.join(", ")}}`] : []),
    ...(auth === "iam" ? ["auth=auth"] : []),
  ];
  return [
    ...(variable ? ["import os", ""] : []),
    "import requests",
    ...(auth === "iam"
      ? [
          "from requests_auth_aws_sigv4 import AWSSigV4",
          "",
          `auth = AWSSigV4("execute-api", region=${JSON.stringify(region)})`,
        ]
      : []),
    "",
    "response = requests.request(",
    ...options.map((option) => `    ${option},`),
    ")",
    method === "HEAD" ? "print(response.status_code)" : "print(response.json())",
  ].join("\n");
}

function bearerVariable(auth: CodeTarget["auth"]): string | undefined {
  return { keys: keyVariable, jwt: tokenVariable, iam: undefined, none: undefined }[auth];
}

/** JSON as Python writes it; a text in JSON's quotes is one of Python's, too. */
function pythonLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}: ${pythonLiteral(one)}`)
      .join(", ")}}`;
  }
  if (value === null) return "None";
  return typeof value === "boolean" ? { true: "True", false: "False" }[`${value}`] : JSON.stringify(value);
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n  ");
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
