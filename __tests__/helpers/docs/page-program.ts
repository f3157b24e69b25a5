import { createRequire } from "node:module";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { ModuleKind, transpileModule } from "typescript";
import { awsProvider } from "../../../local/pulumi/aws-provider";
import { runStack } from "../../../local/pulumi/engine";
import type { StackResult } from "../../../local/pulumi/registered-resource";
import { codeBlocks } from "./page";

/** `require` as in a file at the project's root. */
const requireFromProject = createRequire(join(__dirname, "../../../index.ts"));

/** Runs the first TypeScript of a text as another team's program, which finds these outputs of other stacks. */
export function runPageProgram(
  text: string,
  stackOutputs: Readonly<Record<string, Record<string, unknown>>>,
): Promise<StackResult> {
  const [{ code } = { code: "" }] = codeBlocks(text).filter(({ language }) => language === "ts");
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS } });
  return runStack({
    project: "search",
    stack: "dev",
    config: {},
    program: () => {
      const module = { exports: (): pulumi.Inputs => ({}) };
      new Function("require", "module", "exports", outputText)(requireFromProject, module, module.exports);
      return module.exports();
    },
    provider: awsProvider({ region: "us-east-1", apiEndpoint: "https://api.example" }),
    stackOutputs,
  });
}
