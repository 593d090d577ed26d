// A box that scrolls sideways can be reached with the Tab key, and fades where it goes on; one that
// doesn't is passed over.
const boxes = document.querySelectorAll(
  ".pst-scrollable-table-container, .math-scroll, .wide-figure, .bd-content pre, " +
    ".text_html:has(table.dataframe)",
);

function fade(box) {
  box.classList.toggle("goes-on", box.scrollWidth - box.clientWidth - box.scrollLeft > 1);
}

function update() {
  for (const box of boxes) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
    fade(box);
  }
}

for (const box of boxes) box.addEventListener("scroll", () => fade(box));
// A window that is resized slides the sidebars in, and they take their room only after that.
const observer = new ResizeObserver(update);
for (const box of boxes) observer.observe(box);
document.fonts?.ready.then(update);

// In an unpacked zip the pages are files, and the in-browser Jupyter has to be served.
if (location.protocol === "file:") {
  document.querySelector(".btn-launch-button")?.remove();
  const run = document.querySelector('.launch a[href*="/lite/"]');
  const code = (text) => Object.assign(document.createElement("code"), { textContent: text });
  run?.replaceWith(
    "To run this chapter in your browser, type ",
    code("python -m http.server"),
    " in the unpacked folder and open ",
    code("localhost:8000"),
  );
}

// The command that installs the wheel, with its address here.
const wheel = document.querySelector('article a.download[href$=".whl"]');
if (wheel && location.protocol !== "file:") {
  const name = wheel.href.split("/").at(-1);
  for (const pre of document.querySelectorAll("article pre"))
    pre.textContent = pre.textContent.replace(name, wheel.href);
}
