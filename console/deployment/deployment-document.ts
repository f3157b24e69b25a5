/** Both layers as they are deployed, as `GET /console/deployment.json` tells them. */
export interface DeploymentDocument {
  readonly region: string;
  readonly layers: readonly DeployedLayer[];
  readonly routes: readonly DeployedRoute[];
  readonly schedules: readonly DeployedSchedule[];
  readonly functions: readonly DeployedFunction[];
  readonly roles: readonly DeployedRole[];
  readonly stores: readonly DeployedStore[];
  readonly configuration: readonly ConfigurationRow[];
  readonly cost: DeploymentCost;
}

/** A stack, and how much is in it. */
export interface DeployedLayer {
  readonly layer: "bootstrap" | "service";
  readonly stack: string;
  readonly resources: number;
}

/** A route of the API. */
export interface DeployedRoute {
  /** In API Gateway's syntax, such as `POST /embeddings/search`. */
  readonly routeKey: string;
  /** By its name. */
  readonly function: string;
  readonly authorization: string;
  /** Undefined for any number of requests. */
  readonly throttling?: { readonly requestsPerSecond: number; readonly burst: number } | undefined;
}

/** A schedule by which a function runs while nobody calls. */
export interface DeployedSchedule {
  readonly name: string;
  /** By its name. */
  readonly function: string;
  /** As EventBridge Scheduler has it, such as `rate(1 day)`. */
  readonly expression: string;
}

/** A function, and what would be uploaded of it. */
export interface DeployedFunction {
  /** On AWS. */
  readonly name: string;
  /** Of its route, or of what it does. */
  readonly title: string;
  readonly role: string;
  readonly memorySizeMb: number;
  readonly timeoutSeconds: number;
  /** Undefined for as many as the account has left. */
  readonly reservedConcurrency?: number | undefined;
  readonly files: readonly BundledFile[];
}

/** A file of a function's archive; the sizes are in bytes. */
export interface BundledFile {
  readonly path: string;
  readonly size: number;
  readonly zippedSize: number;
}

/** What the functions keep embeddings in, and what they are made by. */
export interface DeployedStore {
  readonly kind: "bucket" | "index" | "model" | "reranker";
  readonly arn: string;
  readonly name: string;
  /** What there is to know, in words. */
  readonly facts: readonly string[];
}

/** A role, and all that it may do. */
export interface DeployedRole {
  readonly name: string;
  /** A policy beyond which it may do nothing; undefined for none. */
  readonly boundary?: string | undefined;
  readonly permissions: readonly Permission[];
  /** What of it is with each of the stores, by their ARNs. */
  readonly uses: readonly StoreUse[];
}

/** What a role does with a store, such as `read` and `write`. */
export interface StoreUse {
  readonly store: string;
  readonly verbs: readonly string[];
}

/** One statement of a role's policies in words; what another one takes back of it is not in it. */
export interface Permission {
  readonly isAllowed: boolean;
  /** Such as `read and write objects`. */
  readonly what: string;
  /** Upon what; empty for everything. */
  readonly where: readonly string[];
  /** Whether it is about all but that. */
  readonly isElsewhere: boolean;
  /** Such as `kms:ViaService is s3.*.amazonaws.com`. */
  readonly conditions: readonly string[];
  /** The policy that says so. */
  readonly policy: string;
  /** As IAM has them. */
  readonly actions: readonly string[];
}

/** A key of a stack's configuration. */
export interface ConfigurationRow {
  readonly layer: "bootstrap" | "service";
  readonly key: string;
  /** In force, as text or JSON; undefined where it is not known here. */
  readonly value?: string | undefined;
  /** Where the stack does not say; undefined where it has to. */
  readonly byDefault?: string | undefined;
  /** Who says so. */
  readonly from: "the default" | "the stack" | "npm start";
  readonly description: string;
}

/** What it costs, in US dollars. */
export interface DeploymentCost {
  /** Why nobody knows what it costs while nobody calls; undefined where it is known. */
  readonly problem?: string | undefined;
  /** In a month in which nobody calls. */
  readonly idleUsd?: number | undefined;
  /** In a month in which each of its metrics is written in every hour. */
  readonly metricsUsd?: number | undefined;
  readonly alarms?: number | undefined;
  /** Of a million of each. */
  readonly calls: CallsCost;
}

/** What a million of each cost, in US dollars; the kept ones for a month. */
export interface CallsCost {
  readonly storedOneByOne: number;
  readonly storedInBatches: number;
  readonly searches: number;
  /** What a million searches cost more that are reranked, and by which model; undefined where none may be. */
  readonly reranks?: { readonly by: string; readonly usd: number } | undefined;
  readonly kept: number;
}
