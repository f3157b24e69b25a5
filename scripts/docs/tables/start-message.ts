import { describeDeployment } from "../../../local/describe";
import { sentencesDescription } from "../../../local/served-model";

/** What `npm start` prints once it serves. */
export async function startMessage(): Promise<string> {
  const deployment = {
    url: "http://localhost:3000",
    s3Url: "http://127.0.0.1:38335",
    modelUrl: "http://127.0.0.1:34941",
    vectorsUrl: "http://127.0.0.1:41207",
    access: { type: "none" },
    model: { name: "sentences", description: sentencesDescription },
    stacks: { project: "embeddings-service", region: "us-east-1", service: { stack: "dev" } },
  } as const;
  return ["```text", await describeDeployment(deployment, 2.4), "```"].join("\n");
}
