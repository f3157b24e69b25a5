/** Checks of the scanners that these stacks do not meet, each with the reason. */
export const waivers: Readonly<Record<string, string>> = {
  CKV_AWS_26: "Alarms cannot notify a topic that is encrypted with AWS's own key, and what they say is no secret.",
  CKV_AWS_73: "HTTP APIs offer no X-Ray on their stages; the functions trace (CKV_AWS_50).",
  CKV_AWS_117: "Functions reach Bedrock and S3 over TLS; a network costs by the hour, so it is there on request.",
  CKV_AWS_144: "Embeddings can be computed again, so their buckets are not replicated to another region.",
  CKV_AWS_158: "Logs hold no texts, vectors or credentials, so the key that CloudWatch has for them is enough.",
  CKV_AWS_173: "The functions' environment holds names of buckets and models, so the key that Lambda has is enough.",
  CKV_AWS_272: "The deployment builds the code and uploads it itself: nobody else hands code over to be signed.",
  CKV_AWS_297:
    "A schedule says when to invoke which function, which is no secret: the key that AWS has for it is enough.",
  CKV2_AWS_11: "A network without a way to the internet has the functions' traffic only, and they log their requests.",
  CKV2_AWS_12: "Nothing in a network of functions has the default security group, which only lets in what has it too.",
  CKV2_AWS_29: "HTTP APIs take no web ACL of WAF; what they offer against floods is throttling, which they have.",
  CKV2_AWS_62: "Nothing in these stacks acts on new objects, so buckets send no events.",
};

/** Routes that everyone may call: what they answer is neither secret nor somebody's. */
export const publicRoutes: Readonly<Record<string, string>> = {
  "GET /health": "Monitoring calls it without credentials, and it says only that the API answers.",
  "HEAD /health": "Monitoring asks for it alike, and gets no body.",
  "GET /docs": "The page of the API's description, deployed with publicDocs only.",
  "GET /": "The console's page, deployed with publicConsole only: it does nothing without a key or token.",
  "HEAD /": "The same without a body.",
  "GET /console/{file+}": "What this page is made of, and what it is told: no secret, and nothing of what is stored.",
  "HEAD /console/{file+}": "The same without a body.",
  "GET /openapi.json": "The API's description, deployed with publicDocs only.",
  "GET /.well-known/oauth-protected-resource": "Who has no token yet reads there whose tokens the API takes.",
  "GET /.well-known/oauth-protected-resource/mcp": "The same of what agents call, where their clients look first.",
};

/** Actions that are granted on all resources of a type, for there is nothing less that works. */
export const waivedPermissions: readonly {
  readonly actions: readonly string[];
  readonly resource: RegExp;
  readonly reason: string;
}[] = [
  {
    actions: ["ec2:CreateNetworkInterface"],
    resource: /^arn:[\w-]+:ec2:[\w-]+:\d{12}:(?:network-interface|security-group|subnet)\/\*$/,
    reason: "Lambda makes the interfaces of a function in a network, and the boundary is there before the network is.",
  },
  {
    actions: ["ec2:AssignPrivateIpAddresses", "ec2:DeleteNetworkInterface", "ec2:UnassignPrivateIpAddresses"],
    resource: /^\*$/,
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
    reason: "Lambda asks for them before a function has an interface, and takes no role that names interfaces.",
  },
  {
    actions: ["ec2:DeleteNetworkInterface", "ec2:DetachNetworkInterface"],
    resource: /^arn:[\w-]+:ec2:[\w-]+:\d{12}:(?:instance|network-interface)\/\*$/,
    reason: "Pulumi removes what Lambda leaves of a network, which has no tags; a condition spares what machines use.",
  },
  {
    actions: ["route53:AssociateVPCWithHostedZone"],
    resource: /^arn:[\w-]+:route53:::hostedzone\/\*$/,
    reason: "AWS makes the hosted zone of an endpoint with a private DNS name, whose id nobody knows before.",
  },
  {
    actions: ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"],
    resource:
      /^arn:[\w-]+:apigateway:[\w-]+::(?:arn:[\w-]+:apigateway:[\w-]+::)?\/(?:apis\/\*\/(?:authorizers|cors|integrations|routes|stages)|domainnames\/\*\/apimappings|tags\/)\*$/,
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
    reason:
      "AWS chooses the ids of HTTP APIs, and hands their tags, as those of domain names, down to nothing in them that a condition could ask for.",
  },
  {
    actions: ["apigateway:TagResource", "apigateway:UntagResource"],
    resource: /^arn:[\w-]+:apigateway:[\w-]+::\/(?:apis|domainnames)(?:\/\*)?$/,
    // https://github.com/hashicorp/terraform-provider-aws/issues/20634
    reason: "API Gateway asks for them where something is created with tags, below an id that it chooses itself.",
  },
];
