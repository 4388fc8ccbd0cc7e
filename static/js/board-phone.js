// A phone at a session. Keeps its seat and its unsent cards in this tab, and sends them until the board has them.
// Without this file the page works through its forms.
"use strict";

(() => {
  const every = 2500; // ms between two looks at whether the group went on
  const again = 2000; // ms before what did not arrive is sent again
  const patience = 8000; // ms that one request may take
  const place = "board:" + window.location.pathname;
  const words = (name) => (document.querySelector("[data-outbox]") || { dataset: {} }).dataset[name] || "";
  const main = () => document.querySelector("[data-phone]");
  if (!main()) return;

  let memory = {}; // where there is no storage, until the page is left
  const read = () => {
    try { return JSON.parse(sessionStorage.getItem(place)) || memory; } catch { return memory; }
  };
  const write = (changes) => {
    memory = { ...read(), ...changes };
    try { sessionStorage.setItem(place, JSON.stringify(memory)); } catch { /* no storage, or full */ }
  };
  const outbox = () => read().outbox || [];
  const drafts = () => read().drafts || {};

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
    return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => hex.slice(from, to)).join("-");
  };

  const ask = async (url, fields, json) => {
    const options = { signal: AbortSignal.timeout(patience), cache: "no-store", credentials: "omit" };
    if (json) options.headers = { Accept: "application/json" };
    if (fields) Object.assign(options, { method: "POST", body: new URLSearchParams(fields) });
    const answer = await fetch(url, options);
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    return answer;
  };

  const say = (name) => {
    const region = document.querySelector("[data-say]");
    if (region) region.textContent = region.dataset[name] || "";
  };

  // What this phone still has to send, each with its state in words.
  const show = () => {
    const list = document.querySelector("[data-outbox]");
    if (!list) return;
    const items = outbox();
    document.querySelector("[data-outbox-box]").hidden = items.length === 0;
    list.replaceChildren(...items.map((card) => {
      const row = document.createElement("li");
      row.className = card.side;
      const text = document.createElement("p");
      text.textContent = card.text;
      const state = document.createElement("p");
      state.className = "small";
      state.textContent = card.message ? `${words("refused")}: ${card.message}` : words(card.waiting ? "waiting" : "sending");
      row.append(text, state);
      if (card.message) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn quiet";
        button.textContent = words("remove");
        button.addEventListener("click", () => {
          write({ outbox: outbox().filter((one) => one.key !== card.key) });
          show();
        });
        row.append(button);
      }
      return row;
    }));
  };
  const mark = (key, changes) => {
    write({ outbox: outbox().map((one) => (one.key === key ? { ...one, ...changes } : one)) });
    show();
  };

  // The page as the server shows it now; what is being typed stays.
  const put = (html, part) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.querySelector(part || "[data-phone]");
    const old = document.querySelector(part || "[data-phone]");
    if (!fresh || !old) return;
    const hadFocus = old.contains(document.activeElement) ? document.activeElement.id : null;
    const inside = hadFocus !== null;
    old.replaceWith(document.importNode(fresh, true));
    settle();
    const same = hadFocus && document.getElementById(hadFocus);
    if (same && !same.disabled) same.focus();
    else if (inside && !part) {
      const heading = document.querySelector("h1");
      if (heading) heading.focus();
    }
  };

  const settle = () => {
    const here = main();
    if (here.dataset.seat) write({ seat: here.dataset.seat });
    const kept = drafts();
    document.querySelectorAll("form[data-write]").forEach((form) => {
      const draft = kept[form.elements.side.value];
      if (draft && !form.elements.text.value) {
        form.elements.text.value = draft;
        const folded = form.closest("details");
        if (folded) folded.open = true;
      }
    });
    show();
  };

  const look = async (part) => {
    const seat = read().seat;
    if (!seat) return;
    const answer = await ask(window.location.href, { act: "look", seat });
    if (answer.status === 403) write({ seat: "" });
    put(await answer.text(), answer.ok ? part : undefined);
  };

  let sending = false;
  const send = async () => {
    if (sending) return;
    sending = true;
    let arrived = false;
    try {
      for (;;) {
        const card = outbox().find((one) => !one.message);
        const seat = read().seat;
        if (!card || !seat) break;
        const answer = await ask(
          window.location.href, { act: "write", seat, key: card.key, side: card.side, text: card.text }, true);
        if (answer.ok) {
          // Only what the board has acknowledged goes from here.
          write({ outbox: outbox().filter((one) => one.key !== card.key) });
          arrived = true;
          show();
        } else if (answer.status === 403) {
          write({ seat: "" });
          await look();
          break;
        } else if (answer.status === 410) {
          mark(card.key, { message: words("late") });
        } else {
          const said = await answer.json().catch(() => ({}));
          mark(card.key, { message: said.message || String(answer.status) });
        }
      }
      if (arrived) {
        say("sent");
        await look("[data-cards]");
      }
    } catch {
      write({ outbox: outbox().map((one) => ({ ...one, waiting: true })) });
      show();
      say("offline");
      window.setTimeout(send, again);
    } finally {
      sending = false;
    }
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.closest("[data-phone]") || form.method !== "post") return;
    event.preventDefault();
    if (form.matches("[data-write]")) {
      const text = form.elements.text.value.trim();
      if (!text) return;
      const side = form.elements.side.value;
      write({
        outbox: [...outbox(), { key: newKey(), side, text }],
        drafts: { ...drafts(), [side]: "" },
      });
      form.elements.text.value = "";
      form.elements.text.focus();
      show();
      send();
      return;
    }
    const fields = new FormData(form);
    if (event.submitter && event.submitter.name) fields.set(event.submitter.name, event.submitter.value);
    try {
      const answer = await ask(window.location.href, fields);
      if (answer.status === 403) write({ seat: "" });
      put(await answer.text());
      send();
    } catch {
      say("offline");
    }
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-write]");
    if (form) write({ drafts: { ...drafts(), [form.elements.side.value]: form.elements.text.value } });
  });

  const follow = async () => {
    try {
      const address = window.location.pathname + "state/?shown=" + encodeURIComponent(main().dataset.shown);
      const answer = await ask(address);
      if (answer.status === 200) {
        const { shown } = await answer.json();
        const seat = read().seat;
        if (seat) await look();
        else if (main().dataset.shown !== shown) put(await (await ask(window.location.href)).text());
        if (shown === "ended" && outbox().length === 0) write({ seat: "", outbox: [], drafts: {} });
      }
    } catch { /* no network: the next look will tell */ }
    if (main().dataset.shown !== "ended") window.setTimeout(follow, every);
  };

  window.addEventListener("online", send);
  settle();
  (async () => {
    // Whoever comes back to this tab sits where they sat.
    if (!main().dataset.seat && read().seat) await look().catch(() => say("offline"));
    send();
    window.setTimeout(follow, every);
  })();
})();
