/*
  The card at a name in the text, the menu of marks, and the filter of the indexes.

  Until "Link every name" is on in the menu, only the first mention of a name in a section is a link, the other links
  are replaced by spans, and the Tab key skips them all. Without this script every mention is a link. "Mark dates"
  underlines the dates.

  Pointing at a name, focusing it or tapping it shows who or what it is; a second tap, a click or Enter follows the
  link to the index, as without this script. Escape closes the card. The content of all cards is fetched once, when
  the first card opens; if that fails, there are links without cards.
*/

/**
 * An entry of names.json, for its card.
 * @typedef {{ name: string, dates?: string, office?: string, note?: string, passages: number }} NameEntry
 */

;(() => {
  "use strict"

  const DELAY = 200 // milliseconds that the pointer rests on a name before its card opens
  const { element, one } = window.editionElements
  const { atWords } = window.editionCards
  const inferred = window.editionInferred

  const names = [...document.querySelectorAll("article a.name")]
  const later = repeated().map((link) => [link, instead(link)])
  marks()
  cards([...names, ...document.querySelectorAll(".map a.place")])
  filter(document.querySelector(".name-filter"))

  // The mentions after the first one of their section.
  function repeated() {
    /** @type {Set<string | undefined>} */
    let seen = new Set()
    const found = []
    for (const place of document.querySelectorAll("article h2, article a.name")) {
      if (!(place instanceof HTMLAnchorElement)) seen = new Set()
      else if (seen.has(place.dataset.name)) found.push(place)
      else seen.add(place.dataset.name)
    }
    return found
  }

  /** @param {HTMLElement} link */
  function instead(link) {
    const plain = element("span", { className: "name" })
    plain.dataset.name = link.dataset.name
    return plain
  }

  /** @param {boolean} every */
  function linkNames(every) {
    for (const [link, plain] of later) {
      const [from, to] = every ? [plain, link] : [link, plain]
      if (!from.isConnected) continue
      to.append(...from.childNodes)
      from.replaceWith(to)
    }
    for (const name of names) {
      if (every) name.removeAttribute("tabindex")
      else name.tabIndex = -1
    }
  }

  function marks() {
    const { add } = window.editionMarks
    if (names.length) add("mark-switch", "Link every name", "every-name", linkNames)
    if (!document.querySelector("article :is(time, .date)")) return
    add("mark-switch", inferred.any ? "Mark dates (dotted: inferred)" : "Mark dates", "show-dates", inferred.mark)
  }

  /** @param {HTMLElement[]} names */
  function cards(names) {
    if (!names.length) return

    const card = element("div", { className: "edition-card name-card", id: "name-card", hidden: true })
    card.setAttribute("role", "note")
    document.body.append(card)

    /** @param {HTMLElement} name */
    async function known(name) {
      /** @type {Record<string, NameEntry>} */
      const entries = await window.editionData("names.json").catch(() => ({}))
      return entries[name.dataset.name ?? ""]
    }

    /** @param {NameEntry} entry @param {HTMLElement} name */
    function fill(entry, name) {
      const title = element("p", { className: "title", textContent: entry.name })
      if (entry.dates) title.append(" ", element("span", { className: "dates", textContent: entry.dates }))
      const told = [entry.office ?? "", entry.note ?? ""]
        .filter(Boolean)
        .map((text) => element("p", { textContent: text }))
      const passages = `${entry.passages} ${entry.passages === 1 ? "passage" : "passages"}`
      const link = element("a", { href: name.getAttribute("href") ?? "", textContent: `${passages} in the index` })
      const last = element("p")
      last.append(link)
      card.replaceChildren(title, ...told, last)
    }

    atWords(names, card, known, fill, DELAY)
  }

  /** @param {HTMLElement | null} form */
  function filter(form) {
    if (!form) return
    const field = one("input", form)
    const said = one("output", form)
    const entries = [...document.querySelectorAll(".name-entry")]
    const groups = [...document.querySelectorAll(".names")]
    /** @param {string} text */
    const fold = (text) =>
      text
        .replace(/ø/gi, "o")
        .normalize("NFKD")
        .replace(/\p{Mn}/gu, "")
        .toLowerCase()

    function apply() {
      const words = fold(field.value).split(/\s+/).filter(Boolean)
      for (const entry of entries) entry.hidden = !words.every((word) => entry.dataset.sought?.includes(word))
      for (const group of groups) {
        group.hidden = !group.querySelector(".name-entry:not([hidden])")
        const heading = group.previousElementSibling
        if (heading instanceof HTMLElement) heading.hidden = group.hidden
      }
      const found = entries.filter((entry) => !entry.hidden).length
      said.textContent = words.length ? `${found} of ${entries.length}` : ""
    }

    // The filter never hides the entry that the address names.
    addEventListener("hashchange", () => {
      const entry = document.querySelector(".name-entry[hidden]:target")
      if (entry) {
        field.value = ""
        apply()
        entry.scrollIntoView()
      }
    })

    form.addEventListener("submit", (event) => event.preventDefault())
    field.addEventListener("input", apply)
    form.hidden = false
    apply()
  }
})()
