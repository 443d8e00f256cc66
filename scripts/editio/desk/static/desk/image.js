// The image of a page, with boxes for its words, and the part of it with the line that an editor works on.

import { button, element } from "./dom.js"

/** @import { Box, ShownLine, ShownPage } from "./api.js" */
/** @import { Properties } from "./dom.js" */

const SVG = "http://www.w3.org/2000/svg"
const ZOOMS = [1, 1.5, 2, 3]
let zoom = 0

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Properties} properties
 * @param {Node[]} children
 */
function svg(name, properties, ...children) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, String(value))
  made.append(...children)
  return made
}

/** @param {ShownPage} page */
const picture = ({ name, image }) => svg("image", { href: `api/image/${encodeURIComponent(name)}`, ...image })

/**
 * A box, and the indices of the line and the word that it belongs to.
 * @typedef {{ box: Box, line: number, word: number }} PlacedBox
 */

// The image with the boxes of its words; "" for a page without one.
/** @param {ShownPage} page @param {PlacedBox[]} words */
export function scan(page, words) {
  if (!page.image) return ""
  const { width, height } = page.image
  const boxes = words.map(({ box: [left, top, right, bottom], line, word }) =>
    svg("rect", { x: left, y: top, width: right - left, height: bottom - top, "data-line": line, "data-word": word }),
  )
  const drawn = svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Image of ${page.title}` },
    picture(page),
    ...boxes,
  )
  const pane = element(
    "div",
    { className: "scan-pane", tabIndex: 0, role: "region", "aria-label": "Page image" },
    drawn,
  )
  /** @param {number} by */
  const to = (by) => {
    zoom = Math.min(Math.max(0, zoom + by), ZOOMS.length - 1)
    drawn.style.width = `${ZOOMS[zoom] * 100}%`
    pane.querySelector(".current")?.scrollIntoView({ block: "nearest", inline: "nearest" })
  }
  to(0)
  const tools = [
    button("−", () => to(-1), { "aria-label": "Image smaller", "data-zoom": "-1" }),
    button("+", () => to(1), { "aria-label": "Image larger", "data-zoom": "1" }),
  ]
  return element("figure", { className: "scan" }, element("div", { className: "scan-tools" }, ...tools), pane)
}

// The part of the image with a line and a little of its neighbours; "" if the line has no boxes.
/** @param {ShownPage} page @param {ShownLine} line */
export function strip(page, line, from = 0, to = 0) {
  if (!page.image || !line.boxes.length) return ""
  const { width } = page.image
  const top = Math.min(...line.boxes.map(({ box }) => box[1]))
  const bottom = Math.max(...line.boxes.map(({ box }) => box[3]))
  const left = Math.min(...line.boxes.map(({ box }) => box[0]))
  const right = Math.max(...line.boxes.map(({ box }) => box[2]))
  const margin = bottom - top
  const marked = line.boxes
    .filter((each) => each.from < to && each.to > from)
    .map(({ box }) =>
      svg("rect", { class: "current", x: box[0], y: box[1], width: box[2] - box[0], height: box[3] - box[1] }),
    )
  const start = Math.max(0, left - margin)
  const view = [start, Math.max(0, top - margin), Math.min(width, right + margin) - start, bottom - top + 2 * margin]
  return svg(
    "svg",
    { viewBox: view.join(" "), class: "strip", role: "img", "aria-label": `Line ${line.number} on the image` },
    picture(page),
    ...marked,
  )
}

/** @param {HTMLElement} root @param {(line: number, word: number) => boolean} isCurrent */
export function show(root, isCurrent) {
  for (const box of root.querySelectorAll("rect[data-line]")) {
    box.classList.toggle("current", isCurrent(Number(box.dataset.line), Number(box.dataset.word)))
  }
  const box = root.querySelector("rect.current")
  const pane = root.querySelector(".scan-pane")
  if (!box || !pane) return
  const [inner, outer] = [box.getBoundingClientRect(), pane.getBoundingClientRect()]
  if (inner.top < outer.top || inner.bottom > outer.bottom) pane.scrollTop += inner.top - outer.top - outer.height / 2
  if (inner.left < outer.left || inner.right > outer.right) pane.scrollLeft += inner.left - outer.left - outer.width / 2
}
