/*
 * The hand on a drawing: where it presses, and while it drags, sliders follow. A mouse may start
 * anywhere; a finger drags by the handle alone, so that it can scroll the page by the rest, and taps.
 */
(function (initnotes) {
  "use strict";

  /**
   * Let `svg` be grasped: `grasp` makes of a point, in the units of its axes, the value of each
   * slider that is to follow. `handle` is what a finger drags.
   */
  function graspable(svg, grasp, handle = null) {
    svg.grasp = grasp;
    svg.classList.add("explorer-graspable");
    handle?.classList.add("explorer-handle");
    handle?.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    svg.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" && !handle?.contains(event.target)) return;
      if (event.button === 0) drag(svg, event);
    });
    svg.addEventListener("click", (event) => follow(svg, event));
    return svg;
  }

  /** Each move draws anew, so the box that holds the drawings keeps the pointer. */
  function drag(svg, event) {
    const box = svg.parentElement;
    const place = [...box.children].indexOf(svg);
    const move = (moved) => follow(box.children[place], moved);
    box.setPointerCapture(event.pointerId);
    box.addEventListener("pointermove", move);
    box.addEventListener("lostpointercapture", () => box.removeEventListener("pointermove", move), {
      once: true,
    });
    move(event);
    event.preventDefault();
  }

  function follow(svg, event) {
    const figure = svg.closest("figure");
    const { left, top } = svg.getBoundingClientRect();
    const values = svg.grasp({
      x: svg.scale("x").invert(event.clientX - left),
      y: svg.scale("y").invert(event.clientY - top),
    });
    const sliders = Object.entries(values).map(([name, value]) => {
      const slider = figure.querySelector(`[data-control][name="${name}"]`);
      const known = JSON.parse(slider.dataset.values);
      slider.value = d3.leastIndex(known, (one) => Math.abs(one - value));
      return slider;
    });
    sliders[0].focus({ preventScroll: true }); // from here on the arrow keys move it
    sliders[0].dispatchEvent(new Event("input", { bubbles: true }));
  }

  Object.assign(initnotes, { graspable });
})(globalThis.initnotes);
