/* What the person reads when a passkey does not work. The ceremony itself is allauth's (mfa/js/webauthn.js). */
(() => {
  "use strict";

  document.addEventListener("allauth.error", (gebeurtenis) => {
    const melding = document.getElementById("passkey-melding");
    if (!melding) return;
    gebeurtenis.preventDefault();
    const fout = gebeurtenis.detail && gebeurtenis.detail.exception;
    const afgebroken = fout && fout.name === "NotAllowedError";
    melding.textContent = afgebroken
      ? "De passkey is niet gebruikt: u stopte, of het duurde te lang. Probeer het opnieuw."
      : "De passkey werkt hier niet. Gebruik een code uit uw app.";
  });
})();
