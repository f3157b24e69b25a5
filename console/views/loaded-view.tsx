import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ErrorNotice } from "../layout/error-notice";
import type { View, ViewProps } from "../view";

/** A view, once its script is loaded. */
export function LoadedView({ view, ...props }: ViewProps & { readonly view: View }) {
  const [loaded, setLoaded] = useState<{ readonly component: ComponentType<ViewProps> }>();
  const [error, setError] = useState<unknown>();
  const load = () => {
    setError(undefined);
    view.load().then((component) => setLoaded({ component }), setError);
  };
  useEffect(load, [view]);
  useEffect(() => {
    document.title = `${view.title} · ${props.session.stack} · Embeddings`;
  }, [view, props.session]);
  if (error) return <ErrorNotice error={error} onRetry={load} />;
  return loaded ? <loaded.component {...props} /> : null;
}
