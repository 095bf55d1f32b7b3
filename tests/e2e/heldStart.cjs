const { app } = require('electron');

/**
 * Holds the app's start until Playwright has attached itself and says so, as its own loader does, which sets Chromium's switches as well.
 * Else it now and then meets a window that has been made and not yet loaded, and waits for it in vain
 * (https://github.com/microsoft/playwright/issues/29386).
 */
const ready = app.whenReady();
const attached = new Promise((resolve) => {
  globalThis.__playwright_run = resolve;
});
app.whenReady = () => attached.then(() => ready);
