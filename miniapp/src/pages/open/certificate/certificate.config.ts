export default definePageConfig({ navigationBarTitleText: '出生证明' })
