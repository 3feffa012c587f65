/** The store's file in the data folder. */
export const dataFileName = 'earshot.db'
