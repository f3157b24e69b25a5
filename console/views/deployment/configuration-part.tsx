import type { ConfigurationRow } from "../../deployment/deployment-document";
import type { PartProps } from "./part-props";

/** The configuration in force, and its defaults: what differs first. */
export function ConfigurationPart({ deployment, address, onChange }: PartProps) {
  const { configuration, layers } = deployment;
  const changed = configuration.filter(isChanged);
  return (
    <div class="configuration">
      <p class="toolbar">
        <span class="toolbar-status" role="status">
          {changed.length} of {configuration.length} keys are not the default
        </span>
        <label class="check">
          <input
            type="checkbox"
            checked={address.onlyChanged}
            onChange={({ currentTarget }) => onChange({ onlyChanged: currentTarget.checked }, { replace: true })}
          />{" "}
          Only these
        </label>
      </p>
      {layers.map(({ layer, stack }) => {
        const rows = configuration
          .filter((row) => row.layer === layer && (!address.onlyChanged || isChanged(row)))
          .toSorted((a, b) => Number(isChanged(b)) - Number(isChanged(a)));
        return (
          <section key={layer} class="configuration-layer">
            <h2>
              {layer} <code>{stack}</code>
            </h2>
            <dl>
              {rows.map((row) => (
                <Row key={row.key} row={row} />
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}

function Row({ row }: { readonly row: ConfigurationRow }) {
  const { key, value, byDefault, from, description } = row;
  return (
    <div data-changed={isChanged(row)}>
      <dt>
        <code>{key}</code>
        <small>{description}</small>
      </dt>
      <dd>
        <code>{shown(value, "not told here")}</code>
        {isChanged(row) ? (
          <small>
            {from === "npm start" ? "by npm start" : "by the stack"}
            {byDefault === undefined ? "" : `; the default is ${shown(byDefault, "")}`}
          </small>
        ) : (
          <small>the default</small>
        )}
      </dd>
    </div>
  );
}

function isChanged({ from }: ConfigurationRow): boolean {
  return from !== "the default";
}

function shown(value: string | undefined, unknown: string): string {
  return value === undefined ? unknown : value || "empty";
}
