/* Attendance of a group on a phone: one tap a person, kept at once. */
(function () {
  "use strict";
  const queue = window.baarasiraQueue;
  const root = document.querySelector("[data-attendance]");
  if (!root || !queue) return;
  const accepted = [];
  function apply(rows) {
    for (const row of rows) {
      if (row.kind !== "attendance" || row.body.day !== root.dataset.day || row.refused) continue;
      const line = root.querySelector('[data-enrolment="' + row.body.enrolment + '"]');
      if (line) press(line, row.body.mark);
    }
  }
  function press(line, mark) {
    for (const button of line.querySelectorAll("[data-mark]")) button.setAttribute("aria-pressed", String(button.dataset.mark === mark));
  }
  root.addEventListener("click", function (event) {
    const button = event.target.closest("[data-mark]");
    if (!button) return;
    const line = button.closest("[data-enrolment]");
    press(line, button.dataset.mark);
    queue.put("attendance", { enrolment: line.dataset.enrolment, day: root.dataset.day, mark: button.dataset.mark });
  });
  document.addEventListener("offline:accepted", function (event) { accepted.push(event.detail); });
  document.addEventListener("offline:state", function (event) { apply(event.detail.rows.concat(accepted).sort(function (one, other) { return one.at < other.at ? -1 : 1; })); });
  queue.own().then(function (rows) { apply(rows); root.dataset.ready = "yes"; });
})();
