/** Shares a procedure as a link. It names the procedure and nothing else: no answers, no ticks, no conversation. */

import { t } from "./texts.js";

export const PARAMETER = "thu-tuc";

/** Returns a function share({code, name}); it asks the device, or shows the link in the dialog. */
export function sharingBy(dialog) {
  const field = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  dialog.querySelector("[data-copy]").addEventListener("click", () => copy(field, status));
  return async ({ code, name }) => {
    const url = linkTo(code);
    if (await sharedByDevice({ title: name, url })) return;
    field.value = url;
    status.textContent = "";
    dialog.showModal();
  };
}

/** Returns the address that opens a procedure. */
export function linkTo(code) {
  const url = new URL("/", location.origin);
  url.searchParams.set(PARAMETER, code);
  return url.href;
}

async function sharedByDevice(told) {
  if (!navigator.share || !matchMedia("(pointer: coarse)").matches) return false;
  try {
    await navigator.share(told);
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

async function copy(field, status) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = t("share.copied");
  } catch {
    status.textContent = t("share.copyYourself");
  }
}
