import { deploy } from "../../local/deployment";
import { stacksDirectory } from "../stacks-directory";

/** More than the load of a benchmark: what is measured is not the throttling. */
const config = {
  throttlingRateLimit: "10000",
  throttlingBurstLimit: "10000",
  modelThrottlingRateLimit: "9999",
  modelThrottlingBurstLimit: "9999",
};

/** Serves the local deployment until SIGTERM, with its data in the folder that is given, and prints where, as JSON. */
async function serve([dataDirectory = ""]: readonly string[]): Promise<void> {
  const stopped = new Promise((stop) => process.on("SIGTERM", stop));
  const deployment = await deploy({ port: 0, dataDirectory, stacksDirectory, config });
  const { url, s3Url, modelUrl, vectorsUrl } = deployment;
  console.log(`Serving ${JSON.stringify({ url, s3Url, modelUrl, vectorsUrl })}`);
  await stopped;
  await deployment.close();
}

serve(process.argv.slice(2));
