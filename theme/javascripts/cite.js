/*
  "Cite this passage": the buttons beside a passage and below selected words, and the dialog that they open.

  There is only one button for all passages. It appears after the number of the paragraph, note, article, event or
  emendation that the reader points at, focuses, taps or has followed a link to. If words are selected, another button
  offers to cite exactly these (Alt+Shift+C does the same). Without this script the numbers are links, and the page on
  citing explains how to cite.
*/

/**
 * A passage that can be cited: its id, its name, the mark beside which its button appears, and its words.
 * @typedef {object} CitedPassage
 * @property {string} id
 * @property {string} name
 * @property {string} [note] its number, if it is a note that has a text
 * @property {HTMLElement | null} mark
 * @property {Range} range
 * @property {boolean} [selected] whether the reader has selected the words
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
  /** @type {Record<string, string>} */
  const FORMATS = { BibTeX: "bib", BibLaTeX: "bib", RIS: "ris", "CSL-JSON": "json" }
  const FIRST_WORDS = 12 // words of a passage in an error report
  const LONGEST = 400 // characters of selected words in an error report
  const { element, one, targetOf } = window.editionElements
  const { ROOT } = window.editionAddress
  const { get, set } = window.editionSettings
  const citation = window.editionCitation

  const [article] = document.querySelectorAll("article")
  if (!article?.querySelector(`${NUMBER}, ol.notes, table.chronology, table.register`)) return

  // The passage at a node; null if there is none.
  /** @param {Node | null} node @returns {CitedPassage | null} */
  function passageAt(node) {
    const block = (node instanceof Element ? node : node?.parentElement)?.closest(PASSAGES)
    if (!block || !article.contains(block)) return null
    const words = document.createRange()
    words.selectNodeContents(block)
    const range = citation.trimmed(words)
    if (!range) return null
    const { id } = block
    if (block.matches(".register tr")) {
      const mark = block.querySelector("th a")
      return { id, name: `emendation ${id}`, mark, range }
    }
    if (block.matches("tr")) {
      const mark = block.querySelector("td") && block.querySelector("th")
      return mark && { id, name: `event ${id}`, mark, range }
    }
    if (block instanceof HTMLLIElement) {
      const mark = block.querySelector(".backlink")
      // A note without text cannot be cited, and one below a page is cited by the mark that it has there.
      const printed = block.querySelector(".note-mark")?.textContent.replace(/[()[\].\s]/g, "")
      const note = block.matches(".without-text") ? "" : printed || String(block.value)
      return { id, name: `note ${block.value}`, note, mark, range }
    }
    const number = block.querySelector(NUMBER)
    const label = block.querySelector('[id^="art"]')
    if (label) return { id: label.id, name: `article ${label.id.slice(3)}`, mark: number ?? label, range }
    return number && { id: number.hash.slice(1), name: `paragraph ${number.dataset.n}`, mark: number, range }
  }

  // The button beside a passage

  const button = element("button", { type: "button", className: "cite-passage" })
  button.setAttribute("aria-haspopup", "dialog")
  /** @type {CitedPassage | null} */
  let current = null

  /** @param {Element | null} node */
  function offer(node) {
    const passage = passageAt(node)
    if (!passage?.mark || passage.id === current?.id) return
    current = passage
    button.setAttribute("aria-label", `Cite ${passage.name}`)
    button.title = `Cite ${passage.name}`
    if (passage.mark.matches("th")) passage.mark.append(button)
    else passage.mark.after(button)
  }

  button.addEventListener("click", () => open(current))

  article.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && !event.buttons) offer(targetOf(event))
  })
  /** @param {string} selector @returns {(event: Event) => void} */
  const offerAt = (selector) => (event) => targetOf(event)?.matches(selector) && offer(targetOf(event))
  article.addEventListener("focusin", offerAt(`${NUMBER}, .backlink, .register th a`))
  article.addEventListener("click", offerAt(NUMBER))

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

  // The passage in which the selected words begin, with the range of these words; null if nothing is selected.
  /** @returns {CitedPassage | null} */
  function selected() {
    const selection = getSelection()
    if (!selection?.rangeCount || selection.isCollapsed) return null
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
    const box = passage && [...passage.range.getClientRects()].at(-1)
    words.hidden = !box
    if (!box) return
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

  /** @type {HTMLDialogElement | null} */
  let dialog = null

  /** @param {CitedPassage | null} passage */
  async function open(passage) {
    if (!passage) return
    const pressed = document.activeElement // Safari does not focus a button that is clicked
    const used = pressed instanceof HTMLElement && pressed !== document.body
    const back = used ? pressed : passage.selected ? passage.mark : button
    const directive = passage.selected ? citation.directive(passage.range) : ""
    const data = await citation.data().catch(() => null)
    if (!data) {
      location.hash = passage.id // at least the address is available
      return
    }
    const printed = printedPages(passage, data)
    const link = citation.address(passage.id, directive, data.address)
    dialog?.remove()
    const made = element("dialog", { className: "cite-dialog" })
    dialog = made
    made.setAttribute("aria-labelledby", "cite-title")
    const page = printed && `${citation.several(printed) ? "pp." : "p."} ${citation.pageRange(printed)}`
    const what = passage.selected ? `words from ${passage.name}` : passage.name
    const title = element("h2", { id: "cite-title", textContent: ["Cite " + what, page].filter(Boolean).join(", ") })
    const close = element("button", { type: "button", className: "close", textContent: "×" })
    close.setAttribute("aria-label", "Close")
    close.addEventListener("click", () => made.close())
    const said = element("p", { className: "said" })
    said.setAttribute("role", "status")
    const forms = element("div", { className: "forms" })
    const choice = select(data)
    const where = printed ? [] : citation.where(passage.range, data, passage.id, passage.note)
    const cited = { id: passage.id, note: passage.note, printed, where, url: link }
    const show = () => forms.replaceChildren(...rows(choice.value, passage, data, cited, say))
    /** @param {string} text */
    const say = (text) => {
      said.textContent = text
    }
    choice.addEventListener("change", () => {
      set(STYLE, choice.value)
      say("")
      show()
    })
    const label = element("label", { textContent: "Style or format " })
    label.append(choice)
    const here = link || citation.here(passage.id, directive)
    const address = row("Link", here, here, say)
    one("button", address).autofocus = true
    const errors = report(passage, data, page, here, say)
    made.append(title, close, address, label, forms, sourceSetting(), version(passage, data), errors, said)
    made.addEventListener("click", (event) => event.target === made && made.close()) // beside it
    made.addEventListener("close", () => back?.focus())
    document.body.append(made)
    words.hidden = true
    show()
    made.showModal()
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

  // The version of the edition that is cited, with a link to the readings of earlier versions.
  /** @param {CitedPassage} passage @param {CitationData} data */
  function version(passage, data) {
    const line = element("p", { className: "version", textContent: `Version ${data.version} of the edition` })
    const told = data.history[`${citation.path()}#${passage.id}`]
    if (told) {
      const href = new URL(told, ROOT).href
      line.append("; ", element("a", { href, textContent: "this passage read otherwise in earlier ones" }))
    }
    return line
  }

  /** @param {CitedPassage} passage @param {CitationData} data @returns {PrintedPages | null} */
  function printedPages(passage, data) {
    const pages = citation.pages(passage.range, data.begins[citation.path()])
    if (pages) return pages
    // A note missing from the witness is cited by the page of its call, and an emendation by its own page.
    const place = document.querySelector(`#${passage.id} :is(.note-page, td.page)`)
    const said = place?.textContent.match(/^(?:p\. )?(\[?)(\d+|[ivxlcdm]+)\]?$/)
    if (!said) return null
    const page = { page: said[2], inferred: Boolean(said[1]) }
    return { first: page, last: page }
  }

  /** @param {CitationData} data */
  function select(data) {
    const choice = element("select")
    for (const { name, title } of data.styles) choice.append(new Option(title, name))
    for (const format of Object.keys(FORMATS)) choice.append(new Option(format, format))
    choice.value = String(get(STYLE))
    if (!choice.value) choice.selectedIndex = 0
    return choice
  }

  /**
   * @param {string} chosen
   * @param {CitedPassage} passage
   * @param {CitationData} data
   * @param {Cited} cited
   * @param {(text: string) => void} say
   */
  function rows(chosen, passage, data, cited, say) {
    if (chosen in FORMATS) {
      const text = citation.byFormat(chosen, data, cited)
      const made = row(chosen, element("pre", { textContent: text }), text, say)
      const name = `${data.book.id}-${passage.id}.${FORMATS[chosen]}`
      const save = element("a", { download: name, textContent: "Download" })
      save.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }))
      made.append(save)
      return [made]
    }
    const forms = citation.byStyle(citation.styleOf(data, chosen), data, cited)
    const quotation = document.createDocumentFragment()
    if (passage.selected) {
      quotation.append(`“${citation.words(passage.range)}” `, forms[0].text.cloneNode(true))
      forms.unshift({ title: "Quotation", text: quotation })
    }
    return forms.map(({ title, text }) => row(title, text, null, say))
  }

  // A text with its title and a button that copies it. If `plain` is null, the italics are copied too.
  /**
   * @param {string} title
   * @param {Node | string} text
   * @param {string | null} plain
   * @param {(text: string) => void} say
   */
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

  /** @param {string} plain @param {string} html */
  async function copied(plain, html) {
    try {
      if (!html) await navigator.clipboard.writeText(plain)
      else {
        const texts = Object.entries({ "text/plain": plain, "text/html": html })
        const item = Object.fromEntries(texts.map(([type, text]) => [type, new Blob([text], { type })]))
        await navigator.clipboard.write([new ClipboardItem(item)])
      }
      return true
    } catch {
      return copiedByHand(plain)
    }
  }

  // For pages that may not write to the clipboard, such as those served over plain HTTP.
  /** @param {string} text */
  function copiedByHand(text) {
    const field = element("textarea", { value: text, className: "cite-copied" })
    dialog?.append(field)
    field.select()
    const done = document.execCommand("copy")
    field.remove()
    return done
  }

  // "Report an error here": a prepared message, or its text to copy if edition.toml names no recipient.
  /**
   * @param {CitedPassage} passage
   * @param {CitationData} data
   * @param {string | null} page
   * @param {string} link
   * @param {(text: string) => void} say
   */
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

  /** @param {CitedPassage} passage @param {CitationData} data @param {string | null} page @param {string} link */
  function message(passage, data, page, link) {
    /** @param {string} text */
    const shortened = (text) => {
      if (passage.selected) return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
      const [some, all] = [text.split(" ").slice(0, FIRST_WORDS).join(" "), text]
      return some === all ? all : `${some} …`
    }
    const changed = citation
      .emendations(passage.range)
      .map(({ textContent, dataset }) => `  “${textContent}”, witness “${dataset.witness}” (${dataset.emendation})`)
    const first = printedPages(passage, data)?.first.page
    const site = data.address ? data.address.replace(/\/?$/, "/") : ROOT.href
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
