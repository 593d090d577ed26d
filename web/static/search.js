// Around what it finds the search shows the text of the page. Not in the text as it is read: a
// term's definition behind the term, and a formula's second form.
const textOf = Search.htmlToText;

Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const hidden of page.querySelectorAll(".term-definition, .katex-html")) hidden.remove();
  return textOf(page.documentElement.outerHTML, anchor);
};

// In an unpacked zip a page can't read the others.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
