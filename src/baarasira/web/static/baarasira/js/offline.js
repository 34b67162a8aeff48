/* What is entered on a phone without a network: kept in this browser at once, sent when the line returns, accepted once.
   A page that has a queue holds <p id="offline" data-who=… data-token=… data-send=… data-worker=… data-scope=…>.
   An entry bears an id made here; the server knows it again, so that sending twice is sending once. Nothing is thrown away:
   an entry leaves this browser when the server has answered that it holds it. */
(function () {
  "use strict";
  const box = document.getElementById("offline");
  if (!box || !window.indexedDB) return;
  const AGAIN = 20 * 1000; // how often what waits is tried again
  const who = box.dataset.who;
  /* The browser has a name of its own, so that two phones which differ are told apart. */
  function device() {
    try {
      if (!localStorage.getItem("offline-device")) localStorage.setItem("offline-device", crypto.randomUUID());
      return localStorage.getItem("offline-device");
    } catch (error) { return "browser"; }
  }
  let standing = ""; // why nothing is sent just now: "", "closed" (sign in again)
  let sending = null;

  function opened() {
    return new Promise(function (done, fail) {
      const asked = indexedDB.open("baarasira-offline", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("entries", { keyPath: "id" }); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { fail(asked.error); };
    });
  }
  const base = opened();
  async function within(mode, act) {
    const held = await base;
    return new Promise(function (done, fail) {
      const work = held.transaction("entries", mode, { durability: "strict" });
      const asked = act(work.objectStore("entries"));
      work.oncomplete = function () { done(asked && asked.result); };
      work.onerror = work.onabort = function () { fail(work.error); };
    });
  }
  async function held() {
    const rows = await within("readonly", function (store) { return store.getAll(); });
    return rows.sort(function (one, other) { return one.at < other.at ? -1 : one.at > other.at ? 1 : one.id < other.id ? -1 : 1; });
  }
  async function own() { return (await held()).filter(function (row) { return row.who === who; }); }

  function put(kind, body, voice) {
    const row = { id: crypto.randomUUID(), kind: kind, who: who, at: new Date().toISOString(), body: body, voice: voice || null, refused: "" };
    return within("readwrite", function (store) { return store.put(row); }).then(function () {
      tell();
      flush();
      return row;
    });
  }
  function drop(id) { return within("readwrite", function (store) { return store.delete(id); }).then(tell); }

  /* State: words and a shape, the same the server drew in a template of each kind. */
  async function tell() {
    const rows = await held();
    const mine = rows.filter(function (row) { return row.who === who; });
    const refused = mine.filter(function (row) { return row.refused; });
    const waiting = mine.length - refused.length;
    const others = rows.length - mine.length;
    const name = waiting && standing ? standing : waiting > 1 ? "many" : waiting ? "one" : refused.length ? "refused" : others ? "others" : "none";
    const drawn = box.querySelector('template[data-state="' + name + '"]').content.cloneNode(true);
    const count = { n: waiting || refused.length || others };
    for (const slot of drawn.querySelectorAll("[data-words]")) slot.textContent = slot.textContent.replace("{n}", count.n);
    const said = box.querySelector(".said");
    said.replaceChildren(drawn);
    const told = box.querySelector("[data-refused]");
    told.replaceChildren(...refused.map(function (row) { const line = document.createElement("li"); line.textContent = row.refused; return line; }));
    told.hidden = !refused.length;
    box.dataset.standing = name;
    box.dataset.waiting = waiting;
    document.dispatchEvent(new CustomEvent("offline:state", { detail: { rows: mine, refused: refused } }));
  }

  async function sendOne(row, token) {
    const form = new FormData();
    form.append("entry", JSON.stringify({ id: row.id, kind: row.kind, who: row.who, at: row.at, device: device(), body: row.body }));
    if (row.voice) form.append("voice", row.voice, "voix");
    const answer = await fetch(box.dataset.send, { method: "POST", body: form, headers: { "X-CSRFToken": token }, redirect: "error" });
    if (answer.status === 401) { standing = "closed"; return false; }
    if (!answer.ok) return false;
    const said = await answer.json();
    if (said.state === "accepted") {
      await drop(row.id);
      document.dispatchEvent(new CustomEvent("offline:accepted", { detail: row }));
      return true;
    }
    row.refused = said.sentence;
    await within("readwrite", function (store) { return store.put(row); });
    return true;
  }
  async function sendAll() {
    const rows = (await own()).filter(function (row) { return !row.refused; });
    if (!rows.length) return;
    const answer = await fetch(box.dataset.token, { cache: "no-store", redirect: "error" });
    if (!answer.ok) return;
    const known = await answer.json();
    standing = known.who === who ? "" : "closed";
    if (standing) return;
    let went = 0;
    for (const row of rows) {
      if (!(await sendOne(row, known.token))) break;
      went += 1;
    }
    if (went) keepPage();
  }
  /* One tab sends at a time; another that asks meanwhile finds nothing left, or what came since. */
  function flush() {
    if (sending) return sending;
    const act = function () { return sendAll().catch(function () { /* no line: what waits is tried again */ }); };
    sending = (navigator.locks ? navigator.locks.request("baarasira-offline", act) : act()).then(function () {
      sending = null;
      return tell();
    });
    return sending;
  }

  /* The page itself, with all it is drawn with, is kept by the worker of its scope. */
  function keepPage() {
    if (!("serviceWorker" in navigator) || !navigator.serviceWorker.controller) return;
    const drawn = Array.from(document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"]')).map(function (link) { return link.href; });
    const scripts = Array.from(document.scripts).map(function (script) { return script.src; }).filter(Boolean);
    const more = Array.from(document.querySelectorAll("[data-keep]")).map(function (item) { return item.dataset.keep; });
    navigator.serviceWorker.controller.postMessage({ keep: [location.pathname].concat(drawn, scripts, more) });
  }
  async function work() {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.addEventListener("message", function (event) {
      if (event.data && event.data.kept) document.documentElement.dataset.kept = "yes";
    });
    await navigator.serviceWorker.register(box.dataset.worker, { scope: box.dataset.scope });
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise(function (done) { navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }); });
    }
    keepPage();
  }
  window.baarasiraQueue = { put: put, own: own, drop: drop, flush: flush, keepPage: keepPage };
  tell();
  flush();
  work().catch(function () { /* without a worker the queue still holds while the page is open */ });
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () { /* asked, not owed */ });
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) flush(); });
  setInterval(function () { if (!document.hidden && Number(box.dataset.waiting)) flush(); }, AGAIN);
})();
