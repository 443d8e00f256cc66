/*
  Tell the reader if the page does not have the place that its address names, such as a mistyped #p1200. The browser
  shows the top of the page without a word, and the reader would take that for the cited passage.
*/
;(() => {
  "use strict"

  const { decoded, target } = window.editionAddress
  const { element } = window.editionElements
  const PLACE = /^(p|s|page|call|note|art)(\d+|[ivxlcdm]+)$/
  /** @type {HTMLElement | null} */
  let notice = null

  function check() {
    notice?.remove()
    const id = decoded(location.hash.slice(1).split(":~:")[0])
    const kind = id.match(PLACE)?.[1]
    if (!kind || target()) return
    const alike = [...document.querySelectorAll("article [id]")].filter((place) => place.id.match(PLACE)?.[1] === kind)
    const said = element("span", {}, `This page has no “${id}”.`)
    const last = alike.at(-1)
    if (last) said.append(" The last is ", element("a", { href: `#${last.id}`, textContent: last.id }), ".")
    notice = element("div", { className: "no-such-place" }, said)
    notice.setAttribute("role", "status")
    document.body.append(notice)
  }

  addEventListener("hashchange", check)
  check()
})()
