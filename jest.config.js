/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  // These need Chromium: npm run test:browser
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/__tests__/browser/"],
  transform: { "^.+\\.ts$": ["ts-jest", {}] },
  // The end-to-end tests mostly wait for processes of their own.
  maxWorkers: "100%",
  // Every test file loads Pulumi afresh; a worker that has grown by many of them takes long to exit.
  workerIdleMemoryLimit: "300MB",
  // Pulumi's language host checks all types of the program: half a minute, and longer on a busy machine.
  testTimeout: 180_000,
  // The default provider would instrument the callbacks that Pulumi serializes.
  coverageProvider: "v8",
};
