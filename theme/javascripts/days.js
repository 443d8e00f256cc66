/*
  The book day by day: the filter on the page of a year. The page of all years redirects the addresses of months whose
  passages were once on it.
*/
;(() => {
  "use strict"

  const form = document.querySelector(".day-filter")
  if (form) filter(form)
  else {
    addEventListener("hashchange", lead)
    lead()
  }

  function lead() {
    const target = window.editionAddress.target()
    const link = target?.closest(".months li")?.querySelector("a")
    if (link) location.replace(link.href)
  }

  /** @param {HTMLElement} form */
  function filter(form) {
    const { one } = window.editionElements
    const field = one("input", form)
    const said = one("output", form)
    const passages = [...document.querySelectorAll(".days dd")]
    /** @param {string} text */
    const fold = (text) =>
      text
        .normalize("NFKD")
        .replace(/\p{Mn}/gu, "")
        .toLowerCase()
    const texts = new Map(
      passages.map((passage) => [passage, fold(`${date(passage)?.textContent} ${passage.textContent}`)]),
    )

    /** @param {HTMLElement} passage */
    function date(passage) {
      /** @type {Element | null} */
      let found = passage
      while (found && found.tagName !== "DT") found = found.previousElementSibling
      return found
    }

    function apply() {
      const words = fold(field.value).split(/\s+/).filter(Boolean)
      for (const passage of passages) passage.hidden = !words.every((word) => texts.get(passage)?.includes(word))
      const shown = passages.filter((passage) => !passage.hidden)
      const dates = new Set(shown.map(date))
      for (const term of document.querySelectorAll(".days dt")) term.hidden = !dates.has(term)
      for (const list of document.querySelectorAll(".days")) {
        list.hidden = !list.querySelector("dd:not([hidden])")
        const heading = list.previousElementSibling
        if (heading instanceof HTMLElement) heading.hidden = list.hidden
      }
      said.textContent = words.length ? `${shown.length} of ${passages.length}` : ""
    }

    form.addEventListener("submit", (event) => event.preventDefault())
    field.addEventListener("input", apply)
    form.hidden = false
  }
})()
