/*
  On every page: the keys / and s move the focus to the search field, and the index of the search is loaded while the
  reader types. If a search led to a passage, the words found are marked in it (`?h=` in the address) until the reader
  clears them with the button or Escape.
*/
;(() => {
  "use strict"

  const { element, laidOut, targetOf } = window.editionElements
  const SEARCH = new URL(`search/${window.editionFolderPage}`, window.editionAddress.ROOT)
  const NO_TEXT = ".note-call, .footnote-call, .not-text, .page-start, .paragraph-number"
  const inHeader = document.querySelector(".search-field input")
  const found = new URLSearchParams(location.search)

  document.addEventListener("keydown", (event) => {
    const writing = targetOf(event)?.closest(
      "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]",
    )
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !["/", "s"].includes(event.key)) return
    event.preventDefault()
    const field = document.querySelector("input#search-query") ?? inHeader
    if (field?.offsetParent) field.select()
    else location.assign(SEARCH)
  })

  // The search page then gets it from the browser's cache. If loading fails, that page reports it.
  inHeader?.addEventListener("input", () => window.editionData("search/data.json").catch(() => null), {
    once: true,
  })

  if (!found.has("h") || !window.Highlight) return
  const block = window.editionAddress.target()
  const ranges = block ? marks(block, found.getAll("h")) : []
  if (!ranges.length) return
  CSS.highlights.set("search-hit", new Highlight(...ranges))

  const bar = element("div", { className: "search-marked" })
  bar.setAttribute("role", "region")
  bar.setAttribute("aria-label", "Words found")
  const back = element("a", { textContent: "Back to the search" })
  back.href = new URL(`?${new URLSearchParams({ q: found.get("q") ?? "" })}`, SEARCH).href
  const clear = element("button", { type: "button", textContent: "Clear the marks" })
  clear.addEventListener("click", cleared)
  document.addEventListener("keydown", escaped)
  bar.append(back, clear)
  document.body.append(bar)

  /** @param {KeyboardEvent} event */
  function escaped(event) {
    if (event.key === "Escape") cleared()
  }

  function cleared() {
    CSS.highlights.delete("search-hit")
    bar.remove()
    document.removeEventListener("keydown", escaped)
    history.replaceState(history.state, "", location.pathname + location.hash)
  }

  // The places of the words in a block, as whole words, even across elements.
  /** @param {Element} block @param {string[]} words */
  function marks(block, words) {
    const { text, startAt, endAt } = laidOut(block, NO_TEXT)
    const given = words.filter((word) => word.trim()) // an empty one would match everywhere
    if (!given.length) return []
    const one = given.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+")).join("|")
    return [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${one})(?![\\p{L}\\p{N}])`, "gu"))].map((match) => {
      const range = new Range()
      range.setStart(...startAt(match.index))
      range.setEnd(...endAt(match.index + match[0].length))
      return range
    })
  }
})()
