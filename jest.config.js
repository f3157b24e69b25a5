/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", {}] },
  // The end-to-end tests mostly wait for processes of their own.
  maxWorkers: "100%",
  // A service stack is bundled in a second or two, and longer on a busy machine.
  testTimeout: 60_000,
  // The default provider would instrument the callbacks that Pulumi serializes.
  coverageProvider: "v8",
};
