import { stacksDirectory } from "../../../bench/stacks-directory";
import { describeAddresses, describeStacks } from "../../../local/describe";
import { runStacks } from "../../../local/pulumi/stacks";

/** What `npm start` prints of the stacks, and where it could serve. */
export async function deploymentTree(): Promise<string> {
  const stacks = await runStacks("https://api.invalid", { directory: stacksDirectory });
  const addresses = {
    url: "http://localhost:3000",
    s3Url: "http://127.0.0.1:38335",
    modelUrl: "http://127.0.0.1:34941",
    vectorsUrl: "http://127.0.0.1:41207",
  };
  return ["```text", describeStacks(stacks), "", describeAddresses(addresses), "```"].join("\n");
}
