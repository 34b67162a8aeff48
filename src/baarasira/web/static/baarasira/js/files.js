/* Baarasira: a file goes in pieces, and on a bad line goes on where it stopped. Without script the form sends it whole.
   Fetched by the pages that have a box. */
(function () {
  "use strict";
  const { all } = window.baarasira;
  const FIRST = 256 * 1024; // the piece by which the server recognises a file; it may ask for other sizes after
  const WAITS = [1, 2, 5, 10, 20]; // seconds before trying again

  function hex(bytes) { return Array.from(new Uint8Array(bytes), function (byte) { return byte.toString(16).padStart(2, "0"); }).join(""); }
  function token(box) { return box.closest("form").elements.namedItem("csrfmiddlewaretoken").value; }

  function FileBox(box) {
    const input = box.querySelector('input[type="file"]');
    const sent = box.querySelector('input[type="hidden"]');
    const state = box.querySelector(".file-state");
    const bar = box.querySelector("progress");
    let turn = 0; // another file was chosen: what is on its way stops

    function say(word, values) {
      const text = box.querySelector('[data-w="' + word + '"]').textContent;
      state.textContent = text.replace(/\{(\w+)\}/g, function (whole, key) { return values && key in values ? values[key] : whole; });
    }
    function refuse(sentence) {
      state.textContent = sentence;
      box.classList.add("refused");
      bar.hidden = true;
      input.value = "";
      input.setAttribute("aria-invalid", "true");
    }
    /* Answers {status, body}; rejects when the line is cut or the server is not well. */
    async function post(address, body, type) {
      const answer = await fetch(address, { method: "POST", body: body, headers: { "Content-Type": type, "X-CSRFToken": token(box) }, redirect: "manual" });
      if (answer.status >= 500) throw new Error("try again");
      const words = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (!words) return { status: 403, body: { sentence: box.querySelector('[data-w="session"]').textContent } };
      return { status: answer.status, body: await answer.json() };
    }
    function pause(seconds) {
      return new Promise(function (go) {
        const timer = setTimeout(done, seconds * 1000);
        function done() { clearTimeout(timer); window.removeEventListener("online", done); go(); }
        window.addEventListener("online", done);
      });
    }
    async function patiently(mine, act, percent) {
      for (let tries = 0; turn === mine && box.isConnected; tries += 1) {
        try { return await act(); } catch (error) {
          if (turn !== mine) break;
          say("cut", { percent: percent });
          await pause(WAITS[Math.min(tries, WAITS.length - 1)]);
        }
      }
      return null;
    }
    async function send(file) {
      const mine = (turn += 1);
      box.classList.remove("refused");
      input.removeAttribute("aria-invalid");
      sent.value = "";
      if (file.size > Number(box.dataset.most) * 1024 * 1024) { refuse(""); say("large", { most: box.dataset.most }); return; }
      box.dataset.busy = "1";
      bar.hidden = false;
      bar.value = 0;
      try { await pieces(mine, file); } catch (error) {
        // The file cannot be read in pieces here: the form sends it whole.
        state.textContent = "";
      }
      if (turn === mine) { delete box.dataset.busy; bar.hidden = true; }
    }
    async function pieces(mine, file) {
      const first = hex(await crypto.subtle.digest("SHA-256", await file.slice(0, FIRST).arrayBuffer()));
      const asked = JSON.stringify({ name: file.name, size: file.size, first_sha256: first });
      let answer = await patiently(mine, function () { return post(box.dataset.begin, asked, "application/json"); }, 0);
      while (answer && turn === mine) {
        if (answer.status !== 200) { refuse(answer.body.sentence); return; }
        const at = answer.body;
        const percent = Math.floor((at.received / file.size) * 100);
        bar.value = percent;
        if (at.ready) {
          sent.value = at.token;
          input.value = ""; // it is there: the form need not send it again
          say("ready", { name: file.name });
          return;
        }
        say(at.received + at.piece < file.size ? "sending" : "looking", { name: file.name, percent: percent });
        const piece = await file.slice(at.received, at.received + at.piece).arrayBuffer();
        const address = box.dataset.begin + at.id + "/" + at.received + "/";
        answer = await patiently(mine, function () { return post(address, piece, "application/octet-stream"); }, percent);
      }
    }
    input.addEventListener("change", function () { if (input.files.length) send(input.files[0]); });
    box.addEventListener("file-box:wait", function () { say("wait"); input.focus(); });
  }
  /* Before everybody else: while a file is on its way, its form waits. */
  window.addEventListener("submit", function (event) {
    const busy = all(".file-box[data-busy]", event.target)[0];
    if (!busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    busy.dispatchEvent(new CustomEvent("file-box:wait"));
  }, true);
  function start(root) {
    if (!window.crypto || !crypto.subtle || !window.fetch) return;
    all(".file-box", root).forEach(function (box) {
      if (box.dataset.started) return;
      box.dataset.started = "1";
      FileBox(box);
    });
  }
  start(document); // the page fetches this once it has a box
  document.addEventListener("htmx:load", function (event) { start(event.detail.elt); });
})();
