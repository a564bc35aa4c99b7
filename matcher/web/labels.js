// Words that Streamlit has in English only -> those of the interface language, whenever the page is at rest.
(() => {
  const words = WORDS;
  const beginnings = Object.keys(words).filter((english) => english.endsWith(" "));
  const endings = Object.keys(words).filter((english) => /^[ ,]/.test(english));
  const said = (english) => {
    const start = beginnings.find((one) => english.startsWith(one));
    if (start) return `${words[start]} ${english.slice(start.length)}`;
    const end = endings.find((one) => english.endsWith(one));
    return end ? `${words[end]} ${english.slice(0, -end.length)}` : words[english];
  };
  const relabel = (one, name) => {
    const kept = `data-english-${name}`; // as it was, for the next change of the interface language
    const now = one.getAttribute(name);
    if (said(now)) one.setAttribute(kept, now);
    const word = one.hasAttribute(kept) && said(one.getAttribute(kept));
    if (word && word !== now) one.setAttribute(name, word);
  };
  const relabelAll = () => {
    for (const name of ["aria-label", "placeholder"]) {
      for (const one of document.querySelectorAll(`[${name}]`)) relabel(one, name);
    }
    const places = '[data-testid="stSkipToContent"], [data-testid="stDialog"] :is(h2, div, p)';
    for (const one of document.querySelectorAll(places)) {
      const text = one.childNodes.length === 1 && one.firstChild.nodeType === Node.TEXT_NODE && one.firstChild;
      if (!text) continue;
      if (words[text.data]) one.dataset.english = text.data;
      const word = words[one.dataset.english];
      if (word && word !== text.data) text.data = word;
    }
  };
  const announce = () => { // read aloud as soon as they stand there, so not to wait for
    for (const one of document.querySelectorAll("[data-live-announcer] [role=log] > div")) {
      const word = said(one.textContent);
      if (word) one.textContent = word;
    }
  };
  let waiting = false;
  const whenAtRest = () => {
    announce();
    if (waiting) return;
    waiting = true;
    requestIdleCallback(() => { waiting = false; relabelAll(); }, { timeout: 1000 });
  };
  window.matcherLabels?.disconnect(); // of the language before
  window.matcherLabels = new MutationObserver(whenAtRest);
  window.matcherLabels.observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-label"] });
  whenAtRest();
})();
