// The arrow keys move between the cells of the timeline that hold a link; Home and End to a row's ends.
document.querySelectorAll("table.timeline").forEach((table) => {
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key];
    if (!cell || !step) return;
    let row = cell.parentElement.rowIndex;
    let column = cell.cellIndex;
    for (;;) {
      row += step[0];
      column += step[1];
      const next = table.rows[row]?.cells[column];
      if (!next) return;
      const link = next.querySelector("a");
      if (link && next.tagName === "TD") {
        event.preventDefault();
        link.focus();
        return;
      }
    }
  });
});
