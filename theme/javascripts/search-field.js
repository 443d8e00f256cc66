/*
  On every page: the keys / and s lead to the search field, the index of the search is loaded while a reader types in
  it, and a passage to which a search led has the words found marked in it (`?h=` in the address), until they are
  cleared with the button or Escape.
*/
;(() => {
  "use strict"

  const ROOT = new URL("../", document.currentScript.src)
  const SEARCH = new URL(`search/${window.editionFolderPage}`, ROOT)
  const NO_TEXT = ".note-call, .footnote-call, .not-text, .page-start, .paragraph-number"
  const form = document.querySelector(".search-field form")
  const found = new URLSearchParams(location.search)

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.(
      "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]",
    )
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !["/", "s"].includes(event.key)) return
    event.preventDefault()
    const field = document.querySelector("#search-query") ?? form?.elements.q
    if (field?.offsetParent) field.select()
    else location.assign(SEARCH)
  })

  // The search page then has it from the browser's cache; if it cannot be loaded, that page says so.
  form?.elements.q.addEventListener("input", () => window.editionData("search/data.json").catch(() => null), {
    once: true,
  })

  if (!found.has("h") || !window.Highlight) return
  const block = window.editionAddress.target()
  const ranges = block ? marks(block, found.getAll("h")) : []
  if (!ranges.length) return
  CSS.highlights.set("search-hit", new Highlight(...ranges))

  const { element } = window.editionCards
  const bar = element("div", { className: "search-marked" })
  bar.setAttribute("role", "region")
  bar.setAttribute("aria-label", "Words found")
  const back = element("a", { textContent: "Back to the search" })
  back.href = new URL(`?${new URLSearchParams({ q: found.get("q") ?? "" })}`, SEARCH)
  const clear = element("button", { type: "button", textContent: "Clear the marks" })
  clear.addEventListener("click", cleared)
  document.addEventListener("keydown", escaped)
  bar.append(back, clear)
  document.body.append(bar)

  function escaped(event) {
    if (event.key === "Escape") cleared()
  }

  function cleared() {
    CSS.highlights.delete("search-hit")
    bar.remove()
    document.removeEventListener("keydown", escaped)
    history.replaceState(history.state, "", location.pathname + location.hash)
  }

  // Where the words stand in a block, as whole words, whatever elements they run across.
  function marks(block, words) {
    const nodes = []
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    let text = ""
    while (walker.nextNode()) {
      const node = walker.currentNode
      if (node.parentElement.closest(NO_TEXT)) continue
      nodes.push({ node, start: text.length })
      text += node.data
    }
    const at = (position, end) => {
      const { node, start } = nodes.findLast((one) => one.start < position + (end ? 0 : 1))
      return [node, position - start]
    }
    const given = words.filter((word) => word.trim()) // an empty one would stand everywhere
    if (!given.length) return []
    const one = given.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+")).join("|")
    return [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${one})(?![\\p{L}\\p{N}])`, "gu"))].map((match) => {
      const range = new Range()
      range.setStart(...at(match.index, false))
      range.setEnd(...at(match.index + match[0].length, true))
      return range
    })
  }
})()
