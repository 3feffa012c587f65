// The least that Electron can be asked for: one window with one line.
const { join } = require('node:path')
const { app, BrowserWindow } = require('electron')

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1280, height: 800 })
  await window.loadFile(join(__dirname, 'index.html'))
})
