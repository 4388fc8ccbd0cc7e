// The board on the big screen: asks whether something changed and shows it, and lets cards be dragged.
// Everything can be done with its forms too.
"use strict";

(() => {
  const board = document.querySelector("[data-board]");
  if (!board) return;
  const every = Number(board.dataset.every) || 500;
  const afterTrouble = 2000; // ms before it asks again when the network is lost
  const patience = 8000;
  const offline = document.querySelector("[data-offline]");
  const live = () => board.querySelector("[data-live]");
  let dragging = null;

  // Whoever is typing, choosing or dragging is not disturbed; what changed is shown afterwards.
  const busy = () => {
    const here = document.activeElement;
    return Boolean(
      dragging ||
      (here && board.contains(here) && here.matches("input:not([type=checkbox]), select, textarea")) ||
      board.querySelector("input[type=checkbox]:checked") ||
      board.querySelector(".htmx-request, form[data-busy]"));
  };

  const put = (html) => {
    const focus = document.activeElement && board.contains(document.activeElement) ? document.activeElement.id : "";
    const unfolded = [...board.querySelectorAll("details[open][id]")].map((one) => one.id);
    const page = new DOMParser().parseFromString(html, "text/html");
    board.replaceChildren(document.importNode(page.querySelector("[data-live]"), true));
    unfolded.forEach((id) => {
      const same = document.getElementById(id);
      if (same) same.open = true;
    });
    if (window.htmx) window.htmx.process(board);
    const same = focus && document.getElementById(focus);
    if (same) same.focus();
  };

  const follow = async () => {
    let wait = every;
    try {
      const seen = live().dataset.changes;
      const answer = await fetch(`${board.dataset.board}?seen=${seen}`, {
        cache: "no-store", signal: AbortSignal.timeout(patience),
      });
      if (answer.status === 205 || answer.redirected) {
        window.location.reload();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      if (offline) offline.hidden = true;
      if (answer.status === 200) {
        const html = await answer.text();
        if (!busy() && live().dataset.changes === seen) put(html);
      }
    } catch {
      if (offline) offline.hidden = false;
      wait = afterTrouble;
    }
    window.setTimeout(follow, wait);
  };
  window.setTimeout(follow, every);

  // Dragging a card onto a cluster ticks it, chooses the cluster and presses the button.
  const target = (event) => {
    const place = event.target.closest("[data-drop]");
    const card = dragging && dragging.querySelector("input");
    return place && card && card.form && card.form.id === `move-${place.dataset.side}` ? place : null;
  };
  const clear = () => board.querySelectorAll(".board-over").forEach((one) => one.classList.remove("board-over"));
  board.addEventListener("dragstart", (event) => {
    dragging = event.target.closest("[data-card]");
    if (dragging) event.dataTransfer.setData("text/plain", dragging.dataset.card);
  });
  board.addEventListener("dragend", () => { dragging = null; clear(); });
  board.addEventListener("dragover", (event) => {
    const place = target(event);
    clear();
    if (!place) return;
    event.preventDefault();
    place.classList.add("board-over");
  });
  board.addEventListener("drop", (event) => {
    const place = target(event);
    if (!place) return;
    event.preventDefault();
    const tick = dragging.querySelector("input");
    const form = tick.form;
    tick.checked = true;
    form.elements.cluster.value = place.dataset.drop;
    form.elements.title.value = "";
    dragging = null;
    clear();
    document.getElementById(`put-${place.dataset.side}`).click();
  });

  // After a form of the board the focus goes on where it was, or to the next thing to do.
  let last = "";
  board.addEventListener("htmx:beforeRequest", (event) => {
    const sender = event.detail.requestConfig && event.detail.requestConfig.triggeringEvent;
    const button = sender && sender.submitter;
    last = button ? button.id : "";
  });
  board.addEventListener("htmx:afterSwap", () => {
    const same = (last && document.getElementById(last)) || document.getElementById("phase-next");
    if (same) same.focus();
  });

  // How long it takes: for whoever guides; nothing happens when the time is over.
  const clock = document.querySelector("[data-clock]");
  let phase = live().dataset.phase;
  let since = Date.now();
  const tell = () => {
    if (!live()) return;
    if (live().dataset.phase !== phase) {
      phase = live().dataset.phase;
      since = Date.now();
    }
    const left = Math.round(Number(clock.dataset.minutes) - (Date.now() - Date.parse(clock.dataset.begun)) / 60000);
    const part = Math.floor((Date.now() - since) / 60000);
    const whole = left >= 0 ? clock.dataset.left.replace("{n}", left) : clock.dataset.over;
    clock.textContent = `${whole} · ${clock.dataset.part.replace("{n}", part)}`;
    clock.hidden = false;
  };
  if (clock) {
    tell();
    window.setInterval(tell, 15000);
  }
})();
