import type { StackFile, StackFiles } from "./stack-files";

/** What a user makes of the stack files. */
type Change = (files: StackFiles) => StackFiles;

/** Stack files as a user has them, and what `npm start` does with them. */
export interface Variant {
  readonly change: Change;
  /**
   * Options of `npm start`.
   * @default none
   */
  readonly options?: readonly string[];
  /** What it prints before it serves, or as its error. */
  readonly prints: RegExp;
  /**
   * Whether it ends with an error.
   * @default false
   */
  readonly fails?: boolean;
}

/** Sets keys of a stack, as `pulumi config set` does. */
function set(stack: string, config: Record<string, unknown>): Change {
  return ({ project, stacks }) => {
    const file = stacks[stack] as StackFile;
    return { project, stacks: { ...stacks, [stack]: { ...file, config: { ...file.config, ...config } } } };
  };
}

function all(...changes: readonly Change[]): Change {
  return (files) => changes.reduce((changed, change) => change(changed), files);
}

/** A value as `pulumi config set --secret` writes it. */
const secret = { secure: "v1:a/ndIcQFTmZpQWCy:Kj4L3bSY0SXaNZ/Q5JCVu+3LVCvxKA==" };

const projectSet = all(
  set("bootstrap", { project: "acme-embeddings" }),
  set("dev", { project: "acme-embeddings" }),
  set("prod", { project: "acme-embeddings" }),
);

const optionalSecret = set("dev", { alarmEmail: secret });

const withKey = set("bootstrap", { kmsKey: "create" });

const withGithub = set("bootstrap", {
  github: { repository: "acme/embeddings", environments: ["qa", "live"], previewEnvironment: "preview", expiry: true },
});

const withKeys = set("dev", {
  auth: "keys",
  apiKeys: { "team-a": { sha256: ["0123456789abcdef".repeat(4)], routes: ["search"], expires: "2030-01-31" } },
});

const withExpiry = set("dev", { expiry: true });

const withDomain = set("dev", {
  domainName: "embeddings.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
  defaultEndpoint: false,
});

/** A file as `pulumi config set` writes all of it: each key below the project's name, and each number and boolean as text. */
const rewritten: Change = ({ project, stacks }) => ({
  project,
  stacks: mapValues(stacks, ({ config }) => ({
    config: Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        key.includes(":") ? key : `${project.name}:${key}`,
        typeof value === "object" ? value : String(value),
      ]),
    ),
    encryptionsalt: "v1:FHVeuVp6NFQ=:v1:5PoyjVOipyp5GTpA:sCyVLEsGIavUIIOhJOgGaMRtMP/N5w==",
  })),
});

const renamed: Change = ({ project, stacks }) => ({ project: { ...project, name: "acme-search" }, stacks });

const oneMore: Change = ({ project, stacks }) => ({
  project,
  stacks: { ...stacks, qa: stacks["dev"] as StackFile },
});

const oneLess: Change = ({ project, stacks: { dev, ...stacks } }) => ({ project, stacks });

const otherNames: Change = ({ project, stacks }) => {
  const names: Record<string, string> = { bootstrap: "foundation", dev: "staging", prod: "live" };
  return {
    project,
    stacks: Object.fromEntries(
      Object.entries(stacks).map(([stack, { config, ...lines }]) => [
        names[stack] ?? stack,
        { ...lines, config: { ...config, ...("bootstrapStack" in config ? { bootstrapStack: "foundation" } : {}) } },
      ]),
    ),
  };
};

/** What users do to their stack files, by name. */
export const variants: Readonly<Record<string, Variant>> = {
  "project set": { change: projectSet, prints: /bucket +acme-embeddings-vector-embeddings\n/ },
  "rewritten by the CLI": { change: rewritten, prints: /─ dev \(/ },
  "an optional value encrypted": { change: optionalSecret, prints: /─ dev \(/ },
  "a required value encrypted": {
    change: set("dev", { bootstrapStack: secret }),
    prints: /^error: embeddings-service:bootstrapStack is encrypted in Pulumi\.dev\.yaml/m,
    fails: true,
  },
  "a KMS key": { change: withKey, prints: /─ dev \(/ },
  "keys, rewritten by the CLI": { change: all(withKeys, rewritten), prints: /─ dev \(/ },
  "a domain name": { change: withDomain, prints: /─ dev \(/ },
  "what has expired swept, rewritten by the CLI": {
    change: all(withExpiry, withGithub, rewritten),
    prints: /policy +embeddings-service-deploy-qa-expiry/,
  },
  "GitHub set": { change: withGithub, prints: /policy +embeddings-service-deploy-qa-write/ },
  "the project renamed": { change: all(renamed, rewritten), prints: /^acme-search\n.*bootstrap \(/ },
  "a stack more": { change: oneMore, options: ["--stack", "qa"], prints: /─ qa \(/ },
  "a stack less": { change: oneLess, prints: /─ prod \(/ },
  "stacks of other names": { change: otherNames, options: ["--stack", "live"], prints: /─ foundation \(/ },
};

/** All of it that goes together. */
export const together: Change = all(
  projectSet,
  optionalSecret,
  withKey,
  withKeys,
  withDomain,
  withExpiry,
  withGithub,
  oneMore,
  otherNames,
  renamed,
  rewritten,
);

function mapValues<From, To>(values: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
