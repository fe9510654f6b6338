/** On a phone the pages stand in one row that is wider than the window: shows the one that is open. */

const row = document.querySelector(".side");
const open = row?.querySelector("[aria-current]");
if (open) row.scrollLeft = open.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
