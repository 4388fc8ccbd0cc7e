// Optional: counts the answers and keeps them in this tab until they are sent, at most 30 minutes.
"use strict";

(() => {
  const prefix = "werkdruk:";
  const ours = () => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
  const forget = () => ours().forEach((key) => sessionStorage.removeItem(key));

  try {
    if (document.querySelector("[data-survey-sent]")) forget();
    const form = document.querySelector("form[data-survey]");
    const lifetime = Math.min(Number(form && form.dataset.minutes) || 30, 30) * 60000;
    // What was begun too long ago goes first, on whichever page of ours the tab is now.
    const begun = (key) => JSON.parse(sessionStorage.getItem(key)).started;
    if (ours().some((key) => !(Date.now() - begun(key) <= lifetime))) forget();
    const key = prefix + window.location.pathname;
    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    let started = kept ? kept.started : Math.min(Date.now(), ...ours().map(begun));
    const fields = () => [...form.elements].filter((one) => one.name && one.matches("input[type=radio], textarea"));

    const restore = () => {
      fields().forEach((field) => {
        const value = kept.answers[field.name];
        if (value === undefined) return;
        if (field.type === "radio") field.checked = field.value === value;
        else if (!field.value) field.value = value;
      });
    };

    const keep = () => {
      const answers = {};
      fields().forEach((field) => {
        if (field.type === "radio" ? field.checked : field.value) answers[field.name] = field.value;
      });
      sessionStorage.setItem(key, JSON.stringify({ started, answers }));
    };

    const count = () => {
      const names = new Set(fields().filter((one) => one.type === "radio").map((one) => one.name));
      const done = new Set(fields().filter((one) => one.type === "radio" && one.checked).map((one) => one.name));
      const bar = document.querySelector("[data-progress]");
      const words = document.querySelector("[data-progress-text]");
      if (bar) {
        bar.max = names.size;
        bar.value = done.size;
      }
      if (words) words.textContent = words.dataset.text.replace("{n}", done.size).replace("{total}", names.size);
      document.querySelectorAll("[data-progress-box]").forEach((box) => { box.hidden = false; });
    };

    const clear = () => {
      form.reset();
      fields().forEach((field) => { if (field.type === "radio") field.checked = false; else field.value = ""; });
      count();
    };

    if (form) {
      if (kept) restore();
      count();
      form.addEventListener("input", () => {
        keep();
        count();
      });
    }
    // A shared computer: what was typed is gone from the page too when the time is over. Who begins again has it anew.
    const expire = () => {
      forget();
      if (form) clear();
      started = Date.now();
      window.setTimeout(expire, lifetime);
    };
    window.setTimeout(expire, Math.max(0, started + lifetime - Date.now()));
  } catch {
    // No storage in this browser: the page works all the same.
  }
})();
