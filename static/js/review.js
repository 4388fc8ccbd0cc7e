// The review page: what is typed stays until it is saved, also without a connection, and others' changes are told.
// Every page works without this file.
"use strict";

(() => {
  const prefix = "keep:";
  const every = 10000; // ms between two looks for changes
  const notice = document.querySelector("[data-live-notice]");

  const copyOf = (name) => {
    const template = document.querySelector(`[data-${name}-template]`);
    return template ? template.content.cloneNode(true) : document.createTextNode("");
  };

  // What was typed and not saved is kept in this tab, with the version it was typed on: another version that came
  // in between is still found out.
  const fields = (form) => [...form.elements].filter(
    (field) => field.name && field.name !== "csrfmiddlewaretoken" && field.name !== "mark" && field.type !== "submit",
  );
  const isSet = (field) => field.type === "checkbox" || field.type === "radio";
  const stored = (form) => {
    try { return JSON.parse(sessionStorage.getItem(prefix + form.dataset.keep)); } catch { return null; }
  };
  const keep = (form) => {
    const values = fields(form).filter((field) => !isSet(field) || field.checked).map((field) => [field.name, field.value]);
    try {
      sessionStorage.setItem(prefix + form.dataset.keep, JSON.stringify(values));
      form.dataset.kept = "true";
    } catch { /* No storage: the browser asks before leaving. */ }
  };
  const forget = (form) => {
    try { sessionStorage.removeItem(prefix + form.dataset.keep); } catch { /* nothing was kept */ }
    delete form.dataset.touched;
    delete form.dataset.kept;
  };
  const restore = (form) => {
    const values = stored(form);
    if (!values) return;
    const before = JSON.stringify(values.filter(([name]) => form.elements[name] && form.elements[name].type !== "hidden"));
    const now = JSON.stringify(fields(form).filter((field) => field.type !== "hidden" && (!isSet(field) || field.checked)).map((field) => [field.name, field.value]));
    if (before === now) { forget(form); return; }
    fields(form).forEach((field) => {
      const mine = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (isSet(field)) field.checked = mine.includes(field.value);
      else if (mine.length) [field.value] = mine;
    });
    form.dataset.touched = "true";
    form.dataset.kept = "true";
    const place = document.createElement("div");
    place.setAttribute("role", "status");
    place.append(copyOf("kept"));
    form.prepend(place);
  };
  const arm = (root) => root.querySelectorAll("form[data-keep]").forEach(restore);
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.dataset.keep) keep(form);
  });

  // Sending: without a connection the text stays where it is, and can be sent again.
  const say = (form, name) => {
    let place = form.querySelector("[data-sending]");
    if (!place) {
      place = document.createElement("div");
      place.dataset.sending = "";
      place.setAttribute("role", "alert");
      form.querySelector(".form-actions").before(place);
    }
    place.replaceChildren(...(name ? [copyOf(name)] : []));
  };
  const send = async (form, data) => {
    form.dataset.busy = "true";
    say(form, "");
    try {
      if (!navigator.onLine) throw new TypeError("offline");
      const headers = { "X-Kept": "1" };
      const answer = await fetch(form.action, { method: "POST", body: data, headers, redirect: "manual", credentials: "same-origin" });
      if (answer.type === "opaqueredirect" || answer.ok) {
        // 204: it is stored. Sent elsewhere: said no, or signed out meanwhile; then what was typed is restored there.
        if (answer.status === 204) forget(form);
        else { keep(form); delete form.dataset.touched; }
        const next = form.dataset.next || window.location.pathname;
        if (next === window.location.pathname) window.location.reload();
        else window.location.assign(next);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = page.querySelector("main#main");
      if (answer.status >= 500 || answer.status === 403 || !main) throw new Error("not taken");
      const name = form.dataset.keep;
      document.querySelector("main#main").replaceWith(document.importNode(main, true));
      const again = document.querySelector(`form[data-keep="${name}"]`);
      document.querySelectorAll("form[data-keep]").forEach((one) => { if (one !== again) restore(one); });
      if (again) {
        again.dataset.touched = "true";
        keep(again);
        (document.querySelector("[data-error-summary]") || again).focus();
        again.scrollIntoView({ block: "center" });
      }
    } catch (error) {
      keep(form);
      say(form, error instanceof TypeError ? "offline" : "failed");
    }
    delete form.dataset.busy;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.keep || form.method !== "post") return;
    event.preventDefault();
    if (form.dataset.busy) return;
    send(form, new FormData(form, event.submitter));
  }, true);

  arm(document);

  // Others' changes: looked for now and then, told politely, shown when asked for.
  const live = () => document.querySelector("[data-live]");
  const offline = (is) => {
    const place = document.querySelector("[data-live-notice]");
    if (!place) return;
    const shown = place.querySelector("[data-offline]");
    if (is && !shown) {
      const box = document.createElement("div");
      box.dataset.offline = "";
      box.append(copyOf("offline"));
      place.prepend(box);
    } else if (!is && shown) shown.remove();
  };
  window.addEventListener("offline", () => offline(true));
  window.addEventListener("online", () => {
    offline(false);
    document.querySelectorAll("[data-sending]").forEach((place) => place.replaceChildren());
    look();
  });

  let told = 0;
  let stopped = false;
  const look = async () => {
    const root = live();
    if (!root || document.hidden || stopped) return;
    if (!navigator.onLine) { offline(true); return; }
    const seen = Math.max(told, Number(root.dataset.seen));
    try {
      const answer = await fetch(`${root.dataset.live}?seen=${seen}`, { credentials: "same-origin" });
      offline(false);
      if (answer.redirected || answer.status === 403 || answer.status === 404) { stopped = true; return; }
      if (answer.status !== 200) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const box = page.querySelector("[data-changes]");
      const place = document.querySelector("[data-live-notice]");
      if (!box || !place) return;
      told = Number(box.dataset.changes);
      place.querySelectorAll("[data-changes]").forEach((one) => one.remove());
      place.append(document.importNode(box, true));
    } catch {
      offline(true);
    }
  };
  const typing = (part) => part.querySelector("form[data-touched]") || part.querySelector("textarea:focus, input:focus");
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-live-show]");
    if (!link) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error("not there");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      let left = false;
      const fresh = page.querySelector("[data-live]");
      const parts = [...document.querySelectorAll("[data-part]")].sort((one, other) => (one.dataset.part > other.dataset.part ? 1 : -1));
      parts.forEach((part) => {
        const newer = page.getElementById(part.id);
        // Who signs has seen everything: where a part was left as it is, the form for signing stays too.
        if (typing(part) || (part.dataset.part === "last" && left)) { left = true; return; }
        if (newer) part.replaceWith(document.importNode(newer, true));
      });
      page.querySelectorAll("[data-part]").forEach((newer) => {
        if (document.getElementById(newer.id)) return;
        const before = newer.previousElementSibling && document.getElementById(newer.previousElementSibling.id);
        if (before) before.after(document.importNode(newer, true));
      });
      live().dataset.seen = fresh.dataset.seen;
      told = 0;
      document.querySelectorAll("[data-live-notice] [data-changes]").forEach((one) => one.remove());
    } catch (error) {
      if (error instanceof TypeError) offline(true);
      else window.location.assign(link.href);
    }
  });
  if (live() && notice) {
    window.setInterval(look, every);
    document.addEventListener("visibilitychange", look);
    if (!navigator.onLine) offline(true);
  }
})();
