export default definePageConfig({ navigationBarTitleText: '调查数据' })
