/*
  The filters of the register of emendations.

  The form is in the page, hidden; this script shows it and handles its input. Each select has the name of the data-
  attribute by which it filters the rows. The choice is kept in the query of the address, so a filtered view can be
  shared. An address that names an entry always shows this entry.
*/
;(() => {
  "use strict"

  const [form] = document.querySelectorAll("form.register-filter")
  if (!form) return

  const selects = [...form.querySelectorAll("select")]
  const count = window.editionElements.one("output", form)
  const tables = [...document.querySelectorAll("table.register")]
  const rows = tables.flatMap((table) => [...table.querySelectorAll("tr[id]")])

  /** @param {HTMLElement} row */
  const matches = (row) => selects.every(({ name, value }) => !value || row.dataset[name] === value)

  function filter() {
    for (const row of rows) row.hidden = !matches(row)
    for (const group of tables.flatMap((table) => [...table.tBodies, table])) {
      group.hidden = !group.querySelector("tr[id]:not([hidden])")
    }
    const shown = rows.filter((row) => !row.hidden).length
    count.textContent = `${shown} of ${rows.length}`
  }

  function remember() {
    const address = new URL(location.href)
    for (const { name, value } of selects) {
      if (value) address.searchParams.set(name, value)
      else address.searchParams.delete(name)
    }
    history.replaceState(history.state, "", address)
  }

  // A value that no row has is ignored: the select has no such option and keeps "all".
  function recall() {
    const query = new URLSearchParams(location.search)
    for (const select of selects) {
      const wanted = query.get(select.name)
      const option = [...select.options].find(({ value }) => value === wanted)
      select.value = option?.value ?? ""
    }
  }

  function showTarget() {
    const target = window.editionAddress.target()
    const row = rows.find((each) => each === target)
    if (!row) return
    if (row.hidden) {
      form.reset()
      remember()
      filter()
    }
    row.scrollIntoView()
  }

  form.addEventListener("change", () => {
    remember()
    filter()
  })

  form.addEventListener("reset", () => {
    setTimeout(() => {
      remember()
      filter()
    })
  })

  form.addEventListener("submit", (event) => event.preventDefault())

  addEventListener("hashchange", showTarget)

  recall()
  form.hidden = false
  filter()
  showTarget()
})()
