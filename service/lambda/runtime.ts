/** What the functions run on. */
export const runtime = {
  lambda: "nodejs24.x",
  architecture: "arm64",
  esbuildTarget: "node24",
} as const;

/** How long a log event is kept, in days. */
export const logRetentionDays = 365;
