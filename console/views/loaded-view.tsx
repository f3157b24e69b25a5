import type { ComponentType } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { ApiError, errorMessageOf } from "../api/api-error";
import { ErrorNotice } from "../layout/error-notice";
import type { View, ViewProps } from "../view";

/** Scripts have other names where they say something else, and those of before are gone. */
const notLoaded =
  "The view cannot be loaded: is the service still running? Where it has been replaced since, reload this page.";

/** A view, once its script is loaded; what it cannot show ends neither the other views nor what is behind another address. */
export function LoadedView({ view, ...props }: ViewProps & { readonly view: View }) {
  const [loaded, setLoaded] = useState<{ readonly component: ComponentType<ViewProps> }>();
  const [error, setError] = useState<unknown>();
  const load = () => {
    setError(undefined);
    view.load().then(
      (component) => setLoaded({ component }),
      () => setError(new ApiError(notLoaded, 0)),
    );
  };
  useEffect(load, [view]);
  const [broken, mend] = useErrorBoundary();
  useEffect(mend, [String(props.parameters)]);
  useEffect(() => {
    document.title = `${view.title} · ${props.session.stack} · Embeddings`;
  }, [view, props.session]);
  if (error) return <ErrorNotice error={error} onRetry={load} />;
  if (broken) {
    return <ErrorNotice error={new ApiError(`This cannot be shown: ${errorMessageOf(broken)}`, 0)} onRetry={mend} />;
  }
  return loaded ? <loaded.component {...props} /> : null;
}
