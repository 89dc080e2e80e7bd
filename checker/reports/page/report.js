"use strict";
(() => {
  const wide = () => matchMedia("(min-width: 60.01rem)").matches;
  const svg = "http://www.w3.org/2000/svg";

  const lay = (spread) => {
    const aside = spread.querySelector("aside"), lines = spread.querySelector(".lines");
    const cards = [...aside.querySelectorAll(".card")];
    lines.replaceChildren();
    aside.style.position = wide() ? "relative" : "";
    aside.style.minHeight = "";
    const box = spread.getBoundingClientRect();
    let free = 0;
    for (const card of cards) {
      if (!wide()) { card.style.position = card.style.top = ""; continue; }
      const anchor = document.getElementById(card.dataset.anchor);
      const top = Math.max(free, anchor ? anchor.getBoundingClientRect().top - box.top : 0);
      card.style.position = "absolute";
      card.style.top = top + "px";
      free = top + card.offsetHeight + 12;
    }
    if (!wide()) return;
    aside.style.minHeight = free + "px";
    for (const card of cards) {
      const from = card.getBoundingClientRect();
      for (const row of card.querySelectorAll("[data-place]")) {
        const place = document.getElementById(row.dataset.place);
        if (!place) continue;
        const rects = place.getClientRects(), to = rects[rects.length - 1];
        if (!to) continue;
        const x1 = from.left - box.left, y1 = from.top - box.top + 12;
        const x2 = to.right - box.left, y2 = to.bottom - box.top;
        const path = document.createElementNS(svg, "path");
        // Down or up in the gutter, then along under the words of the line, never through them.
        const gutter = Math.max(x2, spread.querySelector(".text").getBoundingClientRect().right - box.left + 8);
        path.setAttribute("d", `M${x1} ${y1}C${gutter} ${y1} ${x1} ${y2} ${gutter} ${y2}L${x2} ${y2}`);
        path.setAttribute("class", [...card.classList].filter((name) => name !== "card" && name !== "on").join(" "));
        path.dataset.card = card.id;
        lines.append(path);
      }
    }
  };

  const light = (card, on) => {
    card.classList.toggle("on", on);
    for (const row of card.querySelectorAll("[data-place]")) {
      const place = document.getElementById(row.dataset.place);
      if (place) place.classList.toggle("on", on);
    }
    for (const path of card.closest(".spread").querySelectorAll(".lines path")) {
      if (path.dataset.card === card.id) path.classList.toggle("on", on);
    }
  };

  for (const card of document.querySelectorAll(".card")) {
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      card.addEventListener(event, () => light(card, on));
    }
    for (const details of card.querySelectorAll("details")) details.addEventListener("toggle", layAll);
  }
  for (const place of document.querySelectorAll(".place a")) {
    const card = document.getElementById(place.getAttribute("href").slice(1));
    if (!card) continue;
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) {
      place.addEventListener(event, () => light(card, on));
    }
  }

  for (const button of document.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      const at = Number(button.dataset.sort), body = button.closest("table").tBodies[0];
      const down = button.dataset.down !== "1";
      button.dataset.down = down ? "1" : "0";
      const rows = [...body.rows].sort((a, b) => {
        const one = a.cells[at].textContent, two = b.cells[at].textContent;
        return at === 0 ? one.localeCompare(two) * (down ? 1 : -1) : (Number(two) - Number(one)) * (down ? 1 : -1);
      });
      body.append(...rows);
    });
  }

  function layAll() { for (const spread of document.querySelectorAll(".spread")) lay(spread); }
  let waiting = 0;
  addEventListener("resize", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(layAll); });
  layAll();
})();
