// Optional: keeps this phone's marks and its seat in this tab, so that opening the page again is not a second phone.
"use strict";

(() => {
  const key = `weigh:${window.location.pathname}`;
  try {
    if (document.querySelector("[data-weigh-over]")) sessionStorage.removeItem(key);
    const form = document.querySelector("form[data-weigh]");
    if (!form) return;
    const fields = [...form.elements].filter((one) => one.name && one.matches("input[type=radio], input[type=checkbox]"));
    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    const sent = fields.some((field) => field.checked && field.value);
    if (kept) {
      form.elements.seat.value = kept.seat;
      // What the server shows again is newer than what was kept.
      if (!sent) fields.forEach((field) => { field.checked = kept.marks.includes(`${field.name}=${field.value}`); });
    }
    const keep = () => {
      const marks = fields.filter((field) => field.checked).map((field) => `${field.name}=${field.value}`);
      sessionStorage.setItem(key, JSON.stringify({ seat: form.elements.seat.value, marks }));
    };
    keep();
    form.addEventListener("change", keep);
  } catch {
    // Without storage the page works as it is.
  }
})();
