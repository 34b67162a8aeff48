// Says what the code after the # of this address is worth: ES256 by Web Crypto, status by the lists held. Nothing is sent.
const HOUR = 3600e3;
// What is signed here, by the type it says: the clearance, the certificate of a code, the badge of a certificate's file.
const KINDS = { __proto__: null, DepartureClearance: "clearance", TrainingCertificate: "training", OpenBadgeCredential: "training" };
const SLACK = 10 * 60e3; // two clocks may differ by ten minutes
const text = new TextDecoder("utf-8", { fatal: true });

const bytes = (part) => {
  if (!/^[A-Za-z0-9_-]*$/.test(part)) throw new Error("base64url");
  return Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
};
const json = (part) => JSON.parse(text.decode(bytes(part)));

// A JWT taken apart: null when it is none of ours by its form.
function apart(token) {
  const parts = token.split(".");
  if (parts.length !== 3) return null;
  try {
    const header = json(parts[0]);
    if (header.alg !== "ES256" || header.typ !== "vc+jwt" || typeof header.kid !== "string") return null;
    return { header, said: json(parts[1]), signed: `${parts[0]}.${parts[1]}`, mark: bytes(parts[2]) };
  } catch {
    return null;
  }
}

async function signedBy(found, keys) {
  const jwk = keys.find((key) => key.kid === found.header.kid);
  if (!jwk) return "key";
  const { kty, crv, x, y } = jwk;
  const way = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, way, false, ["verify"]);
  const how = { name: "ECDSA", hash: "SHA-256" };
  const good = await crypto.subtle.verify(how, key, found.mark, new TextEncoder().encode(found.signed));
  return good ? "" : "altered";
}

async function gunzip(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// A list as it is held: its day, until when it may be relied on, its bits. null when none is held, or it is not genuine.
async function heldList(purpose, number, keys) {
  try {
    const address = `/v/${purpose[0]}${number}`;
    const answer = await fetch(address);
    if (!answer.ok) return null;
    const found = apart(await answer.text());
    if (!found || (await signedBy(found, keys))) return null;
    const { said } = found;
    const subject = said.credentialSubject;
    if (said.id !== `${said.issuer}${address}` || subject.statusPurpose !== purpose) return null;
    const bits = await gunzip(bytes(subject.encodedList.slice(1)));
    return { from: Date.parse(said.validFrom), until: Date.parse(said.validUntil), bits, lists: subject.lists };
  } catch {
    return null;
  }
}

const isSet = (list, index) => (list.bits[index >> 3] & (0x80 >> (index & 7))) !== 0;

async function heldKeys() {
  try {
    const answer = await fetch("/.well-known/jwks.json");
    return answer.ok ? (await answer.json()).keys : null;
  } catch {
    return null;
  }
}

// What the code is worth: { verdict, said, list, clock } – one verdict, the first that applies.
async function judge(token, now) {
  const found = apart(token);
  if (!found) return { verdict: "unreadable" };
  const keys = await heldKeys();
  if (!keys) return { verdict: "nokeys" };
  const fault = await signedBy(found, keys);
  if (fault) return { verdict: fault };
  const { said } = found;
  const of = Array.isArray(said.type) ? KINDS[said.type[1]] : undefined;
  if (!of) return { verdict: "other" };
  const entry = said.credentialStatus ?? {};
  const number = /\/v\/r(\d+)$/.exec(entry.statusListCredential ?? "")?.[1];
  const index = Number(entry.statusListIndex);
  const [revoked, used] = number
    ? await Promise.all([heldList("revocation", number, keys), heldList("used", number, keys)])
    : [null, null];
  const held = revoked && used && index < revoked.bits.length * 8 && index < used.bits.length * 8;
  const list = held ? { from: Math.min(revoked.from, used.from), until: Math.min(revoked.until, used.until) } : null;
  return { of, said, list, ...standing(said, held, revoked, used, index, list, now) };
}

function standing(said, held, revoked, used, index, list, now) {
  const clock = Boolean(list) && now < list.from - SLACK;
  // A clock that is behind the list is wrong for certain: dates are then counted from the list's.
  const at = clock ? list.from : now;
  if (held && isSet(revoked, index)) return { verdict: "revoked", clock };
  if (held && isSet(used, index)) return { verdict: "used", clock };
  if (at > Date.parse(said.validUntil)) return { verdict: "expired", clock };
  if (at < Date.parse(said.validFrom)) return { verdict: "early", clock };
  if (!held) return { verdict: "nolist", clock };
  if (clock) return { verdict: "clock", clock };
  if (at > list.until) return { verdict: "stale", clock };
  return { verdict: "genuine", clock };
}

const lang = document.documentElement.lang;
const day = (moment) =>
  new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(moment));
const minute = (moment) =>
  new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(new Date(moment));
const country = (code) => {
  try {
    return new Intl.DisplayNames([lang], { type: "region" }).of(code);
  } catch {
    return code;
  }
};

// The short credential of a certificate's code, or the whole badge of its file, in the same words.
function learnt(person) {
  if (!person.achievement) return person;
  const named = (person.identifier ?? []).find((one) => one.identityType === "ext:fullName");
  const result = person.result?.[0]?.value ?? "";
  return { name: named?.identityHash ?? "", born: "", title: person.achievement.name, result, number: person.licenseNumber };
}

function facts(of, said) {
  const person = of === "training" ? learnt(said.credentialSubject) : said.credentialSubject;
  const dates = { from: day(said.validFrom), until: said.validUntil ? day(said.validUntil) : "" };
  if (of === "training") return { ...person, ...dates };
  return { ...person, ...dates, passport: `… ${person.passport}`, country: country(person.country) };
}

function show(found) {
  const box = document.getElementById("answer");
  const parts = [pick(`[data-verdict="${found.verdict}"]`, found.of)];
  if (found.said) {
    const sheet = pick('[data-part="facts"]', found.of);
    for (const [name, value] of Object.entries(facts(found.of, found.said))) {
      for (const slot of sheet.querySelectorAll(`[data-fact="${name}"]`)) {
        if (value) slot.textContent = value;
        else slot.parentElement.remove();
      }
    }
    parts.push(sheet);
    if (found.clock && found.verdict !== "clock") parts.push(part("clock"));
    parts.push(part(found.list ? "held" : "unheld"));
  }
  box.replaceChildren(...parts);
  for (const slot of box.querySelectorAll("[data-held]")) slot.textContent = found.list ? minute(found.list.from) : "";
  box.dataset.verdict = found.verdict;
  box.hidden = false;
  box.focus();
}

// What is said of this kind of document, or of any.
const pick = (what, of) =>
  (document.querySelector(`template${what}[data-of="${of}"]`) ?? document.querySelector(`template${what}`)).content.cloneNode(true);
const part = (name) => pick(`[data-part="${name}"]`);

async function look() {
  const token = location.hash.slice(1);
  document.getElementById("ask").open = !token;
  if (!token) return;
  show(await judge(token, Date.now()));
}

document.getElementById("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = event.target.elements.code.value.trim();
  location.hash = typed.includes("#") ? typed.slice(typed.indexOf("#") + 1) : typed;
});
addEventListener("hashchange", look);

// What the page needs is kept by the service worker; the sheets it is drawn with are named to it here.
async function keep() {
  if (!("serviceWorker" in navigator)) return;
  const sheets = [...document.querySelectorAll('link[rel="stylesheet"]:not([media="print"])')].map((link) => link.href);
  await navigator.serviceWorker.register(`/v/sw.js?${new URLSearchParams(sheets.map((sheet) => ["s", sheet]))}`, { scope: "/v" });
  await navigator.serviceWorker.ready;
  document.documentElement.dataset.kept = "yes";
}

await look();
await keep().catch(() => {});
