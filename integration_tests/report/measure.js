// What a page looks like, in numbers: by figure its marks and texts with the places where they are drawn.
() => {
  const place = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  const shown = (element) => element.getClientRects().length > 0;
  return {
    width: document.documentElement.clientWidth,
    scrollWidth: document.documentElement.scrollWidth,
    cut: [...document.querySelectorAll("h1, h2, h3, p, dt, dd, summary")]
      .filter((element) => shown(element) && element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.textContent),
    figures: [...document.querySelectorAll("figure")].map((figure) => ({
      key: figure.id,
      missing: figure.classList.contains("missing"),
      box: place(figure),
      drawings: [...figure.querySelectorAll("svg")].filter(shown).map((svg) => ({
        box: place(svg),
        scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
        named: svg.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).textContent),
        source: svg.outerHTML,
        marks: [...svg.querySelectorAll(".mark")].map(place),
        texts: [...svg.querySelectorAll("text")].map((text) => ({
          text: text.firstChild.textContent,
          size: parseFloat(getComputedStyle(text).fontSize),
          ...place(text),
        })),
      })),
    })),
  };
}
