import * as z from "zod";
import { unique } from "../../common/config";
import { isBucketName } from "../../common/is-bucket-name";

/**
 * A repository as GitHub's tokens name it; those created since mid-2026 carry the ids of owner and repository too. An
 * underscore is only in the name of a user whom an enterprise manages, before its short code.
 * https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
const repositoryName = /^(?=[^@/]{1,39}[@/])([a-z\d](?:-?[a-z\d])*(?:_[a-z\d]+)?)(@\d+)?\/([\w.-]{1,100})(@\d+)?$/i;

/** What GitHub calls no repository: https://docs.github.com/en/repositories/creating-and-managing-repositories/repository-limits */
const noRepository = /^\.{1,2}$|\.(git|wiki)$/i;

/** An address that a repository is cloned from, or seen at. */
const repositoryAddress =
  /^(?:\w+:\/\/)?(?:[\w.-]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?[/:]([^/]+\/[^/]+?)(?:\.git)?(?:\/.*)?$/i;

const repository = z.string().superRefine((name, context) => {
  const [, owner, ownerId, repositoryPart = "", repositoryId] = repositoryName.exec(name) ?? [];
  const [, address] = repositoryAddress.exec(name) ?? [];
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  if (/^[^/]+(\/\*?)?$/.test(name)) {
    refuse(`is "${name}", a whole organisation, whose every repository could deploy: name one, as owner/name`);
  } else if (/[*?]/.test(name)) {
    refuse(`is "${name}", which has a wildcard: name one repository, as owner/name`);
  } else if (address) {
    refuse(`is "${name}", the address of a repository: must be owner/name, which is ${address}`);
  } else if (noRepository.test(repositoryPart)) {
    refuse(`is "${name}", and no repository is named so: leave out ".git", as in owner/name`);
  } else if (!owner || Boolean(ownerId) !== Boolean(repositoryId)) {
    refuse(`is "${name}": must be owner/name or, with both ids, owner@1234/name@5678`);
  }
});

/** For how many buckets the permissions boundary has room, beside 20 of the bootstrap stack's own. */
const maxVectorBuckets = 5;

const environment = z.string().superRefine((name, context) => {
  const refuse = (message: string) => context.addIssue({ code: "custom", message: `names "${name}", ${message}` });
  if (/[*?]/.test(name)) refuse("which has a wildcard: name each GitHub environment");
  else if (name === "pull_request") refuse("by which every pull request could deploy: name a GitHub environment");
  else if (!/^[a-z\d](?:[\w-]*[a-z\d])?$/i.test(name)) {
    refuse("which is no environment: must consist of letters, digits and inner hyphens or underscores");
  }
});

/** Which GitHub Actions workflows get which roles. */
export const githubConfig = z
  .strictObject({
    repository: repository.describe(
      "`owner/name`; for a repository created since mid-2026 `owner@ID/name@ID`, as its tokens name it",
    ),
    environments: unique(z.array(environment).min(1, { error: "needs at least one environment" })).describe(
      "GitHub environments, each of which deploys the service stack of its name",
    ),
    previewEnvironment: environment.optional().describe("A GitHub environment whose role only reads, for previews"),
    oidcProviderArn: z
      .string()
      .regex(/^arn:[\w-]+:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/, {
        error: ({ input }) => `is ${JSON.stringify(input)}: must be the ARN of GitHub's OIDC provider in this account`,
      })
      .optional()
      .describe(
        "GitHub's OIDC provider, where the account, which can have one only, has it already; its audiences must have `sts.amazonaws.com`",
      ),
    stateBucket: z
      .string()
      .refine(isBucketName, { error: "must be the name of an S3 bucket" })
      .optional()
      .describe("The bucket of Pulumi's state, where it is not kept in Pulumi Cloud"),
    privateNetwork: z
      .boolean()
      .default(false)
      .describe("Whether the roles may manage the network of `network: private`"),
    expiry: z
      .boolean()
      .default(false)
      .describe("Whether the roles may manage the schedule and the queue of `expiry: true`"),
    vectorBucketNames: unique(
      z
        .array(
          z.string().refine(isBucketName, {
            error: ({ input }) => `must be the name of an S3 bucket, which ${JSON.stringify(input)} is not`,
          }),
        )
        .max(maxVectorBuckets, {
          error: `names more than ${maxVectorBuckets} buckets, for which IAM's policies have no room`,
        }),
    )
      .default([])
      .describe("Existing buckets that a service may use by `vectorBucketName`"),
  })
  .check(({ value, issues }) => {
    const { environments, previewEnvironment } = value;
    const all = [...environments, ...(previewEnvironment ? [previewEnvironment] : [])];
    for (const name of all) {
      // IAM does not tell capitals from small letters in the names of roles.
      const longer = all.find(
        (other) => other !== name && `${other}-`.toLowerCase().startsWith(`${name}-`.toLowerCase()),
      );
      if (longer) {
        issues.push({
          code: "custom",
          path: ["environments"],
          input: value,
          message: `names "${name}" and "${longer}", whose resources would share the start of their names: rename one`,
        });
      }
    }
    if (previewEnvironment && environments.includes(previewEnvironment)) {
      issues.push({
        code: "custom",
        path: ["previewEnvironment"],
        input: value,
        message: `names "${previewEnvironment}", which deploys: name an environment that is not in environments`,
      });
    }
  });

/** The configuration of {@link GithubRoles} after parsing. */
export type GithubConfig = z.output<typeof githubConfig>;
