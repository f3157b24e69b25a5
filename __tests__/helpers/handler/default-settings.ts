import type { EnvironmentVariable } from "../../../service/routes";

/** What functions read of the configuration where a stack sets nothing, which the tests of the service layer hold to. */
export const defaultSettings = {
  BEDROCK_MODEL_ID: "amazon.titan-embed-text-v2:0",
  BATCH_CONCURRENCY: "8",
  SEARCH_MODE: "hybrid",
} as const satisfies Partial<Record<EnvironmentVariable, string>>;
