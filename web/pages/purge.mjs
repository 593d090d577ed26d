// Keeps of the style sheets under <site>/_static what the site's pages and scripts can use.
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { PurgeCSS } = createRequire(process.cwd() + "/")("purgecss");
const site = process.argv[2];

const kept = await new PurgeCSS().purge({
  content: ["*.html", "book/**/*.html", "_modules/**/*.html", "_static/**/*.js", "assets/**/*.js"]
    .map((glob) => `${site}/${glob}`),
  css: [`${site}/_static/**/*.css`],
  // Set by scripts, and by the browser on what a reader opens.
  dynamicAttributes: ["data-theme", "data-mode", "open", "aria-expanded", "data-popper-placement"],
  // Bootstrap puts these names together: "bs-" + "tooltip" + "-auto".
  safelist: { greedy: [/^bs-/] },
});
await Promise.all(kept.map(({ file, css }) => writeFile(file, css)));
