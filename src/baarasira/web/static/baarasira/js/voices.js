/* A voice recorded in the page goes into the form's own box, as if the file had been chosen. */
(function () {
  "use strict";
  if (!navigator.mediaDevices || !window.MediaRecorder) return;
  for (const part of document.querySelectorAll("[data-voice]")) {
    const button = part.querySelector("[data-record]");
    const words = button.textContent;
    let recorder = null;
    button.hidden = false;
    button.addEventListener("click", async function () {
      if (recorder) { recorder.stop(); return; }
      let stream;
      try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch (error) { button.hidden = true; return; }
      const pieces = [];
      recorder = new MediaRecorder(stream);
      recorder.addEventListener("dataavailable", function (event) { pieces.push(event.data); });
      recorder.addEventListener("stop", function () {
        const held = new DataTransfer();
        held.items.add(new File(pieces, "voix", { type: recorder.mimeType }));
        part.querySelector('input[type="file"]').files = held.files;
        for (const track of stream.getTracks()) track.stop();
        recorder = null;
        button.textContent = words;
      });
      recorder.start();
      button.textContent = button.dataset.stop;
    });
  }
})();
