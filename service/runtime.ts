/** What the functions run on. */
export const runtime = {
  lambda: "nodejs24.x",
  architecture: "arm64",
  esbuildTarget: "node24",
} as const;
