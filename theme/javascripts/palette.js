/*
  The switch between light, sepia and dark pages. Until the reader chooses one, pages follow the system. The choice is
  stored with `__md_set`, so Material applies it on the next page before the first paint.
*/
;(() => {
  "use strict"

  const KEPT = "__palette"
  const DARK = "slate"
  const [form] = document.querySelectorAll(".palette")
  if (!form) return

  const options = [...form.querySelectorAll("input")]
  const PARTS = ["media", "scheme", "primary", "accent"]
  /** @param {HTMLInputElement} option */
  const colour = (option) =>
    Object.fromEntries(PARTS.map((part) => [part, option.getAttribute(`data-md-color-${part}`)]))

  /** @param {number} index */
  function show(index) {
    const chosen = options[index]
    chosen.checked = true
    for (const option of options) {
      const label = option.nextElementSibling
      if (label instanceof HTMLElement) label.hidden = option !== chosen
    }
    for (const [part, value] of Object.entries(colour(chosen))) {
      const name = `data-md-color-${part}`
      if (document.body.getAttribute(name) !== value) document.body.setAttribute(name, String(value))
    }
    const { style } = document.documentElement // for controls that the browser draws
    const drawn = colour(chosen).scheme === DARK ? "dark" : ""
    if (style.colorScheme !== drawn) style.colorScheme = drawn
  }

  /** @param {number} index */
  function choose(index) {
    show(index)
    __md_set(KEPT, { index, color: colour(options[index]) })
  }

  function ofTheSystem() {
    return Math.max(
      0,
      options.findIndex((option) => matchMedia(String(colour(option).media)).matches),
    )
  }

  for (const [index, option] of options.entries()) {
    option.addEventListener("change", () => choose(index))
    option.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return
      const next = (index + 1) % options.length
      choose(next)
      options[next].focus()
    })
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => __md_get(KEPT) || show(ofTheSystem()))

  const kept = __md_get(KEPT)
  show(kept && options[kept.index] ? kept.index : ofTheSystem())
})()
