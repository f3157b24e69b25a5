import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The folder of what GitHub reads. */
export const githubDirectory = join(__dirname, "../../.github");

/** A step of a job or of a composite action. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, string>;
}

/** A job, as far as the tests look at it. */
export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly environment?: string;
  readonly permissions?: Record<string, string>;
  readonly concurrency?: Record<string, unknown>;
  readonly strategy?: { readonly matrix: { readonly stack: readonly string[] } };
  readonly "timeout-minutes"?: number;
}

/** A workflow, as far as the tests look at it. */
export interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions?: Record<string, string>;
  readonly concurrency?: Record<string, unknown>;
  readonly jobs: Record<string, Job>;
}

/** A composite action, as far as the tests look at it. */
export interface Action {
  readonly runs: { readonly steps: readonly Step[] };
}

/** The text of a file in {@link githubDirectory}. */
export function githubFile(path: string): string {
  return readFileSync(join(githubDirectory, path), "utf8");
}

/** Every workflow by its file's name. */
export const workflows: Record<string, Workflow> = Object.fromEntries(
  readdirSync(join(githubDirectory, "workflows")).map((file) => [file, parse(githubFile(`workflows/${file}`))]),
);

/** Every composite action by its folder's name. */
export const actions: Record<string, Action> = Object.fromEntries(
  readdirSync(join(githubDirectory, "actions")).map((name) => [name, parse(githubFile(`actions/${name}/action.yml`))]),
);

export const checks = workflow("checks.yml");
export const preview = workflow("preview.yml");
export const deploy = workflow("deploy.yml");

/** The jobs that deploy, by name. */
export const deployments = Object.entries(deploy.jobs).filter(([, { environment }]) => environment);

function workflow(file: string): Workflow {
  const found = workflows[file];
  if (!found) throw new Error(`There is no workflow ${file}`);
  return found;
}

/** What a run of a workflow is about, as its expressions see it. */
export interface RunContext {
  readonly github: Record<string, unknown>;
  readonly inputs?: Record<string, unknown>;
  /** How the jobs end that run; those that do not are successful. */
  readonly results?: Record<string, "failure" | "success">;
  /** Whether somebody cancels the run after its first job. */
  readonly cancelled?: boolean;
}

/** The names of the jobs that GitHub would run, in the workflow's order. */
export function jobsThatRun(
  { jobs }: Workflow,
  { github, inputs = {}, results = {}, cancelled }: RunContext,
): string[] {
  const ended: Record<string, { result: string }> = {};
  for (const [name, job] of Object.entries(jobs)) {
    const required = [job.needs ?? []].flat();
    const needs = Object.fromEntries(required.map((other) => [other, ended[other]]));
    const isCancelled = Boolean(cancelled) && required.length > 0;
    const condition = job.if ?? "success()";
    const success = () => !isCancelled && Object.values(needs).every((other) => other?.result === "success");
    // Without a status function, GitHub adds success(): https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions
    const asksForStatus = /\b(always|cancelled|failure|success)\(\)/.test(condition);
    // The operators that these conditions use mean the same in JavaScript.
    const evaluate = new Function("github", "inputs", "needs", "success", "cancelled", `return ${condition}`);
    const runs = (asksForStatus || success()) && evaluate(github, inputs, needs, success, () => isCancelled);
    ended[name] = { result: runs ? (results[name] ?? "success") : "skipped" };
  }
  return Object.keys(jobs).filter((name) => ended[name]?.result !== "skipped");
}
