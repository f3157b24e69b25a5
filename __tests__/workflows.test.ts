import { Page } from "./helpers/docs/page";
import {
  actions,
  checks,
  deploy,
  deployments,
  githubFile,
  type Step,
  type Workflow,
  workflows,
} from "./helpers/workflow";

const setUpPulumi = "./.github/actions/set-up-pulumi";
const files = [
  ...Object.keys(workflows).map((file) => `workflows/${file}`),
  ...Object.keys(actions).map((name) => `actions/${name}/action.yml`),
];
const jobs = Object.entries(workflows).flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file} ${name}`, job })),
);
const steps: Step[] = [
  ...jobs.flatMap(({ job }) => job.steps ?? []),
  ...Object.values(actions).flatMap(({ runs }) => runs.steps),
];

describe("every workflow", () => {
  test("uses actions by the commit of a version, the same one everywhere", () => {
    const used = files.flatMap((file) =>
      githubFile(file)
        .split("\n")
        .flatMap((line) => /\buses: *(.*)$/.exec(line)?.[1] ?? []),
    );
    // As many as the parser finds: none is written in a form that this test does not see.
    const parsed = [...steps, ...jobs.map(({ job }) => job)].filter(({ uses }) => uses);
    expect(used).toHaveLength(parsed.length);

    const foreign = used.filter((action) => !action.startsWith("./.github/"));
    for (const action of foreign) expect(action).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
    const names = new Set(foreign.map((action) => action.split("@")[0]));
    expect(new Set(foreign).size).toBe(names.size);
  });

  test("may do nothing by default", () => {
    for (const [file, { permissions }] of Object.entries(workflows)) expect([file, permissions]).toEqual([file, {}]);
  });

  test.each(jobs)("lets $name read the repository and, only where it assumes a role, ask for a token", ({ job }) => {
    const assumesRole = job.steps?.some(({ uses }) => uses === setUpPulumi);
    expect(job.permissions).toEqual({ contents: "read", ...(assumesRole ? { "id-token": "write" } : {}) });
    // Else the role could not be told by the environment in the token's subject.
    expect(Boolean(job.environment)).toBe(Boolean(assumesRole));
  });

  test("puts no expression into a shell command, where its text would be run", () => {
    const commands = steps.flatMap(({ run }) => run ?? []);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).not.toContain("${{");
  });

  test("hands secrets to Pulumi alone", () => {
    const isPulumi = ({ run }: Step) => run && /^npx pulumi (up|preview) /.test(run);
    const pulumi = steps.filter(isPulumi);
    expect(pulumi).toHaveLength(deployments.length + 1);
    const settings = {
      ORGANIZATION: "vars.PULUMI_ORGANIZATION",
      PULUMI_BACKEND_URL: "vars.PULUMI_BACKEND_URL",
      PULUMI_ACCESS_TOKEN: "secrets.PULUMI_ACCESS_TOKEN",
      PULUMI_CONFIG_PASSPHRASE: "secrets.PULUMI_CONFIG_PASSPHRASE",
    };
    for (const { run, env } of pulumi) {
      const expected = { ...settings, ...(run?.includes("$STACK") ? { STACK: "matrix.stack" } : {}) };
      expect(env).toEqual(
        Object.fromEntries(Object.entries(expected).map(([name, source]) => [name, `\${{ ${source} }}`])),
      );
    }
    const rest = JSON.stringify([workflows, actions], (_, value) => (value && isPulumi(value) ? undefined : value));
    expect(rest).not.toContain("secrets");
  });

  test("leaves no token behind in what it checks out", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const checkout of checkouts) expect(checkout.with).toEqual({ "persist-credentials": false });
  });

  test.each(jobs.filter(({ job }) => job.steps))("ends $name at some time", ({ job }) => {
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(
      deployments.some(([, deployment]) => deployment === job) ? 90 : 60,
    );
  });
});

test("checks every push and pull request with what .ci/run checks", () => {
  expect(checks.on).toEqual({ push: { "branches-ignore": ["main"] }, pull_request: null, workflow_call: null });
  expect(checks.jobs["checks"]?.steps?.at(-1)?.run).toBe("bash .ci/run");
  // Pushes to main are the others.
  expect(deploy.on["push"]).toEqual({ branches: ["main"] });
  expect(deploy.jobs["checks"]?.uses).toBe("./.github/workflows/checks.yml");
});

test("tries every client each week, and by hand", () => {
  const { on, jobs } = workflows["clients.yml"] as Workflow;
  expect(on).toEqual({ schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/) }], workflow_dispatch: null });
  const runs = jobs["clients"]?.steps?.flatMap(({ run }) => run ?? []);
  expect(runs).toEqual(["npm ci", "npm run test:clients -- all"]);
});

test("gives a deployment the time, and the role for as long, in which Lambda leaves a network, and as much again", () => {
  for (const [, job] of deployments) {
    expect(job["timeout-minutes"]).toBe(2 * 45);
    const setUp = job.steps?.find(({ uses }) => uses === setUpPulumi);
    expect(setUp?.with?.["session-seconds"]).toBe(90 * 60);
  }
  const assume = actions["set-up-pulumi"]?.runs.steps.find((step) => step.with?.["role-to-assume"]);
  expect(assume?.with?.["role-duration-seconds"]).toContain("inputs.session-seconds");
  // A role that somebody else has made allows an hour.
  expect(new Page("docs/github-actions.md").text).toContain(
    `aws iam update-role --role-name ROLE --max-session-duration ${90 * 60}`,
  );
});
