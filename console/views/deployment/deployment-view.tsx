import { useEffect, useState } from "preact/hooks";
import { ownJson } from "../../api/own-json";
import type { DeploymentDocument } from "../../deployment/deployment-document";
import { ErrorNotice } from "../../layout/error-notice";
import { goTo } from "../../use-address";
import type { ViewProps } from "../../view";
import { BundlesPart } from "./bundles-part";
import { ConfigurationPart } from "./configuration-part";
import { CostPart } from "./cost-part";
import { deploymentHref, type Part, parseDeployment, parts } from "./deployment-address";
import { DiagramPart } from "./diagram-part";

const partViews = {
  diagram: DiagramPart,
  cost: CostPart,
  configuration: ConfigurationPart,
  bundles: BundlesPart,
} as const;

/** Both layers: what calls what, what may do what, by which configuration, how large and at what price. */
export function DeploymentView({ session, parameters }: ViewProps) {
  const address = parseDeployment(parameters);
  const [deployment, setDeployment] = useState<DeploymentDocument>();
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setError(undefined);
    ownJson<DeploymentDocument>("deployment.json", controller.signal).then(
      (document) => controller.signal.aborted || setDeployment(document),
      (reason) => controller.signal.aborted || setError(reason),
    );
    return () => controller.abort();
  }, [session, tries]);
  const Shown = partViews[address.part];
  return (
    <section class="deployment" aria-label="Deployment" aria-busy={!deployment && !error}>
      <h1 class="visually-hidden">Deployment</h1>
      <nav class="part-tabs" aria-label="Parts of the deployment">
        {Object.entries(parts).map(([part, title]) => (
          <a
            key={part}
            href={deploymentHref({ ...address, part: part as Part })}
            aria-current={part === address.part ? "page" : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      {error ? <ErrorNotice error={error} onRetry={() => setTries((count) => count + 1)} /> : null}
      {deployment ? (
        <Shown
          deployment={deployment}
          address={address}
          onChange={(change, options) => goTo(deploymentHref({ ...address, ...change }), options)}
        />
      ) : error ? null : (
        <p class="none" role="status">
          Looking through both layers …
        </p>
      )}
    </section>
  );
}
