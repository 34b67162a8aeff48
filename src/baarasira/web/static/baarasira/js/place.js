/* The place of a visit, from the phone: fills the latitude and the longitude that the form holds. */
(function () {
  "use strict";
  function fill(button) {
    const form = button.closest("form");
    const state = form.querySelector("[data-place-state]");
    state.textContent = button.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      function (place) {
        form.querySelector('[name="latitude"]').value = place.coords.latitude.toFixed(6);
        form.querySelector('[name="longitude"]').value = place.coords.longitude.toFixed(6);
        state.textContent = button.dataset.taken;
      },
      function () { state.textContent = button.dataset.failed; },
      { enableHighAccuracy: true, timeout: 30000, maximumAge: 0 }
    );
  }
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-place]");
    if (button) fill(button);
  });
  function show() { if (navigator.geolocation) document.querySelectorAll("[data-place]").forEach(function (button) { button.hidden = false; }); }
  show();
  document.addEventListener("htmx:afterSettle", show);
})();
