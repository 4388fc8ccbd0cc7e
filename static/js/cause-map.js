// Boxes on the map of causes and effects can be dragged; the list beneath does the same by buttons.
"use strict";

(() => {
  const map = document.querySelector("[data-map]");
  if (!map) return;
  map.dataset.mapLive = "true";
  let held = null;

  const point = (event) => {
    const svg = held.node.ownerSVGElement;
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: place.x, y: place.y };
  };

  map.addEventListener("pointerdown", (event) => {
    const node = event.target.closest("[data-node]");
    if (!node || event.button) return;
    held = { node };
    held.from = point(event);
    node.setPointerCapture(event.pointerId);
  });
  map.addEventListener("pointermove", (event) => {
    if (!held) return;
    const here = point(event);
    held.node.setAttribute("transform", `translate(${here.x - held.from.x} ${here.y - held.from.y})`);
  });
  const drop = (event) => {
    if (!held) return;
    const { node, from } = held;
    const here = point(event);
    const box = node.querySelector("rect");
    const view = node.ownerSVGElement.viewBox.baseVal;
    held = null;
    if (Math.hypot(here.x - from.x, here.y - from.y) < 4 || event.type === "pointercancel") {
      node.removeAttribute("transform");
      return;
    }
    const percent = (start, moved, size, whole) =>
      Math.min(100, Math.max(0, Math.round(100 * (start + moved - 4) / (whole - size - 8))));
    window.htmx.ajax("POST", map.dataset.map, {
      target: "#map",
      values: {
        act: "move",
        node: node.dataset.node,
        x: percent(box.x.baseVal.value, here.x - from.x, box.width.baseVal.value, view.width),
        y: percent(box.y.baseVal.value, here.y - from.y, box.height.baseVal.value, view.height),
      },
    });
  };
  map.addEventListener("pointerup", drop);
  map.addEventListener("pointercancel", drop);

  let last = "";
  map.addEventListener("htmx:beforeRequest", (event) => {
    const sender = event.detail.requestConfig && event.detail.requestConfig.triggeringEvent;
    last = sender && sender.submitter ? sender.submitter.id : "";
  });
  map.addEventListener("htmx:afterSwap", () => {
    const same = last && document.getElementById(last);
    const folded = same && same.closest("details");
    if (folded) folded.open = true;
    if (same) same.focus();
  });
})();
