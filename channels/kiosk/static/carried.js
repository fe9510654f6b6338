/** On the phone: offers to keep the list, by the phone's own sharing or by printing. */

const share = document.getElementById("share");
const print = document.getElementById("print");

share.hidden = !navigator.share;
print.hidden = false;
share.addEventListener("click", () => navigator.share({ title: document.title, text: listText() }).catch(() => null));
print.addEventListener("click", () => globalThis.print());

function listText() {
  const papers = [...document.querySelectorAll(".paper")].map((paper) => `- ${paper.innerText.trim().replace(/\s*\n\s*/g, ". ")}`);
  return [document.title, ...papers, document.querySelector(".carried__source").innerText].join("\n");
}
