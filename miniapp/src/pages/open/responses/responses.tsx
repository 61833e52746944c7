import { ResponsesView } from '../../../features/sentiment/responses-view'

export default ResponsesView
