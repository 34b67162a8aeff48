/* Baarasira: a box that suggests as one types (WAI-ARIA combobox with a list). Without script the words typed are sent
   and the server resolves them. The address answers {"results": [{"value", "label", "detail"}]}. */
(function () {
  "use strict";
  const { say, element, all } = window.baarasira;
  const WAIT = 200; // milliseconds of rest before asking
  let number = 0;

  function Suggest(box) {
    const input = box.querySelector('input[type="text"]');
    const list = box.querySelector(".options");
    const status = box.querySelector('[role="status"]');
    const chips = box.querySelector(".chips");
    const multiple = box.hasAttribute("data-multiple");
    const limit = Number(box.dataset.limit) || 1;
    let results = [];
    let active = -1;
    let timer = 0;
    let asked = null;

    number += 1;
    list.id = list.id || "options-" + number;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function point(index) {
      active = (index + results.length) % results.length;
      Array.from(list.children).forEach(function (item, position) { item.setAttribute("aria-selected", String(position === active)); });
      input.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
    function changed() { input.dispatchEvent(new Event("change", { bubbles: true })); }
    function chosen() { return Array.from(chips.children).map(function (chip) { return chip.querySelector("input").value; }); }
    function addChip(value, label) {
      const chip = element("li", "chip");
      const hidden = element("input");
      hidden.type = "hidden";
      hidden.name = box.dataset.name;
      hidden.value = value;
      chip.append(hidden, element("span", "", label));
      chip.hidden = !multiple;
      if (multiple) {
        const remove = element("button", "remove");
        remove.type = "button";
        const cross = element("span", "", "×");
        cross.setAttribute("aria-hidden", "true");
        remove.append(cross, element("span", "hidden", say("remove", { label: label })));
        chip.append(remove);
      }
      chips.append(chip);
    }
    function keepWords(code, words) { // what was typed when it was chosen: the server counts it, so that it comes first next time
      if (!box.hasAttribute("data-words") || words.length < 2) return;
      if (!multiple) box.querySelectorAll(".typed").forEach(function (before) { before.remove(); });
      const kept = element("input", "typed");
      kept.type = "hidden";
      kept.name = box.dataset.name + "_words";
      kept.value = code + "\t" + words;
      box.append(kept);
    }
    function choose(index) {
      const result = results[index];
      keepWords(result.value, input.value.trim());
      if (!multiple) { chips.replaceChildren(); addChip(result.value, result.label); input.value = result.label; }
      else {
        input.value = "";
        if (chosen().length >= limit) status.textContent = say("full", { n: limit });
        else if (!chosen().includes(result.value)) addChip(result.value, result.label);
      }
      close();
      changed();
    }
    function show() {
      list.replaceChildren();
      results.forEach(function (result, index) {
        const item = element("li");
        item.id = list.id + "-" + index;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.append(element("span", "", result.label));
        if (result.detail) item.append(element("small", "", result.detail));
        item.addEventListener("pointerdown", function (event) { event.preventDefault(); });
        item.addEventListener("click", function () { choose(index); });
        list.append(item);
      });
      list.hidden = !results.length;
      active = -1;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
      status.textContent = results.length ? say("some", { n: results.length }) : say("none");
    }
    function ask() {
      const words = input.value.trim();
      if (asked) asked.abort();
      if (words.length < 2) { results = []; close(); return; }
      asked = new AbortController();
      const address = new URL(box.dataset.suggestUrl, location.href);
      address.searchParams.set("q", words);
      fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(new Error("refused")); })
        .then(function (body) { if (document.activeElement === input) { results = body.results; show(); } })
        .catch(function (error) { if (error.name !== "AbortError") { close(); status.textContent = say("nosuggest"); } });
    }
    input.addEventListener("input", function () {
      if (!multiple) chips.replaceChildren(); // what was chosen is no longer what is written
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", function (event) {
      const open = !list.hidden;
      if (event.key === "ArrowDown") { event.preventDefault(); if (open) point(active + 1); else ask(); }
      else if (event.key === "ArrowUp" && open) { event.preventDefault(); point(active < 0 ? results.length - 1 : active - 1); }
      else if (event.key === "Enter" && open && active >= 0) { event.preventDefault(); choose(active); }
      else if (event.key === "Enter" && input.value.trim() && (multiple || !chosen().length)) { event.preventDefault(); if (!open) ask(); } // words that chose nothing do not send the form
      else if (event.key === "Escape" && open) { event.preventDefault(); event.stopPropagation(); close(); }
      else if (event.key === "Tab" && open && active >= 0) choose(active);
    });
    input.addEventListener("blur", function () { clearTimeout(timer); setTimeout(close, 150); });
    chips.addEventListener("click", function (event) {
      const remove = event.target.closest(".remove");
      if (!remove) return;
      remove.closest(".chip").remove();
      input.focus();
      changed();
    });
    box.addEventListener("suggest:set", function (event) {
      chips.replaceChildren();
      event.detail.forEach(function (item) { addChip(item[1], item[2]); });
    });
  }
  function start(root) {
    all(".suggest", root).forEach(function (box) {
      if (box.dataset.ready) return;
      box.dataset.ready = "1";
      Suggest(box);
    });
  }
  document.addEventListener("DOMContentLoaded", function () { start(document); });
  document.addEventListener("htmx:load", function (event) { start(event.detail.elt); });
})();
