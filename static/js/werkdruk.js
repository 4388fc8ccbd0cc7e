// Small conveniences. Every page works without this file.
"use strict";

(() => {
  const busyAfter = 300; // ms: shorter waits show nothing

  // The menu on a phone closes with Escape and with a click beside it.
  const menu = document.querySelector("[data-menu]");
  if (menu) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  }

  // After a refused form the summary of errors comes first, also for screen readers.
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  // A second click on a button does nothing until the page has answered.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // A button that opens another tab, a preview say, leaves this page as it is.
    if (event.submitter && event.submitter.formTarget === "_blank") return;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.busy) {
      event.preventDefault();
      return;
    }
    form.dataset.busy = "sent";
    form.dataset.sent = "true";
    window.setTimeout(() => { if (form.dataset.busy) form.dataset.busy = "true"; }, busyAfter);
    // The answer may be a file: then this page stays, and its button has to work again.
    window.setTimeout(() => { delete form.dataset.busy; }, 10000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-busy]").forEach((form) => delete form.dataset.busy);
  });

  // Text that was typed and not sent is not lost without a question.
  const guarded = (form) => form.matches("[data-guard]") || (form.method === "post" && form.querySelector("textarea"));
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && guarded(form)) form.dataset.touched = "true";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target.form) delete event.target.form.dataset.touched;
    if (event.detail.successful && event.target.dataset) delete event.target.dataset.touched;
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-touched]:not([data-sent], [data-kept])")) event.preventDefault();
  });

  // Who signs out leaves nothing typed behind in this tab.
  document.addEventListener("submit", (event) => {
    if (!event.target.closest(".person")) return;
    try {
      Object.keys(sessionStorage).filter((key) => key.startsWith("keep:")).forEach((key) => sessionStorage.removeItem(key));
    } catch { /* no storage, nothing kept */ }
  });

  // Filters send themselves where there is a script; without one a button stands beside them.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
  });

  // A link to a page that asks "are you sure" shows its question in a dialog.
  const dialog = document.querySelector("[data-dialog-box]");
  if (dialog && dialog.showModal) {
    document.addEventListener("click", async (event) => {
      const link = event.target.closest("a[data-dialog]");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      try {
        const answer = await fetch(link.href, { headers: { "X-Requested-With": "dialog" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const question = page.querySelector("[data-dialog-content]");
        if (!answer.ok || !question) throw new Error("no question on that page");
        if (!question.getAttribute("action")) question.setAttribute("action", answer.url);
        dialog.replaceChildren(document.importNode(question, true));
        dialog.setAttribute("aria-label", question.querySelector("h1, h2").textContent);
        dialog.showModal();
        if (question.querySelector(".danger")) dialog.querySelector("[data-dialog-close]").focus();
      } catch {
        window.location.assign(link.href);
      }
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-dialog-close]")) {
        event.preventDefault();
        dialog.close();
      }
    });
  }

  // Words of an answer are replaced by a marker: what is selected, or the word at the cursor; whole words only.
  document.querySelectorAll("[data-markers-for]").forEach((row) => {
    const area = document.getElementById(row.dataset.markersFor);
    if (!area) return;
    row.hidden = false;
    row.addEventListener("click", (event) => {
      const marker = event.target.dataset.marker;
      if (!marker) return;
      const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
      let start = area.selectionStart + (chosen.length - chosen.trimStart().length);
      let end = Math.max(start, area.selectionEnd - (chosen.length - chosen.trimEnd().length));
      const inWord = (place) => /[\p{L}\p{N}\p{M}]/u.test(area.value[place] || "");
      while (inWord(start - 1) && inWord(start)) start -= 1;
      while (inWord(end - 1) && inWord(end)) end += 1;
      area.setRangeText(marker, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
      area.focus();
    });
  });

  // A button that copies the text of an element; it is there only where that works.
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
        button.querySelector("span").textContent = button.dataset.copied;
      });
    });
  }

  // An htmx request that fails says so, in words, at the place of the messages.
  const complain = () => {
    const region = document.querySelector("[data-messages]");
    const template = document.querySelector("[data-message-template]");
    if (region && template) region.replaceChildren(template.content.cloneNode(true));
  };
  document.addEventListener("htmx:responseError", complain);
  document.addEventListener("htmx:sendError", complain);
})();
