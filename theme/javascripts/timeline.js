/*
  The timeline: the card at its marks, and the arrow keys in the picture and in the table.

  The picture is one stop of the Tab key; the arrow keys move in a lane and from lane to lane, Home and End
  to its ends. Without this script every mark is a link with a name of its own. What the cards say is fetched
  once, when the first is wanted.
*/
;(() => {
  "use strict"

  const { element, atWords } = window.editionCards
  const DELAY = 80 // milliseconds that the pointer rests on a mark before its card opens

  for (const table of document.querySelectorAll("table.timeline")) table.addEventListener("keydown", inTable)
  document.querySelectorAll(".timeline-picture").forEach(picture)

  // From a cell with a link to the next one in the direction of the arrow.
  function inTable(event) {
    const cell = event.target.closest("td")
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key]
    if (!cell || !step) return
    const table = cell.closest("table")
    let row = cell.parentElement.rowIndex
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
  function columnOf(cell) {
    let column = 0
    for (let before = cell.previousElementSibling; before; before = before.previousElementSibling)
      column += before.colSpan
    return column
  }

  function at(row, column) {
    return [...row.cells].find((cell) => columnOf(cell) <= column && column < columnOf(cell) + cell.colSpan)
  }

  function picture(frame) {
    const rows = new Map()
    for (const group of frame.querySelectorAll("[data-row]")) {
      const links = group.matches("a") ? [group] : [...group.querySelectorAll("a")]
      rows.set(group.dataset.row, [...(rows.get(group.dataset.row) ?? []), ...links])
    }
    const order = ["all", "events", "documents"]
    const rank = ([name]) => (order.includes(name) ? order.indexOf(name) : order.length + Number(name))
    const lanes = [...rows]
      .sort((a, b) => rank(a) - rank(b))
      .map(([, links]) => links)
      .filter((links) => links.length)
    const middle = (link) => {
      const box = link.getBoundingClientRect()
      return (box.left + box.right) / 2
    }
    for (const links of lanes) links.sort((a, b) => middle(a) - middle(b))

    // One begins at the month of which the book says most.
    const height = (link) => link.querySelector(".bar").height.baseVal.value
    let current = lanes[0].reduce((most, link) => (height(link) > height(most) ? link : most))
    frame.scrollLeft += middle(current) - frame.getBoundingClientRect().left - frame.clientWidth / 2
    for (const link of lanes.flat()) link.setAttribute("tabindex", link === current ? 0 : -1)
    frame.removeAttribute("tabindex") // it can be moved by its links now

    function go(link) {
      current.setAttribute("tabindex", -1)
      current = link
      current.setAttribute("tabindex", 0)
    }

    frame.addEventListener("focusin", (event) => {
      const link = event.target.closest("a")
      if (link) go(link)
    })

    frame.addEventListener("keydown", (event) => {
      const link = event.target.closest("a")
      if (!link || event.ctrlKey || event.metaKey || event.altKey) return
      const lane = lanes.findIndex((links) => links.includes(link))
      const place = lanes[lane].indexOf(link)
      const nearest = (links) => links && [...links].sort((a, b) => distance(a, link) - distance(b, link))[0]
      const next = {
        ArrowLeft: () => lanes[lane][place - 1],
        ArrowRight: () => lanes[lane][place + 1],
        ArrowUp: () => nearest(lanes[lane - 1]),
        ArrowDown: () => nearest(lanes[lane + 1]),
        Home: () => lanes[lane][0],
        End: () => lanes[lane].at(-1),
      }[event.key]
      if (!next) return
      event.preventDefault()
      next()?.focus()
    })

    const distance = (a, b) => Math.abs(middle(a) - middle(b))

    cards(frame)
  }

  function cards(frame) {
    const card = element("div", { className: "edition-card timeline-card", id: "timeline-card", hidden: true })
    card.setAttribute("role", "note")
    document.body.append(card)
    const days = document.querySelector(".md-content a.days")

    async function known(mark) {
      const entries = await window.editionData("timeline.json").catch(() => ({}))
      return entries[mark.dataset.key]
    }

    function within(link, ident) {
      return `${link.getAttribute("href").split("#")[0]}#${ident}`
    }

    function passage(mark, [block, date, before, words, after]) {
      const item = element("li")
      const link = element("a", { href: within(mark, block), textContent: date })
      item.append(link, ` …${before}`, element("b", { textContent: words }), `${after}…`)
      return item
    }

    function fill(said, mark) {
      const lines = [element("p", { className: "title", textContent: said.title })]
      for (const text of [said.of, said.text]) if (text) lines.push(element("p", { textContent: text }))
      if (said.passages) {
        const list = element("ul")
        list.append(...said.passages.map((found) => passage(mark, found)))
        const all = element("p")
        all.append(element("a", { href: within(days, said.days), textContent: "The book day by day" }))
        lines.push(list, all)
      }
      card.replaceChildren(...lines)
    }

    atWords(frame.querySelectorAll("a[data-key]"), card, known, fill, DELAY)
  }
})()
