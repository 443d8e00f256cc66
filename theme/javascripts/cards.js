/*
  The card beside an emended word, a name or a note call: where it appears, and when it opens and closes.

  Pointing at a word, focusing it or tapping it opens its card. If the word is a link, a second tap, a click or Enter
  follows the link, as it does without scripts. Escape closes the card and returns the focus to the word.
*/

/**
 * An element that has a card, in HTML or SVG, such as a name on the map.
 * @typedef {GlobalEventHandlers & HTMLOrSVGElement & Element} Word
 */

const editionCards = (() => {
  "use strict"

  const GRACE = 250 // milliseconds for the pointer to travel from the word to the card
  const GAP = 6 // pixels between word and card, and between card and window

  const { targetOf } = window.editionElements

  /** @param {Element} word @param {boolean} yes */
  function expanded(word, yes) {
    if (word.hasAttribute("aria-expanded")) word.setAttribute("aria-expanded", String(yes))
  }

  // Place the card below the word, or above it if there is no room, and always inside the window.
  /** @param {HTMLElement} card @param {Element} word */
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

  // Open the card at each of the words. `known` returns the content of a word's card, or nothing, and may be a
  // promise; `fill` writes it into the card; `delay` is the time in milliseconds that the pointer rests on a word
  // before its card opens.
  /**
   * @template {Word} W
   * @template Known
   * @param {Iterable<W>} words
   * @param {HTMLElement} card
   * @param {(word: W) => Known | Promise<Known>} known
   * @param {(found: NonNullable<Awaited<Known>>, word: W) => void} fill
   */
  function atWords(words, card, known, fill, delay = 0) {
    /** @type {W | null} */
    let current = null // the word whose card is open or about to open
    let timer = 0
    let touched = false

    /** @param {W} word */
    async function open(word) {
      clearTimeout(timer)
      if (word === current) return
      close()
      current = word
      const said = await known(word)
      if (current !== word) return
      if (!said) return (current = null)
      fill(said, word)
      expanded(word, true)
      word.setAttribute("aria-describedby", card.id)
      card.hidden = false
      place(card, word)
    }

    function close() {
      clearTimeout(timer)
      if (current) expanded(current, false)
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

    // When the focus moves, the card must not cover the element that gets it.
    function closeUnlessUsed() {
      const used = [current, card].some((one) => one?.matches(":hover") || one?.contains(document.activeElement))
      if (!used) close()
    }

    for (const word of words) {
      word.addEventListener("pointerenter", (event) => {
        if (event.pointerType !== "mouse") return
        clearTimeout(timer)
        if (delay) timer = setTimeout(open, current ? GRACE : delay, word)
        else open(word)
      })
      word.addEventListener("pointerleave", closeSoon)
      word.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"))
      word.addEventListener("focus", () => touched || open(word))
      word.addEventListener("blur", () => setTimeout(closeUnlessUsed))
      word.addEventListener("click", (event) => {
        const follows = !touched && word.matches("a[href]")
        if (!follows && (word !== current || card.hidden)) {
          event.preventDefault()
          open(word)
        }
        touched = false
      })
    }

    card.addEventListener("pointerenter", () => clearTimeout(timer))
    card.addEventListener("pointerleave", closeSoon)
    card.addEventListener("focusout", () => setTimeout(closeUnlessUsed))

    document.addEventListener("pointerdown", (event) => {
      if (current && !current.contains(targetOf(event)) && !card.contains(targetOf(event))) close()
    })

    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !current) return
      if (card.contains(document.activeElement)) current.focus()
      close()
    })

    addEventListener("resize", close)

    return { open, close, current: () => current }
  }

  return { atWords }
})()

window.editionCards = editionCards
