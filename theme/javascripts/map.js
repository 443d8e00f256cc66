/*
  Zoom the map by its buttons, by the wheel with the Control key, by two fingers, or by + and − while something in it
  has the focus. Dragging or the arrow keys move an enlarged map. Names without room appear when the map is enlarged.
  Without this script the map is a picture with links.
*/
;(() => {
  "use strict"

  const [frame] = document.querySelectorAll("[data-map]")
  if (!frame) return

  const MOST = 8
  const STEP = 1.6
  const MOVE = 0.15 // share of the visible part by which an arrow key moves the map
  const SLACK = 4 // pixels by which a pointer may move during a click
  const { element, one } = window.editionElements
  const picture = one("svg", frame)
  const scroller = one(".map-frame", frame)
  const { width, height } = picture.viewBox.baseVal

  let zoom = 1
  let left = 0
  let top = 0

  function show() {
    /** @param {number} value @param {number} most */
    const within = (value, most) => Math.min(Math.max(0, value), most)
    left = within(left, width - width / zoom)
    top = within(top, height - height / zoom)
    picture.setAttribute("viewBox", `${left} ${top} ${width / zoom} ${height / zoom}`)
    frame.style.setProperty("--map-zoom", String(zoom))
    frame.classList.toggle("enlarged", zoom > 1)
    smaller.disabled = whole.disabled = zoom === 1
    larger.disabled = zoom === MOST
  }

  // Zoom around a point of the picture, which keeps its place.
  /** @param {number} by */
  function enlarge(by, x = left + width / zoom / 2, y = top + height / zoom / 2) {
    const next = Math.min(Math.max(1, zoom * by), MOST)
    left = x - ((x - left) * zoom) / next
    top = y - ((y - top) * zoom) / next
    zoom = next
    show()
  }

  // Move the enlarged map by units of the picture. On a narrow screen the frame shows only a part of the picture:
  // when the picture has reached its edge, the frame scrolls instead.
  /** @param {number} right @param {number} down */
  function move(right, down) {
    const wanted = left + right
    left = wanted
    top += down
    show()
    scroller.scrollLeft += ((wanted - left) * picture.getBoundingClientRect().width * zoom) / width
  }

  /** The position of an event, in units of the picture. @param {MouseEvent} event @returns {[number, number]} */
  function at(event) {
    const box = picture.getBoundingClientRect()
    const scale = width / zoom / box.width
    return [left + (event.clientX - box.left) * scale, top + (event.clientY - box.top) * scale]
  }

  /** @param {string} text @param {string} label @param {() => void} act */
  function button(text, label, act) {
    const made = element("button", { type: "button", textContent: text })
    made.setAttribute("aria-label", label)
    made.addEventListener("click", act)
    controls.append(made)
    return made
  }

  const controls = element("div", { className: "map-controls" })
  const larger = button("+", "Enlarge the map", () => enlarge(STEP))
  const smaller = button("−", "Reduce the map", () => enlarge(1 / STEP))
  const whole = button("⤢", "Show the whole map", () => enlarge(1 / MOST))
  frame.append(controls)

  picture.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return // the wheel alone scrolls the page
      event.preventDefault()
      enlarge(event.deltaY < 0 ? 1.15 : 1 / 1.15, ...at(event))
    },
    { passive: false },
  )

  /** @type {Record<string, () => void>} */
  const KEYS = {
    "+": () => enlarge(STEP),
    "-": () => enlarge(1 / STEP),
    0: () => enlarge(1 / MOST),
    ArrowLeft: () => move((-width / zoom) * MOVE, 0),
    ArrowRight: () => move((width / zoom) * MOVE, 0),
    ArrowUp: () => move(0, (-height / zoom) * MOVE),
    ArrowDown: () => move(0, (height / zoom) * MOVE),
  }

  frame.addEventListener("keydown", (event) => {
    const act = KEYS[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key.startsWith("Arrow") && zoom === 1) return // keys that would scroll the page
    event.preventDefault()
    act()
  })

  // One pointer drags an enlarged map; two zoom it.
  /** @type {Map<number, PointerEvent>} */
  const pointers = new Map()
  let start = { clientX: 0, clientY: 0 }
  let moved = false // moved farther than in a click, so no link is followed

  const spread = () => {
    const [a, b] = [...pointers.values()]
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
  }

  picture.addEventListener("pointerdown", (event) => {
    if (!pointers.size) {
      start = event
      moved = false
    }
    pointers.set(event.pointerId, event)
  })

  picture.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId)
    if (!before) return
    if (pointers.size === 2) {
      const was = spread()
      pointers.set(event.pointerId, event)
      enlarge(spread() / was, ...at(event))
      moved = true
    } else if (zoom > 1) {
      const scale = width / zoom / picture.getBoundingClientRect().width
      moved ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > SLACK
      pointers.set(event.pointerId, event)
      move((before.clientX - event.clientX) * scale, (before.clientY - event.clientY) * scale)
    }
  })

  for (const over of /** @type {const} */ (["pointerup", "pointercancel", "pointerleave"]))
    picture.addEventListener(over, (event) => pointers.delete(event.pointerId))

  picture.addEventListener("click", (event) => moved && event.preventDefault(), true)
  picture.addEventListener("dragstart", (event) => event.preventDefault())

  // On a narrow screen, first show the part with the largest total area of marks, unless the address names a place.
  function toMostMarks() {
    const view = scroller.getBoundingClientRect()
    let [area, x, y] = [0, 0, 0]
    for (const circle of picture.querySelectorAll(".place circle")) {
      const box = circle.getBoundingClientRect()
      const size = box.width * box.height
      area += size
      x += size * (box.x + box.width / 2 - view.x)
      y += size * (box.y + box.height / 2 - view.y)
    }
    if (area) scroller.scrollBy(x / area - view.width / 2, y / area - view.height / 2)
  }

  if (!frame.querySelector(":target")) toMostMarks()

  show()
})()
