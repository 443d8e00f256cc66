/*
  The timeline: the card at its marks, and the arrow keys in the picture and in the table.

  The picture is one stop of the Tab key; the arrow keys move within a lane and between lanes, Home and End to the
  ends of a lane. Without this script every mark is a link with a name of its own. The content of the cards is fetched
  once, when the first card opens.
*/

/** @typedef {[block: string, date: string, before: string, words: string, after: string]} DatedPassage */

/**
 * The entry for a mark in timeline.json.
 * @typedef {{ title: string, of?: string, text?: string, passages?: DatedPassage[], days: string }} TimelineEntry
 */

;(() => {
  "use strict"

  const { element, one, targetOf } = window.editionElements
  const { atWords } = window.editionCards
  const DELAY = 80 // milliseconds that the pointer rests on a mark before its card opens

  for (const table of document.querySelectorAll("table.timeline")) table.addEventListener("keydown", inTable)
  document.querySelectorAll(".timeline-picture").forEach(picture)

  // Move from a cell with a link to the next one in the direction of the arrow.
  /** @param {KeyboardEvent} event */
  function inTable(event) {
    const cell = targetOf(event)?.closest("td")
    const line = cell?.closest("tr")
    const table = cell?.closest("table")
    /** @type {Record<string, [number, number]>} */
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }
    const step = steps[event.key]
    if (!cell || !line || !table || !step) return
    let row = line.rowIndex
    let column = columnOf(cell)
    for (;;) {
      row += step[0]
      column += step[1]
      const next = table.rows[row] && at(table.rows[row], column)
      if (!next) return
      const link = next.matches("td") && next.querySelector("a") // of a year's row there is none
      if (!link) continue
      event.preventDefault()
      link.focus()
      return
    }
  }

  // The first column of a cell. A run of empty months is one cell over several columns.
  /** @param {HTMLTableCellElement} cell */
  function columnOf(cell) {
    let column = 0
    let before = cell.previousElementSibling
    for (; before instanceof HTMLTableCellElement; before = before.previousElementSibling) column += before.colSpan
    return column
  }

  /** @param {HTMLTableRowElement} row @param {number} column */
  function at(row, column) {
    return [...row.cells].find((cell) => columnOf(cell) <= column && column < columnOf(cell) + cell.colSpan)
  }

  /** @param {HTMLElement} frame */
  function picture(frame) {
    /** @type {Map<string, HTMLElement[]>} */
    const rows = new Map()
    for (const group of frame.querySelectorAll("[data-row]")) {
      const links = group.matches("a") ? [group] : [...group.querySelectorAll("a")]
      const name = group.dataset.row ?? ""
      rows.set(name, [...(rows.get(name) ?? []), ...links])
    }
    const order = ["all", "events", "documents"]
    /** @param {[name: string, links: HTMLElement[]]} row */
    const rank = ([name]) => (order.includes(name) ? order.indexOf(name) : order.length + Number(name))
    const lanes = [...rows]
      .sort((a, b) => rank(a) - rank(b))
      .map(([, links]) => links)
      .filter((links) => links.length)
    /** @param {HTMLElement} link */
    const middle = (link) => {
      const box = link.getBoundingClientRect()
      return (box.left + box.right) / 2
    }
    for (const links of lanes) links.sort((a, b) => middle(a) - middle(b))

    // The first stop is the month with the most passages.
    /** @param {HTMLElement} link */
    const height = (link) => one("rect.bar", link).height.baseVal.value
    let current = lanes[0].reduce((most, link) => (height(link) > height(most) ? link : most))
    frame.scrollLeft += middle(current) - frame.getBoundingClientRect().left - frame.clientWidth / 2
    for (const link of lanes.flat()) link.setAttribute("tabindex", link === current ? "0" : "-1")
    frame.removeAttribute("tabindex") // it can be moved by its links now

    /** @param {HTMLElement} link */
    function go(link) {
      current.setAttribute("tabindex", "-1")
      current = link
      current.setAttribute("tabindex", "0")
    }

    frame.addEventListener("focusin", (event) => {
      const link = targetOf(event)?.closest("a")
      if (link) go(link)
    })

    frame.addEventListener("keydown", (event) => {
      const link = targetOf(event)?.closest("a")
      if (!link || event.ctrlKey || event.metaKey || event.altKey) return
      const lane = lanes.findIndex((links) => links.includes(link))
      const place = lanes[lane].indexOf(link)
      /** @param {HTMLElement[] | undefined} links */
      const nearest = (links) => links && [...links].sort((a, b) => distance(a, link) - distance(b, link))[0]
      /** @type {Record<string, () => HTMLElement | undefined>} */
      const steps = {
        ArrowLeft: () => lanes[lane][place - 1],
        ArrowRight: () => lanes[lane][place + 1],
        ArrowUp: () => nearest(lanes[lane - 1]),
        ArrowDown: () => nearest(lanes[lane + 1]),
        Home: () => lanes[lane][0],
        End: () => lanes[lane].at(-1),
      }
      const next = steps[event.key]
      if (!next) return
      event.preventDefault()
      next()?.focus()
    })

    /** @param {HTMLElement} a @param {HTMLElement} b */
    const distance = (a, b) => Math.abs(middle(a) - middle(b))

    cards(frame)
  }

  /** @param {HTMLElement} frame */
  function cards(frame) {
    const card = element("div", { className: "edition-card timeline-card", id: "timeline-card", hidden: true })
    card.setAttribute("role", "note")
    document.body.append(card)

    /** @param {HTMLElement} mark */
    async function known(mark) {
      /** @type {Record<string, TimelineEntry>} */
      const entries = await window.editionData("timeline.json").catch(() => ({}))
      return entries[mark.dataset.key ?? ""]
    }

    /** @param {Element} link @param {string} ident */
    function within(link, ident) {
      return `${link.getAttribute("href")?.split("#")[0]}#${ident}`
    }

    /** @param {Element} mark @param {DatedPassage} passage */
    function passage(mark, [block, date, before, words, after]) {
      const item = element("li")
      const link = element("a", { href: within(mark, block), textContent: date })
      item.append(link, ` …${before}`, element("b", { textContent: words }), `${after}…`)
      return item
    }

    /** @param {TimelineEntry} said @param {Element} mark */
    function fill(said, mark) {
      /** @type {HTMLElement[]} */
      const lines = [element("p", { className: "title", textContent: said.title })]
      for (const text of [said.of, said.text]) if (text) lines.push(element("p", { textContent: text }))
      if (said.passages) {
        const list = element("ul")
        list.append(...said.passages.map((found) => passage(mark, found)))
        const all = element("p")
        all.append(
          element("a", { href: within(one(".md-content a.days"), said.days), textContent: "The book day by day" }),
        )
        lines.push(list, all)
      }
      card.replaceChildren(...lines)
    }

    atWords(frame.querySelectorAll("a[data-key]"), card, known, fill, DELAY)
  }
})()
