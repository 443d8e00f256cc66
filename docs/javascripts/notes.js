/*
  The card at a note call: the note, shown in place.

  Pointing at a call, focusing it or tapping it opens the card; a second tap, a click or Enter follows the
  link to the page of notes, as without this script. Tab leads from the call through the links of the card
  and on; Escape closes the card and gives the focus back. The notes of a chapter come, once, as a script
  beside their page, so that cards work on a site without a server too; where it cannot be had there are
  links and no cards.
*/
(() => {
  "use strict"

  const GRACE = 250 // milliseconds for the pointer to travel from the call to the card
  const GAP = 6 // pixels between call and card, and between card and window

  const calls = [...document.querySelectorAll("article .note-call a")]
  if (!calls.length) return

  const element = (name, properties) => Object.assign(document.createElement(name), properties)

  let notes = null // the promise of the notes by their numbers
  let current = null // the call whose card is open or about to open
  let closing = 0
  let touched = false

  const card = element("div", { className: "edition-card note-card", id: "note-card", hidden: true })
  const title = element("p", { className: "title", id: "note-card-title" })
  const text = element("div")
  const last = element("p")
  const link = element("a", { textContent: "On the page of notes" })
  card.setAttribute("role", "note")
  card.setAttribute("aria-labelledby", title.id)
  card.setAttribute("aria-live", "polite")
  last.append(link)
  card.append(title, text, last)
  document.body.append(card)

  function known(call) {
    notes ??= new Promise((resolve) => {
      const script = element("script", { src: new URL("notes.js", call.href).href })
      script.addEventListener("load", () => resolve(window.editionNotes ?? {}))
      script.addEventListener("error", () => resolve({}))
      document.head.append(script)
    })
    return notes
  }

  async function open(call) {
    clearTimeout(closing)
    if (call === current) return
    close()
    current = call
    const number = call.textContent
    const note = (await known(call))[number]
    if (!note || current !== call) return
    title.textContent = `Note ${number}`
    text.innerHTML = note // made by the edition, as the page of notes is
    for (const start of text.querySelectorAll(".page-start")) start.remove()
    link.href = call.href
    call.setAttribute("aria-describedby", card.id)
    card.hidden = false
    place(call.getClientRects()[0])
  }

  // Below the call, or above it where there is no room, and always inside the window.
  function place(call) {
    const below = call.bottom + GAP
    const fits = below + card.offsetHeight + GAP <= innerHeight
    const top = fits ? below : Math.max(GAP, call.top - GAP - card.offsetHeight)
    const width = document.documentElement.clientWidth
    const left = Math.max(GAP, Math.min(call.left, width - card.offsetWidth - GAP))
    card.style.top = `${top + scrollY}px`
    card.style.left = `${left + scrollX}px`
  }

  function close() {
    clearTimeout(closing)
    current?.removeAttribute("aria-describedby")
    current = null
    card.hidden = true
  }

  function closeSoon() {
    clearTimeout(closing)
    closing = setTimeout(() => {
      if (document.activeElement !== current && !card.contains(document.activeElement)) close()
    }, GRACE)
  }

  for (const call of calls) {
    call.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && open(call))
    call.addEventListener("pointerleave", closeSoon)
    call.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"))
    call.addEventListener("focus", () => touched || open(call))
    call.addEventListener("blur", closeSoon)
    call.addEventListener("click", (event) => {
      if (touched && (call !== current || card.hidden)) {
        event.preventDefault()
        open(call)
      }
      touched = false
    })
    call.addEventListener("keydown", (event) => {
      if (event.key !== "Tab" || event.shiftKey || call !== current || card.hidden) return
      event.preventDefault()
      card.querySelector("a").focus()
    })
  }

  card.addEventListener("pointerenter", () => clearTimeout(closing))
  card.addEventListener("pointerleave", closeSoon)
  card.addEventListener("focusout", closeSoon)
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return
    const links = [...card.querySelectorAll("a")]
    const edge = event.shiftKey ? links[0] : links.at(-1)
    if (document.activeElement !== edge) return
    const call = current
    call.focus()
    if (event.shiftKey) event.preventDefault() // else Tab goes on from the call
    else close()
  })

  document.addEventListener("pointerdown", (event) => {
    if (current && !current.contains(event.target) && !card.contains(event.target)) close()
  })

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !current) return
    if (card.contains(document.activeElement)) current.focus()
    close()
  })

  addEventListener("resize", close)
})()
