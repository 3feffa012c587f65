import { expect, test } from 'vitest'
import { dataFolderFor } from './data-folder.ts'

test('the data lies where each system keeps such things, or where the user says', () => {
  expect(dataFolderFor('linux', {}, '/home/ana')).toBe('/home/ana/.local/share/earshot')
  expect(dataFolderFor('linux', { XDG_DATA_HOME: '/data' }, '/home/ana')).toBe('/data/earshot')
  expect(dataFolderFor('linux', { XDG_DATA_HOME: '' }, '/home/ana')).toBe('/home/ana/.local/share/earshot')
  expect(dataFolderFor('darwin', {}, '/Users/ana')).toBe('/Users/ana/Library/Application Support/Earshot')
  expect(dataFolderFor('win32', { APPDATA: 'C:\\R' }, 'C:\\Users\\ana')).toBe('C:\\R\\Earshot')
  expect(dataFolderFor('linux', { EARSHOT_DATA: '/tmp/x' }, '/home/ana')).toBe('/tmp/x')
})
