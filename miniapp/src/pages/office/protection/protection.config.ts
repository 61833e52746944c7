export default definePageConfig({ navigationBarTitleText: '监督保护' })
