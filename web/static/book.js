// A box that scrolls sideways can be reached with the Tab key, and one that doesn't is passed over.
const boxes = document.querySelectorAll(".pst-scrollable-table-container, .math-scroll");

function update() {
  for (const box of boxes) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

update();
addEventListener("resize", update);
document.fonts?.ready.then(update);
