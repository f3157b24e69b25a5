import style from "text:swagger-ui-dist/swagger-ui.css";
import script from "text:swagger-ui-dist/swagger-ui-bundle.js";

/** The page of `GET /docs`. Everything is in the one page, so that it needs no other host and no other route. */
export default `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Embeddings API</title>
    <link rel="icon" href="data:,">
    <style>${style}</style>
  </head>
  <body>
    <div id="docs"></div>
    <script>${escapeScript(script)}</script>
    <script>SwaggerUIBundle({ url: "openapi.json", dom_id: "#docs", deepLinking: true })</script>
  </body>
</html>
`;

/** What would end a script element, or let it run on: https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements */
function escapeScript(text: string): string {
  return text.replace(/<(?=\/script|script|!--)/gi, "\\x3c");
}
