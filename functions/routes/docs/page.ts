import ownStyle from "text:./page.css";
import style from "text:swagger-ui-dist/swagger-ui.css";
import script from "text:swagger-ui-dist/swagger-ui-bundle.js";
import { fitAuthorization } from "./fit-authorization";

/** The page of `GET /docs`. Everything is in the one page, so that it needs no other host and no other route. */
export default `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Embeddings API</title>
    <link rel="icon" href="data:,">
    <style>${style}</style>
    <style>${ownStyle}</style>
    <script>
      const dark = matchMedia("(prefers-color-scheme: dark)");
      const show = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
      dark.addEventListener("change", show);
      show();
    </script>
  </head>
  <body>
    <div id="docs"></div>
    <script>${escapeScript(script)}</script>
    <script>
      const fitAuthorization = ${escapeScript(String(fitAuthorization))};
      const responseInterceptor = (response) => {
        const auth = response.headers["x-auth"];
        if (auth) response.text = JSON.stringify(fitAuthorization(JSON.parse(response.text), auth));
        return response;
      };
      SwaggerUIBundle({ url: "openapi.json", dom_id: "#docs", deepLinking: true, defaultModelsExpandDepth: 0, responseInterceptor });
    </script>
  </body>
</html>
`;

/** What would end a script element, or let it run on: https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements */
function escapeScript(text: string): string {
  return text.replace(/<(?=\/script|script|!--)/gi, "\\x3c");
}
