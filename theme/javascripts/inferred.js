/*
  The card at an inferred date, and the marks at dates.

  An inferred date always has a fine dotted line. Resting the pointer on it, clicking or tapping it shows the date and
  the basis of the inference. A long chapter has hundreds of such dates, so the Tab key skips them until the switch
  "Mark dates" (names.js) calls `mark`, which also underlines the dates stated in the text. Dates and bases are part
  of the page, so the card also works without a server. Escape closes it.
*/
const editionInferred = (() => {
  "use strict"

  const { element } = window.editionElements
  const { atWords } = window.editionCards

  const dates = [...document.querySelectorAll("article [data-basis]")]
  const DELAY = 200 // milliseconds that the pointer rests on a date before its card opens

  const card = element("div", { className: "edition-card date-card", id: "date-card", hidden: true })
  card.setAttribute("role", "note")
  if (dates.length) document.body.append(card)

  /** @param {DOMStringMap} texts */
  function fill({ date, basis }) {
    card.replaceChildren(
      element("p", { className: "title", textContent: date }),
      element("p", { textContent: "Inferred: the text does not give this date in full." }),
      element("p", { className: "basis", textContent: `${basis}.` }),
    )
  }

  const cards = atWords(dates, card, (date) => date.dataset, fill, DELAY)

  /** @param {boolean} on */
  function mark(on) {
    document.documentElement.classList.toggle("show-dates", on)
    for (const date of dates) {
      if (on) {
        date.tabIndex = 0
        date.setAttribute("role", "button")
      } else {
        date.removeAttribute("tabindex")
        date.removeAttribute("role")
      }
    }
    if (!on) cards.close()
  }

  return { mark, any: dates.length > 0 }
})()

window.editionInferred = editionInferred
