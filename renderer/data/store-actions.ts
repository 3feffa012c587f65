import { useQuery } from '@tanstack/react-query'
import { attempt } from './actions.ts'
import { core, host } from './client.ts'
import { keys } from './keys.ts'

/** Copies the data file to a safe place. Throws a Failure. */
export const backUp = () => core.call('backup.now', {})

export const showDataFolder = () => attempt('Not shown', () => host.call('host.showDataFolder', {}))

/** How Earshot is: asked when the screen opens and again by its button, because it reads the whole file. */
export const useDoctor = () =>
  useQuery({ queryKey: keys.doctor(), queryFn: () => core.call('doctor.report', {}), staleTime: 0 })
