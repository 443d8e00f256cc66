/*
  Enlarging the map: by its buttons, by wheel with the Control key, by two fingers, by + and − and the
  arrow keys while something in it has the focus; an enlarged map is moved by dragging. Names that found no
  room appear when it is enlarged. Without this script the map is a picture with links.
*/
(() => {
  "use strict"

  const frame = document.querySelector("[data-map]")
  if (!frame) return

  const MOST = 8
  const STEP = 1.6
  const MOVE = 0.15 // of what is shown, by an arrow key
  const picture = frame.querySelector("svg")
  const { width, height } = picture.viewBox.baseVal
  const { element } = window.editionCards

  let zoom = 1
  let left = 0
  let top = 0

  function show() {
    const within = (value, most) => Math.min(Math.max(0, value), most)
    left = within(left, width - width / zoom)
    top = within(top, height - height / zoom)
    picture.setAttribute("viewBox", `${left} ${top} ${width / zoom} ${height / zoom}`)
    frame.style.setProperty("--map-zoom", zoom)
    frame.classList.toggle("enlarged", zoom > 1)
    smaller.disabled = whole.disabled = zoom === 1
    larger.disabled = zoom === MOST
  }

  // Enlarges about a point of the picture, which stays where it is.
  function enlarge(by, x = left + width / zoom / 2, y = top + height / zoom / 2) {
    const next = Math.min(Math.max(1, zoom * by), MOST)
    left = x - ((x - left) * zoom) / next
    top = y - ((y - top) * zoom) / next
    zoom = next
    show()
  }

  function at(event) {
    const box = picture.getBoundingClientRect()
    const scale = width / zoom / box.width
    return [left + (event.clientX - box.left) * scale, top + (event.clientY - box.top) * scale]
  }

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

  picture.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return // the wheel alone scrolls the page
    event.preventDefault()
    enlarge(event.deltaY < 0 ? 1.15 : 1 / 1.15, ...at(event))
  }, { passive: false })

  const KEYS = {
    "+": () => enlarge(STEP),
    "-": () => enlarge(1 / STEP),
    0: () => enlarge(1 / MOST),
    ArrowLeft: () => (left -= (width / zoom) * MOVE),
    ArrowRight: () => (left += (width / zoom) * MOVE),
    ArrowUp: () => (top -= (height / zoom) * MOVE),
    ArrowDown: () => (top += (height / zoom) * MOVE),
  }

  frame.addEventListener("keydown", (event) => {
    const act = KEYS[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key.startsWith("Arrow") && zoom === 1) return // the keys scroll the page
    event.preventDefault()
    act()
    show()
  })

  // One pointer drags an enlarged map, two enlarge it.
  const pointers = new Map()
  let moved = false

  const spread = () => {
    const [a, b] = [...pointers.values()]
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
  }

  picture.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event)
    moved = false
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
      left -= (event.clientX - before.clientX) * scale
      top -= (event.clientY - before.clientY) * scale
      moved ||= Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) > 2
      pointers.set(event.pointerId, event)
      show()
    }
  })

  for (const over of ["pointerup", "pointercancel", "pointerleave"])
    picture.addEventListener(over, (event) => pointers.delete(event.pointerId))

  picture.addEventListener("click", (event) => moved && event.preventDefault(), true)
  picture.addEventListener("dragstart", (event) => event.preventDefault())

  // On a narrow screen the middle of the map is shown first, unless an address names a place.
  const scroller = frame.querySelector(".map-frame")
  if (!frame.querySelector(":target")) scroller.scrollLeft = (scroller.scrollWidth - scroller.clientWidth) / 2

  show()
})()
