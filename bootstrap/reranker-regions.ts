import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../common/aws-scope";
import { rerankerIds, rerankers } from "../embedding/ranking/rerankers";
import type { BootstrapConfig } from "./config";

/** Warns of rerankers that were not in the region of the stack when this was written, where Bedrock may have them by now. */
export function warnOfRerankersElsewhere(
  { rerankModels }: Pick<BootstrapConfig, "rerankModels">,
  { region }: Pick<AwsScope, "region">,
): void {
  const isHere = (id: (typeof rerankerIds)[number]) => rerankers[id].regions.some((one) => one === region);
  for (const id of rerankModels.filter((one) => !isHere(one))) {
    const others = rerankerIds.filter(isHere).join(" or ") || "none";
    pulumi.log.warn(
      `rerankModels has "${id}", which is not known to be in ${region}: where it is not, searches that ask for it fail. ` +
        `It is in ${rerankers[id].regions.join(", ")}; known in ${region}: ${others}.`,
    );
  }
}
