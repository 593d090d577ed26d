// Around what it finds the search shows the text of the page as it is read: the article alone, a
// formula once, and no definition behind its term.
const UNREAD = ".headerlink, .launch, .term-definition, .katex-html, script, style";

Search.htmlToText = (html, anchor) => {
  const article = new DOMParser().parseFromString(html, "text/html").querySelector("article");
  for (const element of article.querySelectorAll(UNREAD)) element.remove();
  return ((anchor && article.querySelector(anchor)) || article).textContent;
};

// In an unpacked zip a page can't read the others.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
