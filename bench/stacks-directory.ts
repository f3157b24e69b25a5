import { join } from "node:path";
import { projectDirectory } from "../local/pulumi/stacks";

/** The stack files that are measured: those of the tests, whatever the project's own are. */
export const stacksDirectory = join(projectDirectory, "__tests__", "stacks");
