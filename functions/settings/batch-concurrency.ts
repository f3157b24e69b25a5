import { environmentVariable } from "./environment";

/** How many calls of the model one request makes at a time. */
export const batchConcurrency = Number(environmentVariable("BATCH_CONCURRENCY"));
