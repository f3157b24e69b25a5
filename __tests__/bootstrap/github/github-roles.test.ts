import { type AccessRequest, isAllowed, isApiCallAllowed } from "../../helpers/iam/iam";
import { named, ofType, runLayer } from "../../helpers/stacks/run-layer";

const github = {
  repository: "acme@1234/embeddings@5678",
  environments: ["dev", "prod"],
  previewEnvironment: "preview",
  stateBucket: "acme-pulumi-state",
  privateNetwork: true,
  expiry: true,
};
const run = (changes: object = {}) => runLayer("bootstrap", { config: { github: { ...github, ...changes } } });

test("creates GitHub's OIDC provider, or trusts a given one", async () => {
  const created = await run();
  expect(named(created, "github-oidc").inputs).toEqual({
    url: "https://token.actions.githubusercontent.com",
    clientIdLists: ["sts.amazonaws.com"],
  });
  const oidcProviderArn = "arn:aws:iam::000000000000:oidc-provider/token.actions.githubusercontent.com";
  const given = await run({ oidcProviderArn });
  expect(ofType(given, "aws:iam/openIdConnectProvider:OpenIdConnectProvider")).toEqual([]);
  expect(
    JSON.parse(String(named(given, "github-deploy-dev-role").inputs["assumeRolePolicy"])).Statement[0].Principal,
  ).toEqual({ Federated: oidcProviderArn });
});

test("returns the roles, the boundary and the buckets that it allows", async () => {
  const { outputs } = await run({ vectorBucketNames: ["team-vectors"] });
  const role = (name: string) => `arn:aws:iam::000000000000:role/embeddings-service-${name}`;
  expect(outputs).toMatchObject({
    githubActionsRoleArns: [role("deploy-dev"), role("deploy-prod"), role("preview")],
    permissionsBoundaryArn: "arn:aws:iam::000000000000:policy/embeddings-service-function-boundary",
    boundaryBucketNames: ["team-vectors"],
  });
});

test("lets a deployment keep its role for the 90 minutes that its job may take, a preview for an hour", async () => {
  const result = await run();
  const session = (name: string) => named(result, `github-${name}-role`).inputs["maxSessionDuration"];
  expect([session("deploy-dev"), session("deploy-prod"), session("preview")]).toEqual([5_400, 5_400, undefined]);
});

const account = "000000000000";
const lambda = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const policy = (name: string) => `arn:aws:iam::${account}:policy/embeddings-service-${name}`;
const logGroup = (name: string) => `arn:aws:logs:us-east-1:${account}:log-group:${name}`;
const api = (path: string) => `arn:aws:apigateway:us-east-1::${path}`;
const ec2 = (resource: string) => `arn:aws:ec2:us-east-1:${account}:${resource}`;
const schedule = (name: string) => `arn:aws:scheduler:us-east-1:${account}:schedule/default/${name}`;
const queue = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;
const state = (path: string) => `arn:aws:s3:::acme-pulumi-state/.pulumi/${path}`;
const bounded = { "iam:PermissionsBoundary": policy("function-boundary") };
const tags = (key: string, stack: string) => ({ [`${key}/Project`]: "embeddings-service", [`${key}/Stack`]: stack });

/** A role's own policies: that of the boundary is not among them. */
async function allowed(roleName: string, request: AccessRequest): Promise<boolean> {
  const policies = ofType(await run(), "aws:iam/policy:Policy")
    .filter(({ inputs }) => String(inputs["name"]).startsWith(`embeddings-service-${roleName}-`))
    .map(({ inputs }) => String(inputs["policy"]));
  expect(policies.length).toBeGreaterThanOrEqual(3);
  return request.action.startsWith("apigateway:") ? isApiCallAllowed(policies, request) : isAllowed(policies, request);
}

const dev = "embeddings-service-dev-generate";
const devRole = `embeddings-service/dev/${dev}`;
const deploys: [string, string, Record<string, string>?][] = [
  ["lambda:CreateFunction", lambda(dev)],
  ["lambda:UpdateFunctionCode", lambda(dev)],
  ["lambda:AddPermission", lambda(dev)],
  ["lambda:PutFunctionConcurrency", lambda(dev)],
  ["iam:CreateRole", role(devRole), bounded],
  ["iam:UpdateAssumeRolePolicy", role(devRole), bounded],
  ["iam:DeleteRole", role(devRole), bounded],
  ["iam:TagRole", role(devRole)],
  ["iam:PutRolePolicy", role(devRole), bounded],
  ["iam:AttachRolePolicy", role(devRole), { ...bounded, "iam:PolicyARN": policy("bedrock-invocation") }],
  ["iam:PassRole", role(devRole), { "iam:PassedToService": "lambda.amazonaws.com" }],
  ["iam:PassRole", role(devRole), { "iam:PassedToService": "scheduler.amazonaws.com" }],
  ["scheduler:CreateSchedule", schedule("embeddings-service-dev-sweep-schedule")],
  ["scheduler:DeleteSchedule", schedule("embeddings-service-dev-sweep-schedule")],
  ["sqs:CreateQueue", queue("embeddings-service-dev-sweep-failures")],
  ["sqs:SetQueueAttributes", queue("embeddings-service-dev-sweep-failures")],
  [
    "iam:CreateServiceLinkedRole",
    role("aws-service-role/ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway"),
    { "iam:AWSServiceName": "ops.apigateway.amazonaws.com" },
  ],
  ["logs:CreateLogGroup", logGroup(`/aws/lambda/${dev}`)],
  ["logs:PutRetentionPolicy", logGroup("/aws/vendedlogs/embeddings-service-dev-http-api")],
  ["logs:CreateLogDelivery", "*"],
  ["cloudwatch:PutMetricAlarm", `arn:aws:cloudwatch:us-east-1:${account}:alarm:${dev}-errors`],
  ["cloudwatch:PutDashboard", `arn:aws:cloudwatch::${account}:dashboard/embeddings-service-dev`],
  ["sns:CreateTopic", `arn:aws:sns:us-east-1:${account}:embeddings-service-dev-alarms`],
  [
    "apigateway:POST",
    api("/apis"),
    { "apigateway:Request/ApiName": "embeddings-service-dev", ...tags("aws:RequestTag", "dev") },
  ],
  ["apigateway:DELETE", api("/apis/abc"), { "apigateway:Resource/ApiName": "embeddings-service-dev" }],
  ["apigateway:POST", api("/apis/abc/routes"), tags("aws:ResourceTag", "dev")],
  ["apigateway:PATCH", api("/apis/abc/stages/$default")],
  ["apigateway:POST", api("/domainnames"), tags("aws:RequestTag", "dev")],
  ["apigateway:PATCH", api("/domainnames/dev.example.com"), tags("aws:ResourceTag", "dev")],
  ["apigateway:DELETE", api("/domainnames/dev.example.com"), tags("aws:ResourceTag", "dev")],
  ["apigateway:POST", api("/domainnames/dev.example.com/apimappings")],
  ["ec2:CreateVpc", ec2("vpc/vpc-1"), tags("aws:RequestTag", "dev")],
  ["ec2:CreateSubnet", ec2("subnet/subnet-1"), tags("aws:RequestTag", "dev")],
  ["ec2:CreateSubnet", ec2("vpc/vpc-1"), tags("aws:ResourceTag", "dev")],
  ["ec2:CreateVpcEndpoint", ec2("route-table/rtb-1"), tags("aws:ResourceTag", "dev")],
  ["ec2:AuthorizeSecurityGroupIngress", ec2("security-group/sg-1"), tags("aws:ResourceTag", "dev")],
  ["ec2:AuthorizeSecurityGroupIngress", ec2("security-group-rule/sgr-1"), tags("aws:RequestTag", "dev")],
  ["ec2:CreateTags", ec2("vpc/vpc-1"), { ...tags("aws:RequestTag", "dev"), "ec2:CreateAction": "CreateVpc" }],
  ["ec2:CreateTags", ec2("security-group-rule/sgr-1"), tags("aws:RequestTag", "dev")],
  ["ec2:CreateTags", ec2("subnet/subnet-1"), tags("aws:ResourceTag", "dev")],
  ["ec2:ModifySecurityGroupRules", ec2("security-group/sg-1"), tags("aws:ResourceTag", "dev")],
  ["ec2:DeleteSubnet", ec2("subnet/subnet-1"), tags("aws:ResourceTag", "dev")],
  ["ec2:DeleteNetworkInterface", ec2("network-interface/eni-1")],
  ["ec2:DetachNetworkInterface", ec2("network-interface/eni-1")],
  ["route53:AssociateVPCWithHostedZone", "arn:aws:route53:::hostedzone/Z1"],
  ["s3:PutObject", state("stacks/embeddings-service/dev.json")],
  ["s3:PutObject", state("locks/organization/embeddings-service/dev/1.json")],
  ["s3:GetObject", state("stacks/embeddings-service/bootstrap.json")],
];

test.each(deploys)("lets the role that deploys dev call %s on %s", async (action, resource, context = {}) => {
  await expect(allowed("deploy-dev", { action, resource, context })).resolves.toBe(true);
});

test.each(
  deploys.filter(
    ([action]) =>
      !/:(GetObject|CreateLogDelivery|CreateServiceLinkedRole|AssociateVPCWithHostedZone)$|e\w+NetworkInterface$/.test(
        action,
      ),
  ),
)("lets the role that deploys prod call no %s on %s", async (action, resource, context = {}) => {
  const unknown = action.startsWith("apigateway") && Object.keys(context).length === 0;
  await expect(allowed("deploy-prod", { action, resource, context })).resolves.toBe(unknown);
});

test.each(deploys.filter(([action]) => !/:GetObject$/.test(action)))(
  "lets the preview's role call no %s on %s",
  async (action, resource, context = {}) => {
    await expect(allowed("preview", { action, resource, context })).resolves.toBe(false);
  },
);

test.each<[string, string, Record<string, string>?]>([
  ["lambda:GetFunction", lambda(dev)],
  ["lambda:GetFunction", lambda("embeddings-service-prod-generate")],
  ["iam:GetRole", role(devRole)],
  ["apigateway:GET", api("/apis/abc")],
  ["logs:DescribeLogGroups", "*"],
  ["ec2:DescribeVpcs", "*"],
  ["scheduler:GetSchedule", schedule("embeddings-service-prod-sweep-schedule")],
  ["sqs:GetQueueAttributes", queue("embeddings-service-prod-sweep-failures")],
  ["s3:GetObject", state("meta.yaml")],
  ["s3:GetObject", state("stacks/embeddings-service/prod.json")],
])("lets the preview's role call %s on %s", async (action, resource) => {
  await expect(allowed("preview", { action, resource })).resolves.toBe(true);
});

test.each<[string, string, string, Record<string, string>?]>([
  ["another function", "lambda:UpdateFunctionCode", lambda("payroll")],
  ["its own role", "iam:PutRolePolicy", role("embeddings-service-deploy-dev"), bounded],
  [
    "another deployment role",
    "iam:PassRole",
    role("embeddings-service-dev-x"),
    { "iam:PassedToService": "lambda.amazonaws.com" },
  ],
  ["the trust of a role without the boundary", "iam:UpdateAssumeRolePolicy", role(devRole)],
  ["a role of another path", "iam:DeleteRole", role(dev), bounded],
  ["another project's state", "s3:GetObject", state("stacks/payroll/prod.json")],
  ["a role without the boundary", "iam:CreateRole", role(devRole)],
  ["a role with another boundary", "iam:CreateRole", role(devRole), { "iam:PermissionsBoundary": policy("other") }],
  ["the boundary's removal", "iam:DeleteRolePermissionsBoundary", role(devRole), bounded],
  ["the boundary itself", "iam:CreatePolicyVersion", policy("function-boundary")],
  [
    "administration for a function",
    "iam:AttachRolePolicy",
    role(devRole),
    { ...bounded, "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
  ],
  ["a role for another service", "iam:PassRole", role(devRole), { "iam:PassedToService": "ec2.amazonaws.com" }],
  ["another role for Lambda", "iam:PassRole", role("admin"), { "iam:PassedToService": "lambda.amazonaws.com" }],
  ["another role for a schedule", "iam:PassRole", role("admin"), { "iam:PassedToService": "scheduler.amazonaws.com" }],
  ["the schedules of others", "scheduler:UpdateSchedule", schedule("payroll")],
  ["the queues of others", "sqs:DeleteQueue", queue("payroll")],
  ["the messages of a queue", "sqs:SendMessage", queue("embeddings-service-dev-sweep-failures")],
  ["a function itself", "lambda:InvokeFunction", lambda("embeddings-service-dev-sweep-expired")],
  ["a user", "iam:CreateUser", `arn:aws:iam::${account}:user/mallory`],
  ["an access key", "iam:CreateAccessKey", `arn:aws:iam::${account}:user/admin`],
  ["the embeddings", "s3:GetObject", "arn:aws:s3:::embeddings-service-vector-embeddings/embeddings/doc1.json"],
  ["the buckets", "s3:PutBucketPolicy", "arn:aws:s3:::embeddings-service-vector-embeddings"],
  ["another log", "logs:DeleteLogGroup", logGroup("/aws/lambda/payroll")],
  ["another API", "apigateway:DELETE", api("/apis/abc"), { "apigateway:Resource/ApiName": "payroll" }],
  ["the parts of another API", "apigateway:POST", api("/apis/abc/routes"), tags("aws:ResourceTag", "prod")],
  ["another domain name", "apigateway:DELETE", api("/domainnames/a.example.com"), tags("aws:ResourceTag", "prod")],
  ["a domain name of others", "apigateway:PATCH", api("/domainnames/payroll.example.com")],
  ["a domain name without tags", "apigateway:POST", api("/domainnames")],
  [
    "where another domain name leads",
    "apigateway:POST",
    api("/domainnames/a.example.com/apimappings"),
    tags("aws:ResourceTag", "prod"),
  ],
  ["a REST API", "apigateway:DELETE", api("/restapis/abc")],
  ["another network", "ec2:DeleteVpc", ec2("vpc/vpc-1"), tags("aws:ResourceTag", "prod")],
  ["a part of another network", "ec2:CreateSubnet", ec2("vpc/vpc-1"), tags("aws:RequestTag", "dev")],
  [
    "another security group",
    "ec2:AuthorizeSecurityGroupIngress",
    ec2("security-group/sg-1"),
    tags("aws:RequestTag", "dev"),
  ],
  ["the tags of what is there", "ec2:CreateTags", ec2("vpc/vpc-1"), tags("aws:RequestTag", "dev")],
  ["a network without tags", "ec2:CreateVpc", ec2("vpc/vpc-1")],
  [
    "what a machine uses",
    "ec2:DetachNetworkInterface",
    ec2("instance/i-1"),
    { ...tags("aws:ResourceTag", "dev"), "ec2:InstanceType": "m7g.large" },
  ],
  ["the alarms of others", "cloudwatch:DeleteAlarms", `arn:aws:cloudwatch:us-east-1:${account}:alarm:payroll`],
  ["a machine", "ec2:RunInstances", ec2("instance/i-1"), tags("aws:RequestTag", "dev")],
  ["the bootstrap stack's state", "s3:PutObject", state("stacks/embeddings-service/bootstrap.json")],
  ["another stack's state", "s3:DeleteObject", state("stacks/embeddings-service/prod.json")],
])("lets the role that deploys dev not touch %s", async (_, action, resource, context = {}) => {
  await expect(allowed("deploy-dev", { action, resource, context })).resolves.toBe(false);
});

test("bounds a function's role to what functions do, whatever policies it gets", async () => {
  const boundary = String(
    named(await run({ vectorBucketNames: ["team-vectors"] }), "github-boundary").inputs["policy"],
  );
  const within = (action: string, resource: string) => isAllowed([boundary], { action, resource });
  for (const bucket of ["embeddings-service-vector-embeddings", "team-vectors"]) {
    await expect(within("s3:PutObject", `arn:aws:s3:::${bucket}/embeddings/doc1.json`)).resolves.toBe(true);
  }
  await expect(within("logs:PutLogEvents", `${logGroup(`/aws/lambda/${dev}`)}:log-stream:s`)).resolves.toBe(true);
  const indexOf = (vectorBucket: string) =>
    `arn:aws:s3vectors:us-east-1:${account}:bucket/${vectorBucket}/index/vector-embeddings`;
  for (const verb of ["Put", "Get", "Query", "Delete"]) {
    await expect(within(`s3vectors:${verb}Vectors`, indexOf("embeddings-service-vectors"))).resolves.toBe(true);
    for (const other of ["payroll-vectors", "embeddings-service-vectors-of-others"]) {
      await expect(within(`s3vectors:${verb}Vectors`, indexOf(other))).resolves.toBe(false);
    }
  }
  await expect(within("s3vectors:DeleteIndex", indexOf("embeddings-service-vectors"))).resolves.toBe(false);
  await expect(within("s3:PutObject", "arn:aws:s3:::payroll/embeddings/doc1.json")).resolves.toBe(false);
  await expect(within("iam:CreateUser", `arn:aws:iam::${account}:user/mallory`)).resolves.toBe(false);
  await expect(within("ec2:DeleteVpc", ec2("vpc/vpc-1"))).resolves.toBe(false);
  await expect(within("s3:PutObject", "arn:aws:s3:::team-vectors/elsewhere/doc1.json")).resolves.toBe(false);
});

test("bounds the rerankers to those that are allowed, and lets the roles that deploy invoke none", async () => {
  const reranker = "arn:aws:bedrock:us-east-1::foundation-model/amazon.rerank-v1:0";
  const other = "arn:aws:bedrock:us-east-1::foundation-model/cohere.rerank-v3-5:0";
  const roles = async (config: object) => runLayer("bootstrap", { config: { github, ...config } });
  const invokes = async (config: object, resource: string) => {
    const boundary = String(named(await roles(config), "github-boundary").inputs["policy"]);
    return isAllowed([boundary], { action: "bedrock:InvokeModel", resource });
  };
  expect(await invokes({ rerankModels: ["amazon.rerank-v1:0"] }, reranker)).toBe(true);
  expect(await invokes({ rerankModels: ["amazon.rerank-v1:0"] }, other)).toBe(false);
  expect(await invokes({}, reranker)).toBe(false);
  const policiesOfRoles = async (config: object) =>
    ofType(await roles(config), "aws:iam/rolePolicy:RolePolicy").map(({ name, inputs }) => [name, inputs["policy"]]);
  expect(await policiesOfRoles({ rerankModels: ["amazon.rerank-v1:0"] })).toEqual(await policiesOfRoles({}));
});

test.each(["ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"])(
  "lets Lambda, and not a function's code, %s, before there is an interface and after, where there may be a network",
  async (action) => {
    const allowed = async (privateNetwork: boolean, resource: string, context: Record<string, string> = {}) =>
      isAllowed([String(named(await run({ privateNetwork }), "github-boundary").inputs["policy"])], {
        action,
        resource,
        context,
      });
    for (const resource of ["*", ec2("network-interface/eni-1")]) {
      await expect(allowed(true, resource)).resolves.toBe(true);
      await expect(allowed(true, resource, { "lambda:SourceFunctionArn": lambda(dev) })).resolves.toBe(false);
      await expect(allowed(false, resource)).resolves.toBe(false);
    }
  },
);

test("lets a schedule invoke the sweep, and report that it failed, only where services may have one", async () => {
  const within = async (expiry: boolean, action: string, resource: string) =>
    isAllowed([String(named(await run({ expiry }), "github-boundary").inputs["policy"])], { action, resource });
  const sweep = lambda("embeddings-service-dev-sweep-expired");
  const failures = queue("embeddings-service-dev-sweep-failures");
  await expect(within(true, "lambda:InvokeFunction", sweep)).resolves.toBe(true);
  await expect(within(true, "sqs:SendMessage", failures)).resolves.toBe(true);
  await expect(within(true, "lambda:InvokeFunction", lambda(dev))).resolves.toBe(false);
  await expect(within(true, "sqs:ReceiveMessage", failures)).resolves.toBe(false);
  await expect(within(false, "lambda:InvokeFunction", sweep)).resolves.toBe(false);
  await expect(within(false, "sqs:SendMessage", failures)).resolves.toBe(false);
  expect([(await run()).outputs, (await run({ expiry: false })).outputs]).toMatchObject([
    { boundaryAllowsExpiry: true },
    { boundaryAllowsExpiry: false },
  ]);
});

test("has no network and no state policy where they are not asked for, and no preview role", async () => {
  const result = await runLayer("bootstrap", {
    config: { github: { repository: "acme/embeddings", environments: ["dev"] } },
  });
  const names = result.resources.map(({ name }) => name).filter((name) => name.startsWith("github-"));
  expect(new Set(names)).toEqual(
    new Set([
      "github-actions",
      "github-oidc",
      "github-boundary",
      ...["", "-role", "-read", "-write"].map((part) => `github-deploy-dev${part}`),
    ]),
  );
});
