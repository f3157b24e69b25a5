import { execFileSync } from "node:child_process";
import { median } from "../../common/median";
import { siteEnvironment } from "../../local/lambda/registered-function";
import { type DeployedStacks, projectDirectory } from "../../local/pulumi/stacks";
import type { Measurement } from "../measurement";
import type { Packagings } from "../packages/packagings";
import { functionOf } from "../packages/packed-function";
import { pairedRatios } from "../statistics";
import type { ServedDeployment } from "./served-deployment";
import type { WarmSamples } from "./warm-probe";

/** How many requests a sample is the median of. */
const requestsPerSample = 100;

/** The most that a request's time should be of its calls'. */
const limits: Record<string, number> = { "generate and store": 1.1, retrieve: 1.08, search: 1.15 };

/**
 * Requests to warm functions as ratios to the calls of the SDK that each must make, against the local deployment's
 * endpoints, and the memory of a function after 10,000 requests.
 */
export function benchWarm(
  stacks: DeployedStacks,
  { functions }: Packagings,
  { s3Url, modelUrl, vectorsUrl }: ServedDeployment,
): Measurement[] {
  const endpoints = {
    AWS_ENDPOINT_URL_S3: s3Url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: modelUrl,
    AWS_ENDPOINT_URL_S3VECTORS: vectorsUrl,
  };
  const files = Object.fromEntries(Object.entries(functions).map(([name, { ours }]) => [name, ours.file]));
  const printed = execFileSync(
    "node",
    ["--expose-gc", "--import", "tsx", "bench/service/warm-probe.ts", JSON.stringify(files)],
    {
      cwd: projectDirectory,
      env: {
        ...process.env,
        ...siteEnvironment(functionOf(stacks, "search"), { region: stacks.region, endpoints }),
      },
      encoding: "utf8",
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  const { requests, residentMb } = JSON.parse(printed) as WarmSamples;
  const [first = Number.NaN] = residentMb;
  return [
    ...Object.entries(requests).flatMap(([name, { handler, calls }]): Measurement[] => {
      const [handlerMs, callsMs] = [mediansOf(handler), mediansOf(calls)];
      return [
        {
          what: `warm: ${name}`,
          measure: "handler / its calls",
          samples: pairedRatios(handlerMs, callsMs),
          atMost: limits[name],
        },
        {
          what: `warm: ${name}`,
          measure: "handler beside its calls, ms",
          samples: handlerMs.map((value, index) => value - (callsMs[index] ?? Number.NaN)),
        },
      ];
    }),
    {
      what: "memory of generate",
      measure: "after 10,000 / after 1,000 requests",
      samples: pairedRatios(residentMb.slice(-1), [first]),
      atMost: 1.1,
    },
  ];
}

/** The medians of as many values as make a sample. */
function mediansOf(values: readonly number[]): number[] {
  const count = Math.floor(values.length / requestsPerSample);
  return Array.from({ length: count }, (_, index) =>
    median(values.slice(index * requestsPerSample, (index + 1) * requestsPerSample)),
  );
}
