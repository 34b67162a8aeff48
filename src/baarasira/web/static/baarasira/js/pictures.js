/* Three pictures, tapped in an order, in place of a password: they go into the form as they are tapped, the third sends it. */
(function () {
  "use strict";
  const form = document.querySelector("[data-pictures]");
  if (!form) return;
  const field = form.querySelector('input[name="pictures"]');
  const slots = Array.from(document.querySelectorAll(".chosen b"));
  const tapped = [];
  form.addEventListener("click", function (event) {
    const button = event.target.closest("[data-sign]");
    if (button && tapped.length < slots.length) {
      slots[tapped.length].replaceChildren(button.querySelector("svg").cloneNode(true));
      tapped.push(button.dataset.sign);
      field.value = tapped.join(",");
      if (tapped.length === slots.length && form.dataset.pictures === "send") form.requestSubmit();
      const send = form.querySelector("[data-send]");
      if (send) send.disabled = tapped.length < slots.length;
    } else if (event.target.closest("[data-clear]")) {
      tapped.length = 0;
      field.value = "";
      for (const slot of slots) slot.replaceChildren();
      const send = form.querySelector("[data-send]");
      if (send) send.disabled = true;
    }
  });
})();
