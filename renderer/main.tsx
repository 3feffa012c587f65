import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '@fontsource-variable/inter/wght.css'
import './ui/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { takePorts } from './data/client.ts'
import { followBanners } from './data/catch-up-actions.ts'
import { followChanges } from './data/queries.ts'
import { listenToKeys } from './keys/key-listener.ts'

followChanges()
followBanners()
takePorts()
listenToKeys(window)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
