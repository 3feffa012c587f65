import { app, Menu, nativeImage, Notification, Tray, type NativeImage } from 'electron'
import type { LogWriter } from '../log-file.ts'
import { plainOn, type Desktop, type DesktopBanner, type DesktopTray } from './desktop.ts'
import { trayPixels } from './tray.ts'

/** Banners kept so that their clicks still arrive: a forgotten one is collected, and its listeners with it. */
const mostKept = 50

/** Banners, badge and tray as Electron gives them on this system. Call it when the app is ready. */
export function electronDesktop(platform: NodeJS.Platform, log: LogWriter): Desktop {
  const isMac = platform === 'darwin'
  const kept = new Set<Notification>()
  let tray: Tray | undefined
  let trayFailed = false

  const keep = (banner: Notification): void => {
    kept.add(banner)
    for (const oldest of kept) {
      if (kept.size <= mostKept) break
      kept.delete(oldest)
    }
  }

  const openTray = (): Tray | undefined => {
    try {
      return new Tray(trayImage(isMac))
    } catch (error) {
      // Not every desktop has a place for it, and everything in it is in the window too.
      trayFailed = true
      log.warn('this desktop has no tray', { error })
      return undefined
    }
  }

  return {
    get can() {
      return {
        banners: Notification.isSupported(),
        reply: isMac,
        // Says whether the icon carries the figure: on Linux few docks do.
        badge: app.setBadgeCount(app.getBadgeCount()),
        tray: !trayFailed,
      }
    },
    showBanner(banner) {
      if (!Notification.isSupported()) return
      const notification = new Notification(optionsOf(banner, platform))
      const close = (): void => void kept.delete(notification)
      notification.on('click', () => {
        close()
        banner.onClick()
      })
      notification.on('reply', (_event, text) => {
        close()
        banner.onReply?.(text)
      })
      notification.on('action', (_event, index) => {
        close()
        banner.acts[index]?.run()
      })
      notification.on('close', close)
      notification.on('failed', (_event, error) => {
        close()
        log.warn('a banner was not shown', { error })
      })
      keep(notification)
      notification.show()
    },
    setBadge(count) {
      app.setBadgeCount(count)
    },
    setTray(wanted) {
      if (wanted === undefined) {
        tray?.destroy()
        tray = undefined
        return
      }
      const isNew = tray === undefined && !trayFailed
      tray ??= isNew ? openTray() : undefined
      if (tray !== undefined) draw(tray, wanted, isMac)
    },
  }
}

function optionsOf(
  banner: DesktopBanner,
  platform: NodeJS.Platform,
): Electron.NotificationConstructorOptions {
  const isMac = platform === 'darwin'
  return {
    title: plainOn(platform, banner.title),
    body: plainOn(platform, banner.body),
    silent: !banner.sound,
    urgency: 'normal',
    ...(isMac && banner.onReply !== undefined ? { hasReply: true, replyPlaceholder: 'Answer' } : {}),
    ...(isMac ? { actions: banner.acts.map(({ label }) => ({ type: 'button' as const, text: label })) } : {}),
  }
}

function draw(tray: Tray, { count, tip, onClick, menu }: DesktopTray, isMac: boolean): void {
  tray.setToolTip(tip)
  if (isMac) tray.setTitle(count === 0 ? '' : String(count))
  tray.removeAllListeners('click')
  // On a Mac a click opens the menu, as everywhere in the menu bar.
  if (!isMac) tray.on('click', onClick)
  tray.setContextMenu(
    Menu.buildFromTemplate(
      menu.map((entry) =>
        entry === undefined ? { type: 'separator' } : { label: entry.label, click: () => entry.run() },
      ),
    ),
  )
}

/** A teal that is seen on light and dark panels; on a Mac the system colours it. */
function trayImage(isMac: boolean): NativeImage {
  const colour = isMac ? ([0, 0, 0] as const) : ([43, 150, 141] as const)
  const picture = (size: number): NativeImage =>
    nativeImage.createFromBitmap(Buffer.from(trayPixels(size, colour)), { width: size, height: size })
  const image = picture(isMac ? 18 : 22)
  image.addRepresentation({
    scaleFactor: 2,
    buffer: picture(isMac ? 36 : 44).toPNG(),
  })
  image.setTemplateImage(isMac)
  return image
}
