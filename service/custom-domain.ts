import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link CustomDomain}. */
export interface CustomDomainArgs {
  readonly domainName: string;
  /** A certificate of ACM for this name, in the region of the API. */
  readonly certificateArn: string;
  readonly apiId: pulumi.Input<string>;
  /** The stage of the API that answers. */
  readonly stageName: pulumi.Input<string>;
}

/** A domain name of one's own, at which an HTTP API answers without a base path. */
export class CustomDomain extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  /** What a record in DNS points the name to. */
  readonly targetDomainName: pulumi.Output<string>;
  /** The hosted zone of the target, which Route 53 asks for in an alias record. */
  readonly targetHostedZoneId: pulumi.Output<string>;

  constructor(name: string, args: CustomDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:CustomDomain", name, {}, opts);
    const { domainName, certificateArn, apiId, stageName } = args;

    const domain = new aws.apigatewayv2.DomainName(
      `${name}-name`,
      { domainName, domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" } },
      { parent: this },
    );
    const mapping = new aws.apigatewayv2.ApiMapping(
      `${name}-mapping`,
      { apiId, domainName: domain.id, stage: stageName },
      // A name leads to one API, so that a mapping to another one could not be made beside it.
      { parent: this, deleteBeforeReplace: true },
    );

    // The name answers only once the mapping is there.
    this.url = pulumi.all([domain.domainName, mapping.id]).apply(([host]) => `https://${host}`);
    // Which a preview has without what AWS adds to it.
    const configuration = pulumi.all([domain.domainNameConfiguration, domain.id]).apply(([of]) => of);
    this.targetDomainName = configuration.targetDomainName;
    this.targetHostedZoneId = configuration.hostedZoneId;
    this.registerOutputs({
      url: this.url,
      targetDomainName: this.targetDomainName,
      targetHostedZoneId: this.targetHostedZoneId,
    });
  }
}
