/*
  The card at an inferred date, and the marks at dates.

  The switch "Mark dates" (names.js) calls `mark`. On, dates that the text gives have a plain line, inferred ones a
  dotted line, and these can be reached by keyboard: pointing at one, focusing or tapping it shows the date and what it
  is inferred from. Both stand in the page, so the card works without a server too. Escape closes it.
*/
window.editionInferred = (() => {
  "use strict"

  const { element, atWords } = window.editionCards

  const dates = [...document.querySelectorAll("article [data-basis]")]
  let marked = false

  const card = element("div", { className: "edition-card date-card", id: "date-card", hidden: true })
  card.setAttribute("role", "note")
  if (dates.length) document.body.append(card)

  function fill({ date, basis }) {
    card.replaceChildren(
      element("p", { className: "title", textContent: date }),
      element("p", { textContent: "Inferred: the text does not give this date in full." }),
      element("p", { className: "basis", textContent: `${basis}.` }),
    )
  }

  const cards = atWords(dates, card, (date) => marked && date.dataset, fill)

  function mark(on) {
    marked = on
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
