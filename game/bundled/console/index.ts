import { defineGame } from '../../index.ts'
import { rules } from './rules.ts'
import { view } from './view.ts'

export default defineGame({ ...rules, ...view })
