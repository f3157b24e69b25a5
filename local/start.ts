import { sourceErrors } from "./source-errors";

// `npm start`. Loaded only here, so that a source that cannot be compiled is told as any other error is.
try {
  require("./serve");
} catch (error) {
  const errors = sourceErrors(error);
  if (!errors) throw error;
  console.error(`error: ${errors}`);
  process.exitCode = 1;
}
