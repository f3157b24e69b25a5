import { useState } from "preact/hooks";
import type { DeployedLayer } from "../../deployment/deployment-document";
import { formatCount } from "../../layout/formats";
import { deploymentHref } from "./deployment-address";
import { Diagram } from "./diagram";
import { layOut, nodeId } from "./diagram-layout";
import { FunctionCard, type FunctionCardProps } from "./function-card";
import type { PartProps } from "./part-props";
import { StoreCard } from "./store-card";

/** What calls what, and what may do what: as a diagram where there is room, else as a list. */
export function DiagramPart({ deployment, address }: PartProps) {
  const { layers, functions, stores } = deployment;
  const layout = layOut(deployment);
  const [hovered, setHovered] = useState("");
  const rowOf = (name: string) => layout.nodes.find(({ id }) => id === nodeId("function", name))?.row ?? 0;
  const isKnown = layout.nodes.some(({ id }) => id === address.of);
  const chosen = isKnown ? address.of : "";
  const store = stores.find(({ arn }) => nodeId("store", arn) === chosen);
  const shown = functions.find(
    ({ name, role }) =>
      [nodeId("function", name), nodeId("role", role)].includes(chosen) ||
      layout.edges.some(({ from, to }) => from === chosen && to === nodeId("function", name)),
  );
  return (
    <>
      <div class="architecture">
        <Diagram
          layout={layout}
          layers={layers}
          chosen={chosen}
          hovered={hovered}
          onHover={setHovered}
          hrefOf={(of) => deploymentHref({ ...address, of: of === chosen ? "" : of })}
        />
        <aside class="architecture-side" aria-label="What is chosen" aria-live="polite">
          {shown ? <FunctionCard lambda={shown} deployment={deployment} /> : null}
          {store ? <StoreCard store={store} deployment={deployment} /> : null}
          {shown || store ? null : <Layers layers={layers} region={deployment.region} />}
        </aside>
      </div>
      <div class="architecture-list">
        <Layers layers={layers} region={deployment.region} />
        {functions
          .toSorted((a, b) => rowOf(a.name) - rowOf(b.name))
          .map((lambda) => (
            <details key={lambda.name} class="architecture-item">
              <summary>
                <strong>{lambda.title}</strong>
                {deployment.routes
                  .filter((route) => route.function === lambda.name)
                  .map(({ routeKey }) => (
                    <code key={routeKey}>{routeKey}</code>
                  ))}
                <Reached lambda={lambda} deployment={deployment} />
              </summary>
              <FunctionCard lambda={lambda} deployment={deployment} />
            </details>
          ))}
        {stores.map((one) => (
          <details key={one.arn} class="architecture-item">
            <summary>
              <strong>{one.name}</strong> {one.kind}
            </summary>
            <StoreCard store={one} deployment={deployment} />
          </details>
        ))}
      </div>
    </>
  );
}

/** What the role of a function reaches, in a line each. */
function Reached({ lambda, deployment: { roles, stores } }: FunctionCardProps) {
  const uses = roles.find(({ name }) => name === lambda.role)?.uses ?? [];
  return (
    <>
      {uses.map(({ store, verbs }) => (
        <span key={store} class="architecture-reached">
          → {verbs.join(", ")}: {stores.find(({ arn }) => arn === store)?.name}
        </span>
      ))}
    </>
  );
}

function Layers({ layers, region }: { readonly layers: readonly DeployedLayer[]; readonly region: string }) {
  return (
    <section class="card-plain">
      <h2>Two layers in {region}</h2>
      <dl class="facts">
        {layers.map(({ layer, stack, resources }) => (
          <div key={layer}>
            <dt>{layer}</dt>
            <dd>
              the stack <code>{stack}</code>, {formatCount(resources)} resources
            </dd>
          </div>
        ))}
      </dl>
      <p class="detail-quiet">
        The service layer answers the API; the bootstrap layer keeps what is stored, and says what may be done with it.
        Choose anything to see what it may do.
      </p>
    </section>
  );
}
