/*
  "Cite this passage": the button beside a passage and below selected words, and the dialog that they open.

  There is one button. It stands after the number of the paragraph, note, article, event or emendation that the
  reader points at, comes to by the keyboard, taps or has followed a link to; so that the page has no button more for
  each passage. Where words are selected another offers to cite exactly those (Alt+Shift+C does the same).
  Without this script the numbers are links, and the page on citing has what can be had.
*/
;(() => {
  "use strict"

  const STYLE = "citation-style"
  const NUMBER = "a.paragraph-number"
  const PASSAGES = [
    "article .table-wrapper",
    "article .article-heading",
    "article ol.notes > li[id]",
    "article table.chronology tr[id]",
    "article table.register tr[id]",
    "article [id]:has(a.paragraph-number)",
  ].join(", ")
  const FORMATS = { BibTeX: "bib", BibLaTeX: "bib", RIS: "ris", "CSL-JSON": "json" }
  const FIRST_WORDS = 12 // words of a passage that a report gives
  const LONGEST = 400 // characters of selected words that a report gives
  const { element } = window.editionCards
  const { get, set } = window.editionSettings
  const citation = window.editionCitation

  const article = document.querySelector("article")
  if (!article?.querySelector(`${NUMBER}, ol.notes, table.chronology, table.register`)) return

  // The passage at an element: its id, what it is, what its number is, and its words; null where there is none.
  function passageAt(node) {
    const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(PASSAGES)
    if (!block || !article.contains(block)) return null
    const words = document.createRange()
    words.selectNodeContents(block)
    const range = citation.trimmed(words)
    if (!range) return null
    if (block.matches(".register tr")) {
      return { id: block.id, name: `emendation ${block.id}`, mark: block.querySelector("th a"), range }
    }
    if (block.matches("tr")) {
      const date = block.querySelector("td") && block.querySelector("th")
      return date && { id: block.id, name: `event ${block.id}`, mark: date, range }
    }
    if (block.matches("li")) {
      const mark = block.querySelector(".backlink")
      const note = block.matches(".without-text") ? "" : block.value // a text that is missing cannot be cited
      return { id: block.id, name: `note ${block.value}`, note, mark, range }
    }
    const number = block.querySelector(NUMBER)
    const label = block.querySelector('[id^="art"]')
    const id = label?.id ?? number.hash.slice(1)
    const name = label ? `article ${id.slice(3)}` : `paragraph ${number.dataset.n}`
    return { id, name, mark: number ?? label, range }
  }

  // The button beside a passage

  const button = element("button", { type: "button", className: "cite-passage" })
  button.setAttribute("aria-haspopup", "dialog")
  let current = null

  function offer(node) {
    const passage = passageAt(node)
    if (!passage || passage.id === current?.id) return
    current = passage
    button.setAttribute("aria-label", `Cite ${passage.name}`)
    button.title = `Cite ${passage.name}`
    if (passage.mark.matches("th")) passage.mark.append(button)
    else passage.mark.after(button)
  }

  button.addEventListener("click", () => open(current))

  article.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && !event.buttons) offer(event.target)
  })
  article.addEventListener(
    "focusin",
    (event) => event.target.matches(`${NUMBER}, .backlink, .register th a`) && offer(event.target),
  )
  article.addEventListener("click", (event) => event.target.matches(NUMBER) && offer(event.target))

  function offerTarget() {
    const target = window.editionAddress.target()
    if (target && article.contains(target)) offer(target)
  }

  addEventListener("hashchange", offerTarget)
  offerTarget()

  // The button at selected words

  const words = element("button", { type: "button", className: "cite-words", hidden: true })
  words.textContent = "Cite these words"
  words.setAttribute("aria-haspopup", "dialog")
  words.setAttribute("aria-keyshortcuts", "Alt+Shift+C")
  words.title = "Alt+Shift+C"
  document.body.append(words)

  // The passage in which the selected words begin, with their range in place of its own; null without any.
  function selected() {
    const selection = getSelection()
    if (!selection.rangeCount || selection.isCollapsed) return null
    const within = document.createRange()
    within.selectNodeContents(article)
    const range = selection.getRangeAt(0).cloneRange()
    if (!range.intersectsNode(article)) return null
    if (range.compareBoundaryPoints(Range.START_TO_START, within) < 0) range.setStart(article, 0)
    if (range.compareBoundaryPoints(Range.END_TO_END, within) > 0) range.setEnd(article, article.childNodes.length)
    const trimmed = citation.trimmed(range)
    const passage = trimmed && passageAt(trimmed.startContainer)
    return passage && { ...passage, range: citation.wholeWords(trimmed), selected: true }
  }

  function offerWords() {
    const passage = dialog?.open ? null : selected()
    words.hidden = !passage
    if (!passage) return
    const box = [...passage.range.getClientRects()].at(-1)
    const width = document.documentElement.clientWidth
    const below = Math.min(box.bottom + 8, innerHeight - words.offsetHeight - 8)
    words.style.top = `${below + scrollY}px`
    words.style.left = `${Math.max(8, Math.min(box.right - words.offsetWidth / 2, width - words.offsetWidth - 8)) + scrollX}px`
  }

  let waiting = 0
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting)
    waiting = setTimeout(offerWords, 250)
  })
  words.addEventListener("pointerdown", (event) => event.preventDefault()) // which would undo the selection
  words.addEventListener("click", () => open(selected()))
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.code !== "KeyC") return
    const passage = selected()
    if (!passage) return
    event.preventDefault()
    open(passage)
  })

  // The dialog

  let dialog = null

  async function open(passage) {
    if (!passage) return
    const pressed = document.activeElement // Safari gives a button that is clicked no focus
    const back = pressed && pressed !== document.body ? pressed : passage.selected ? passage.mark : button
    const directive = passage.selected ? citation.directive(passage.range) : ""
    const data = await citation.data().catch(() => null)
    if (!data) {
      location.hash = passage.id // the address at least can be had
      return
    }
    const printed = printedPages(passage, data)
    const link = citation.address(passage.id, directive, data.address)
    dialog?.remove()
    dialog = element("dialog", { className: "cite-dialog" })
    dialog.setAttribute("aria-labelledby", "cite-title")
    const page = printed && `${citation.several(printed) ? "pp." : "p."} ${citation.pageRange(printed, "expanded")}`
    const what = passage.selected ? `words from ${passage.name}` : passage.name
    const title = element("h2", { id: "cite-title", textContent: ["Cite " + what, page].filter(Boolean).join(", ") })
    const close = element("button", { type: "button", className: "close", textContent: "×" })
    close.setAttribute("aria-label", "Close")
    close.addEventListener("click", () => dialog.close())
    const said = element("p", { className: "said" })
    said.setAttribute("role", "status")
    const forms = element("div", { className: "forms" })
    const choice = select(data)
    const show = () => forms.replaceChildren(...rows(choice.value, passage, data, printed, link, say))
    const say = (text) => (said.textContent = text)
    choice.addEventListener("change", () => {
      set(STYLE, choice.value)
      say("")
      show()
    })
    const label = element("label", { textContent: "Style or format " })
    label.append(choice)
    const here = link || citation.here(passage.id, directive)
    const address = row("Link", here, here, say)
    address.querySelector("button").autofocus = true
    const errors = report(passage, data, page, here, say)
    dialog.append(title, close, address, label, forms, sourceSetting(), version(passage, data), errors, said)
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()) // beside it
    dialog.addEventListener("close", () => back?.focus?.())
    document.body.append(dialog)
    words.hidden = true
    show()
    dialog.showModal()
  }

  // Whether copied text is followed by its source (copy.js).
  function sourceSetting() {
    const box = element("input", { type: "checkbox", checked: get("copy-source") === true })
    box.addEventListener("change", () => {
      set("copy-source", box.checked)
      dispatchEvent(new Event("edition:copy-source"))
    })
    return element("label", { className: "copy-source" }, box, " Add the source to copied text")
  }

  // Which version of the edition is cited, and where it is told what earlier ones read.
  function version(passage, data) {
    const line = element("p", { className: "version", textContent: `Version ${data.version} of the edition` })
    const told = data.history[`${citation.path()}#${passage.id}`]
    if (told) {
      const href = new URL(told, citation.ROOT).href
      line.append("; ", element("a", { href, textContent: "this passage read otherwise in earlier ones" }))
    }
    return line
  }

  function printedPages(passage, data) {
    const pages = citation.pages(passage.range, data.begins[citation.path()])
    if (pages) return pages
    // A note that the witness lacks is cited by the page of its call, an emendation by the page that it is on.
    const place = document.querySelector(`#${passage.id} :is(.note-page, td.page)`)
    const said = place?.textContent.match(/^(?:p\. )?(\[?)(\d+|[ivxlcdm]+)\]?$/)
    const page = said && { page: said[2], inferred: Boolean(said[1]) }
    return page && { first: page, last: page }
  }

  function select(data) {
    const choice = element("select")
    for (const { name, title } of data.styles) choice.append(new Option(title, name))
    for (const format of Object.keys(FORMATS)) choice.append(new Option(format, format))
    choice.value = get(STYLE) ?? ""
    if (!choice.value) choice.selectedIndex = 0
    return choice
  }

  function rows(chosen, passage, data, printed, link, say) {
    if (chosen in FORMATS) {
      const text = citation.byFormat(chosen, data, printed, link, passage.id)
      const made = row(chosen, element("pre", { textContent: text }), text, say)
      const name = `${data.book.id}-${passage.id}.${FORMATS[chosen]}`
      const save = element("a", { download: name, textContent: "Download" })
      save.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }))
      made.append(save)
      return [made]
    }
    const style = data.styles.find(({ name }) => name === chosen)
    const forms = citation.byStyle(style, printed, link, data, passage.note)
    const quotation = document.createDocumentFragment()
    if (passage.selected) {
      quotation.append(`“${citation.words(passage.range)}” `, forms[0].text.cloneNode(true))
      forms.unshift({ title: "Quotation", text: quotation })
    }
    return forms.map(({ title, text }) => row(title, text, null, say))
  }

  // A text with its title and a button that copies it, with its italics where `plain` does not say what.
  function row(title, text, plain, say) {
    const shown = element("div", { className: "text" })
    shown.append(text)
    const copy = element("button", { type: "button", textContent: "Copy" })
    copy.setAttribute("aria-label", `Copy ${/^[A-Z]{2}|CSL|Bib/.test(title) ? title : title.toLowerCase()}`)
    const [html, simple] = [shown.innerHTML, plain ?? shown.textContent]
    copy.addEventListener("click", async () => say((await copied(simple, plain ? "" : html)) ? "Copied" : "Not copied"))
    const made = element("div", { className: "row" })
    made.append(element("h3", { textContent: title }), shown, copy)
    return made
  }

  async function copied(plain, html) {
    try {
      if (!html) await navigator.clipboard.writeText(plain)
      else {
        const of = (type, text) => [type, new Blob([text], { type })]
        const item = Object.fromEntries([of("text/plain", plain), of("text/html", html)])
        await navigator.clipboard.write([new ClipboardItem(item)])
      }
      return true
    } catch {
      return copiedByHand(plain)
    }
  }

  // Where a page may not write to the clipboard (over plain HTTP).
  function copiedByHand(text) {
    const field = element("textarea", { value: text, className: "cite-copied" })
    dialog.append(field)
    field.select()
    const done = document.execCommand("copy")
    field.remove()
    return done
  }

  // "Report an error here": a prepared message, or its text to copy where edition.toml names no receiver.
  function report(passage, data, page, link, say) {
    const title = `Error at ${citation.path()}#${passage.id}`
    const body = message(passage, data, page, link)
    const text = "Report an error here"
    let made
    if (data.report) {
      const simple = data.report.startsWith("mailto:")
      const template = simple ? `${data.report}?subject={title}&body={body}` : data.report
      const names = { title: encodeURIComponent(title), body: encodeURIComponent(body) }
      made = element("a", { href: citation.filled(template, names), textContent: text })
    } else {
      made = element("button", { type: "button", textContent: `${text}: copy a prepared text` })
      made.addEventListener("click", async () =>
        say((await copied(body, "")) ? "Copied: send it to the editors" : body),
      )
    }
    const line = element("p", { className: "report" })
    line.append(made)
    return line
  }

  function message(passage, data, page, link) {
    const shortened = (text) => {
      if (passage.selected) return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
      const [some, all] = [text.split(" ").slice(0, FIRST_WORDS).join(" "), text]
      return some === all ? all : `${some} …`
    }
    const changed = citation
      .emendations(passage.range)
      .map(({ textContent, dataset }) => `  “${textContent}”, witness “${dataset.witness}” (${dataset.emendation})`)
    const first = printedPages(passage, data)?.first.page
    const site = data.address ? data.address.replace(/\/?$/, "/") : citation.ROOT.href
    return [
      `Passage: ${link}${page ? ` (${page})` : ""}`,
      `Edition: “${shortened(citation.words(passage.range))}”`,
      `Witness: “${shortened(citation.witnessWords(passage.range))}”`,
      ...(changed.length ? ["Emended here:", ...changed] : []),
      ...(first ? [`Witness, whole page: ${site}witness/page/${first}/`] : []),
      `Version of the edition: ${data.version}`,
      "",
      "What is wrong, and how do you know?",
      "",
    ].join("\n")
  }
})()
