// Follow the site while editors work on it (editio/desk/live.py): reload the page when it has changed, and show the
// errors of a failed build. Only the local server adds this script to pages.

/**
 * A message of the build.
 * @typedef {{ place: string, code: string, meaning: string, detail: string, hint: string }} DescribedMessage
 */

;(() => {
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement)) return
  const { page = "", version } = script.dataset
  const events = new EventSource(new URL("events?" + new URLSearchParams({ page }), script.src))

  events.onmessage = ({ data }) => {
    /** @type {{ version: string, refused: DescribedMessage[] }} */
    const told = JSON.parse(data)
    if (told.version !== version && !told.refused.length) {
      events.close()
      location.reload() // which keeps the scroll position
    } else {
      show(told.refused)
    }
  }

  addEventListener("pagehide", () => events.close())
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload())

  /** @param {DescribedMessage[]} messages */
  function show(messages) {
    const box = document.querySelector("#editio-refused") ?? document.body.appendChild(alertBox())
    box.hidden = !messages.length
    box.replaceChildren(...(messages.length ? [heading(messages.length), list(messages)] : []))
  }

  function alertBox() {
    const box = element("section", "")
    box.id = "editio-refused"
    box.setAttribute("role", "alert")
    return box
  }

  /** @param {number} count */
  function heading(count) {
    const errors = count > 1 ? `${count} errors` : "An error"
    return element("h2", `${errors}: the site shows the last good build`)
  }

  /** @param {DescribedMessage[]} messages */
  function list(messages) {
    const items = messages.map(({ place, code, meaning, detail, hint }) => {
      const item = element("li", "")
      item.append(element("code", place), ` ${code}: ${meaning} ${detail}`, element("p", hint))
      return item
    })
    const all = element("ul", "")
    all.append(...items)
    return all
  }

  /** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {string} text */
  function element(name, text) {
    return Object.assign(document.createElement(name), { textContent: text })
  }
})()
