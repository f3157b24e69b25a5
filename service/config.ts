import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import {
  allowedAccountIds,
  json,
  optionalJson,
  optionalText,
  projectName,
  unique,
  wholeNumber,
} from "../common/config";
import { isBucketName } from "../common/is-bucket-name";
import { configuredTags } from "../common/tags";
import { searchModes } from "../embedding/ranking/search-mode";
import { apiKeys } from "./api-keys";
import { callbacks } from "./callbacks";
import { domainNameProblem } from "./domain-name";
import { modelKeys, modelProblems } from "./model-config";
import { protectedRouteKeys } from "./protected-route-keys";

/** Requests a second, or at once: an account has 10,000 a second in each region by default. */
const throttle = wholeNumber(1, 10_000);

/** API Gateway finds an issuer's keys by https; the local deployment has one of its own. */
const issuerUrl = /^(https:\/\/|http:\/\/127\.0\.0\.1:)[^\s?#]+$/;

/** Settings by names that there are. */
function byName<T extends z.ZodType>(names: readonly string[], value: T) {
  return z.record(z.string(), value).superRefine((settings, context) => {
    for (const name of Object.keys(settings).filter((key) => !names.includes(key))) {
      context.addIssue({ code: "custom", path: [name], message: `must be one of the routes ${names.join(", ")}` });
    }
  });
}

/** The service layer's configuration. */
export const serviceConfig = z
  .object({
    project: projectName,
    bootstrapStack: optionalText
      .pipe(
        z
          .string({ error: "must name the bootstrap stack, short (bootstrap) or as organization/project/stack" })
          .regex(/^[\w.-]+(\/[\w.-]+\/[\w.-]+)?$/, {
            error: "must be a stack's name, short (bootstrap) or as organization/project/stack",
          })
          .transform((name) =>
            name.includes("/") ? name : `${pulumi.getOrganization()}/${pulumi.getProject()}/${name}`,
          ),
      )
      .describe("The bootstrap stack, short (`bootstrap`) or as `organization/project/stack`; required"),
    bucketSuffix: z
      .string()
      .min(1, { error: "must be one of the bootstrap's bucketSuffixes" })
      .default("vector-embeddings")
      .describe("Which of the bootstrap's buckets to use"),
    vectorBucketName: optionalText
      .refine((name) => name === undefined || isBucketName(name), { error: "must be the name of an S3 bucket" })
      .describe("An existing bucket to use instead, encrypted by keys that S3 manages; it has no index"),
    ...modelKeys,
    batchConcurrency: wholeNumber(1, 50)
      .default(8)
      .describe("How many texts of one request are embedded at a time, 1 to 50"),
    searchMode: z
      .enum(searchModes, { error: "must be vector or hybrid" })
      .default("hybrid")
      .describe(
        "How a search by text orders what it finds: `hybrid` (by vectors and words) or `vector`, where the request does not say",
      ),
    publicDocs: json(z.boolean(), "true or false")
      .default(false)
      .describe("Whether `/openapi.json` and `/docs` are served, to everyone"),
    publicConsole: json(z.boolean(), "true or false")
      .default(false)
      .describe(
        "With `auth: keys` or `jwt`, whether `/` is the console, whose page everyone may open: who uses it pastes a key or token",
      ),
    mcp: json(z.boolean(), "true or false")
      .default(true)
      .describe("Whether agents may search and read at `/mcp`, by the Model Context Protocol"),
    auth: z
      .enum(["iam", "jwt", "keys", "none"], { error: "must be iam, jwt, keys or none" })
      .default("iam")
      .describe("Whom the API serves: `iam` (signed requests), `jwt` (tokens), `keys` (keys) or `none` (everyone)"),
    allowUnauthenticated: json(z.boolean(), "true or false").default(false).describe("Must be `true` for `auth: none`"),
    jwtIssuer: optionalText
      .refine((url) => url === undefined || issuerUrl.test(url), {
        error: "must be the issuer's https URL, as in the iss claim of its tokens",
      })
      .describe(
        "Who issues the tokens, as in their `iss`; API Gateway finds its keys by OpenID Connect, at the deployment too",
      ),
    jwtAudience: json(unique(z.array(z.string().min(1))), "a list such as [embeddings]")
      .default([])
      .describe("Whom the tokens are for (`aud`, else `client_id`)"),
    jwtScopes: optionalJson(
      byName(
        Object.keys(protectedRouteKeys),
        z
          .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, { error: "must be a scope without spaces" }))
          .min(1, { error: "must name at least one scope" }),
      ),
      'an object such as {"generate": ["embeddings.write"]}',
    ).describe("By route, the scopes of which a token must have one"),
    apiKeys: optionalJson(apiKeys, 'an object such as {"team-a": {"sha256": ["..."]}}')
      .transform((keys) => keys ?? {})
      .describe(
        "With `auth: keys`, by name, who may call: `sha256` (of the key, and of one that replaces it), `routes` and `expires`; `npm run key` prints it",
      ),
    throttlingRateLimit: throttle.default(200).describe("Requests a second to each route"),
    throttlingBurstLimit: throttle.default(400).describe("Requests at once to each route"),
    modelThrottlingRateLimit: throttle.default(50).describe("Requests a second to each route that calls the model"),
    modelThrottlingBurstLimit: throttle.default(100).describe("Requests at once to each route that calls the model"),
    corsAllowOrigins: json(
      unique(
        z.array(
          z.string().regex(/^(\*|https?:\/\/[a-z\d.-]+(:\d+)?)$/, {
            error: ({ input }) =>
              `must be an origin such as https://app.example.com, which ${JSON.stringify(input)} is not`,
          }),
        ),
      ),
      "a list such as [https://app.example.com]",
    )
      .default([])
      .describe("Origins of web pages that may call the API, such as `https://app.example.com`"),
    domainName: optionalText
      .refine((name) => name === undefined || domainNameProblem(name) === undefined, {
        error: ({ input }) => domainNameProblem(String(input)),
      })
      .describe("A domain name of yours at which the API answers, such as `embeddings.example.com`"),
    certificateArn: optionalText
      .refine((arn) => arn === undefined || /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/.test(arn), {
        error: "must be the ARN of a certificate of ACM",
      })
      .describe("The certificate of `domainName` in ACM, in the region of the stack"),
    defaultEndpoint: json(z.boolean(), "true or false")
      .default(true)
      .describe("Whether the API also answers at the address that AWS gives it; `false` only with a `domainName`"),
    expiry: json(z.boolean(), "true or false")
      .default(false)
      .describe(
        "Whether a schedule deletes once a day what has expired by its `expires_at`; without it such embeddings are hidden, and kept",
      ),
    reservedConcurrency: optionalJson(
      byName(
        callbacks.map(({ name }) => name),
        z.int().min(1, { error: "must be at least 1, for 0 turns the function off" }),
      ),
      'an object such as {"generate": 20}',
    ).describe("By route, how many instances of its function may run at once, set aside for it"),
    network: z
      .enum(["public", "private"], { error: "must be public or private" })
      .default("public")
      .describe("`private` puts the functions into a network of their own without a way to the internet"),
    networkZones: json(
      unique(
        z.array(
          z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, {
            error: ({ input }) => `must be a zone such as us-east-1a, which ${JSON.stringify(input)} is not`,
          }),
        ),
      ).refine(({ length }) => length === 0 || length === 2, { error: "must be two zones, so that one may fail" }),
      "a list such as [us-east-1a, us-east-1b]",
    )
      .default([])
      .describe("The two zones of a private network when it is made; empty for the first two that have every endpoint"),
    alarms: z
      .enum(["service", "function"], { error: "must be service or function" })
      .default("service")
      .describe("What alarms watch: `service`, or `function` for each function too"),
    alarmTopicArn: optionalText
      .refine((arn) => arn === undefined || /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/.test(arn), {
        error: "must be the ARN of an SNS topic",
      })
      .describe("An existing SNS topic that alarms notify"),
    alarmEmail: optionalText
      .refine((address) => address === undefined || /^[^@\s]+@[^@\s]+$/.test(address), {
        error: "must be an e-mail address",
      })
      .describe("An e-mail address that alarms notify, by a topic of their own"),
    allowedAccountIds,
    tags: configuredTags,
  })
  .check((context) => {
    const config = context.value;
    const problem = (key: keyof typeof config, message: string) =>
      context.issues.push({ code: "custom", path: [key], message, input: config });
    if (config.auth === "none" && !config.allowUnauthenticated) {
      problem(
        "auth",
        "lets everyone call the API: set allowUnauthenticated to true if that is meant, else iam, jwt or keys",
      );
    }
    if (config.publicConsole && config.auth !== "keys" && config.auth !== "jwt") {
      problem(
        "publicConsole",
        `needs a key or token that a person pastes, and auth is ${config.auth}: set auth to keys or jwt, or publicConsole to false`,
      );
    }
    if (config.auth === "jwt" && !config.jwtIssuer) problem("jwtIssuer", "must be set, because auth is jwt");
    if (config.auth === "jwt" && config.jwtAudience.length === 0) {
      problem("jwtAudience", "must name at least one audience, because auth is jwt");
    }
    if (config.auth === "keys" && Object.keys(config.apiKeys).length === 0) {
      problem("apiKeys", "must have at least one key, because auth is keys: npm run key makes it");
    }
    if (config.domainName && !config.certificateArn) {
      problem("certificateArn", "must be set, because domainName is");
    }
    if (config.certificateArn && !config.domainName) {
      problem("domainName", "must be set, because certificateArn is");
    }
    if (!config.defaultEndpoint && !config.domainName) {
      problem("defaultEndpoint", "would leave the API without an address: set domainName and certificateArn too");
    }
    for (const { key, message } of modelProblems(config)) problem(key, message);
    if (config.modelThrottlingRateLimit >= config.throttlingRateLimit) {
      problem(
        "modelThrottlingRateLimit",
        `must be lower than throttlingRateLimit, which is ${config.throttlingRateLimit}`,
      );
    }
    if (config.modelThrottlingBurstLimit >= config.throttlingBurstLimit) {
      problem(
        "modelThrottlingBurstLimit",
        `must be lower than throttlingBurstLimit, which is ${config.throttlingBurstLimit}`,
      );
    }
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
    if (config.network === "private" && config.project.startsWith("sg-")) {
      problem("project", 'must not start with "sg-" where network is private, for no security group may be named so');
    }
    if (config.alarmTopicArn && config.alarmEmail) problem("alarmEmail", "must be empty where alarmTopicArn is set");
  });

/** The configuration after parsing, every default filled in. */
export type ServiceConfig = z.output<typeof serviceConfig>;
