import type { DeployedFunction, DeploymentDocument, Permission } from "../../deployment/deployment-document";
import { formatBytes } from "../../layout/formats";

/** What {@link FunctionCard} shows. */
export interface FunctionCardProps {
  readonly lambda: DeployedFunction;
  readonly deployment: DeploymentDocument;
}

/** A function: who calls it or when it runs, how large it is, and what its role may do. */
export function FunctionCard({ lambda, deployment }: FunctionCardProps) {
  const { name, title, role: roleName, memorySizeMb, timeoutSeconds, reservedConcurrency, files } = lambda;
  const routes = deployment.routes.filter((route) => route.function === name);
  const schedules = deployment.schedules.filter((schedule) => schedule.function === name);
  const role = deployment.roles.find((one) => one.name === roleName);
  const zipped = files.reduce((sum, { zippedSize }) => sum + zippedSize, 0);
  return (
    <section class="card-plain">
      <h2>{title}</h2>
      <dl class="facts">
        <div>
          <dt>function</dt>
          <dd>
            <code>{name}</code>
          </dd>
        </div>
        {routes.map(({ routeKey, authorization, throttling }) => (
          <div key={routeKey}>
            <dt>route</dt>
            <dd>
              <code>{routeKey}</code>
              <small>
                for {authorization}
                {throttling ? `; ${throttling.requestsPerSecond} requests a second, ${throttling.burst} at once` : ""}
              </small>
            </dd>
          </div>
        ))}
        {schedules.map((schedule) => (
          <div key={schedule.name}>
            <dt>schedule</dt>
            <dd>
              <code>{schedule.expression}</code>
              <small>whether somebody calls or not</small>
            </dd>
          </div>
        ))}
        <div>
          <dt>runs with</dt>
          <dd>
            {memorySizeMb} MB, at most {timeoutSeconds} s
            {reservedConcurrency === undefined ? "" : `, ${reservedConcurrency} at a time`}, {formatBytes(zipped)}{" "}
            zipped
          </dd>
        </div>
        <div>
          <dt>role</dt>
          <dd>
            <code>{roleName}</code>
            {role?.boundary ? <small>never more than {role.boundary} allows</small> : null}
          </dd>
        </div>
      </dl>
      <h3>What it may do</h3>
      <ul class="permissions">
        {role?.permissions
          .toSorted((a, b) => Number(b.isAllowed) - Number(a.isAllowed))
          .map((permission, index) => (
            <PermissionItem key={index} permission={permission} />
          ))}
      </ul>
    </section>
  );
}

function PermissionItem({ permission }: { readonly permission: Permission }) {
  const { isAllowed, what, where, isElsewhere, conditions, policy, actions } = permission;
  return (
    <li data-allowed={isAllowed}>
      <p>
        <b>{isAllowed ? "May" : "Never may"}</b> {what}
        {where.length > 0 ? (isElsewhere ? " but for " : ": ") : ", wherever"}
        {where.map((one, index) => (
          <span key={one}>
            {index > 0 ? ", " : ""}
            <em>{one}</em>
          </span>
        ))}
      </p>
      {conditions.length > 0 ? <p class="permission-note">where {conditions.join(" and ")}</p> : null}
      <p class="permission-note">
        <code>{actions.join(", ")}</code> by {policy}
      </p>
    </li>
  );
}
