/*
 * Runs inside the window, so it is plain JavaScript. `earshotWatch(key)` promises, in ms, how long it takes from the
 * next press of the key to the frame after the one in which another conversation, row and thread, is painted.
 */
globalThis.earshotWatch = (key) => {
  const selected = () => document.querySelector('[role=option][data-selected]')?.dataset.conversation
  const thread = () =>
    [...document.querySelectorAll('main [data-item]')].map((post) => post.dataset.item).join(' ')
  const before = { selected: selected(), thread: thread() }
  globalThis.earshotShown = new Promise((shown) => {
    const onKey = (event) => {
      if (event.key !== key) return
      window.removeEventListener('keydown', onKey, true)
      const look = () => {
        const now = { selected: selected(), thread: thread() }
        const isOther = now.selected !== undefined && now.selected !== before.selected
        if (!isOther || now.thread === '' || now.thread === before.thread) return
        observer.disconnect()
        // The first of these runs before the change is painted, the second after.
        requestAnimationFrame(() => requestAnimationFrame(() => shown(performance.now() - event.timeStamp)))
      }
      const observer = new MutationObserver(look)
      observer.observe(document.body, { subtree: true, childList: true, attributes: true })
    }
    window.addEventListener('keydown', onKey, true)
  })
}

// The script is handed over as an expression, and a function as its value would be called.
void 0
