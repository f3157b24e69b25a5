import { runStacks } from "../../local/pulumi/stacks";
import { stacksDirectory } from "../stacks-directory";

/** Runs both layers and prints how long that took, in milliseconds, without loading Pulumi. */
async function evaluate(): Promise<void> {
  await import("@pulumi/aws");
  const start = performance.now();
  await runStacks("https://api.invalid", { directory: stacksDirectory });
  console.log(performance.now() - start);
}

evaluate();
