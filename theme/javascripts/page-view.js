/*
  A page of the witness with its image: image, OCR text and edited text are linked word by word.

  Every word with a place on the image is marked in both texts by its number (data-w); the figure lists the boxes in
  the order of the numbers. Pointing at a word shows its box, and pointing at the image shows the word; a click keeps
  it selected. The buttons (larger, smaller, whole, turn, full screen, next and previous word) work by keyboard too,
  and keys.js has a key for each. Without this script the page has the text and the image, which links to a larger
  one.
*/
;(() => {
  "use strict"

  const [figure] = document.querySelectorAll(".page-image")
  if (!figure) return

  const { element, one, targetOf } = window.editionElements
  const SVG = "http://www.w3.org/2000/svg"
  const STEPS = [1, 1.5, 2, 3, 4] // times the width at which the whole page is visible
  const view = one(".page-view")
  const frame = one(".page-image-frame", figure)
  const link = one("a", frame)
  const image = one("img", frame)
  const { boxes } = figure.dataset
  const width = Number(figure.dataset.width)
  const height = Number(figure.dataset.height)

  let step = 0
  let quarter = 0 // of a turn, clockwise
  /** @type {number | null} */
  let current = null // number of the selected word

  // The sheet: the image with the boxes over it, drawn as one element so that both rotate together.

  const sheet = element("div", { className: "page-image-sheet" })
  const layer = document.createElementNS(SVG, "svg")
  layer.setAttribute("viewBox", `0 0 ${width} ${height}`)
  layer.setAttribute("aria-hidden", "true")
  const rectangles = boxes ? boxes.split(";").map(rectangle) : []
  layer.append(...rectangles)
  sheet.append(image, layer)
  const room = element("div", { className: "page-image-room" })
  room.append(sheet)
  frame.replaceChildren(room)
  frame.tabIndex = 0
  frame.setAttribute("role", "region")
  frame.setAttribute("aria-label", "Page image")

  /** @param {string} text @param {number} number */
  function rectangle(text, number) {
    const [left, top, right, bottom] = text.split(" ").map(Number)
    const made = document.createElementNS(SVG, "rect")
    const values = { x: left, y: top, width: right - left, height: bottom - top, "data-w": number }
    for (const [name, value] of Object.entries(values)) made.setAttribute(name, String(value))
    return made
  }

  // The tools

  const tools = element("div", { className: "page-image-tools" })
  tools.setAttribute("role", "toolbar")
  tools.setAttribute("aria-label", "Page image")
  const said = element("p", { className: "page-image-word" })
  said.setAttribute("aria-live", "polite")

  /** @type {Record<string, [sign: string, label: string, action: () => void]>} */
  const ACTIONS = {
    larger: ["+", "Larger", () => zoom(step + 1)],
    smaller: ["−", "Smaller", () => zoom(step - 1)],
    whole: ["Whole", "Whole page", () => zoom(0)],
    turn: ["↻", "Turn", () => turn()],
    full: ["Full screen", "Full screen", () => fullScreen()],
    before: ["‹", "Previous word", () => go(-1)],
    next: ["›", "Next word", () => go(1)],
  }
  for (const [name, [sign, label, action]] of Object.entries(ACTIONS)) {
    if (name === "full" && !document.fullscreenEnabled) continue
    if (["before", "next"].includes(name) && !rectangles.length) continue
    const button = element("button", { type: "button", className: "edition-tool", textContent: sign, title: label })
    button.dataset.do = name
    if (sign !== label) button.setAttribute("aria-label", label)
    button.addEventListener("click", action)
    tools.append(button)
  }
  const larger = element("a", { className: "edition-tool", href: link.href, textContent: "Image file" })
  tools.append(larger)
  figure.prepend(tools)
  one("figcaption", figure).before(said)

  // Zoom and turn

  function draw() {
    const lying = quarter % 2 === 1
    const ratio = height / width
    const across = STEPS[step] * 100 // per cent of the width of the frame, for a rotated page too
    room.style.width = `${across}%`
    room.style.aspectRatio = lying ? `${height} / ${width}` : `${width} / ${height}`
    sheet.style.width = lying ? `${100 / ratio}%` : "100%"
    sheet.style.transform = [
      "none",
      `rotate(90deg) translateY(-100%)`,
      `rotate(180deg)`,
      `rotate(270deg) translateX(-100%)`,
    ][quarter]
    sheet.style.transformOrigin = quarter === 2 ? "50% 50%" : "0 0"
    sheet.style.aspectRatio = `${width} / ${height}`
    if (step) sharpen()
    one("button[data-do=larger]", tools).disabled = step === STEPS.length - 1
    one("button[data-do=smaller]", tools).disabled = step === 0
  }

  // The page loads a small picture first. Zooming loads the large one; so does pointing at the picture or focusing
  // it, if the screen has more pixels than the small one.
  function sharpen() {
    if (image.src !== link.href) image.src = link.href
  }

  for (const kind of ["pointerenter", "focusin"]) {
    frame.addEventListener(kind, () => {
      if (frame.clientWidth * devicePixelRatio > image.naturalWidth) sharpen()
    })
  }

  /** @param {number} to */
  function zoom(to) {
    const before = STEPS[step]
    step = Math.max(0, Math.min(STEPS.length - 1, to))
    const by = STEPS[step] / before
    const middle = { x: frame.scrollLeft + frame.clientWidth / 2, y: frame.scrollTop + frame.clientHeight / 2 }
    draw()
    frame.scrollTo(middle.x * by - frame.clientWidth / 2, middle.y * by - frame.clientHeight / 2)
    if (current !== null) reveal(current)
  }

  function turn() {
    quarter = (quarter + 1) % 4
    draw()
    if (current !== null) reveal(current)
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen()
    else view.requestFullscreen()
  }

  // Words

  /** @type {Map<number, HTMLElement[]>} */
  const spans = new Map() // by word number
  for (const span of view.querySelectorAll("[data-w]:not(rect)")) {
    for (const number of (span.dataset.w ?? "").split(" ").map(Number))
      spans.set(number, [...(spans.get(number) ?? []), span])
  }
  const shown = new Set()

  /** @param {number[]} numbers */
  function point(numbers) {
    for (const marked of shown) marked.classList.remove("pointed")
    shown.clear()
    for (const number of numbers) {
      for (const marked of [rectangles[number], ...(spans.get(number) ?? [])]) {
        if (!marked) continue
        marked.classList.add("pointed")
        shown.add(marked)
      }
    }
  }

  /** @param {number} number @param {number} column */
  const text = (number, column) =>
    (spans.get(number) ?? [])
      .filter((span) => span.closest(`td:nth-child(${column})`))
      .map((span) => span.textContent)
      .join("")

  /** @param {number} number */
  function choose(number) {
    if (!rectangles[number]) return
    for (const marked of view.querySelectorAll(".chosen")) marked.classList.remove("chosen")
    current = number
    for (const marked of [rectangles[number], ...(spans.get(number) ?? [])]) marked.classList.add("chosen")
    const [ocr, edited] = [text(number, 2), text(number, 3)]
    said.textContent = edited && edited !== ocr ? `OCR: ${ocr} · edition: ${edited}` : `Word: ${ocr}`
    reveal(number)
    spans.get(number)?.[0].scrollIntoView({ block: "nearest" })
  }

  // Scroll the box of a word into the frame if any part of it is outside.
  /** @param {number} number */
  function reveal(number) {
    const box = rectangles[number].getBoundingClientRect()
    const around = frame.getBoundingClientRect()
    const outside =
      box.top < around.top || box.bottom > around.bottom || box.left < around.left || box.right > around.right
    if (!outside) return
    frame.scrollBy(
      box.left + box.width / 2 - around.left - around.width / 2,
      box.top + box.height / 2 - around.top - around.height / 2,
    )
  }

  /** @param {number} by */
  function go(by) {
    const next = current === null ? (by > 0 ? 0 : rectangles.length - 1) : current + by
    choose(Math.max(0, Math.min(rectangles.length - 1, next)))
  }

  /** @param {Event} event */
  const numbers = (event) => targetOf(event)?.closest("[data-w]")?.getAttribute("data-w")?.split(" ").map(Number) ?? []
  view.addEventListener("pointerover", (event) => point(numbers(event)))
  view.addEventListener("pointerleave", () => point([]))
  view.addEventListener("click", (event) => {
    const [number] = numbers(event)
    if (number !== undefined && !targetOf(event)?.closest("a")) choose(number)
  })

  // Mark every occurrence of the words in the address (?words=oil+price), which links from search results contain.
  function found() {
    /** @param {string} text */
    const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")
    const wanted = new Set(
      (new URLSearchParams(location.search).get("words") ?? "").split(/\s+/).map(letters).filter(Boolean),
    )
    const numbers = [...rectangles.keys()].filter((number) => wanted.has(letters(text(number, 3))))
    for (const number of numbers) {
      for (const marked of [rectangles[number], ...(spans.get(number) ?? [])]) marked.classList.add("found")
    }
    if (numbers.length) choose(numbers[0])
  }

  // Show the word whose number is in the address (#w12).
  function named() {
    const match = location.hash.match(/^#w(\d+)$/)
    if (match) choose(Number(match[1]))
  }

  view.classList.add("with-tools")
  draw()
  found()
  named()
  addEventListener("hashchange", named)
})()
