/*
  "Page image" in a chapter: the image of the printed page appears beside the text and follows the reader; on a narrow
  screen it covers the lower part of the window. Escape or the button closes it. Without this script the tool is a
  link to the witness page on which the chapter begins.
*/
;(() => {
  "use strict"

  const [tool] = document.querySelectorAll("a.page-image-open")
  if (!tool) return

  const { ROOT } = window.editionAddress
  const { element } = window.editionElements
  /** @type {[label: string, width: number, height: number, large: boolean][]} */
  const images = JSON.parse(tool.dataset.images ?? "[]")
  const sizes = new Map(images.map(([label, width, height, large]) => [label, { width, height, large }]))
  const labels = [...sizes.keys()]
  const starts = [...document.querySelectorAll("article .page-start")]

  const panel = element("aside", { className: "page-panel", id: "page-panel", hidden: true })
  panel.setAttribute("aria-label", "Page image")
  const title = element("p", { className: "page-panel-title" })
  title.setAttribute("aria-live", "polite")
  const image = element("img", { alt: "" })
  const frame = element("div", { className: "page-panel-frame", tabIndex: 0 })
  frame.setAttribute("role", "region")
  frame.setAttribute("aria-label", "Page image")
  const close = element("button", { type: "button", className: "edition-tool", textContent: "Close" })
  close.setAttribute("aria-label", "Close the page image")
  const before = element("button", { type: "button", className: "edition-tool", textContent: "‹" })
  before.setAttribute("aria-label", "Previous page")
  const after = element("button", { type: "button", className: "edition-tool", textContent: "›" })
  after.setAttribute("aria-label", "Next page")
  const whole = element("a", { className: "edition-tool", href: tool.href, textContent: "With OCR text" })
  const head = element("div", { className: "page-panel-head" })
  head.append(title, before, after, whole, close)
  frame.append(image)
  panel.append(head, frame)

  const button = element("button", { type: "button", className: tool.className, textContent: tool.textContent })
  button.setAttribute("aria-controls", panel.id)
  button.setAttribute("aria-expanded", "false")
  tool.replaceWith(button)
  document.body.append(panel)

  /** @type {string | null} */
  let label = null

  /** @param {string} [next] */
  function show(next = "") {
    const found = sizes.get(next)
    if (!found || next === label) return
    label = next
    const { width, height, large } = found
    const size = large && devicePixelRatio > 1 ? "zoom" : "reading"
    Object.assign(image, { width, height, src: new URL(`images/${size}/${label}.jpg`, ROOT).href })
    image.alt = `Image of printed page ${label}`
    title.textContent = `Page ${label}`
    whole.href = new URL(`witness/page/${label}/`, ROOT).href + (location.protocol === "file:" ? "index.html" : "")
    frame.scrollTop = 0
    before.disabled = label === labels[0]
    after.disabled = label === labels.at(-1)
  }

  // The printed page at the upper third of the window.
  function reached() {
    const line = innerHeight / 3
    const start = starts.findLast((mark) => mark.getBoundingClientRect().top <= line)
    return start?.dataset.page ?? tool.dataset.first
  }

  let waiting = false
  function follow() {
    if (waiting || panel.hidden) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      show(reached())
    })
  }

  /** @param {boolean} open */
  function toggle(open) {
    panel.hidden = !open
    document.documentElement.classList.toggle("with-page-panel", open)
    button.setAttribute("aria-expanded", String(open))
    if (!open) return
    show(reached())
    if (label === null) show(labels[0])
  }

  /** @param {number} by */
  function turn(by) {
    const next = labels[labels.indexOf(label ?? "") + by]
    const mark = starts.find((start) => start.dataset.page === next)
    if (mark) mark.scrollIntoView({ block: "start" })
    show(next)
  }

  button.addEventListener("click", () => toggle(Boolean(panel.hidden)))
  close.addEventListener("click", () => {
    toggle(false)
    button.focus()
  })
  before.addEventListener("click", () => turn(-1))
  after.addEventListener("click", () => turn(1))
  addEventListener("scroll", follow, { passive: true })
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close.click()
  })
})()
