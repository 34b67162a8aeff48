/* The logbook of a master on a phone: an apprentice, a task, how far, perhaps a voice. Every tap is kept at once. */
(function () {
  "use strict";
  const queue = window.baarasiraQueue;
  const root = document.querySelector("[data-logbook]");
  if (!root || !queue) return;
  const LONGEST = 60 * 1000; // of a voice
  let chosen = { contract: "", task: null, level: 0, voice: null };

  function all(selector, from) { return Array.from((from || document).querySelectorAll(selector)); }
  function screen(name) {
    for (const part of all("[data-screen]")) part.hidden = part.dataset.screen !== name;
    scrollTo(0, 0);
    const head = document.querySelector('[data-screen="' + name + '"] h1, [data-screen="' + name + '"] h2');
    if (head) head.focus({ preventScroll: true });
  }
  function book() { return document.querySelector('[data-contract="' + chosen.contract + '"]'); }

  /* What the server knew when the page was drawn, then what waits here: the last noted stands (rules.merging). */
  function apply(rows) {
    const back = new Set(rows.filter(function (row) { return row.kind === "logbook" && row.body.withdraws; }).map(function (row) { return row.body.withdraws; }));
    for (const item of all("[data-entry]")) item.classList.toggle("back", back.has(item.dataset.entry) || item.hasAttribute("data-withdrawn"));
    for (const item of all("[data-fresh]")) item.remove();
    for (const button of all("[data-task]")) button.dataset.level = levelOf(button, rows, back);
    for (const row of rows) {
      if (row.kind === "logbook" && row.body.task) listed(row, back.has(row.id));
      if (row.kind === "day") marked(row);
    }
    for (const held of all("[data-contract]")) pressed(held);
  }
  function levelOf(button, rows, back) {
    const held = button.closest("[data-contract]");
    let level = button.dataset.before, at = "";
    for (const item of all("[data-entry]:not([data-fresh])", held)) {
      if (item.dataset.of !== button.dataset.task || item.classList.contains("back") || item.dataset.at < at) continue;
      level = item.dataset.level;
      at = item.dataset.at;
    }
    for (const row of rows) {
      const ours = row.kind === "logbook" && row.body.contract === held.dataset.contract && row.body.task === button.dataset.task;
      if (ours && !row.refused && !back.has(row.id) && row.at >= at) { level = row.body.level; at = row.at; }
    }
    return level;
  }
  function listed(row, taken) {
    const held = document.querySelector('[data-contract="' + row.body.contract + '"]');
    const button = held && held.querySelector('[data-task="' + row.body.task + '"]');
    if (!button) return;
    const drawn = document.getElementById("noted").content.cloneNode(true).querySelector("li");
    drawn.dataset.fresh = drawn.dataset.entry = row.id;
    drawn.dataset.of = row.body.task;
    drawn.dataset.level = row.body.level;
    drawn.classList.toggle("back", taken);
    drawn.querySelector("[data-of-task]").replaceChildren(button.querySelector("svg").cloneNode(true));
    drawn.querySelector("[data-of-level]").replaceChildren(document.querySelector('[data-level-choice="' + row.body.level + '"] svg').cloneNode(true));
    held.querySelector(".noted").prepend(drawn);
  }
  function marked(row) {
    const held = document.querySelector('[data-contract="' + row.body.contract + '"]');
    const day = held && held.querySelector('[data-day="' + row.body.on + '"]');
    if (day && !row.refused) show(day, row.body.mark);
  }
  function show(day, mark) {
    day.dataset.mark = mark;
    const from = day.closest("[data-contract]").querySelector('[data-mark-choice="' + mark + '"] svg');
    day.querySelector("svg").replaceWith(from.cloneNode(true));
    day.querySelector(".hidden").textContent = from.closest("button").textContent.trim();
  }
  function pressed(held) {
    const day = held.querySelector('[data-day][aria-pressed="true"]');
    for (const button of all("[data-mark-choice]", held)) button.setAttribute("aria-pressed", String(Boolean(day) && day.dataset.mark === button.dataset.markChoice));
  }

  function openBook(contract) { chosen = { contract: contract, task: null, level: 0, voice: null }; screen("book-" + contract); }
  function openTask(button) {
    chosen.task = button;
    chosen.level = 0;
    chosen.voice = null;
    const head = document.querySelector(".shown");
    head.querySelector("[data-picture]").replaceChildren(button.querySelector("svg").cloneNode(true));
    head.querySelector("h2").textContent = button.dataset.name;
    for (const choice of all("[data-level-choice]")) choice.setAttribute("aria-pressed", "false");
    document.querySelector("[data-save]").disabled = true;
    mic("mic");
    screen("level");
    say(button);
  }
  /* The name of the task is said: by the recording of the master's language, else by the voice of the phone, if it has one. */
  function say(button) {
    if (button.dataset.voice) { new Audio(button.dataset.voice).play().catch(function () { /* nobody hears: the picture says it */ }); return; }
    const tongue = window.speechSynthesis;
    if (!tongue || !tongue.getVoices().some(function (voice) { return voice.lang.startsWith("fr"); })) return;
    const words = new SpeechSynthesisUtterance(button.dataset.name);
    words.lang = "fr-FR";
    tongue.cancel();
    tongue.speak(words);
  }

  /* A voice beside the picture. */
  let recorder = null;
  let asking = false; // the browser asks for the microphone: a second tap meanwhile is the same one
  function mic(name) {
    const button = document.querySelector("[data-mic]");
    button.classList.toggle("recording", name === "stop");
    for (const part of all("[data-mic-state]", button)) part.hidden = part.dataset.micState !== name;
  }
  async function record() {
    if (recorder) { recorder.stop(); return; }
    if (asking) return;
    asking = true;
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch (error) { document.querySelector("[data-mic]").hidden = true; return; } finally { asking = false; }
    const pieces = [];
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 16000 });
    recorder.addEventListener("dataavailable", function (event) { pieces.push(event.data); });
    recorder.addEventListener("stop", function () {
      for (const track of stream.getTracks()) track.stop();
      chosen.voice = new Blob(pieces, { type: recorder.mimeType });
      recorder = null;
      mic("ok");
    });
    recorder.start();
    mic("stop");
    const ours = recorder;
    setTimeout(function () { if (ours === recorder && ours.state === "recording") ours.stop(); }, LONGEST);
  }

  async function save() {
    if (recorder) await new Promise(function (done) { recorder.addEventListener("stop", function () { setTimeout(done); }); recorder.stop(); });
    const body = { contract: chosen.contract, task: chosen.task.dataset.task, level: chosen.level };
    await queue.put("logbook", body, chosen.voice);
    const contract = chosen.contract;
    screen("done");
    setTimeout(function () { if (!document.querySelector('[data-screen="done"]').hidden) openBook(contract); }, 1400);
  }

  root.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (!button) return;
    const data = button.dataset;
    if (data.open) openBook(data.open);
    else if (data.back) screen(data.back === "book" ? "book-" + chosen.contract : data.back);
    else if (data.task) openTask(button);
    else if (data.levelChoice) {
      chosen.level = Number(data.levelChoice);
      for (const choice of all("[data-level-choice]")) choice.setAttribute("aria-pressed", String(choice === button));
      document.querySelector("[data-save]").disabled = false;
    } else if ("mic" in data) record();
    else if ("say" in data) say(chosen.task);
    else if ("save" in data) save();
    else if ("again" in data) openBook(chosen.contract);
    else if (data.day) {
      for (const day of all("[data-day]", book())) day.setAttribute("aria-pressed", String(day === button));
      pressed(book());
    } else if (data.markChoice) {
      const day = book().querySelector('[data-day][aria-pressed="true"]');
      show(day, data.markChoice);
      pressed(book());
      queue.put("day", { contract: chosen.contract, on: day.dataset.day, mark: data.markChoice });
    } else if ("withdraw" in data) {
      const item = button.closest("[data-entry]");
      if (!item.classList.contains("back")) queue.put("logbook", { contract: chosen.contract, withdraws: item.dataset.entry });
    }
  });
  document.addEventListener("offline:state", function (event) { apply(event.detail.rows.concat(accepted)); });
  /* What was accepted since the page was drawn is no longer in the queue, and not on the page yet. */
  const accepted = [];
  document.addEventListener("offline:accepted", function (event) { accepted.push(event.detail); });
  if (!navigator.mediaDevices || !window.MediaRecorder) document.querySelector("[data-mic]").hidden = true;
  queue.own().then(function (rows) { apply(rows); root.dataset.ready = "yes"; });
})();
