// Passkeys: the browser asks its person, and the form is sent with what it answered. Without this
// file there is no such button, and one logs in with the password or a code.
"use strict";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.querySelector("[data-passkey-button]").addEventListener("click", () => ask(form));
}

async function ask(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    const options = form.dataset.options ? JSON.parse(form.dataset.options) : await fetched(form);
    const isNew = form.dataset.passkey === "new";
    const passkey = isNew ? await made(options.publicKey) : await found(options.publicKey);
    form.querySelector("[name=credential]").value = JSON.stringify(passkey.toJSON());
    form.submit();
  } catch {
    problem.hidden = false;
  }
}

async function fetched(form) {
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await response.json()).request_options;
}

// One that logs in by itself: it lies in the device, and asks for a finger, a face or a PIN.
function made(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const itself = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, ...itself };
  return navigator.credentials.create({ publicKey });
}

function found(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}
