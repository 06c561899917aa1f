/* Small conveniences. Every page does its work without this file. */
(() => {
  "use strict";

  /* A form with mistakes: bring the reader to the summary, and from there to the field. */
  const naarFouten = (deel) => {
    const overzicht = deel.querySelector("[data-foutoverzicht]");
    if (overzicht) overzicht.focus();
  };

  const kopieer = async (knop) => {
    const bron = document.getElementById(knop.dataset.kopieer);
    if (!bron || !navigator.clipboard) return;
    const melding = document.getElementById(knop.dataset.melding);
    try {
      await navigator.clipboard.writeText(bron.textContent.trim());
      if (melding) melding.textContent = "De code is gekopieerd.";
    } catch {
      if (melding) melding.textContent = "Kopiëren lukt niet. Schrijf de code over.";
    }
  };

  /* Replace the page, so that "back" does not return to it. The link itself works without script. */
  const snelWeg = (gebeurtenis, link) => {
    gebeurtenis.preventDefault();
    document.body.hidden = true;
    window.location.replace(link.href);
  };

  document.addEventListener("click", (gebeurtenis) => {
    const doel = gebeurtenis.target instanceof Element ? gebeurtenis.target : null;
    if (!doel) return;
    const weg = doel.closest("[data-snelweg]");
    if (weg && !gebeurtenis.ctrlKey && !gebeurtenis.metaKey) return snelWeg(gebeurtenis, weg);
    const kopie = doel.closest("[data-kopieer]");
    if (kopie) return void kopieer(kopie);
    if (doel.closest("[data-druk-af]")) return window.print();
    const verleng = doel.closest("[data-verleng]");
    if (verleng) {
      gebeurtenis.preventDefault();
      void verlengSessie(verleng.href);
    }
  });

  addEventListener("beforeprint", () => {
    for (const lijst of document.querySelectorAll("details[data-afdruk-open]")) lijst.open = true;
  });

  /* A second click on a button that already sent its form does nothing. */
  document.addEventListener("submit", (gebeurtenis) => {
    const formulier = gebeurtenis.target;
    if (!(formulier instanceof HTMLFormElement) || formulier.method !== "post") return;
    if (formulier.dataset.verstuurd) return gebeurtenis.preventDefault();
    formulier.dataset.verstuurd = "ja";
    setTimeout(() => delete formulier.dataset.verstuurd, 8000);
  });
  const magWeer = () => {
    document.querySelectorAll("form[data-verstuurd]").forEach((formulier) => delete formulier.dataset.verstuurd);
  };
  window.addEventListener("pageshow", magWeer);

  /* Sessions end on the server; this only says so two minutes before. */
  const sessie = document.querySelector("[data-sessie-seconden]");
  let wekker = 0;
  const zetWekker = () => {
    clearTimeout(wekker);
    if (!sessie) return;
    sessie.hidden = true;
    const seconden = Math.max(Number(sessie.dataset.sessieSeconden) - 120, 5);
    wekker = setTimeout(() => { sessie.hidden = false; }, seconden * 1000);
  };
  const verlengSessie = async (adres) => {
    try {
      const antwoord = await fetch(adres, { credentials: "same-origin", redirect: "error", cache: "no-store" });
      if (antwoord.ok) return zetWekker();
    } catch { /* signed out already, or no network: the page itself tells */ }
    window.location.assign(adres);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-met-script]").forEach((deel) => { deel.hidden = false; });
    naarFouten(document);
    zetWekker();
  });
  document.addEventListener("htmx:after:swap", (gebeurtenis) => {
    magWeer();
    if (gebeurtenis.target instanceof Element) naarFouten(gebeurtenis.target);
    zetWekker();
  });
})();
