import { deploy, deployments, jobsThatRun, preview, type RunContext } from "./helpers/workflow";

describe("the preview", () => {
  const pullRequest = (repository: string | undefined, login = "jane"): RunContext => ({
    github: {
      repository: "acme/embeddings",
      event: { pull_request: { head: { repo: { full_name: repository } }, user: { login } } },
    },
  });

  test.each<[string, string[], RunContext]>([
    ["a branch of the repository", ["preview"], pullRequest("acme/embeddings")],
    ["a fork", [], pullRequest("mallory/embeddings")],
    ["a fork that was deleted", [], pullRequest(undefined)],
    ["an update by Dependabot", [], pullRequest("acme/embeddings", "dependabot[bot]")],
  ])("runs for %s the jobs %j", (_, expected, context) => {
    expect(jobsThatRun(preview, context)).toEqual(expected);
  });

  test("runs on pull requests alone, with the role of an environment that deploys nothing", () => {
    expect(preview.on).toEqual({ pull_request: { branches: ["main"] } });
    expect(Object.values(preview.jobs).map(({ environment }) => environment)).toEqual(["preview"]);
    expect(deployments.map(([, { environment }]) => environment)).not.toContain("preview");
    expect(JSON.stringify(preview)).not.toMatch(/pulumi up/);
  });

  test("shows every stack that is deployed, with the policy pack", () => {
    const { strategy, steps = [] } = preview.jobs["preview"] ?? {};
    expect(strategy?.matrix.stack).toEqual(deployments.map(([name]) => name));
    expect(steps.at(-1)?.run).toMatch(/^npx pulumi preview .*--policy-pack policy .*\$STACK"$/);
  });
});

describe("the deployment", () => {
  const push = { event_name: "push", ref: "refs/heads/main" };
  const byHand = { event_name: "workflow_dispatch", ref: "refs/heads/main" };
  // Whatever the environments are called: each comes after those above it.
  const names = deployments.map(([name]) => name);

  test.each<[string, string[], RunContext]>([
    ["a push to main", ["checks", ...names], { github: push }],
    ["a push that fails the checks", ["checks"], { github: push, results: { checks: "failure" } }],
    ["a push that somebody cancels", ["checks"], { github: push, cancelled: true }],
    ...names.flatMap((name, index): [string, string[], RunContext][] => {
      const hand = { github: byHand, inputs: { environment: name } };
      return [
        [
          `a push that fails in ${name}`,
          ["checks", ...names.slice(0, index + 1)],
          { github: push, results: { [name]: "failure" } },
        ],
        [`${name} by hand`, ["checks", name], hand],
        [`${name} that fails the checks`, ["checks"], { ...hand, results: { checks: "failure" } }],
        [`${name} from another branch`, [], { ...hand, github: { ...byHand, ref: "refs/heads/feature" } }],
      ];
    }),
  ])("runs for %s the jobs %j", (_, expected, context) => {
    expect(jobsThatRun(deploy, context)).toEqual(expected);
  });

  test("starts from main or by hand", () => {
    expect(deploy.on).toEqual({
      push: { branches: ["main"] },
      workflow_dispatch: {
        inputs: { environment: expect.objectContaining({ options: deployments.map(([name]) => name) }) },
      },
    });
  });

  test.each(deployments)("of %s has its environment, and never interrupts another of it", (name, job) => {
    expect(job.environment).toBe(name);
    expect(job.concurrency).toEqual({ group: `deploy-${name}`, "cancel-in-progress": false });
    expect(job.steps?.at(-1)?.run).toMatch(
      new RegExp(`^npx pulumi up --yes --non-interactive --policy-pack policy --stack "\\S*}${name}"$`),
    );
  });

  test("leaves the bootstrap stack to an administrator", () => {
    expect(JSON.stringify([deploy, preview])).not.toContain("bootstrap");
  });
});
