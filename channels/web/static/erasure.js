/** Asks before the conversation is erased. */

/** Lets a button open the dialog; `erase()` is called only where the citizen says so. */
export function offerErasure(button, dialog, erase) {
  button.addEventListener("click", () => {
    dialog.returnValue = "";
    dialog.showModal();
  });
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "erase") erase();
  });
}
