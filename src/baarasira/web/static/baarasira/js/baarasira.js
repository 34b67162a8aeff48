/* Baarasira: what the pages add when there is script. Every page works without it; nothing here knows the business.
   Drafts of forms, one send per click, a cut line, keyboard shortcuts, ticked rows, the end of a session. */
(function () {
  "use strict";
  const DRAFT_LIFE = 7 * 24 * 3600 * 1000; // a draft older than a week is forgotten
  const SKIPPED = ["password", "file", "submit", "button", "reset", "search"];

  function all(selector, root) { return Array.from((root || document).querySelectorAll(selector)); }
  function settings() { const words = document.getElementById("words"); return words ? words.dataset : {}; }
  function say(name, values) {
    const words = document.getElementById("words");
    const found = words && words.content.querySelector('[data-w="' + name + '"]');
    return (found ? found.textContent : "").replace(/\{(\w+)\}/g, function (whole, key) { return values && key in values ? values[key] : whole; });
  }
  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  /* A notice like the server's: a shape, then what there is to read. */
  function notice(tone, className) {
    const made = element("div", "notice " + tone + (className ? " " + className : ""));
    const words = document.getElementById("words");
    const shape = words && words.content.querySelector('[data-w="shape-' + tone + '"] svg');
    const body = element("div");
    if (shape) made.append(shape.cloneNode(true));
    made.append(body);
    return { made: made, body: body };
  }
  function buttonOf(label, kind, act) {
    const made = element("button", "button small " + kind, label);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  window.baarasira = { say: say, element: element, all: all };

  /* Drafts: what is typed in a form marked data-draft stays in this browser, under the name of who is signed in. */
  let leaving = false; // signing out: nothing is kept any more
  const store = {
    prefix: function () { return "draft:" + (settings().user || "") + ":"; },
    read: function (key) { try { return JSON.parse(localStorage.getItem(this.prefix() + key)); } catch (error) { return null; } },
    write: function (key, draft) { try { localStorage.setItem(this.prefix() + key, JSON.stringify(draft)); } catch (error) { /* full or forbidden: the page still works */ } },
    erase: function (key) { try { localStorage.removeItem(this.prefix() + key); } catch (error) { /* as above */ } },
    each: function (act) { try { Object.keys(localStorage).filter(function (key) { return key.startsWith("draft:"); }).forEach(act); } catch (error) { /* as above */ } },
  };
  function kept(form) {
    return Array.from(form.elements).filter(function (field) {
      const hiddenByUs = field.type === "hidden" && !field.closest(".chip");
      return field.name && !hiddenByUs && !SKIPPED.includes(field.type) && !field.hasAttribute("data-no-draft") && field.autocomplete !== "one-time-code";
    });
  }
  function snapshot(form) {
    return kept(form).map(function (field) {
      if (field.closest(".chip")) return [field.name, field.value, field.closest(".chip").querySelector("span").textContent];
      if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
      if (field.multiple) return [field.name, "", Array.from(field.selectedOptions).map(function (option) { return option.value; })];
      return [field.name, field.value];
    });
  }
  function restore(form, values) {
    const used = new Set();
    all(".suggest", form).forEach(function (box) {
      const chips = values.filter(function (item) { return item[0] === box.dataset.name && typeof item[2] === "string"; });
      box.dispatchEvent(new CustomEvent("suggest:set", { detail: chips }));
    });
    kept(form).filter(function (field) { return !field.closest(".chip"); }).forEach(function (field) {
      const ticked = field.type === "checkbox" || field.type === "radio";
      const index = values.findIndex(function (item, position) {
        return !used.has(position) && item[0] === field.name && typeof item[2] !== "string" && (!ticked || item[1] === field.value);
      });
      if (index < 0) return;
      used.add(index);
      if (ticked) field.checked = values[index][2];
      else if (field.multiple) Array.from(field.options).forEach(function (option) { option.selected = values[index][2].includes(option.value); });
      else field.value = values[index][1];
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  function offer(form, key, draft) {
    const { made: note, body } = notice("action", "draft-offer");
    const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    const actions = element("div", "actions");
    actions.append(
      buttonOf(say("resume"), "main", function () { restore(form, draft.values); store.write(key, draft); note.remove(); focusFirst(form); }),
      buttonOf(say("erase"), "plain", function () { store.erase(key); note.remove(); focusFirst(form); })
    );
    body.append(element("p", "", say("draft", { when: when })), actions);
    note.setAttribute("role", "status");
    form.before(note);
  }
  function focusFirst(form) {
    const field = kept(form).find(function (item) { return !item.disabled && item.offsetParent; });
    if (field) field.focus();
  }
  function startDraft(form) {
    if (form.dataset.draftReady || !settings().user) return;
    form.dataset.draftReady = "1";
    const key = form.dataset.draft;
    const draft = store.read(key);
    if (draft && JSON.stringify(draft.values) !== JSON.stringify(snapshot(form))) offer(form, key, draft);
    let timer = 0;
    function save() {
      clearTimeout(timer);
      timer = setTimeout(function () { if (form.isConnected && !leaving) store.write(key, { at: Date.now(), values: snapshot(form) }); }, 300);
    }
    form.addEventListener("input", save);
    form.addEventListener("change", save);
  }
  function forgetOld() {
    store.each(function (name) {
      let draft = null;
      try { draft = JSON.parse(localStorage.getItem(name)); } catch (error) { /* damaged: erased below */ }
      if (!draft || Date.now() - draft.at > DRAFT_LIFE) localStorage.removeItem(name);
    });
  }
  function forgetConfirmed() {
    all("[data-message]").forEach(function (message) {
      message.dataset.message.split(" ").forEach(function (tag) { if (tag.startsWith("draft:")) store.erase(tag.slice(6)); });
    });
  }

  /* One send per click, and a line that is cut. */
  function statusOf(form) {
    let place = form.querySelector(".sending");
    if (!place) { place = element("div", "sending"); place.setAttribute("role", "status"); form.append(place); }
    return place;
  }
  function setBusy(form, busy) {
    clearTimeout(Number(form.dataset.timer));
    form.toggleAttribute("data-busy", busy);
    all('button[type="submit"], button:not([type])', form).forEach(function (item) {
      if (busy) item.setAttribute("aria-disabled", "true"); else item.removeAttribute("aria-disabled");
    });
    if (busy) form.dataset.timer = setTimeout(function () { statusOf(form).textContent = say("sending"); }, 1000);
    else statusOf(form).textContent = "";
  }
  function failed(form, sentence) {
    setBusy(form, false);
    const { made, body } = notice("refused");
    body.append(element("p", "", sentence));
    statusOf(form).replaceChildren(made);
  }
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.hasAttribute("data-busy")) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (navigator.onLine === false) { event.preventDefault(); event.stopImmediatePropagation(); failed(form, say("offline")); return; }
    leaving = form.hasAttribute("data-forget-drafts");
    if (leaving) store.each(function (name) { if (name.startsWith(store.prefix())) localStorage.removeItem(name); });
    if (leaving && window.caches) caches.delete("field-1"); // the pages kept for the field; what waits to be sent stays
    setBusy(form, true);
    if (form.hasAttribute("data-plain") && form.target !== "_blank") setTimeout(function () { setBusy(form, false); }, 8000);
  }, true);
  window.addEventListener("pageshow", function () { all("form[data-busy]").forEach(function (form) { setBusy(form, false); }); });
  function formOf(event) { const source = event.detail.elt; return source && source.closest ? source.closest("form") : null; }
  function onCut(event) {
    const form = formOf(event);
    if (!form || form.method !== "post") return;
    const sure = event.type === "htmx:sendError" && form.elements.namedItem("_once");
    failed(form, say(sure ? "cut" : "unsure"));
  }
  document.addEventListener("htmx:sendError", onCut);
  document.addEventListener("htmx:timeout", onCut);
  document.addEventListener("htmx:afterRequest", function (event) {
    const form = formOf(event);
    if (form && event.detail.xhr && event.detail.xhr.status) setBusy(form, false);
  });
  /* A page that answers with an error is shown like any other; a fragment that fails leaves the page as it is. */
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.boosted && event.detail.xhr.status >= 400) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });

  /* Ticked rows */
  function countTicks(form) {
    const ticked = all('input[type="checkbox"][form="' + form + '"]:checked').length;
    all('[data-tick-count="' + form + '"]').forEach(function (place) { place.textContent = ticked; });
  }
  document.addEventListener("change", function (event) {
    const box = event.target;
    if (box.dataset.tickAll) {
      all('input[name="' + box.dataset.tickAll + '"]', box.closest("table")).forEach(function (item) { item.checked = box.checked; countTicks(item.getAttribute("form")); });
    } else if (box.type === "checkbox" && box.getAttribute("form")) countTicks(box.getAttribute("form"));
  });

  /* Keyboard: / goes to the search, ? shows the help; both can be turned off there. */
  function shortcutsOn() { try { return localStorage.getItem("shortcuts") !== "off"; } catch (error) { return true; } }
  function openHelp() {
    const help = document.getElementById("help");
    if (!help || !help.showModal) return;
    const box = document.getElementById("shortcuts");
    box.checked = shortcutsOn();
    box.onchange = function () { try { localStorage.setItem("shortcuts", box.checked ? "on" : "off"); } catch (error) { /* not kept */ } };
    help.showModal();
  }
  document.addEventListener("keydown", function (event) {
    const open = document.querySelector(".account[open]");
    if (event.key === "Escape" && open) { open.open = false; open.querySelector("summary").focus(); }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog, [contenteditable]") || !shortcutsOn()) return;
    const search = document.getElementById("search");
    if (event.key === "/" && search) { event.preventDefault(); search.focus(); search.select(); }
    if (event.key === "?") { event.preventDefault(); openHelp(); }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-help]")) openHelp();
    if (event.target.closest("[data-print]")) window.print();
    all(".account[open]").forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* The end of a session is announced five minutes before. */
  let ends = 0;
  let warning = null;
  function watchSession() {
    const seconds = Number(settings().session);
    ends = seconds ? Date.now() + seconds * 1000 : 0;
    if (warning) { warning.remove(); warning = null; }
  }
  function stay() {
    fetch(settings().keep, { method: "POST", headers: { "X-CSRFToken": token() }, redirect: "error" })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(new Error("refused")); })
      .then(function (body) { ends = Date.now() + body.seconds * 1000; warning.remove(); warning = null; })
      .catch(function () { warning.querySelector("p").textContent = say("unkept"); });
  }
  function token() { const field = document.querySelector('input[name="csrfmiddlewaretoken"]'); return field ? field.value : ""; }
  setInterval(function () {
    const left = ends - Date.now();
    if (!ends || left > 5 * 60000) return;
    if (!warning) {
      const { made, body } = notice("wait", "session-end");
      warning = made;
      warning.setAttribute("role", "alert");
      body.append(element("p"), buttonOf(say("stay"), "main", stay));
      document.body.append(warning);
    }
    const sentence = left > 0 ? say("ending", { minutes: Math.ceil(left / 60000) }) : say("ended");
    if (warning.querySelector("p").textContent !== sentence) warning.querySelector("p").textContent = sentence;
    warning.querySelector("button").hidden = left <= 0;
  }, 15000);

  /* On paper every section is open. */
  window.addEventListener("beforeprint", function () { all("details.section:not([open])").forEach(function (part) { part.open = true; part.dataset.closed = "1"; }); });
  window.addEventListener("afterprint", function () { all("details[data-closed]").forEach(function (part) { part.open = false; delete part.dataset.closed; }); });

  /* A link into a closed section opens it. */
  function openTarget() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target && target.closest("details");
    if (part) part.open = true;
  }
  window.addEventListener("hashchange", openTarget);

  /* What few pages need is fetched by those that need it. */
  function fetchScripts(root) {
    all("[data-script]", root).forEach(function (item) {
      if (document.querySelector('script[src="' + item.dataset.script + '"]')) return;
      const script = element("script");
      script.src = item.dataset.script;
      document.head.append(script);
    });
  }
  function start(root) {
    forgetConfirmed();
    fetchScripts(root);
    all("form[data-draft]", root).forEach(startDraft);
    all("[data-help], [data-print]", root).forEach(function (item) { item.hidden = false; });
    const errors = document.getElementById("errors");
    if (errors) errors.focus();
  }
  document.addEventListener("DOMContentLoaded", function () { forgetOld(); watchSession(); openTarget(); start(document); });
  document.addEventListener("htmx:load", function (event) {
    if (event.detail.elt === document.body) return; // the first page: DOMContentLoaded did it
    fetchScripts(event.detail.elt);
    all("form[data-draft]", event.detail.elt).concat(event.detail.elt.matches && event.detail.elt.matches("form[data-draft]") ? [event.detail.elt] : []).forEach(startDraft);
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.detail.target !== document.body) return;
    watchSession();
    start(document);
    if (document.getElementById("errors")) return;
    const place = document.querySelector(".messages:not(:empty)") || document.getElementById("main");
    if (place) place.focus({ preventScroll: true });
  });
})();
