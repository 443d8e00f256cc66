// Elements made of text: nothing here reads a text as markup.

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && typeof value !== "string") made[key] = value
    else if (value !== false && value !== undefined) made.setAttribute(key === "className" ? "class" : key, value)
  }
  made.append(...children.filter((child) => child !== undefined && child !== ""))
  return made
}

export const $ = (selector, root = document) => root.querySelector(selector)

export function button(text, click, properties = {}) {
  const made = element("button", { type: "button", ...properties }, text)
  made.addEventListener("click", click)
  return made
}

export function select(name, options, chosen) {
  const made = element("select", { name })
  made.append(...options.map((option) => element("option", { value: option, selected: option === chosen }, option)))
  return made
}

export function field(label, input, hint = "") {
  return element("label", { className: "field" }, element("span", {}, label), input, hint && element("small", {}, hint))
}

export function say(text) {
  $("#status").textContent = text
}

// Whether a form is open: what lies behind it is not drawn anew meanwhile.
export const formOpen = () => Boolean($("dialog[open]"))

// The errors of a refusal, in the words of the build.
export function refusal(answer) {
  if (answer.error) return [element("p", {}, answer.error)]
  return answer.refused.map(({ place, code, meaning, detail, hint }) =>
    element(
      "div",
      { className: "error" },
      element("p", {}, element("code", {}, `${place} ${code}`), ` ${meaning} ${detail}`),
      element("small", {}, hint),
    ),
  )
}

// A dialog that ends with Escape; `submit` says whether it is done. It opens with what was `refused` before.
export function dialog(title, content, submit, refused = []) {
  const errors = element("div", { className: "errors", role: "alert" })
  const form = element("form", { method: "dialog" }, element("h2", {}, title), ...content, errors)
  const made = element("dialog", { "aria-label": title }, form)
  let busy = false
  const show = (...shown) => {
    errors.replaceChildren(...shown)
    errors.scrollIntoView({ block: "nearest" }) // on a low window the form is higher than what is seen of it
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (busy) return
    busy = true
    made.toggleAttribute("data-busy", true)
    try {
      if (await submit(new FormData(form), show, event.submitter)) made.close()
    } finally {
      busy = false
      made.toggleAttribute("data-busy", false)
    }
  })
  made.addEventListener("close", () => made.remove())
  document.body.append(made)
  made.showModal()
  if (refused.length) show(...refused)
  return made
}
