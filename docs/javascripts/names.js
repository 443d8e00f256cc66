/*
  The card at a name in the text, and the filter of the indexes.

  Pointing at a name, focusing it or tapping it shows who or what it is; a second tap, a click or Enter
  follows the link to the index, as without this script. Escape closes the card. What the cards say is
  fetched once, when the first is wanted; where it cannot be had there are links and no cards.
*/
(() => {
  "use strict"

  const ROOT = new URL("../", document.currentScript.src)
  const DELAY = 200 // milliseconds that the pointer rests on a name before its card opens
  const GRACE = 250 // milliseconds for the pointer to travel from the name to the card
  const GAP = 6 // pixels between name and card, and between card and window

  const element = (name, properties) => Object.assign(document.createElement(name), properties)

  cards(document.querySelectorAll("article a.name"))
  filter(document.querySelector(".name-filter"))

  function cards(names) {
    if (!names.length) return

    let data = null // the promise of what the cards say
    let current = null // the name whose card is open or about to open
    let timer = 0
    let touched = false

    const card = element("div", { className: "edition-card name-card", id: "name-card", hidden: true })
    card.setAttribute("role", "note")
    document.body.append(card)

    const known = () => (data ??= fetch(new URL("names.json", ROOT)).then((answer) => answer.json()).catch(() => ({})))

    async function open(name) {
      clearTimeout(timer)
      if (name === current) return
      close()
      current = name
      const entry = (await known())[name.dataset.name]
      if (!entry || current !== name) return
      const title = element("p", { className: "title", textContent: entry.name })
      if (entry.dates) title.append(" ", element("span", { className: "dates", textContent: entry.dates }))
      const told = [entry.office, entry.note].filter(Boolean).map((text) => element("p", { textContent: text }))
      const passages = `${entry.passages} ${entry.passages === 1 ? "passage" : "passages"}`
      const link = element("a", { href: name.href, textContent: `${passages} in the index` })
      const last = element("p")
      last.append(link)
      card.replaceChildren(title, ...told, last)
      name.setAttribute("aria-describedby", card.id)
      card.hidden = false
      place(name.getClientRects()[0])
    }

    // Below the name, or above it where there is no room, and always inside the window.
    function place(name) {
      const below = name.bottom + GAP
      const fits = below + card.offsetHeight + GAP <= innerHeight
      const top = fits ? below : Math.max(GAP, name.top - GAP - card.offsetHeight)
      const width = document.documentElement.clientWidth
      const left = Math.max(GAP, Math.min(name.left, width - card.offsetWidth - GAP))
      card.style.top = `${top + scrollY}px`
      card.style.left = `${left + scrollX}px`
    }

    function close() {
      clearTimeout(timer)
      current?.removeAttribute("aria-describedby")
      current = null
      card.hidden = true
    }

    function closeSoon() {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (document.activeElement !== current && !card.contains(document.activeElement)) close()
      }, GRACE)
    }

    for (const name of names) {
      name.addEventListener("pointerenter", (event) => {
        if (event.pointerType !== "mouse") return
        clearTimeout(timer)
        timer = setTimeout(open, current ? GRACE : DELAY, name)
      })
      name.addEventListener("pointerleave", closeSoon)
      name.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"))
      name.addEventListener("focus", () => touched || open(name))
      name.addEventListener("blur", closeSoon)
      name.addEventListener("click", (event) => {
        if (touched && (name !== current || card.hidden)) {
          event.preventDefault()
          open(name)
        }
        touched = false
      })
    }

    card.addEventListener("pointerenter", () => clearTimeout(timer))
    card.addEventListener("pointerleave", closeSoon)
    card.addEventListener("focusout", closeSoon)

    document.addEventListener("pointerdown", (event) => {
      if (current && !current.contains(event.target) && !card.contains(event.target)) close()
    })

    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !current) return
      if (card.contains(document.activeElement)) current.focus()
      close()
    })

    addEventListener("resize", close)
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
