import type { DeployedStore, DeploymentDocument } from "../../deployment/deployment-document";

/** What {@link StoreCard} shows. */
export interface StoreCardProps {
  readonly store: DeployedStore;
  readonly deployment: DeploymentDocument;
}

/** A bucket, an index or a model: what it is, and who does what with it. */
export function StoreCard({ store, deployment }: StoreCardProps) {
  const { name, kind, arn, facts } = store;
  const users = deployment.functions.flatMap(({ name: lambda, title, role }) => {
    const use = deployment.roles.find((one) => one.name === role)?.uses.find((one) => one.store === arn);
    return use ? [{ lambda, title, verbs: use.verbs }] : [];
  });
  return (
    <section class="card-plain">
      <h2>{name}</h2>
      <dl class="facts">
        <div>
          <dt>{kind}</dt>
          <dd>
            {facts.join(", ")}
            <small>{arn}</small>
          </dd>
        </div>
      </dl>
      <h3>Who does what with it</h3>
      <dl class="facts">
        {users.map(({ lambda, title, verbs }) => (
          <div key={lambda}>
            <dt>{title}</dt>
            <dd>{verbs.join(", ")}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
