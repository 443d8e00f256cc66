/*
  The card at a name in the text, and the filter of the indexes.

  Pointing at a name, focusing it or tapping it shows who or what it is; a second tap, a click or Enter
  follows the link to the index, as without this script. Escape closes the card. What the cards say is
  fetched once, when the first is wanted; where it cannot be had there are links and no cards.
*/
(() => {
  "use strict"

  const DELAY = 200 // milliseconds that the pointer rests on a name before its card opens
  const { element, atLinks } = window.editionCards

  cards(document.querySelectorAll("article a.name, .map a.place"))
  filter(document.querySelector(".name-filter"))

  function cards(names) {
    if (!names.length) return

    const card = element("div", { className: "edition-card name-card", id: "name-card", hidden: true })
    card.setAttribute("role", "note")
    document.body.append(card)

    async function known(name) {
      const entries = await window.editionData("names.json").catch(() => ({}))
      return entries[name.dataset.name]
    }

    function fill(entry, name) {
      const title = element("p", { className: "title", textContent: entry.name })
      if (entry.dates) title.append(" ", element("span", { className: "dates", textContent: entry.dates }))
      const told = [entry.office, entry.note].filter(Boolean).map((text) => element("p", { textContent: text }))
      const passages = `${entry.passages} ${entry.passages === 1 ? "passage" : "passages"}`
      const link = element("a", { href: name.getAttribute("href"), textContent: `${passages} in the index` })
      const last = element("p")
      last.append(link)
      card.replaceChildren(title, ...told, last)
    }

    atLinks(names, card, known, fill, DELAY)
  }

  function filter(form) {
    if (!form) return
    const field = form.querySelector("input")
    const said = form.querySelector("output")
    const entries = [...document.querySelectorAll(".name-entry")]
    const groups = [...document.querySelectorAll(".names")]
    const fold = (text) => text.replace(/ø/gi, "o").normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase()

    function apply() {
      const words = fold(field.value).split(/\s+/).filter(Boolean)
      for (const entry of entries) entry.hidden = !words.every((word) => entry.dataset.sought.includes(word))
      for (const group of groups) {
        const empty = !group.querySelector(".name-entry:not([hidden])")
        group.hidden = empty
        group.previousElementSibling.hidden = empty
      }
      const found = entries.filter((entry) => !entry.hidden).length
      said.textContent = words.length ? `${found} of ${entries.length}` : ""
    }

    // An entry that one comes to by its address is never hidden by the filter.
    addEventListener("hashchange", () => {
      if (document.querySelector(".name-entry[hidden]:target")) {
        field.value = ""
        apply()
        document.querySelector(":target").scrollIntoView()
      }
    })

    form.addEventListener("submit", (event) => event.preventDefault())
    field.addEventListener("input", apply)
    form.hidden = false
    apply()
  }
})()
