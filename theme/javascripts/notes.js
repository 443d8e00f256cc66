/*
  The card at a note call: the note, shown in place.

  Pointing at a call, focusing it or tapping it opens the card; a second tap, a click or Enter follows the
  link to the page of notes, as without this script. Tab moves the focus from the call through the links of the card;
  Escape closes the card and returns the focus to the call. The notes of a chapter are loaded once, as a script beside
  their page, so cards also work without a server; if loading fails, there are links without cards.
*/
;(() => {
  "use strict"

  const { element, one } = window.editionElements
  const { atWords } = window.editionCards

  const calls = [...document.querySelectorAll('article .note-call a[href*="/notes/"]')] // other links lead to a call
  if (!calls.length) return

  /** @type {Promise<Record<string, string>> | null} */
  let notes = null // the notes by their numbers

  const card = element("div", { className: "edition-card note-card", id: "note-card", hidden: true })
  const title = element("p", { className: "title", id: "note-card-title" })
  const text = element("div")
  const last = element("p")
  const link = element("a", { href: calls[0].href, textContent: "On the page of notes" })
  card.setAttribute("role", "note")
  card.setAttribute("aria-labelledby", title.id)
  card.setAttribute("aria-live", "polite")
  last.append(link)
  card.append(title, text, last)
  document.body.append(card)

  /** @param {HTMLAnchorElement} call */
  async function known(call) {
    notes ??= new Promise((resolve) => {
      const script = element("script", { src: new URL("notes.js", call.href).href })
      script.addEventListener("load", () => resolve(window.editionNotes ?? {}))
      script.addEventListener("error", () => resolve({}))
      document.head.append(script)
    })
    return (await notes)[call.textContent]
  }

  /** @param {string} note @param {HTMLAnchorElement} call */
  function fill(note, call) {
    title.textContent = `Note ${call.textContent}`
    text.innerHTML = note // HTML made by the edition, like the page of notes
    const why = call.parentElement?.title
    if (why) text.append(element("p", { className: "basis", textContent: `${why}.` }))
    for (const start of text.querySelectorAll(".page-start")) start.remove()
    link.href = call.href
  }

  const cards = atWords(calls, card, known, fill)

  for (const call of calls) {
    call.addEventListener("keydown", (event) => {
      if (event.key !== "Tab" || event.shiftKey || call !== cards.current() || card.hidden) return
      event.preventDefault()
      one("a", card).focus()
    })
  }

  card.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return
    const links = [...card.querySelectorAll("a")]
    const edge = event.shiftKey ? links[0] : links.at(-1)
    if (document.activeElement !== edge) return
    cards.current()?.focus()
    if (event.shiftKey)
      event.preventDefault() // otherwise Tab would continue from the call
    else cards.close()
  })
})()
