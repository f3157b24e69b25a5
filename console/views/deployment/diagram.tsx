import type { DeployedLayer } from "../../deployment/deployment-document";
import { type Column, columns, connected, type DiagramEdge, type DiagramLayout } from "./diagram-layout";

/** The height of a row, in pixels. */
const rowHeight = 30;
/** What changes what is stored. */
const changing = ["write", "delete"];

/** What {@link Diagram} draws. */
export interface DiagramProps {
  readonly layout: DiagramLayout;
  readonly layers: readonly DeployedLayer[];
  /** The id of what is chosen; empty for nothing. */
  readonly chosen: string;
  /** The id of what is pointed at; empty for nothing. */
  readonly hovered: string;
  readonly onHover: (id: string) => void;
  /** The address at which something is chosen. */
  readonly hrefOf: (id: string) => string;
}

/** What leads from the routes to what is stored: links in columns, with lines between them. */
export function Diagram({ layout, layers, chosen, hovered, onHover, hrefOf }: DiagramProps) {
  const { nodes, edges, rows } = layout;
  const of = hovered || chosen;
  const lit = of ? connected(of, edges) : undefined;
  const height = rows * rowHeight;
  const names = Object.keys(columns) as Column[];
  const stackOf = (layer: DeployedLayer["layer"]) => layers.find((one) => one.layer === layer)?.stack;
  return (
    <section class="diagram" aria-label="What calls what">
      <p class="diagram-layer diagram-service">
        service <code>{stackOf("service")}</code>
      </p>
      <p class="diagram-layer diagram-bootstrap">
        bootstrap <code>{stackOf("bootstrap")}</code>
      </p>
      {names.map((column, index) => [
        index > 0 ? <Edges key={`to ${column}`} to={column} layout={layout} height={height} lit={lit} /> : null,
        <div key={column} class="diagram-column" data-column={column}>
          <h2>{columns[column]}</h2>
          <ul style={{ height: `${height}px` }}>
            {nodes
              .filter((node) => node.column === column)
              .map(({ id, label, title, row }) => (
                <li key={id} style={{ top: `${row * rowHeight}px` }}>
                  <a
                    href={hrefOf(id)}
                    title={title === label ? undefined : title}
                    data-faded={lit && !lit.has(id) ? true : undefined}
                    aria-current={id === chosen ? "true" : undefined}
                    onMouseEnter={() => onHover(id)}
                    onMouseLeave={() => onHover("")}
                    onFocus={() => onHover(id)}
                    onBlur={() => onHover("")}
                  >
                    <NodeLabel column={column} label={label} />
                  </a>
                </li>
              ))}
          </ul>
        </div>,
      ])}
    </section>
  );
}

function NodeLabel({ column, label }: { readonly column: Column; readonly label: string }) {
  if (column !== "route") return <>{label}</>;
  const [method = "", path = ""] = label.split(" ");
  return (
    <>
      <b>{method}</b> {path}
    </>
  );
}

interface EdgesProps extends Pick<DiagramProps, "layout"> {
  readonly to: Column;
  readonly height: number;
  /** The ids that are lit; undefined for all. */
  readonly lit: ReadonlySet<string> | undefined;
}

/** The lines between two columns, as wide as there is room. */
function Edges({ to, layout: { nodes, edges }, height, lit }: EdgesProps) {
  const rowOf = (id: string) => (nodes.find((node) => node.id === id)?.row ?? 0) * rowHeight;
  const lines = edges.filter((edge) => edge.to.startsWith(`${to}/`));
  return (
    <svg
      class="diagram-edges"
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      style={{ height: `${height}px` }}
      aria-hidden="true"
    >
      {lines.map((edge) => (
        <path
          key={`${edge.from} ${edge.to}`}
          d={`M0,${rowOf(edge.from)} C50,${rowOf(edge.from)} 50,${rowOf(edge.to)} 100,${rowOf(edge.to)}`}
          data-changes={changes(edge) ? true : undefined}
          data-lit={lit ? lit.has(edge.from) && lit.has(edge.to) : undefined}
        />
      ))}
    </svg>
  );
}

function changes({ verbs }: DiagramEdge): boolean {
  return verbs.some((verb) => changing.includes(verb));
}
