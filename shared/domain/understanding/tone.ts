export type Tone = 'warm' | 'cross' | 'plain' | 'unknown'
