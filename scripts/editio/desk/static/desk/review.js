// Lists to review: the recognition, the messages of the build, and the entries of the registers. Each item leads to
// its place in the text; each entry can be changed or withdrawn.

import { failed, get } from "./api.js"
import { button, element, field, one, refusal, stay, view } from "./dom.js"
import { entryForm } from "./entries.js"

/** @import { ReviewEntry, ReviewItem } from "./api.js" */

let chosen = "Headings"

export async function open() {
  const stayed = stay()
  const found = await get("review")
  if (!stayed()) return
  if (failed(found)) return view.replaceChildren(...refusal(found))
  const { groups } = found
  const choices = Object.entries(groups).map(([name, items]) =>
    button(`${name} ${items.length}`, () => ((chosen = name), show()), { "data-group": name }),
  )
  const list = element("div", {})
  const wanted = element("input", { type: "search", autocomplete: "off" })
  wanted.addEventListener("input", () => filter())
  view.replaceChildren(
    element("h2", {}, "Review"),
    element("div", { className: "roles", role: "group", "aria-label": "Lists" }, ...choices),
    field("Only those with", wanted),
    list,
  )

  function filter() {
    const words = wanted.value.toLowerCase().split(/\s+/)
    for (const item of list.querySelectorAll("li"))
      item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word))
  }

  function show() {
    for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.dataset.group === chosen))
    const items =
      chosen === "Entries" ? groups.Entries.map(entry) : groups[chosen].map((each) => element("li", {}, ...label(each)))
    list.replaceChildren(
      items.length ? element("ol", { className: "review" }, ...items) : element("p", {}, "There are none."),
    )
    filter()
  }

  /** @param {ReviewEntry} entry */
  function entry({ label: register, row, values, line, page }) {
    const change = button("Change", () => entryForm(register, row, values, open))
    const what = [
      values.id,
      values.role,
      values.kind,
      values.name ?? values.key,
      values.reading,
      values.edited === undefined ? "" : `→ ${values.edited || "nothing"}`,
      values.value,
    ]
    return element(
      "li",
      {},
      ...label({
        line,
        page,
        label: register.replace(/^apparatus\/|\.tsv$/g, ""),
        text: what.filter(Boolean).join(" "),
      }),
      " ",
      change,
    )
  }

  show()
  one("[aria-pressed=true]", view).focus()
}

/** @param {ReviewItem} item */
function label({ line, page, label, text }) {
  const place =
    line && page ? element("a", { href: `#page=${encodeURIComponent(page)}&line=${line}` }, `line ${line}`) : ""
  return [place, " ", label && element("span", { className: "label" }, `${label} `), text]
}
