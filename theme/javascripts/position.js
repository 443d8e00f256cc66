/*
  Remember the reader's position, in this browser only, and offer it on the home page ("Continue reading: …"). Nothing
  scrolls by itself, and every address leads to its own place.

  This script also sets the running head of printed sheets (paper.css).
*/

/** @typedef {{ root: string, address: string, block: string, part: string, page?: string }} Position */

;(() => {
  "use strict"

  const { ROOT } = window.editionAddress
  const SETTING = "position"
  const REST = 400 // milliseconds without scrolling until a position is stored
  const { get, set, forget } = window.editionSettings
  const { element, one } = window.editionElements
  const { isPublic } = window.editionAddress

  const starts = [...document.querySelectorAll("article .page-start")]
  const blocks = [...document.querySelectorAll("article [id]")].filter((block) => /^p\d+$/.test(block.id))
  const home = document.querySelector(".edition-tools")?.dataset.home === "true"

  // If edition.toml gives no address, only the browser knows the host.
  const printed = document.querySelector(".on-paper .address-of-page")
  if (printed?.textContent.startsWith("/") && isPublic) printed.textContent = location.href.split(/[?#]/)[0]

  if (home) offer(/** @type {Position | null} */ (get(SETTING)))
  else if (blocks.length && starts.length) follow()

  // Roman figures stay as they are.
  /** @param {string} word */
  function inSmallLetters(word) {
    return /^[IVXLC]+$/.test(word) ? word : word[0] + word.slice(1).toLowerCase()
  }

  function named() {
    const title = one("article h1")
    const number = title.querySelector(".chapter-number")?.textContent
    const name = title.querySelector(".title")?.textContent ?? title.textContent
    return { number: number?.replace(/\p{Lu}{2,}/gu, inSmallLetters) ?? "", name }
  }

  function follow() {
    const { number, name } = named()
    const head = [number, name].filter(Boolean).join(" · ")
    // Set only before printing, because setting it makes the browser recompute the styles of the whole page.
    const printed =
      "CSSMarginRule" in window
        ? () => document.documentElement.style.setProperty("--edition-running-head", JSON.stringify(head))
        : () => document.querySelector(".running-head") ?? placeAbove(head)
    matchMedia("print").addEventListener("change", printed)
    addEventListener("beforeprint", printed)

    let timer = 0
    addEventListener(
      "scroll",
      () => {
        clearTimeout(timer)
        timer = setTimeout(keep, REST)
      },
      { passive: true },
    )
  }

  /* Firefox and WebKit do not support margin boxes, but repeat the header of a table on each sheet. */
  /** @param {string} head */
  function placeAbove(head) {
    const line = element("div", { className: "running-head" })
    line.setAttribute("aria-hidden", "true")
    line.append(element("span", { textContent: head }))
    one(".md-content").prepend(line)
  }

  function keep() {
    const top = parseFloat(getComputedStyle(blocks[0]).scrollMarginTop) + 1
    /** @param {HTMLElement[]} places */
    const reached = (places) => places.findLast((place) => place.getBoundingClientRect().top <= top)
    const block = reached(blocks)
    if (!block) return forget(SETTING)
    const { number, name } = named()
    const address = window.editionAddress.page().replace(ROOT.href, "")
    set(SETTING, {
      root: ROOT.href,
      address,
      block: block.id,
      part: number || name,
      page: reached(starts)?.dataset.page,
    })
  }

  /** @param {Position | null} place */
  function offer(place) {
    if (place?.root !== ROOT.href) return
    const line = element("span", { className: "go-on" })
    const words = place.page ? `${place.part}, p. ${place.page}` : place.part
    const link = element("a", { href: `${new URL(place.address, ROOT).href}#${place.block}`, textContent: words })
    const button = element("button", { type: "button", className: "edition-tool", textContent: "Forget" })
    button.setAttribute("aria-label", "Forget where I was")
    button.addEventListener("click", () => {
      forget(SETTING)
      line.remove()
    })
    line.append("Continue reading: ", link, " ", button)
    const beside = document.querySelector(".continue-reading") ?? one(".edition-tools")
    beside.append(line)
  }
})()
