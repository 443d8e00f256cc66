/*
  What the cards at emended words, names and note calls share: where a card stands, and, for those at
  links, when it opens and closes.

  Pointing at a link, focusing it or tapping it opens its card; a second tap, a click or Enter follows the
  link, as without any script. Escape closes the card and gives the focus back.
*/
window.editionCards = (() => {
  "use strict"

  const GRACE = 250 // milliseconds for the pointer to travel from the word to the card
  const GAP = 6 // pixels between word and card, and between card and window

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties)
    made.append(...children)
    return made
  }

  // Below the word, or above it where there is no room, and always inside the window.
  function place(card, word) {
    const box = word.getClientRects()[0]
    const below = box.bottom + GAP
    const fits = below + card.offsetHeight + GAP <= innerHeight
    const top = fits ? below : Math.max(GAP, box.top - GAP - card.offsetHeight)
    const width = document.documentElement.clientWidth
    const left = Math.max(GAP, Math.min(box.left, width - card.offsetWidth - GAP))
    card.style.top = `${top + scrollY}px`
    card.style.left = `${left + scrollX}px`
  }

  // Gives each of the links the card. `known` promises what a link's card says, or nothing; `fill` writes
  // it into the card; `delay` is how many milliseconds the pointer rests on a link before its card opens.
  function atLinks(links, card, known, fill, delay = 0) {
    let current = null // the link whose card is open or about to open
    let timer = 0
    let touched = false

    async function open(link) {
      clearTimeout(timer)
      if (link === current) return
      close()
      current = link
      const said = await known(link)
      if (!said || current !== link) return
      fill(said, link)
      link.setAttribute("aria-describedby", card.id)
      card.hidden = false
      place(card, link)
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

    // When the focus goes on, nothing may lie over where it goes to.
    function closeUnlessUsed() {
      const used = [current, card].some((one) => one?.matches(":hover") || one?.contains(document.activeElement))
      if (!used) close()
    }

    for (const link of links) {
      link.addEventListener("pointerenter", (event) => {
        if (event.pointerType !== "mouse") return
        clearTimeout(timer)
        if (delay) timer = setTimeout(open, current ? GRACE : delay, link)
        else open(link)
      })
      link.addEventListener("pointerleave", closeSoon)
      link.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"))
      link.addEventListener("focus", () => touched || open(link))
      link.addEventListener("blur", () => setTimeout(closeUnlessUsed))
      link.addEventListener("click", (event) => {
        if (touched && (link !== current || card.hidden)) {
          event.preventDefault()
          open(link)
        }
        touched = false
      })
    }

    card.addEventListener("pointerenter", () => clearTimeout(timer))
    card.addEventListener("pointerleave", closeSoon)
    card.addEventListener("focusout", () => setTimeout(closeUnlessUsed))

    document.addEventListener("pointerdown", (event) => {
      if (current && !current.contains(event.target) && !card.contains(event.target)) close()
    })

    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !current) return
      if (card.contains(document.activeElement)) current.focus()
      close()
    })

    addEventListener("resize", close)

    return { close, current: () => current }
  }

  return { GRACE, element, place, atLinks }
})()
